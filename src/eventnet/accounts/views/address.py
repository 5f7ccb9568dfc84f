"""Another address for one's account; and the link by which the old one objects."""

from typing import TypeVar

from starlette.responses import Response

from eventnet.accounts.addresses import (
    confirm_change,
    find_change,
    is_fresh,
    object_to,
    objectionable,
)
from eventnet.accounts.client import spare_the_mail
from eventnet.accounts.forms import NewAddress
from eventnet.accounts.letters import ask_to_change, ask_to_prove
from eventnet.accounts.policies import AccountVisit, Visitor
from eventnet.accounts.reserving import OBJECT_WITHIN
from eventnet.accounts.views.by_mail import sent
from eventnet.errors import TooMany
from eventnet.forms import Form
from eventnet.i18n import gettext as _
from eventnet.notices import with_notice
from eventnet.redirects import see
from eventnet.templating import render

Typed = TypeVar("Typed", bound=NewAddress)


def address(visit: AccountVisit) -> Response:
    """Ask for the new address; or first for a proof that it is still the same person."""
    return _page(visit, Form.of(NewAddress.model_construct(email="")))


def _page(visit: AccountVisit, form: Form[NewAddress], status: int = 200) -> Response:
    context = {"form": form, "fresh": is_fresh(visit.login), "days": OBJECT_WITHIN.days}
    return render(visit, "accounts/address.html", context, status=status)


def prove(visit: AccountVisit) -> Response:
    """Mail a link to the address that the account has, by which its owner confirms themselves."""
    return prove_by_mail(visit, visit.url("address"))


def prove_by_mail(visit: AccountVisit, there: str) -> Response:
    """Mail a link to the address that the account has, which leads back to a page."""
    spare_the_mail(visit, visit.account.email)
    ask_to_prove(visit.session, visit.account.email, there)
    return sent(visit, visit.account.email, there)


def change(visit: AccountVisit) -> Response:
    """Have both addresses written to."""
    if not is_fresh(visit.login):
        return see(visit.url("address"))
    form: Form[NewAddress] = Form.read(NewAddress, visit.form)
    if refused := refuse_address(visit, form, _("This is your address already.")):
        return _page(visit, form, refused)
    ask_to_change(visit.session, visit.account, form.data.email)
    words = _(
        "A mail is on its way to %(email)s. Open its link and press the button: until then your "
        "address stays as it is.",
        email=form.data.email,
    )
    return with_notice(visit, see(visit.url("account")), words)


def refuse_address(visit: AccountVisit, form: Form[Typed], own: str) -> int:
    """Say with which status another address is refused that a mail shall go to; 0: it is not.

    `own` is what the form then says of the address that the account has.
    """
    if not form.valid:
        return 422
    if form.data.email == visit.account.email:
        form.refuse("email", own)
        return 422
    try:
        spare_the_mail(visit, form.data.email)
    except TooMany as refused:
        form.refuse("email", refused.sentence)
        return refused.status
    return 0


def show_confirmation(visit: AccountVisit) -> Response:
    """Show what the button does. Mail scanners open links, so opening changes nothing."""
    found = find_change(visit.session, visit.settings, visit.account.id, visit.param("token"))
    context = {"change": found, "token": visit.param("token")}
    return render(visit, "accounts/address_confirm.html", context)


def confirm(visit: AccountVisit) -> Response:
    """Give the account its new address."""
    found = find_change(visit.session, visit.settings, visit.account.id, visit.param("token"))
    new = confirm_change(visit.session, found.id, visit.login.id)
    words = _("Your address is %(email)s from now on. Other browsers are signed out.", email=new)
    return with_notice(visit, see(visit.url("account")), words)


def show_objection(visit: Visitor) -> Response:
    """Show what objecting does."""
    found = objectionable(visit.session, visit.settings, visit.param("token"))
    context = {"change": found, "token": visit.param("token"), "done": False}
    return render(visit, "accounts/address_object.html", context)


def objection(visit: Visitor) -> Response:
    """Stop the change, or take it back."""
    found = objectionable(visit.session, visit.settings, visit.param("token"))
    stopped = object_to(visit.session, found.id)
    context = {"change": stopped, "token": visit.param("token"), "done": True}
    return render(visit, "accounts/address_object.html", context)
