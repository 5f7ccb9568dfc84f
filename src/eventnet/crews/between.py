"""The ties between two sides, as far as their reader may know of them.

Shown is what both of two agreed to show, and what the reader has themself. So nothing is counted
that is not named, and nobody finds out by counting who knows whom. A veto or a block changes no tie
that is shown: that one is gone would tell of it.
"""

from collections import Counter
from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session, and_, col, or_, select

from eventnet.communities.models import Membership
from eventnet.crews.sides import Side
from eventnet.networks.consent import drawn_of
from eventnet.people.queries import PersonView
from eventnet.ties.models import Tie
from eventnet.ties.paths import FLOOR
from eventnet.ties.strength import SOME_FROM, STRONG_FROM, Strength, height_of

LISTED = 30
"""Pairs, and people, of a list."""


@dataclass(frozen=True)
class Pair:
    """Two who know each other, one of each side."""

    one: PersonView
    other: PersonView
    strength: Strength


@dataclass(frozen=True)
class Between:
    """What there is between two sides."""

    pairs: list[Pair]
    """The strongest first."""
    bridges: list[tuple[PersonView, int]]
    """Who knows several of the other side, and how many."""
    nobody: list[PersonView]
    """Who shows whom they know, and knows nobody of the other side."""


def between(session: Session, reader: Membership, a: Side, b: Side, now: datetime) -> Between:
    """Return what there is between two sides; whoever is on both counts on neither."""
    left = {key: one for key, one in a.people.items() if key not in b.people}
    right = {key: one for key, one in b.people.items() if key not in a.people}
    people = left | right
    shows = drawn_of(session, people.keys()) | ({reader.id} & people.keys())
    pairs, reach = list[Pair](), Counter[str]()
    for tie in _ties(session, [*left], [*right], now):
        ends = (tie.a_id, tie.b_id) if tie.a_id in left else (tie.b_id, tie.a_id)
        if reader.id in ends or shows.issuperset(ends):
            reach.update(ends)
            pairs.append(Pair(people[ends[0]], people[ends[1]], _strength(tie, now)))
    bridges = [(people[key], number) for key, number in reach.items() if number > 1]
    return Between(
        pairs,
        sorted(bridges, key=lambda two: (-two[1], two[0].name.casefold(), two[0].membership_id)),
        sorted(
            (people[key] for key in shows - reach.keys()),
            key=lambda one: (one.name.casefold(), one.membership_id),
        ),
    )


def _ties(session: Session, left: list[str], right: list[str], now: datetime) -> list[Tie]:
    ways = [
        and_(col(Tie.a_id).in_(some), col(Tie.b_id).in_(others))
        for some, others in ((left, right), (right, left))
    ]
    query = select(Tie).where(or_(*ways), col(Tie.strength) >= height_of(FLOOR, now))
    query = query.order_by(col(Tie.strength).desc(), col(Tie.a_id), col(Tie.b_id))
    return list(session.exec(query).all())


def _strength(tie: Tie, now: datetime) -> Strength:
    if tie.strength >= height_of(STRONG_FROM, now):
        return Strength.STRONG
    return Strength.SOME if tie.strength >= height_of(SOME_FROM, now) else Strength.FAINT
