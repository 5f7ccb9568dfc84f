"""How much somebody has answered, as a column: the measure of `questions.progress`, in SQL."""

from sqlalchemy import ColumnElement, String, case, cast, func, select
from sqlmodel import col

from eventnet.events.models import Attendance
from eventnet.people.models import Profile, ProfileTopic
from eventnet.people.questions import QUESTIONS

TOTAL = len(QUESTIONS)
"""How many questions there are."""


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
    count: ColumnElement[int] = kinds
    for one in said:
        count = count + case((one, 1), else_=0)
    return count
