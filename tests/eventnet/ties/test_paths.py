"""The way to a person over ties: who may be on it, which is best, and that all are found."""

from collections.abc import Callable
from datetime import timedelta
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import ColumnElement, delete, true
from sqlmodel import Session, select

from eventnet import clock
from eventnet.communities.models import Community, Membership
from eventnet.ties.models import Tie
from eventnet.ties.paths import FLOOR, Path, is_near, know_each_other, paths
from eventnet.ties.strength import HALF_LIFE, height_of
from tests.factories import a_member, save
from tests.queries import counted

People = Callable[[str], dict[str, str]]


@pytest.fixture
def people(session: Session, community: Community) -> People:
    """Return a function that makes members, by a letter each."""
    return lambda letters: {one: a_member(session, community).id for one in letters}


def tie(session: Session, community: Community, one: str, other: str, heavy: float = 1) -> None:
    """Let two know each other, so much as of now."""
    now = clock.now()
    a_id, b_id = sorted((one, other))
    made = Tie(
        a_id=a_id,
        b_id=b_id,
        community_id=community.id,
        strength=height_of(heavy, now),
        since=now,
        latest=now,
    )
    save(session, made)


def tied(session: Session, community: Community, who: dict[str, str], *pairs: str) -> None:
    """Let pairs of letters know each other: "ab" a lot, "ab2" that many times."""
    for pair in pairs:
        tie(session, community, who[pair[0]], who[pair[1]], float(pair[2:] or 1))


def everybody(_member: Any) -> ColumnElement[bool]:
    return true()


def ways(
    session: Session, who: dict[str, str], ends: str = "az", **more: Any
) -> list[tuple[str, ...]]:
    """Return the paths between two letters, in letters."""
    letters = {key: letter for letter, key in who.items()}
    may_step = more.pop("may_step", everybody)
    found = paths(session, (who[ends[0]], who[ends[1]]), may_step, clock.now(), **more)
    return [tuple(letters[key] for key in path.steps) for path in found]


def test_nobody_who_knows_nobody_is_on_a_path(
    session: Session, community: Community, people: People
) -> None:
    who = people("abz")
    assert ways(session, who) == []
    tied(session, community, who, "ab", "az")
    assert ways(session, who) == []


def test_one_between_comes_before_two_and_the_stronger_before_the_weaker(
    session: Session, community: Community, people: People
) -> None:
    who = people("abcdez")
    tied(session, community, who, "ab", "bz2", "ac2", "cz2", "ad3", "de3", "ez3")
    assert ways(session, who) == [("c",), ("b",), ("d", "e")]
    assert ways(session, who, "za") == [("c",), ("b",), ("e", "d")]
    assert ways(session, who, between=1) == [("c",), ("b",)]
    assert ways(session, who, but=[who["c"], who["e"]]) == [("b",)]


def test_of_each_first_the_best_path_is_told(
    session: Session, community: Community, people: People
) -> None:
    who = people("abcdz")
    tied(session, community, who, "ab3", "bc2", "cz2", "bd", "dz3")
    assert ways(session, who) == [("b", "c")]
    tied(session, community, who, "bz")
    assert ways(session, who) == [("b",)]


def test_faint_ties_lead_nowhere_and_fade_to_it(
    session: Session, community: Community, people: People
) -> None:
    who = people("abz")
    tied(session, community, who, "ab", "bz")
    later = clock.now() + HALF_LIFE
    with clock.at(later - timedelta(hours=1)):
        assert ways(session, who) == [("b",)]
        assert is_near(session, who["a"], who["b"], clock.now())
    with clock.at(later + timedelta(hours=1)):
        assert ways(session, who) == []
        assert not is_near(session, who["b"], who["a"], clock.now())
    assert know_each_other(session, who["z"], who["b"])
    assert not know_each_other(session, who["z"], who["a"])


def test_whoever_may_not_be_between_is_not(
    session: Session, community: Community, people: People
) -> None:
    who = people("abcdz")
    tied(session, community, who, "ab", "bz", "ac", "cd", "dz")
    for letter in "bcd":
        key = who[letter]

        def others(member: Any, key: str = key) -> ColumnElement[bool]:
            kept: ColumnElement[bool] = member != key
            return kept

        left = {("b",), ("c", "d")} - {way for way in (("b",), ("c", "d")) if letter in way}
        assert set(ways(session, who, may_step=others)) == left


def test_path_tells_how_strong_its_weakest_tie_is(
    session: Session, community: Community, people: People
) -> None:
    who, now = people("abz"), clock.now()
    tied(session, community, who, "ab3", "bz2")
    (path,) = paths(session, (who["a"], who["z"]), everybody, now)
    assert path == Path((who["b"],), height_of(2, now))


def test_statements_are_as_many_for_thirty_as_for_one(
    session: Session, community: Community, people: People
) -> None:
    who = people("abz")
    tied(session, community, who, "ab", "bz")
    with counted(session) as few:
        ways(session, who)
    many_people = [a_member(session, community).id for _number in range(30)]
    for one in many_people:
        tie(session, community, who["a"], one)
        tie(session, community, one, who["z"])
    who |= {str(number): key for number, key in enumerate(many_people)}
    session.rollback()
    with counted(session) as many:
        assert len(ways(session, who)) == 31
    assert many.total == few.total


LETTERS = "abcdefgz"
EDGES = st.dictionaries(
    st.tuples(st.sampled_from(LETTERS), st.sampled_from(LETTERS)).filter(lambda e: e[0] < e[1]),
    st.sampled_from([0.3, 0.6, 1.0, 2.0]),
    max_size=20,
)


@settings(
    max_examples=40,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(edges=EDGES)
def test_paths_are_those_that_walking_every_way_finds(
    session: Session, community: Community, edges: dict[tuple[str, str], float]
) -> None:
    session.rollback()
    session.exec(delete(Tie))
    kept = list(session.exec(select(Membership.id).where(Membership.community_id == community.id)))
    ids = kept or [a_member(session, community).id for _letter in LETTERS]
    who = dict(zip(LETTERS, sorted(ids), strict=True))
    for (one, other), heavy in edges.items():
        tie(session, community, who[one], who[other], heavy)
    assert ways(session, who) == walked(edges)


def walked(edges: dict[tuple[str, str], float]) -> list[tuple[str, ...]]:
    """Return what `paths` should, by trying every way."""

    def heavy(one: str, other: str) -> float:
        found = edges.get((min(one, other), max(one, other)), 0)
        return found if found >= FLOOR else 0

    middle = LETTERS[1:-1]
    tries = [(one,) for one in middle] + [
        (one, other) for one in middle for other in middle if one != other
    ]
    found = []
    for steps in tries:
        walk = ("a", *steps, "z")
        weakest = min(heavy(*two) for two in pairwise(walk))
        if weakest:
            found.append((len(steps), -weakest, steps))
    best: dict[str, tuple[str, ...]] = {}
    for _length, _weak, steps in sorted(found):
        best.setdefault(steps[0], steps)
    return list(best.values())
