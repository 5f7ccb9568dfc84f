"""Pages of finding meetings for one person: what would be added, and adding it."""

from collections.abc import Sequence

from sqlmodel import col
from starlette.responses import Response

from eventnet.dates import moment
from eventnet.errors import Conflict, NotFound
from eventnet.events.models import Attendance
from eventnet.events.policies import InsiderVisit
from eventnet.events.queries import slots, zone
from eventnet.i18n import gettext as _
from eventnet.i18n import ngettext
from eventnet.meetings.difference import Booking
from eventnet.meetings.participants import participants
from eventnet.notices import with_notice
from eventnet.organize.late import book_found, find_meetings
from eventnet.organize.roll import Entry, entry, read
from eventnet.redirects import see
from eventnet.templating import render

MOST = 100


def late(visit: InsiderVisit) -> Response:
    """Show which meetings could be added for somebody, beside those that stand."""
    one = _entry(visit)
    key = one.attendance.id
    found = find_meetings(visit.session, visit.event, key)
    context = {
        "entry": one,
        "found": found,
        "lines": _lines(visit, key, found.bookings),
    }
    return render(visit, "organize/late.html", context)


def add(visit: InsiderVisit) -> Response:
    """Book them, as far as they still can be."""
    key = _entry(visit).attendance.id
    said = [str(one).partition(":") for one in visit.form.getlist("meeting")[:MOST]]
    wanted = [(other, slot_id) for other, _colon, slot_id in said]
    here = visit.url("late", event=visit.event.slug, attendance=key)
    if not wanted:
        words = _("Nothing was ticked, so nothing is added.")
        return with_notice(visit, see(here), words, "careful")
    try:
        booked = book_found(visit.session, visit.event, key, wanted, visit.account.id)
    except Conflict as conflict:
        return with_notice(visit, see(here), conflict.sentence, "careful")
    words = ngettext(
        "%(num)d meeting is added, and both are told by mail.",
        "%(num)d meetings are added, and all of them are told by mail.",
        len(booked),
    )
    if len(booked) == len(wanted) and booked:
        page = visit.url("roll-person", event=visit.event.slug, attendance=key)
        return with_notice(visit, see(page), words)
    missed = ngettext(
        "%(num)d could not be added: one of the two, or the table, is taken since.",
        "%(num)d could not be added: one of the two, or the table, is taken since.",
        len(wanted) - len(booked),
    )
    words = f"{words} {missed}" if booked else missed
    return with_notice(visit, see(here), words, "careful")


def _entry(visit: InsiderVisit) -> Entry:
    found = entry(visit.session, visit.event.id, visit.param("attendance"))
    if found is None:
        raise NotFound(_("There is no such person at this event."))
    return found


def _lines(visit: InsiderVisit, key: str, bookings: Sequence[Booking]) -> list[dict[str, object]]:
    """Return the meetings as the page shows them, each with whose yes it waits for."""
    ids = [one.a_id if one.b_id == key else one.b_id for one in bookings]
    entries = read(visit.session, visit.event.id, [col(Attendance.id).in_(ids)], [])
    people = {one.attendance.id: one for one in entries}
    asked = {
        one.attendance_id
        for one in participants(visit.session, visit.event, of=[key, *ids]).values()
        if one.asked
    }
    starts = {slot.id: slot.starts_at for slot in slots(visit.session, visit.event.id)}
    here = zone(visit.event)
    return [
        {
            "value": f"{other}:{one.slot_id}",
            "when": moment(starts[one.slot_id].astimezone(here)),
            "person": people[other],
            "where": _place(one),
            "they": other in asked,
            "me": key in asked,
        }
        for other, one in zip(ids, bookings, strict=True)
    ]


def _place(one: Booking) -> str:
    if one.online:
        return _("Online")
    if one.table_number is None:
        return _("Stand %(name)s", name=one.place)
    return _("Table %(number)d", number=one.table_number)
