"""How much somebody has answered, as a column: the measure of `questions.progress`, in SQL."""

from sqlalchemy import ColumnElement, String, case, cast, func, select
from sqlmodel import Session, col

from eventnet.event_questions.queries import (
    questions_of,
    required_answered,
    required_count,
)
from eventnet.events.models import Attendance
from eventnet.people.models import Profile, ProfileTopic
from eventnet.people.questions import QUESTIONS

TOTAL = len(QUESTIONS)
"""How many questions there are about the person; an event may require more."""


def total() -> ColumnElement[int]:
    """Return how many questions there are at the event of an `Attendance`, as a column."""
    return required_count() + TOTAL


def total_at(session: Session, event_id: str) -> int:
    """Return how many questions there are at an event."""
    return TOTAL + sum(one.required for one in questions_of(session, event_id))


def answered() -> ColumnElement[int]:
    """Return how many of the questions somebody has answered, 0 without a profile.

    The statement has to join `Attendance` and, from outside, `Profile`.
    """
    kinds = (
        select(func.count(col(ProfileTopic.kind).distinct()))
        .where(col(ProfileTopic.profile_id) == col(Profile.id))
        .scalar_subquery()
    )
    said = [
        col(Attendance.consent).is_not(None),
        cast(col(Profile.visibility), String).not_in(("{}", "null")),
        *(col(column) != "" for column in (Profile.headline, Profile.bio, Profile.organization)),
        col(Profile.photo).is_not(None),
    ]
    count: ColumnElement[int] = kinds + required_answered()
    for one in said:
        count = count + case((one, 1), else_=0)
    return count
