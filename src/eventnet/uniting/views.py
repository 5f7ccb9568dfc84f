"""The pages on which somebody makes two accounts of theirs one."""

from starlette.responses import Response

from eventnet.accounts.addresses import is_fresh
from eventnet.accounts.models import Account
from eventnet.accounts.policies import AccountVisit
from eventnet.accounts.views.address import prove_by_mail, refuse_address
from eventnet.errors import Conflict
from eventnet.forms import Form
from eventnet.i18n import gettext as _
from eventnet.notices import with_notice
from eventnet.redirects import see
from eventnet.templating import render
from eventnet.uniting.actions import unite
from eventnet.uniting.forms import OtherAccount, Sure
from eventnet.uniting.keeping import find_union
from eventnet.uniting.letters import ask_to_unite
from eventnet.uniting.profiles import Emails, name_of_choices, pairs
from eventnet.uniting.standing import standing


def show(visit: AccountVisit) -> Response:
    """Ask for the address of the other account; or first for a proof that it is still them."""
    return _page(visit, Form.of(OtherAccount.model_construct(email="")))


def _page(visit: AccountVisit, form: Form[OtherAccount], status: int = 200) -> Response:
    context = {"form": form, "fresh": is_fresh(visit.login)}
    return render(visit, "uniting/begin.html", context, status=status)


def prove(visit: AccountVisit) -> Response:
    """Mail a link to the address that the account has, by which its owner confirms themselves."""
    return prove_by_mail(visit, visit.url("unite"))


def ask(visit: AccountVisit) -> Response:
    """Have the other address written to, if an account has it."""
    if not is_fresh(visit.login):
        return see(visit.url("unite"))
    form: Form[OtherAccount] = Form.read(OtherAccount, visit.form)
    own = _("You are signed in with this address. Give that of the other one.")
    if refused := refuse_address(visit, form, own):
        return _page(visit, form, refused)
    ask_to_unite(visit.session, visit.account.id, form.data.email)
    words = _(
        "If there is an account with %(email)s, a mail is on its way there. Open its link in this "
        "browser: nothing changes before you have seen what comes together.",
        email=form.data.email,
    )
    return with_notice(visit, see(visit.url("account")), words)


def preview(visit: AccountVisit) -> Response:
    """Show what comes together. Mail scanners open links, so opening changes nothing."""
    return _preview(visit, Form.of(Sure.model_construct(sure="")))


def _preview(visit: AccountVisit, form: Form[Sure], status: int = 200) -> Response:
    token = visit.param("token")
    union = find_union(visit.session, visit.settings, visit.account.id, token)
    goes = visit.session.get_one(Account, union.other_id)
    found = standing(visit.session, visit.account, goes)
    names = {place.id: place.name for place in found.communities}
    two = Emails(visit.account.email, goes.email)
    there = [(names[pair.community_id], pair) for pair in pairs(visit.session, found.selves, two)]
    kept = {one.name: [one.usual] for _place, pair in there for one in pair.differences}
    kept |= {name: [choice] for name, choice in _choices(visit).items()}
    context = {
        "token": token,
        "form": form,
        "other": goes.email,
        "standing": found,
        "pairs": there,
        "kept": Form(kept),
    }
    return render(visit, "uniting/preview.html", context, status=status)


def _choices(visit: AccountVisit) -> dict[str, str]:
    return {name: str(visit.form[name]) for name in name_of_choices(visit.form)}


def confirm(visit: AccountVisit) -> Response:
    """Make the two accounts one."""
    union = find_union(visit.session, visit.settings, visit.account.id, visit.param("token"))
    form: Form[Sure] = Form.read(Sure, visit.form)
    if not form.valid:
        return _preview(visit, form, status=422)
    try:
        former = unite(visit.session, visit.settings, union.id, _choices(visit))
    except Conflict as refused:
        visit.session.rollback()
        form.refuse("sure", refused.sentence)
        return _preview(visit, form, status=refused.status)
    words = _("Your accounts are one. %(email)s signs in to it as well from now on.", email=former)
    return with_notice(visit, see(visit.url("account")), words)
