"""Reads of outcomes and promises, always one's own."""

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement
from sqlmodel import Session, and_, col, or_, select

from eventnet.events.models import Slot
from eventnet.meetings.models import Meeting, MeetingSide, MeetingState
from eventnet.meetings.queries import OwnMeeting, meetings_of
from eventnet.outcomes.models import Happened, Outcome, Promise
from eventnet.people.ahead import untold_counts

# So long after a meeting somebody is led to its form; the form itself stays where it is.
ASKED_FOR = timedelta(days=30)


signs: list[Callable[[Session, str, str], Happened | None]] = []
"""What a later feature can tell of whether a meeting (the first) took place, to one of its two."""


def likely(session: Session, meeting_id: str, attendance_id: str) -> Happened | None:
    """Return what somebody will probably say of whether a meeting took place."""
    told = (sign(session, meeting_id, attendance_id) for sign in signs)
    return next((one for one in told if one is not None), None)


def outcome_of(session: Session, meeting_id: str, attendance_id: str) -> Outcome | None:
    """Return what somebody said of a meeting of theirs."""
    return session.get(Outcome, (meeting_id, attendance_id), populate_existing=True)


def outcomes_of(session: Session, attendance_id: str) -> dict[str, Outcome]:
    """Return all that somebody said of meetings, by meeting."""
    query = select(Outcome).where(Outcome.attendance_id == attendance_id)
    return {one.meeting_id: one for one in session.exec(query.order_by(col(Outcome.told_at)))}


def is_over(meeting: OwnMeeting, now: datetime) -> bool:
    """Say whether a meeting stood, and its time has passed."""
    return meeting.state is MeetingState.CONFIRMED and meeting.ends_at <= now


def to_tell(session: Session, attendance_id: str, now: datetime) -> list[OwnMeeting]:
    """Return those meetings of late of which somebody has said nothing yet, the first one first."""
    told = outcomes_of(session, attendance_id)
    return [
        meeting
        for meeting in meetings_of(session, attendance_id, (MeetingState.CONFIRMED,))
        if is_over(meeting, now) and meeting.starts_at > now - ASKED_FOR and meeting.id not in told
    ]


def untold(session: Session, ids: Sequence[str], now: datetime) -> dict[str, int]:
    """Return of how many meetings each of these has said nothing yet; one statement."""
    query = (
        select(MeetingSide.attendance_id, Slot)
        .join(Meeting, col(Meeting.id) == MeetingSide.meeting_id)
        .join(Slot, col(Slot.id) == MeetingSide.slot_id)
        .outerjoin(
            Outcome,
            and_(
                col(Outcome.meeting_id) == MeetingSide.meeting_id,
                col(Outcome.attendance_id) == MeetingSide.attendance_id,
            ),
        )
        .where(
            col(MeetingSide.attendance_id).in_(ids),
            Meeting.state == MeetingState.CONFIRMED,
            Slot.starts_at <= now,
            Slot.starts_at > now - ASKED_FOR,
            col(Outcome.meeting_id).is_(None),
        )
    )
    counts: dict[str, int] = {}
    for attendance_id, slot in session.exec(query):
        if slot.starts_at + timedelta(minutes=slot.minutes) <= now:
            counts[attendance_id] = counts.get(attendance_id, 0) + 1
    return counts


def promises_of(
    session: Session, attendance_id: str, meeting_id: str | None = None
) -> list[Promise]:
    """Return what somebody agreed, at an event or in one meeting, the earliest date first."""
    query = select(Promise).where(*_read_by(attendance_id))
    if meeting_id is not None:
        query = query.where(Promise.meeting_id == meeting_id)
    ordered = query.order_by(col(Promise.due_on), col(Promise.created_at), col(Promise.id))
    return list(session.exec(ordered.execution_options(populate_existing=True)))


def promise_of(session: Session, promise_id: str, attendance_id: str) -> Promise | None:
    """Return a promise that somebody reads."""
    query = select(Promise).where(Promise.id == promise_id, *_read_by(attendance_id))
    return session.exec(query.execution_options(populate_existing=True)).one_or_none()


def _read_by(attendance_id: str) -> tuple[ColumnElement[bool], ...]:
    return (
        or_(col(Promise.by_id) == attendance_id, col(Promise.to_id) == attendance_id),
        or_(col(Promise.delivered), col(Promise.maker_id) == attendance_id),
    )


untold_counts.append(untold)
