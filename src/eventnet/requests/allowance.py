"""Earned attention: how many requests somebody may have open at a time.

It begins small and grows with what they did for others: answering, and coming to their meetings.
It counts their own doings only, so it tells nothing about anybody else.
"""

from dataclasses import dataclass

from sqlmodel import Session, col, func, select

from eventnet import clock
from eventnet.events.models import Attendance, Slot
from eventnet.meetings.models import Meeting, MeetingSide, MeetingState
from eventnet.requests.models import MeetingRequest, RequestKind, RequestState

TO_BEGIN_WITH = 5


@dataclass(frozen=True)
class Allowance:
    """How many requests may be open, out of what it grew, and how many are."""

    answered: int
    """Requests, and planned meetings, that they answered; at any event of the community."""
    held: int
    """Confirmed meetings of theirs that have taken place; at any event of the community."""
    open: int
    """Requests of theirs that wait at this event."""

    @property
    def total(self) -> int:
        """How many requests may be open at a time."""
        return TO_BEGIN_WITH + self.answered + self.held

    @property
    def left(self) -> int:
        """How many more can be made now."""
        return max(0, self.total - self.open)


def allowance(session: Session, attendance: Attendance) -> Allowance:
    """Return the allowance of an attendee."""
    own = select(Attendance.id).where(Attendance.membership_id == attendance.membership_id)
    asked = select(func.count()).where(
        col(MeetingRequest.to_id).in_(own), col(MeetingRequest.answered)
    )
    planned = (
        select(func.count())
        .select_from(MeetingSide)
        .join(Meeting, col(Meeting.id) == MeetingSide.meeting_id)
        .where(
            col(MeetingSide.attendance_id).in_(own),
            col(MeetingSide.answered_at).is_not(None),
            col(Meeting.run_id).is_not(None),
            Meeting.state != MeetingState.CANCELLED,
        )
    )
    held = (
        select(func.count())
        .select_from(MeetingSide)
        .join(Meeting, col(Meeting.id) == MeetingSide.meeting_id)
        .join(Slot, col(Slot.id) == Meeting.slot_id)
        .where(
            col(MeetingSide.attendance_id).in_(own),
            Meeting.state == MeetingState.CONFIRMED,
            Slot.starts_at <= clock.now(),
        )
    )
    waiting = select(func.count()).where(
        MeetingRequest.from_id == attendance.id,
        MeetingRequest.kind == RequestKind.MEET,
        MeetingRequest.state == RequestState.WAITING,
        MeetingRequest.expires_at > clock.now(),
    )
    return Allowance(
        answered=session.exec(asked).one() + session.exec(planned).one(),
        held=session.exec(held).one(),
        open=session.exec(waiting).one(),
    )
