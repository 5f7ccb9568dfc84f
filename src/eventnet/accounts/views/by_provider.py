"""Signing in with an account at an identity provider.

It starts with a plain link: our policy lets no form of ours lead to another site.
"""

from sqlmodel import select
from starlette.responses import RedirectResponse, Response

from eventnet.accounts import attempts, entry, providers
from eventnet.accounts.client import spare_the_mail
from eventnet.accounts.forms import SignIn
from eventnet.accounts.letters import ask_to_connect
from eventnet.accounts.models import Account, Identity
from eventnet.accounts.policies import Visitor
from eventnet.accounts.providers import Person
from eventnet.accounts.views.by_mail import sign_in_page
from eventnet.database import writing
from eventnet.errors import BadRequest, NotFound, Refused
from eventnet.forms import Form
from eventnet.i18n import gettext as _
from eventnet.logs import logger
from eventnet.redirects import safe_path, see
from eventnet.settings import OidcProvider
from eventnet.templating import render
from eventnet.tokens import Signer

CONNECTING = "connecting"

log = logger("eventnet.security")


def _provider(visit: Visitor) -> OidcProvider:
    key = visit.param("provider")
    found = next((one for one in visit.settings.oidc if one.key == key), None)
    if found is None:
        raise NotFound(_("Nobody can sign in here with “%(key)s”.", key=key))
    return found


def start(visit: Visitor) -> Response:
    """Send somebody to the provider of their choice."""
    provider = _provider(visit)
    next_path = safe_path(visit.request.query_params.get("next"), visit.url("home"))
    attempt, cookie = attempts.start(visit, provider.key, next_path)
    try:
        url = providers.authorization_url(provider, _back(visit, provider), attempt.proof)
    except Refused as refused:
        return _trouble(visit, refused, next_path)
    response = RedirectResponse(url, 303)
    attempts.keep(visit, response, attempts.ATTEMPT, cookie)
    return response


def come_back(visit: Visitor) -> Response:
    """Take the provider's answer: sign in whom we know, and let all others prove their address."""
    provider = _provider(visit)
    next_path = visit.url("home")
    try:
        attempt = attempts.take(visit, provider.key)
        next_path = attempt.next
        person = providers.person(
            provider, _back(visit, provider), _code(visit, provider), attempt.proof
        )
        response = _enter(visit, person, next_path) or _connect(visit, provider, person, next_path)
    except Refused as refused:
        log.info("sign_in.refused", why=refused.sentence, provider=provider.key)
        response = _trouble(visit, refused, next_path)
    attempts.forget(visit, response, attempts.ATTEMPT)
    return response


def _back(visit: Visitor, provider: OidcProvider) -> str:
    return visit.link("sign-in-back", provider=provider.key)


def _code(visit: Visitor, provider: OidcProvider) -> str:
    query = visit.request.query_params
    if query.get("iss", provider.issuer) != provider.issuer:
        raise BadRequest(_("That answer came from another provider. Please start again."))
    code = query.get("code")
    if not code:
        sentence = _("%(provider)s did not let you through.", provider=provider.name)
        if query.get("error") == "access_denied":
            sentence = _("You did not agree at %(provider)s.", provider=provider.name)
        raise BadRequest(sentence + " " + _("Please start again, or sign in by mail."))
    return code


def _enter(visit: Visitor, person: Person, next_path: str) -> Response | None:
    """Sign in whom this identity belongs to, if it is known."""
    with writing(visit.session):
        account = visit.session.exec(
            select(Account)
            .join(Identity)
            .where(Identity.issuer == person.issuer, Identity.subject == person.subject)
        ).one_or_none()
        if account is None:
            return None
        if account.deactivated_at is not None:
            raise BadRequest(_("This account is closed."))
        secret = entry.enter(visit, account, person.issuer)
    return entry.go_on(visit, secret, next_path)


def _connect(visit: Visitor, provider: OidcProvider, person: Person, next_path: str) -> Response:
    """Let the owner of the address prove it by mail; what follows is the same if it is unknown.

    Somebody who is signed in connects their own account. No account springs up by itself.
    """
    email = visit.account.email if visit.account else person.email
    if email is None:
        raise BadRequest(
            _(
                "%(provider)s vouches for no e-mail address of yours. Please sign in by mail.",
                provider=provider.name,
            )
        )
    spare_the_mail(visit, email)
    ask_to_connect(visit.session, email, person.issuer, person.subject, next_path)
    response = see(visit.url("sign-in-connect"))
    attempts.remember_person(visit, response, person)
    asked = Signer(visit.settings.key, CONNECTING).sign([email, provider.name, next_path])
    attempts.keep(visit, response, CONNECTING, asked)
    return response


def connect(visit: Visitor) -> Response:
    """Say that a mail is on its way; the answer's own address is not for reloading."""
    asked = attempts.kept(visit, CONNECTING)
    if asked is None:
        return see(visit.url("sign-in"))
    email, provider, next_path = asked
    context = {"email": email, "provider": provider, "next": next_path}
    return render(visit, "accounts/connect.html", context)


def _trouble(visit: Visitor, refused: Refused, next_path: str) -> Response:
    """Say what went wrong where the other ways to sign in are at hand."""
    form: Form[SignIn] = Form.of(SignIn.model_construct(email="", next=next_path))
    return sign_in_page(visit, form, refused.sentence, refused.status)
