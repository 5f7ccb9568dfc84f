"""The pages of joining without a ticket."""

from typing import Any

from starlette.responses import Response

from eventnet.accounts import entry
from eventnet.accounts.client import spare_the_mail
from eventnet.arrivals.actions import ask_to_join, confirm, join_signed_in
from eventnet.arrivals.actions.invitations import NEXT
from eventnet.arrivals.actions.joining import LINE, pending, refuse_removed, said_before
from eventnet.arrivals.forms import Join, Joiner
from eventnet.arrivals.guest import Guest
from eventnet.database import writing
from eventnet.errors import Gone, NotFound, TooMany
from eventnet.events.policies import EventVisit, find_attendance
from eventnet.forms import Form
from eventnet.i18n import gettext as _
from eventnet.redirects import see
from eventnet.templating import render


def _check_code(visit: EventVisit) -> None:
    """Let the link work only as long as the organizers keep it open; a wrong one is no page."""
    code = visit.event.join_code
    if code is None or code != visit.param("code"):
        raise NotFound(_("There is no such link for joining, or the organizers have closed it."))


def _next(visit: EventVisit) -> str:
    return NEXT.format(event=visit.event.slug)


def _after(visit: EventVisit, account_id: str) -> str:
    """Return where whoever joined goes on: into the event, or to their place in the line."""
    came = find_attendance(visit.session, visit.event.id, account_id) is not None
    return _next(visit) if came else LINE.format(event=visit.event.slug)


def show(visit: EventVisit) -> Response:
    """Say what event this is, and ask who wants to join."""
    _check_code(visit)
    if visit.attendance is not None:
        return see(_next(visit))
    if visit.account is not None:
        refuse_removed(visit.session, visit.event, visit.account.email)
    return _form(visit, Form[Join]())


def _form(visit: EventVisit, form: Form[Any], status: int = 200) -> Response:
    code = visit.param("code")
    context = {"form": form, "event": visit.event, "code": code, "notes": _notes(visit)}
    return render(visit, "arrivals/join.html", context, status=status)


def _notes(visit: EventVisit) -> list[str]:
    return [words for say in said_before if (words := say(visit.session, visit.event))]


def ask(visit: EventVisit) -> Response:
    """Have a link mailed; the answer is the same whether the address is known here or not."""
    _check_code(visit)
    form: Form[Join] = Form.read(Join, visit.form)
    if not form.valid:
        return _form(visit, form, 422)
    try:
        spare_the_mail(visit, form.data.email)
    except TooMany as refused:
        form.refuse("email", refused.sentence)
        return _form(visit, form, 429)
    ask_to_join(visit.session, visit.event, form.data)
    return render(
        visit, "arrivals/join_sent.html", {"email": form.data.email, "notes": _notes(visit)}
    )


def ask_signed_in(visit: EventVisit) -> Response:
    """Let in somebody who is signed in: their address needs no proof."""
    _check_code(visit)
    if visit.account is None:
        return see(visit.url("join", event=visit.event.slug, code=visit.param("code")))
    form: Form[Joiner] = Form.read(Joiner, visit.form)
    if not form.valid:
        return _form(visit, form, 422)
    account_id, said = visit.account.id, form.data
    guest = Guest(visit.account.email, said.name, said.organization)
    join_signed_in(visit.session, visit.event, guest)
    return see(_after(visit, account_id))


def show_confirm(visit: EventVisit) -> Response:
    """Show who joins, and one button. Mail scanners open links, so opening changes nothing."""
    try:
        ticket = pending(visit.session, visit.event, visit.param("code"), visit.param("secret"))
    except Gone as gone:
        return _stale(visit, gone)
    here, notes = visit.request.url.path, _notes(visit)
    context = {"event": visit.event, "ticket": ticket, "here": here, "notes": notes}
    return render(visit, "arrivals/join_confirm.html", context)


def spend_confirm(visit: EventVisit) -> Response:
    """Join and sign in: the person has pressed the button."""
    try:
        with writing(visit.session):
            account = confirm(
                visit.session, visit.event, visit.param("code"), visit.param("secret")
            )
            secret = entry.enter(visit, account, "join")
            page = _after(visit, account.id)
    except Gone as gone:
        return _stale(visit, gone)
    return entry.go_on(visit, secret, page)


def _stale(visit: EventVisit, gone: Gone) -> Response:
    open_again = visit.event.join_code is not None and visit.event.join_code == visit.param("code")
    context = {"words": gone.sentence, "code": visit.param("code") if open_again else None}
    return render(visit, "arrivals/join_stale.html", context, status=410)
