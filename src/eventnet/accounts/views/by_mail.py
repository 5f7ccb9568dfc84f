"""Signing in by a mailed link."""

from starlette.responses import Response

from eventnet.accounts import entry
from eventnet.accounts.actions import use_link
from eventnet.accounts.addresses import former_addresses
from eventnet.accounts.attempts import identity_in_hand
from eventnet.accounts.client import spare_the_mail
from eventnet.accounts.forms import SignIn
from eventnet.accounts.letters import ask_for_link
from eventnet.accounts.links import find_link, is_live, read_way_in, way_in_token
from eventnet.accounts.models import LinkPurpose, SignInLink
from eventnet.accounts.policies import Visitor
from eventnet.accounts.queries import other_addresses
from eventnet.errors import Gone, TooMany
from eventnet.forms import Form
from eventnet.i18n import gettext as _
from eventnet.redirects import safe_path, see
from eventnet.routing import Visit
from eventnet.templating import render
from eventnet.tokens import Signer

ASKED = "asked"
ASKED_SECONDS = 600


def sign_in(visit: Visitor) -> Response:
    """Ask who wants to sign in."""
    next_path = safe_path(visit.request.query_params.get("next"), visit.url("home"))
    if visit.account is not None:
        return see(next_path)
    return sign_in_page(visit, Form.of(SignIn.model_construct(email="", next=next_path)))


def sign_in_page(
    visit: Visitor, form: Form[SignIn], trouble: str | None = None, status: int = 200
) -> Response:
    """Show the ways to sign in, with what went wrong on the last one."""
    context = {"form": form, "providers": visit.settings.oidc, "trouble": trouble}
    return render(visit, "accounts/sign_in.html", context, status=status)


def ask(visit: Visitor) -> Response:
    """Have a link mailed; the answer is the same whether the address is known here or not."""
    form: Form[SignIn] = Form.read(SignIn, visit.form)
    if not form.valid:
        return sign_in_page(visit, form, status=422)
    try:
        spare_the_mail(visit, form.data.email)
    except TooMany as refused:
        form.refuse("email", refused.sentence)
        return sign_in_page(visit, form, status=429)
    ask_for_link(visit.session, form.data.email, form.data.next)
    return sent(visit, form.data.email, form.data.next)


def sent(visit: Visitor, email: str, next_path: str) -> Response:
    """Go to the page that says where to look; the address travels in a cookie, in no log."""
    response = see(visit.url("sign-in-sent"))
    response.set_cookie(
        ASKED,
        Signer(visit.settings.key, ASKED).sign([email, next_path]),
        max_age=ASKED_SECONDS,
        path="/sign-in",
        httponly=True,
        samesite="lax",
        secure=visit.settings.secure,
    )
    return response


def check_mail(visit: Visitor) -> Response:
    """Say that a mail is on its way."""
    cookie = visit.request.cookies.get(ASKED, "")
    asked = Signer(visit.settings.key, ASKED).read(cookie, seconds=ASKED_SECONDS)
    if asked is None:
        return see(visit.url("sign-in"))
    email, next_path = asked
    return render(visit, "accounts/check_mail.html", {"email": email, "next": next_path})


def _stale(visit: Visitor, link: SignInLink) -> Response:
    fresh = way_in_token(visit.settings, link.email, link.next)
    context = {"email": link.email, "fresh": fresh, "link": link}
    return render(visit, "accounts/stale_link.html", context, status=410)


def _link(visit: Visit) -> SignInLink:
    link = find_link(visit.session, visit.settings, visit.param("token"))
    if link is None:
        raise Gone(_("This link is not complete. Please copy all of it, or ask for a new one."))
    return link


def show_link(visit: Visitor) -> Response:
    """Show who signs in, and one button. Mail scanners open links, so opening spends nothing."""
    link = _link(visit)
    connects, proves = link.purpose is LinkPurpose.IDENTITY, link.purpose is LinkPurpose.PROOF
    own = visit.account is not None and (
        visit.account.email == link.email
        or link.email in other_addresses(visit.session, visit.account.id)
    )
    if own and not connects and not proves:
        return see(link.next)
    if not is_live(link):
        return _stale(visit, link)
    provider = next((one for one in visit.settings.oidc if one.issuer == link.issuer), None)
    context = {
        "email": link.email,
        "token": visit.param("token"),
        "proves": proves,
        "provider": (provider.name if provider else link.issuer) if connects else None,
        "here": not connects or identity_in_hand(visit) == (link.issuer, link.subject),
        "again": visit.url("sign-in-with", provider=provider.key) if provider else None,
    }
    return render(visit, "accounts/link.html", context)


def spend_link(visit: Visitor) -> Response:
    """Sign in: the person has pressed the button."""
    link = _link(visit)
    try:
        secret, next_path = use_link(visit, visit.param("token"))
    except Gone:
        return _stale(visit, link)
    return entry.go_on(visit, secret, next_path)


def _way_in(visit: Visitor) -> tuple[str, str]:
    content = read_way_in(visit.settings, visit.param("token"))
    if content is None:
        raise Gone(_("This link is not complete. Please copy all of it, or ask for a new one."))
    return content


def show_way_in(visit: Visitor) -> Response:
    """Go on if this person is signed in; otherwise offer to mail a fresh link."""
    email, next_path = _way_in(visit)
    mine = visit.account is not None and (
        visit.account.email == email
        or email in former_addresses(visit.session, visit.account.id)
        or email in other_addresses(visit.session, visit.account.id)
    )
    if mine:
        return see(next_path)
    context = {"email": email, "fresh": visit.param("token"), "link": None}
    return render(visit, "accounts/stale_link.html", context)


def use_way_in(visit: Visitor) -> Response:
    """Mail a fresh link to the address that the way in was made for."""
    email, next_path = _way_in(visit)
    spare_the_mail(visit, email)
    ask_for_link(visit.session, email, next_path)
    return sent(visit, email, next_path)
