"""Reads of ratings: how worthwhile people found their meetings, for the engine alone."""

from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import func
from sqlmodel import Session, col, select, union

from eventnet.affinities.learned import MOST_OF_ONE
from eventnet.affinities.models import Learning
from eventnet.events.models import Attendance, Event, Slot
from eventnet.meetings.models import Meeting, MeetingSide, MeetingState
from eventnet.outcomes.models import Outcome, Worth

VALUE = {Worth.LITTLE: 0.0, Worth.SOME: 0.5, Worth.MUCH: 1.0}


class Rating(NamedTuple):
    """How worthwhile one attendee found the meeting with another; `rater` is the member."""

    event_id: str
    rater: str
    one: str
    other: str
    value: float


def ratings_of(session: Session, community_id: str) -> list[Rating]:
    """Return the ratings of a community's meetings, the latest first."""
    query = (
        select(Outcome, Attendance.membership_id, MeetingSide.attendance_id)
        .join(Meeting, col(Meeting.id) == Outcome.meeting_id)
        .join(MeetingSide, col(MeetingSide.meeting_id) == Outcome.meeting_id)
        .join(Attendance, col(Attendance.id) == Outcome.attendance_id)
        .join(Event, col(Event.id) == Outcome.event_id)
        .where(
            Event.community_id == community_id,
            Meeting.state == MeetingState.CONFIRMED,
            col(Outcome.worth).is_not(None),
            col(MeetingSide.attendance_id) != col(Outcome.attendance_id),
        )
        .order_by(col(Outcome.told_at).desc(), col(Outcome.meeting_id), col(Outcome.attendance_id))
    )
    return [
        Rating(told.event_id, rater, told.attendance_id, other, VALUE[told.worth])
        for told, rater, other in session.exec(query)
        if told.worth is not None
    ]


def evened(ratings: Iterable[Rating]) -> Iterator[Rating]:
    """Pass over what one person says beyond their share, so that nobody steers the whole."""
    counted: Counter[str] = Counter()
    for rating in ratings:
        counted[rating.rater] += 1
        if counted[rating.rater] <= MOST_OF_ONE:
            yield rating


def first_moment(session: Session, event_id: str) -> datetime | None:
    """Return when the meetings of an event begin."""
    return session.exec(select(func.min(Slot.starts_at)).where(Slot.event_id == event_id)).one()


def communities_with_ratings(session: Session) -> list[str]:
    """Return the communities in which somebody rated a meeting, or did so once."""
    rated = select(Event.community_id).join(Outcome, col(Outcome.event_id) == Event.id)
    return list(session.scalars(union(rated, select(Learning.community_id))))
