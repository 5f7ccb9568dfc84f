"""The page of the door, where one scan follows another; and the pass that an attendee shows."""

from dataclasses import dataclass
from urllib.parse import urlencode

from sqlmodel import col, select
from starlette.responses import Response

from eventnet import clock
from eventnet.arrivals.references import shown_reference, ticket_name
from eventnet.board.bell import since
from eventnet.board.queries import here_today
from eventnet.contacts.codes import drawn
from eventnet.day.models import CheckIn
from eventnet.door import actions
from eventnet.door.codes import Pass, token_for
from eventnet.door.finding import identify, of_ticket
from eventnet.door.forms import LONGEST, ScanFields
from eventnet.errors import Refused
from eventnet.events.policies import AttendeeVisit, InsiderVisit
from eventnet.events.queries import today
from eventnet.forms import Form
from eventnet.organize.roll import Entry, entries, entry
from eventnet.organize.wanted import Wanted
from eventnet.organize.words import status_in_words
from eventnet.redirects import see
from eventnet.templating import render

MOST = 12


@dataclass(frozen=True)
class AtDoor:
    """Somebody at the door: who they are, and since when they are in, or down as here."""

    entry: Entry
    inside: str
    """Since when the door has let them in, or nothing."""
    here: str
    """Since when they are down as here by their own word, or nothing."""


def door(visit: InsiderVisit) -> Response:
    """Show the door: empty, or with whom the last scan was, or with those of a name."""
    asked = visit.request.query_params
    if asked.get("code"):
        return _of_code(visit, asked["code"])
    if asked.get("last"):
        return _page(visit, last=asked["last"], again=asked.get("again") == "yes")
    return _page(visit, words=asked.get("q", ""))


def scan(visit: InsiderVisit) -> Response:
    """Let in whom a code, a ticket or an address names; look for anybody else by name."""
    form: Form[ScanFields] = Form.read(ScanFields, visit.form)
    if not form.valid:
        return _page(visit, form=form, status=422)
    try:
        found = identify(visit.session, visit.event, visit.settings.key, form.data.code)
        if found is not None:
            return _let_in(visit, found)
    except Refused as no:
        form.refuse("code", no.sentence)
        return _page(visit, form=form, status=422)
    return see(f"{_path(visit)}?{urlencode({'q': form.data.code})}")


def let_in(visit: InsiderVisit) -> Response:
    """Let in somebody who was found by name."""
    return _let_in(visit, visit.param("attendance"))


def take_back(visit: InsiderVisit) -> Response:
    """Take back that somebody came in."""
    key = visit.param("attendance")
    actions.take_back(visit.session, visit.event, key, visit.account.id)
    return see(f"{_path(visit)}?{urlencode({'last': key})}")


def own_pass(visit: AttendeeVisit) -> Response:
    """Show somebody the code by which the door lets them in."""
    shown = Pass(visit.event.id, visit.attendance.id)
    token = token_for(visit.settings.key, shown)
    address = visit.link("door", event=visit.event.slug) + f"?{urlencode({'code': token})}"
    own = entry(visit.session, visit.event.id, visit.attendance.id)
    named = [
        ticket_name(ticket.source, ticket.reference)
        for ticket in (own.tickets if own else ())
        if shown_reference(ticket.source, ticket.reference)
    ]
    context = {
        "event": visit.event,
        "drawing": drawn(address),
        "entry": own,
        "tickets": named,
    }
    return render(visit, "door/pass.html", context)


def _let_in(visit: InsiderVisit, attendance_id: str) -> Response:
    news = actions.let_in(visit.session, visit.event, attendance_id, visit.account.id)
    said = {"last": attendance_id, **({} if news else {"again": "yes"})}
    return see(f"{_path(visit)}?{urlencode(said)}")


def _of_code(visit: InsiderVisit, code: str) -> Response:
    """Show whose code it is that led here; they are let in by a tap, not by an address."""
    try:
        found = identify(visit.session, visit.event, visit.settings.key, code)
    except Refused as no:
        return _page(visit, form=Form({"code": [""]}, {"code": no.sentence}), status=422)
    return _page(visit, words="" if found else code, last=found or "")


def _page(
    visit: InsiderVisit,
    *,
    form: Form[ScanFields] | None = None,
    words: str = "",
    last: str = "",
    again: bool = False,
    status: int = 200,
) -> Response:
    event, session = visit.event, visit.session
    one = entry(session, event.id, last) if last else None
    some = _looked_up(visit, words) if words else []
    here, attending = here_today(session, event)
    context = {
        "event": event,
        "form": form or Form(),
        "longest": LONGEST,
        "words": words,
        "last": next(iter(_at_door(visit, [one])), None) if one else None,
        "again": again,
        "found": _at_door(visit, some[:MOST]),
        "more": len(some) > MOST,
        "here": here,
        "attending": attending,
        "status_in_words": status_in_words,
        "ticket_name": ticket_name,
        "leads": visit.url("door", event=event.slug),
    }
    return render(visit, "door/door.html", context, status=status, block="result")


def _looked_up(visit: InsiderVisit, words: str) -> list[Entry]:
    """Return those of a name, or of an order of several tickets; one more than are shown."""
    session, event = visit.session, visit.event
    wanted = Wanted(words=words, by_address=visit.organizes)
    found = entries(session, event.id, wanted, limit=MOST + 1)
    if found:
        return found
    keys = sorted(of_ticket(session, event, words))[: MOST + 1]
    return [one for key in keys if (one := entry(session, event.id, key)) is not None]


def _at_door(visit: InsiderVisit, some: list[Entry]) -> list[AtDoor]:
    query = select(CheckIn).where(
        CheckIn.event_id == visit.event.id, CheckIn.on == today(visit.event, clock.now())
    )
    keys = [one.attendance.id for one in some]
    rows = visit.session.exec(query.where(col(CheckIn.attendance_id).in_(keys)))
    inside = {row.attendance_id: row for row in rows}
    return [
        AtDoor(
            one,
            since(visit.event, row.door_at) if row else "",
            since(visit.event, row.since) if row else "",
        )
        for one in some
        for row in [inside.get(one.attendance.id)]
    ]


def _path(visit: InsiderVisit) -> str:
    return visit.url("door", event=visit.event.slug)
