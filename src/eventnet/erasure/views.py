"""The pages on which somebody deletes their account, and takes that back."""

from starlette.responses import Response

from eventnet.accounts import sessions
from eventnet.accounts.addresses import is_fresh
from eventnet.accounts.client import spare_the_mail
from eventnet.accounts.letters import ask_to_prove
from eventnet.accounts.models import TAKEN_BACK_WITHIN
from eventnet.accounts.policies import AccountVisit, Visitor
from eventnet.accounts.views.by_mail import sent
from eventnet.dates import moment
from eventnet.erasure.actions import (
    delete_account,
    deleted_account,
    take_back,
)
from eventnet.erasure.forms import Farewell
from eventnet.erasure.standing import hindrances, standing
from eventnet.erasure.words import in_words
from eventnet.forms import Form
from eventnet.redirects import see
from eventnet.round_tables.words import would_end_in_words
from eventnet.templating import render


def show(visit: AccountVisit) -> Response:
    """Say what goes, what stays, and what others notice of it."""
    return _page(visit, Form.of(Farewell.model_construct(sure="")))


def _page(visit: AccountVisit, form: Form[Farewell], status: int = 200) -> Response:
    now = standing(visit.session, visit.account)
    context = {
        "form": form,
        "fresh": is_fresh(visit.login),
        "days": TAKEN_BACK_WITHIN.days,
        "standing": now,
        "would_end": would_end_in_words(now.seats),
        "hindrances": [(found.duty.value, in_words(found), found.slug) for found in now.hindrances],
    }
    return render(visit, "erasure/delete.html", context, status=status)


def prove(visit: AccountVisit) -> Response:
    """Mail a link by which the account's owner confirms that it is still them."""
    spare_the_mail(visit, visit.account.email)
    here = visit.url("erase")
    ask_to_prove(visit.session, visit.account.email, here)
    return sent(visit, visit.account.email, here)


def delete(visit: AccountVisit) -> Response:
    """Put the account out of use, and sign every browser out."""
    form: Form[Farewell] = Form.read(Farewell, visit.form)
    if hindrances(visit.session, visit.account):  # the page says who could take over
        return _page(visit, form, status=409)
    if not is_fresh(visit.login):
        return see(visit.url("erase"))
    if not form.valid:
        return _page(visit, form, status=422)
    delete_account(visit.session, visit.settings, visit.account)
    response = see(visit.url("erased"))
    sessions.clear_cookie(response, visit.settings)
    response.headers["Clear-Site-Data"] = '"cache", "storage"'
    return response


def deleted(visit: Visitor) -> Response:
    """Say that it is done, and how to take it back."""
    return render(visit, "erasure/deleted.html", {"days": TAKEN_BACK_WITHIN.days})


def show_return(visit: Visitor) -> Response:
    """Show what taking it back brings. Mail scanners open links, so opening changes nothing."""
    token = visit.param("token")
    account = deleted_account(visit.session, visit.settings, token)
    until = moment(account.erase_at) if account.erase_at else ""
    context = {"token": token, "email": account.email, "until": until, "done": False}
    return render(visit, "erasure/take_back.html", context)


def come_back(visit: Visitor) -> Response:
    """Let the account be used again."""
    token = visit.param("token")
    email = deleted_account(visit.session, visit.settings, token).email
    events = take_back(visit.session, visit.settings, token)
    context = {"token": token, "email": email, "events": events, "done": True}
    return render(visit, "erasure/take_back.html", context)
