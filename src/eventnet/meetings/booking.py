"""Booking a plan: what was planned before gives way to it, in the caller's transaction."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import insert, update
from sqlmodel import Session

from eventnet import clock
from eventnet.events.models import Event
from eventnet.events.queries import slots
from eventnet.ids import new_id
from eventnet.jobs import Job, enqueue
from eventnet.meetings.changes import become
from eventnet.meetings.difference import Booking, Difference, Held, compare, held_meetings
from eventnet.meetings.fit import fitting
from eventnet.meetings.models import Answer, Meeting, MeetingSide, MeetingState
from eventnet.meetings.online import new_room
from eventnet.meetings.participants import Participant, participants

Row = dict[str, Any]

on_booked: list[Callable[[Session, str], None]] = []
"""What later features do, in the same transaction, when a plan was booked at an event."""


on_added: list[Job] = []
"""Jobs of later features, each given the id of an event, and the cause that new meetings bear which
came beside its plan."""


@dataclass(frozen=True)
class Booked:
    """What a plan came to: the bookings that hold now, and how they differ from before."""

    bookings: list[Booking]
    difference: Difference


def book_plan(
    session: Session,
    event: Event,
    run_id: str,
    bookings: Sequence[Booking],
    *,
    told_by: datetime | None = None,
) -> Booked:
    """Make the bookings the planned meetings of the event, inside the caller's transaction.

    People and meetings are held first, so that whoever leaves, answers or calls off at the same
    time comes before or after. Meetings of two who both said *book me* are confirmed; others wait
    for the yes of those who want to be asked. Those whose time has come, and those that were not
    planned, stay as they are. The hours to answer in begin when people are `told_by`, else now.
    """
    people = participants(session, event, hold=True)
    held = held_meetings(session, event.id, hold=True)
    fit = fitting(session, event, people, held, bookings)
    difference = compare(held, fit)
    starts = {slot.id: slot.starts_at for slot in slots(session, event.id)}
    changed = [*difference.cancelled, *(old for old, _new in difference.moved)]
    # All of them give up their places first, then the new ones are taken: two may swap theirs.
    ids = [one.meeting_id for one in changed]
    become(session, ids, MeetingState.CANCELLED, cause_id=run_id)
    terms = _Terms(event, people, starts, run_id, run_id, told_by or clock.now())
    _store(session, [terms.afresh(booking) for booking in difference.added])
    _update(session, [terms.moved(old, new) for old, new in difference.moved])
    _update(session, [(terms.kept(old, new), []) for old, new in difference.kept])
    session.expire_all()
    for follow in on_booked:
        follow(session, event.id)
    return Booked(fit, difference)


def book_beside(
    session: Session, event: Event, run_id: str, cause_id: str, bookings: Sequence[Booking]
) -> list[Booking]:
    """Add those of the bookings to the plan that still can be, inside the caller's transaction.

    No other meeting changes. A later plan may change these, as any that it finds. The event is
    held by the caller; people and meetings are held here, as `book_plan` does.
    """
    people = participants(session, event, hold=True)
    held = held_meetings(session, event.id, hold=True)
    fit = fitting(session, event, people, held, bookings, beside=True)
    starts = {slot.id: slot.starts_at for slot in slots(session, event.id)}
    terms = _Terms(event, people, starts, run_id, cause_id, clock.now())
    _store(session, [terms.afresh(booking) for booking in fit])
    if fit:
        for job in on_added:
            enqueue(session, job, event.id, cause_id)
    session.expire_all()
    return fit


@dataclass(frozen=True)
class _Terms:
    """On what terms the two of a booking meet: rows for a meeting and for its sides."""

    event: Event
    people: dict[str, Participant]
    starts: dict[str, datetime]
    run_id: str
    cause_id: str
    told_by: datetime

    def afresh(self, booking: Booking) -> tuple[Row, list[Row]]:
        """Return the rows of a new meeting."""
        meeting_id = new_id()
        asked = [person for person in booking.two if self.people[person].asked]
        starts_at = self.starts[booking.slot_id]
        patience = timedelta(hours=self.event.yes_hours)
        meeting = {
            "id": meeting_id,
            "event_id": self.event.id,
            "slot_id": booking.slot_id,
            "table_number": booking.table_number,
            "place": booking.place,
            "room": new_room() if booking.online else None,
            "state": MeetingState.WAITING if asked else MeetingState.CONFIRMED,
            "live": True,
            "answer_until": min(self.told_by + patience, starts_at) if asked else None,
            "affinity": booking.affinity,
            "because": booking.because,
            "run_id": self.run_id,
            "created_at": clock.now(),
            "changed_at": clock.now(),
            "sequence": 0,
            "cause_id": self.cause_id,
        }
        sides = [
            {
                "meeting_id": meeting_id,
                "attendance_id": person,
                "slot_id": booking.slot_id,
                "seat": 1,
                "live": True,
                "answer": None if person in asked else Answer.YES,
                "answered_at": None,
            }
            for person in sorted(booking.two)
        ]
        return meeting, sides

    def moved(self, old: Held, booking: Booking) -> tuple[Row, list[Row]]:
        """Return what changes of a meeting: at another time it needs another yes."""
        meeting, sides = self.afresh(booking)
        meeting |= {"id": old.meeting_id, "sequence": old.sequence + 2}
        del meeting["created_at"]
        sides = [side | {"meeting_id": old.meeting_id} for side in sides]
        if old.slot_id == booking.slot_id and not old.is_overdue:
            meeting |= {"state": old.state, "answer_until": old.answer_until}
            for side in sides:
                del side["answer"], side["answered_at"]
        return meeting, sides

    def kept(self, old: Held, booking: Booking) -> Row:
        """Return what is newly known of a meeting that stays: its run and its reasons."""
        return {
            "id": old.meeting_id,
            "run_id": self.run_id,
            "affinity": booking.affinity,
            "because": booking.because,
        }


def _store(session: Session, rows: list[tuple[Row, list[Row]]]) -> None:
    if rows:
        session.execute(insert(Meeting), [meeting for meeting, _sides in rows])
        session.execute(insert(MeetingSide), [side for _meeting, sides in rows for side in sides])


def _update(session: Session, rows: list[tuple[Row, list[Row]]]) -> None:
    if rows:
        session.execute(update(Meeting), [meeting for meeting, _sides in rows])
    sides = [side for _meeting, sides in rows for side in sides]
    if sides:
        session.execute(update(MeetingSide), sides)
