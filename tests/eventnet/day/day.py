"""A day of an event, for tests: its first slot is under way."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta

from sqlmodel import Session

from eventnet import clock
from eventnet.day.models import MeetingSign, Proposal, SlotSeeker
from eventnet.events.models import Attendance, Event
from eventnet.events.queries import slots
from eventnet.meetings.models import Meeting
from tests.factories import save

BEGINS = datetime(2027, 5, 11, 8, 0, tzinfo=UTC)
"""When the first slot begins, 09:00 in Lisbon; it has 20 minutes."""


@contextmanager
def minutes_in(minutes: float) -> Iterator[None]:
    """Let so many minutes of the first slot have passed."""
    with clock.at(BEGINS + timedelta(minutes=minutes)):
        yield


def seeks(session: Session, event: Event, *people: Attendance) -> None:
    """Let these people have said that they are free in the first slot."""
    slot = slots(session, event.id)[0]
    save(session, *(SlotSeeker(attendance_id=one.id, slot_id=slot.id) for one in people))


def sign_of(session: Session, meeting: Meeting, attendance: Attendance) -> MeetingSign:
    """Return what somebody has said about a meeting by now."""
    session.rollback()
    key = (meeting.id, attendance.id)
    return session.get(MeetingSign, key, populate_existing=True) or MeetingSign(
        meeting_id=meeting.id, attendance_id=attendance.id
    )


def fresh(session: Session, proposal: Proposal | None) -> Proposal:
    """Return a proposal as it is now."""
    assert proposal is not None
    session.rollback()
    return session.get_one(Proposal, proposal.id, populate_existing=True)
