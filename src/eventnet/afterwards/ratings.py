"""The parts on ratings: how many, how good, and what had been expected of those meetings."""

from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, case, func
from sqlmodel import Session, and_, col, select

from eventnet.afterwards.evidence import Basis, counted_answers
from eventnet.afterwards.parts import Figure, Item, Part, Series
from eventnet.afterwards.small import about, too_few
from eventnet.i18n import gettext as _
from eventnet.learning.groups import large_groups
from eventnet.learning.queries import VALUE
from eventnet.meetings.models import Meeting, MeetingState
from eventnet.outcomes.counted import counted_worth
from eventnet.outcomes.counting import ENOUGH_PEOPLE
from eventnet.outcomes.models import Outcome, Worth

BANDS = 10
"""Expectations are looked at in tenths, which are put together where few people rated."""


class Ratings(NamedTuple):
    """What people said that meetings were worth."""

    people: int
    counts: dict[Worth, int]
    bands: list[dict[str, Any]]
    """What was expected and found, in hundredths, of groups of at least ten people."""

    @property
    def enough(self) -> bool:
        """Whether so many rated that their ratings may be shown."""
        return self.people >= ENOUGH_PEOPLE


def read_ratings(session: Session, basis: Basis) -> Ratings:
    """Count in two statements."""
    rated = and_(counted_answers(basis), counted_worth().is_not(None))
    counts = [func.sum(case((counted_worth() == worth, 1), else_=0)) for worth in Worth]
    people, *of_each = session.execute(
        select(func.count(func.distinct(Outcome.attendance_id)), *counts).where(rated)
    ).one()
    return Ratings(
        people,
        {worth: int(count or 0) for worth, count in zip(Worth, of_each, strict=True)},
        large_groups(_bands(session, rated)),
    )


def _bands(session: Session, rated: ColumnElement[bool]) -> list[dict[str, Any]]:
    query = (
        select(
            func.count(),
            func.count(func.distinct(Outcome.attendance_id)),
            func.avg(Meeting.affinity),
            func.avg(case(VALUE, value=counted_worth(), else_=0.0)),
        )
        .select_from(Outcome)
        .join(Meeting, col(Meeting.id) == Outcome.meeting_id)
        .where(rated, Meeting.state == MeetingState.CONFIRMED, Meeting.affinity > 0)
        .group_by(func.round(col(Meeting.affinity) * BANDS))
        .order_by(func.avg(Meeting.affinity))
    )
    return [
        {"outcomes": ratings, "people": people, "predicted": predicted, "found": found}
        for ratings, people, predicted, found in session.execute(query)
    ]


def ratings_part(ratings: Ratings) -> Part:
    """Say how many rated, and how."""
    title = _("Ratings")
    if not ratings.people:
        return Part("ratings", title, nothing=_("No rating counts yet."))
    total = sum(ratings.counts.values())
    return Part(
        "ratings",
        title,
        figures=[
            Figure(
                _("People who rated"),
                ratings.people if ratings.enough else too_few(),
                _("People who said of at least one meeting what it was worth to them."),
            ),
            Figure(
                _("Ratings"),
                about(total) if ratings.enough else too_few(),
                _("Answers to what a meeting was worth, to the nearest five."),
            ),
        ],
        series=[_distribution(ratings)] if ratings.enough else [],
        notes=[
            _(
                "What somebody says of a meeting only they read. So nothing is shown before "
                "%(people)d people have rated, and then to the nearest five.",
                people=ENOUGH_PEOPLE,
            )
        ],
    )


def _distribution(ratings: Ratings) -> Series:
    names = {
        Worth.MUCH: _("Very much"),
        Worth.SOME: _("It was fine"),
        Worth.LITTLE: _("Not for me"),
    }
    items = []
    for worth, name in names.items():
        count = about(ratings.counts.get(worth, 0))
        items.append(Item(name, count if isinstance(count, int) else 0))
    return Series(
        _("Was it worth it?"),
        _("Answers of those who rated, to the nearest five; 0 stands for fewer than three."),
        items,
    )


def predicted_part(ratings: Ratings) -> Part:
    """Say whether more was found where more had been expected."""
    title = _("Expected, and found")
    if len(ratings.bands) < 2:
        return Part(
            "predicted",
            title,
            nothing=_(
                "Too few people have rated meetings of which something was expected, to put "
                "those of which little was expected beside those of which much was."
            ),
        )
    return Part("predicted", title, series=[_by_expectation(ratings)])


def _by_expectation(ratings: Ratings) -> Series:
    return Series(
        _("Mean rating, by what was expected"),
        _(
            "Rated meetings in groups by their affinity when they were planned, from the least to "
            "the most; beside each the mean of its ratings, where 0 is “Not for me”, 50 “It was "
            "fine” and 100 “Very much”. Each group holds ratings by at least ten people, and is "
            "rounded to steps of five."
        ),
        [
            Item(_("Expected about %(number)d", number=one["predicted"]), one["found"])
            for one in ratings.bands
        ],
    )
