"""The problems that are solved to compile ahead: one with room, one without."""

import pytest

import matcher
from matcher.affinities import nearest
from matcher.warming import small_crowd, small_problem


@pytest.mark.parametrize("tight", [False, True])
def test_small_problem_is_solved_validly_and_is_always_the_same(tight: bool) -> None:
    problem = small_problem(tight=tight)
    assert problem.to_json() == small_problem(tight=tight).to_json()
    plan = matcher.solve(problem, time_limit=1.0, workers=1)
    assert matcher.check(problem, plan) == []
    assert len(plan.meetings) > 100


def test_small_crowd_is_searched_in_more_than_one_block() -> None:
    crowd = small_crowd()
    assert len(crowd) > nearest.LEAST
    pairs = matcher.affinity(crowd, because=True)
    assert {why.signal for pair in pairs for why in pair.because} == {"interests"}
