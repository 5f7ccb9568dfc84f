"""Meetings that stand again because whoever left takes it back: those that still can be."""

from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session, col, func, select
from sqlmodel.sql.expression import SelectOfScalar

from eventnet import clock
from eventnet.database import lock
from eventnet.events.models import Attendance, Slot
from eventnet.events.roles import may_meet, ordered
from eventnet.jobs import Job, enqueue
from eventnet.meetings.arranging import free_slots, hold_people, is_full, seat
from eventnet.meetings.changes import become
from eventnet.meetings.models import Answer, Meeting, MeetingSide, MeetingState

on_restored: list[Job] = []
"""Jobs of later features, each given the id of a meeting that stands again."""


@dataclass(frozen=True)
class Restored:
    """How many meetings stand again, and how many do not: their time is taken, or past."""

    back: int
    lost: int


def count_called_off(session: Session, attendance_id: str, since: datetime) -> int:
    """Count the meetings that were called off because somebody left at that time."""
    return session.exec(
        select(func.count()).select_from(_called_off(attendance_id, since).subquery())
    ).one()


def restore_all_of(session: Session, attendance: Attendance, since: datetime) -> Restored:
    """Let the meetings that somebody called off by leaving stand again, where that can be.

    They attend again already, and the caller holds event and attendance, in this order. Where the
    other has left, is busy, full or on a break by now, or their roles do not meet any more, it
    stays off; which of these it is, nobody is told. A veto is not looked at: it ends no meeting
    that stands, and whoever could lose one to it by leaving and returning would learn of it.
    """
    ids = session.exec(_called_off(attendance.id, since)).all()
    sides = select(MeetingSide.meeting_id, MeetingSide.attendance_id).where(
        col(MeetingSide.meeting_id).in_(ids), MeetingSide.attendance_id != attendance.id
    )
    other_of = dict(session.exec(sides).all())
    there = hold_people(session, attendance.event_id, [attendance.id, *set(other_of.values())])
    allowed = may_meet(session, attendance.event_id)
    back = 0
    for meeting_id in ids:
        other = there.get(other_of.get(meeting_id, ""))
        meeting = lock(session, Meeting, meeting_id)
        if meeting is None or meeting.live or other is None or other.paused_at is not None:
            continue
        if ordered(attendance.role_id, other.role_id) not in allowed:
            continue
        back += _restore(session, meeting, attendance, other)
    return Restored(back, len(ids) - back)


def _restore(session: Session, meeting: Meeting, mine: Attendance, other: Attendance) -> bool:
    """Let one meeting stand again where it stood, if both are free; at a table that is."""
    two = sorted((mine.id, other.id))
    free = {slot.id: slot for slot in free_slots(session, mine.event_id, two)}
    slot = free.get(meeting.slot_id)
    if slot is None or is_full(session, mine) or is_full(session, other):
        return False
    unanswered = session.exec(
        select(MeetingSide.attendance_id).where(
            MeetingSide.meeting_id == meeting.id, col(MeetingSide.answer).is_(None)
        )
    ).first()
    if unanswered and (meeting.answer_until is None or meeting.answer_until <= clock.now()):
        return False
    seat(session, meeting, slot, two)
    session.add(meeting)
    session.flush()
    state = MeetingState.WAITING if unanswered else MeetingState.CONFIRMED
    become(session, [meeting.id], state, cause_id=mine.id)
    for job in on_restored:
        enqueue(session, job, meeting.id)
    return True


def _called_off(attendance_id: str, since: datetime) -> SelectOfScalar[str]:
    """Return a query of the ids: those that were called off one by one have a no on this side."""
    return (
        select(Meeting.id)
        .join(MeetingSide, col(MeetingSide.meeting_id) == Meeting.id)
        .join(Slot, col(Slot.id) == Meeting.slot_id)
        .where(
            MeetingSide.attendance_id == attendance_id,
            Meeting.cause_id == attendance_id,
            Meeting.state == MeetingState.CANCELLED,
            col(Meeting.changed_at) >= since,
            col(MeetingSide.answer).is_distinct_from(Answer.NO),
        )
        .order_by(col(Slot.starts_at), col(Meeting.id))
    )
