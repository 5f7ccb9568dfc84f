"""Everything that people have at an event, as one value that can be compared."""

from typing import Any

from icalendar import Calendar
from sqlmodel import Session, col, select

from eventnet.events.models import Event
from eventnet.meetings.models import Meeting, MeetingSide, MeetingState
from eventnet.meetings.queries import meetings_of_event
from eventnet.round_tables.models import RoundSeat, RoundTable
from eventnet.round_tables.queries import seats_of_event
from eventnet.schedule.calendars import calendar
from eventnet.schedule.days import people_of

GROWS = ("SEQUENCE", "DTSTAMP", "LAST-MODIFIED")
BOOKKEEPING = {"sequence", "changed_at"}


def rows(session: Session, event: Event) -> list[dict[str, Any]]:
    """Return the rows of what stands, without what only grows."""
    session.rollback()
    meetings = select(Meeting).where(Meeting.event_id == event.id, col(Meeting.live))
    sides = (
        select(MeetingSide)
        .join(Meeting, col(Meeting.id) == MeetingSide.meeting_id)
        .where(Meeting.event_id == event.id, col(Meeting.live))
    )
    seats = (
        select(RoundSeat)
        .join(RoundTable, col(RoundTable.id) == RoundSeat.table_id)
        .where(RoundTable.event_id == event.id)
    )
    found = [
        one.model_dump(exclude=BOOKKEEPING)
        for query in (meetings, sides, seats)
        for one in session.exec(query)
    ]
    return sorted(found, key=repr)


def calendars(session: Session, event: Event) -> dict[str, list[str]]:
    """Return what stands in everybody's calendar, without what only grows."""
    session.rollback()
    meetings = meetings_of_event(session, event.id, tuple(MeetingState))
    seats = seats_of_event(session, event.id)
    found = {}
    for one in sorted(meetings.keys() | seats.keys()):
        mine = meetings.get(one, [])
        people = people_of(session, event, one, mine)
        written = calendar(event, mine, people, "https://x/MEETING", "x", seats=seats.get(one, ()))
        entries = [
            entry for entry in Calendar.from_ical(written).walk("VEVENT")
            if entry["STATUS"] != "CANCELLED"
        ]  # fmt: skip
        for entry in entries:
            for name in GROWS:
                entry.pop(name)
        if entries:
            found[one] = sorted(entry.to_ical().decode() for entry in entries)
    return found


def schedules(session: Session, event: Event) -> tuple[list[dict[str, Any]], dict[str, list[str]]]:
    """Return both."""
    return rows(session, event), calendars(session, event)


def editions(session: Session, event: Event) -> dict[str, int]:
    """Return the edition of each meeting's calendar entry, those that are off too."""
    session.rollback()
    query = select(Meeting.id, Meeting.sequence).where(Meeting.event_id == event.id)
    return dict(session.exec(query).all())
