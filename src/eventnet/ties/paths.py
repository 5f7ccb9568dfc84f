"""Warm paths: over whom somebody can reach another, by ties that are strong enough.

Read fresh, with bounded work: the strongest ties of both ends, and what lies between those. A path
has one or two people in between; whether somebody may be one of them, the caller says.
"""

from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement
from sqlmodel import Session, col, select

from eventnet.ties.models import Tie
from eventnet.ties.strength import height_of

FLOOR = 0.5
"""A tie leads on as long as it weighs so much: a meeting does for two years."""
NEAREST = 300
"""So many of the ties of either end are looked at, the strongest first."""
BETWEEN = 100
"""Between so many of the nearest of either end paths of two people are looked for."""

MayStep = Callable[[Any], ColumnElement[bool]]
"""The condition that a member, given by the column of their id, may be in between."""


@dataclass(frozen=True)
class Path:
    """Who is in between, from the first to the last, and how high the lowest tie is."""

    steps: tuple[str, ...]
    strength: float

    def order(self) -> tuple[int, float, tuple[str, ...]]:
        """Return what the better path has less of."""
        return (len(self.steps), -self.strength, self.steps)


def paths(
    session: Session,
    two: tuple[str, str],
    may_step: MayStep,
    now: datetime,
    *,
    between: int = 2,
    but: Collection[str] = (),
) -> list[Path]:
    """Return the best path from one of two to the other over each who may be first, best first.

    The fewer people the better, and of as many the path whose lowest tie is higher; nobody of
    `but` is on it. The statements are as many for one tie as for a million.
    """
    floor, left_out = height_of(FLOOR, now), {*two, *but}
    near, far = (
        {key: high for key, high in _nearest(session, end, floor, may_step) if key not in left_out}
        for end in two
    )
    found = [Path((key,), min(near[key], far[key])) for key in near.keys() & far.keys()]
    if between > 1:
        ends = list(near)[:BETWEEN], list(far)[:BETWEEN]
        found += [
            Path((one, other), min(near[one], high, far[other]))
            for one, other, high in _between(session, *ends, floor)
        ]
    best: dict[str, Path] = {}
    for path in sorted(found, key=Path.order):
        best.setdefault(path.steps[0], path)
    return list(best.values())


def know_each_other(session: Session, one_id: str, other_id: str) -> bool:
    """Return whether there is a tie between two, strong or faint."""
    return session.get(Tie, tuple(sorted((one_id, other_id)))) is not None


def is_near(session: Session, one_id: str, other_id: str, now: datetime) -> bool:
    """Return whether the tie between two is strong enough to lead on."""
    tie = session.get(Tie, tuple(sorted((one_id, other_id))))
    return tie is not None and tie.strength >= height_of(FLOOR, now)


def _nearest(
    session: Session, end: str, floor: float, may_step: MayStep
) -> list[tuple[str, float]]:
    """Return those nearest to a member who may be in between, the nearest first."""
    found: list[tuple[str, float]] = []
    for own, other in ((col(Tie.a_id), col(Tie.b_id)), (col(Tie.b_id), col(Tie.a_id))):
        query = (
            select(other, Tie.strength)
            .where(own == end, col(Tie.strength) >= floor, may_step(other))
            .order_by(col(Tie.strength).desc())
            .limit(NEAREST)
        )
        found += session.exec(query).all()
    return sorted(found, key=lambda one: (-one[1], one[0]))[:NEAREST]


def _between(
    session: Session, near: Collection[str], far: Collection[str], floor: float
) -> Iterator[tuple[str, str, float]]:
    """Give the ties from those near one end to those near the other."""
    for first, last in ((col(Tie.a_id), col(Tie.b_id)), (col(Tie.b_id), col(Tie.a_id))):
        query = select(first, last, Tie.strength).where(
            first.in_(near), last.in_(far), col(Tie.strength) >= floor
        )
        yield from session.exec(query)
