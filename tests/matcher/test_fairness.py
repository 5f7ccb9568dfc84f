"""The slack tier: what is given up of the objective reaches the worst-off, and no more is."""

from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

import matcher
from benchmarks.families import make_problem
from matcher.board import make_board
from matcher.ceilings import ceilings
from matcher.fairness import HELD_BACK
from matcher.shares import best_possible, worth_of
from tests.matcher.brute import best_of, fairest_of
from tests.matcher.documents import pair, plain, problems, slot

SLOW = settings(deadline=None, max_examples=60, suppress_health_check=list(HealthCheck))


@SLOW
@given(document=problems(), slack=st.sampled_from([0.01, 0.1, 0.3, 1.0]))
def test_smallest_share_is_the_greatest_within_the_slack(
    document: dict[str, Any], slack: float
) -> None:
    document["slack"] = slack
    problem = matcher.Problem.from_json(document)
    best = best_of(document)
    assume(best is not None)
    assert best is not None
    plan = matcher.solve(problem, work=10, workers=1)
    assert plan.status == "optimal"
    assert matcher.check(problem, plan) == []
    assert plan.shortfall == best.shortfall
    assert plan.bound == pytest.approx(best.objective, abs=1e-6)
    assert plan.objective >= best.objective - slack * max(0.0, best.objective) - 1e-6
    fairest = fairest_of(document)
    if fairest is not None:
        assert matcher.report(problem, plan).worst_share == pytest.approx(fairest, abs=1e-5)


@SLOW
@given(document=problems(most_people=8, most_pairs=24), work=st.sampled_from([0.02, 0.1, 0.3]))
def test_a_tier_cut_short_keeps_to_the_slack_and_all_rules(
    document: dict[str, Any], work: float
) -> None:
    problem = matcher.Problem.from_json(document)
    best = matcher.solve(problem, work=work, workers=1)
    # The search has the same work as before, and the tier what HELD_BACK adds.
    problem = replace(problem, slack=0.2)
    fair = matcher.solve(problem, work=work / (1 - HELD_BACK), workers=1)
    assert fair.status == best.status
    assert fair.bound == pytest.approx(best.bound)
    if best.status in ("optimal", "feasible"):
        assert matcher.check(problem, fair) == []
        assert fair.shortfall <= best.shortfall
        assert fair.objective >= best.objective - 0.2 * max(0.0, best.objective) - 1e-6
        before, after = (matcher.report(problem, plan).worst_share for plan in (best, fair))
        assert after >= before - 1e-9


def one_has_nothing() -> dict[str, Any]:
    """Return three people for whom it is best that cyd meets nobody."""
    return {
        "slots": [slot(0, 2)],
        "people": [{"id": "ann"}, {"id": "bob"}, {"id": "cyd"}, {"id": "dan"}],
        "pairs": [
            pair("ab", "ann", "bob", 1.0),
            pair("ac", "ann", "cyd", 0.55),
            pair("bd", "bob", "dan", 0.42),
        ],
    }


@pytest.mark.parametrize(
    ("slack", "meetings"), [(0.0, ["ab"]), (0.02, ["ab"]), (0.04, ["ac", "bd"])]
)
def test_slack_is_spent_only_where_it_suffices(slack: float, meetings: list[str]) -> None:
    document = one_has_nothing() | {"slack": slack}
    plan = matcher.solve(matcher.Problem.from_json(document), workers=1)
    assert sorted(meeting.pair for meeting in plan.meetings) == meetings
    assert plan.status == "optimal"
    assert plan.bound == pytest.approx(1.0)


def test_the_fair_plan_is_kept_when_it_is_the_start() -> None:
    problem = matcher.Problem.from_json(one_has_nothing() | {"slack": 0.04})
    plan = matcher.solve(problem, workers=1)
    again = matcher.solve(problem, start=plan, work=0.0, workers=1)
    assert {meeting.pair for meeting in again.meetings} == {"ac", "bd"}


@pytest.fixture(scope="module")
def crowd() -> tuple[matcher.Problem, matcher.Plan]:
    """300 people in few slots, and a plan that asks for nobody's share."""
    problem = make_problem("tight-6", 300)
    return problem, matcher.solve(problem, work=2.0, workers=1)


def test_the_smallest_share_of_a_crowd_rises(crowd: tuple[matcher.Problem, matcher.Plan]) -> None:
    problem, before = crowd
    fair = replace(problem, slack=0.01)
    plan, again = (matcher.solve(fair, work=2.0 / (1 - HELD_BACK), workers=1) for _ in range(2))
    assert plan.meetings == again.meetings
    assert matcher.check(fair, plan) == []
    assert plan.objective >= 0.99 * before.objective
    worst = matcher.report(problem, before).worst_share
    assert matcher.report(problem, plan).worst_share > worst + 0.05


def test_without_slack_nothing_changes(crowd: tuple[matcher.Problem, matcher.Plan]) -> None:
    problem, before = crowd
    again = matcher.solve(replace(problem, slack=0.0), work=2.0, workers=1)
    assert replace(again, seconds=before.seconds) == before


def test_break_spread_and_floors_hold_in_a_crowd() -> None:
    problem = replace(make_problem("tight-12", 60, floor=3), slack=0.05, break_spread=2)
    plan = matcher.solve(problem, work=2.0, workers=1)
    assert plan.status in ("feasible", "optimal")
    assert matcher.check(problem, plan) == []


def test_nobody_gets_more_than_their_ceiling() -> None:
    document = plain()
    document["people"][0]["unavailable"] = ["mon-2"]
    for entry in document["pairs"]:
        if entry["id"] in ("bob-cyd", "bob-dan"):
            entry["slots"] = ["mon-1"]
    problem = matcher.Problem.from_json(document)
    board = make_board(problem)
    worth = worth_of(problem, board)
    assert best_possible(problem, board)[1] == pytest.approx(0.70 + 0.65)
    # Both of bob's best pairs need the first slot, and ann can be there only.
    assert ceilings(board, worth).tolist() == pytest.approx([0.6, 0.70, 0.75 + 0.65, 0.75 + 0.7])
    assert (ceilings(board, worth) <= best_possible(problem, board) + 1e-12).all()
    assert np.isfinite(worth).all()
