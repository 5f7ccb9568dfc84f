"""Whom the end of an event touches, in numbers."""

from dataclasses import dataclass
from datetime import datetime

import sqlalchemy
from sqlalchemy import ColumnElement, ScalarSelect, func
from sqlmodel import Session, col, select

from eventnet.accounts.models import Account
from eventnet.communities.models import Membership
from eventnet.events.models import Attendance, Slot
from eventnet.events.queries import present
from eventnet.meetings.models import Meeting, MeetingState
from eventnet.requests.models import MeetingRequest, RequestState


@dataclass(frozen=True)
class Touched:
    """What there is at an event that waits, or is ahead."""

    people: int
    """Who attend."""
    ahead: int
    """Meetings that have not begun."""
    unanswered: int
    """Those of them that wait for a yes."""
    requests: int
    """Requests to meet that wait for an answer."""


def touched(session: Session, event_id: str, now: datetime) -> Touched:
    """Count it, in one statement."""
    ahead = (col(Slot.starts_at) > now, col(Meeting.live).is_(True))
    waits = (
        col(MeetingRequest.event_id) == event_id,
        col(MeetingRequest.state) == RequestState.WAITING,
    )
    counted = sqlalchemy.select(
        people(event_id),
        _meetings(event_id, *ahead),
        _meetings(event_id, *ahead, col(Meeting.state) == MeetingState.WAITING),
        sqlalchemy.select(func.count(col(MeetingRequest.id))).where(*waits).scalar_subquery(),
    )
    return Touched(*session.execute(counted).one())


def people(event_id: str) -> ScalarSelect[int]:
    """Return how many attend, as a column."""
    return (
        select(func.count())
        .select_from(Attendance)
        .join(Membership, col(Membership.id) == Attendance.membership_id)
        .join(Account, col(Account.id) == Membership.account_id)
        .where(Attendance.event_id == event_id, present())
        .scalar_subquery()
    )


def _meetings(event_id: str, *conditions: ColumnElement[bool]) -> ScalarSelect[int]:
    return (
        sqlalchemy.select(func.count(col(Meeting.id)))
        .join(Slot, col(Slot.id) == col(Meeting.slot_id))
        .where(col(Meeting.event_id) == event_id, *conditions)
        .scalar_subquery()
    )
