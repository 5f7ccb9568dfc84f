"""Families: the same for the same seed, each with the shape that it says."""

import hashlib

import numpy as np
import pytest

import matcher
from benchmarks.families import FAMILIES, make_problem

# Figures of one family are compared over months: a changed problem is another benchmark.
DIGESTS = {
    "loose": "7511a9b1405e1eaa",
    "tight-6": "541d1f0ebd2db6d2",
    "tight-12": "9e2e79a85b399952",
}


def digest(problem: matcher.Problem) -> str:
    pairs, people = problem.pairs, problem.people
    found = hashlib.sha256()
    for value in (
        pairs.a, pairs.b, pairs.affinity, people.available, people.max_meetings,
        problem.slots.tables,
    ):  # fmt: skip
        found.update(np.ascontiguousarray(value).tobytes())
    return found.hexdigest()[:16]


@pytest.mark.parametrize("family", DIGESTS)
def test_family_is_the_same_as_ever(family: str) -> None:
    assert digest(make_problem(family, 120, 3)) == DIGESTS[family]


@pytest.mark.parametrize("family", FAMILIES)
def test_family_is_the_same_for_the_same_seed(family: str) -> None:
    assert digest(make_problem(family, 50, 1)) == digest(make_problem(family, 50, 1))
    assert digest(make_problem(family, 50, 1)) != digest(make_problem(family, 50, 2))


def test_bipartite_pairs_only_across() -> None:
    problem = make_problem("bipartite", 60)
    assert len(problem.pairs) > 0
    assert (problem.pairs.a < 30).all()
    assert (problem.pairs.b >= 30).all()


def test_exhibitors_have_stands_with_seats_and_visitors_have_none() -> None:
    problem = make_problem("exhibitors", 100)
    people = problem.people
    assert people.own_table.sum() == 10
    assert set(people.seats[people.own_table].tolist()) == {3}
    assert (
        people.max_meetings[people.own_table].min() > people.max_meetings[~people.own_table].max()
    )
    assert people.own_table[problem.pairs.a].all()
    assert not people.own_table[problem.pairs.b].any()


def test_floors_wants_three_meetings_for_everyone() -> None:
    assert set(make_problem("floors", 40).people.floor.tolist()) == {3}
    assert set(make_problem("floors", 40, floor=1).people.floor.tolist()) == {1}
    assert set(make_problem("loose", 40, floor=2).people.floor.tolist()) == {2}


def test_tiny_stays_tiny() -> None:
    assert len(make_problem("tiny", 1000).people) == 60
    assert len(make_problem("tiny", 40).people) == 40
