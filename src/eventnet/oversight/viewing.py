"""Looking at the event as somebody sees it, without being them: their days, and their card.

It holds what organizers may know anyway, put together as the person finds it. Whom they wish for or
avoid would show in their recommendations and in who is left out of them, so these are not here;
neither are sessions they starred, messages, notes, contacts and what they said of meetings.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import groupby
from zoneinfo import ZoneInfo

from sqlmodel import Session
from starlette.responses import Response

from eventnet import audit
from eventnet.database import writing
from eventnet.errors import NotFound
from eventnet.events.models import Event
from eventnet.events.policies import InsiderVisit
from eventnet.events.queries import zone
from eventnet.i18n import gettext as _
from eventnet.meetings.models import LIVE, MeetingState
from eventnet.meetings.queries import meetings_of
from eventnet.meetings.words import place
from eventnet.organize.roll import entry
from eventnet.people.queries import PersonView, as_seen_by
from eventnet.people.viewers import anybody
from eventnet.people.visibility import Relation
from eventnet.round_tables.queries import seats_of
from eventnet.round_tables.words import place_of
from eventnet.schedule.days import people_of
from eventnet.templating import render


@dataclass(frozen=True)
class Appointment:
    """What somebody has at a time: a meeting, or a seat at a round table."""

    starts: datetime
    ends: datetime
    title: str
    place: str
    words: str = ""


def as_they_see(visit: InsiderVisit) -> Response:
    """Show the event as an attendee finds it; that it was looked at is written down first."""
    event, key = visit.event, visit.param("attendance")
    found = entry(visit.session, event.id, key)
    if found is None or found.attendance.left_at is not None or not found.is_member:
        raise NotFound(_("There is no such person at this event."))
    with writing(visit.session):
        audit.record(
            visit.session,
            "attendance.viewed",
            account_id=visit.account.id,
            event_id=event.id,
            subject=key,
        )
    context = {
        "event": event,
        "key": key,
        "name": found.name or found.email,
        "days": days_of(visit.session, event, key),
        "cards": cards_of(visit.session, event, key),
    }
    return render(visit, "oversight/as_they_see.html", context)


def days_of(
    session: Session, event: Event, attendance_id: str
) -> list[tuple[date, Sequence[Appointment]]]:
    """Return what somebody has, day by day, under the names by which they know the others."""
    here = zone(event)
    meetings = meetings_of(session, attendance_id, LIVE)
    people = people_of(session, event, attendance_id, meetings)
    seats = seats_of(session, [attendance_id]).get(attendance_id, [])
    found = [
        Appointment(
            *_hours(here, one.starts_at, one.ends_at),
            people[one.other_id].name,
            place(one),
            _("Waits for a yes") if one.state is MeetingState.WAITING else "",
        )
        for one in meetings
        if one.other_id in people
    ]
    found += [
        Appointment(
            *_hours(here, seat.starts_at, seat.ends_at),
            seat.title,
            place_of(seat.table_number),
            _("Hosts this round table") if seat.hosts else _("Round table"),
        )
        for seat in seats
        if seat.live
    ]
    in_order = sorted(found, key=lambda one: (one.starts, one.title))
    return [(day, list(of)) for day, of in groupby(in_order, lambda one: one.starts.date())]


def _hours(here: ZoneInfo, starts: datetime, ends: datetime) -> tuple[datetime, datetime]:
    return starts.astimezone(here), ends.astimezone(here)


def cards_of(
    session: Session, event: Event, attendance_id: str
) -> list[tuple[str, PersonView | None]]:
    """Return somebody's card as those see it whom organizers stand no farther from than.

    What is shown to attendees, or to those whom somebody meets, is not for organizers.
    """
    kinds = [
        (_("What everybody sees of them"), Relation.STRANGER),
        (_("What the community sees of them"), Relation.MEMBER),
    ]
    cards = []
    for label, relation in kinds:
        seen = as_seen_by(session, anybody(event.id, relation), [attendance_id]).get(attendance_id)
        cards.append((label, seen if seen and seen.name else None))
    return cards
