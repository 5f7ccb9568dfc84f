"""The exact model by itself, without a search before it, against enumeration."""

import numpy as np
import pytest
from hypothesis import given

import matcher
from matcher.board import make_board
from matcher.bounds import bound, find_limits, stay_bonus
from matcher.budget import Budget
from matcher.exact import ExactModel, Found, solve_exactly
from matcher.problem import Ints
from tests.matcher.brute import best_of
from tests.matcher.documents import pair, plain, slot
from tests.matcher.examples import examples
from tests.matcher.generated import Document, tiny_problems
from tests.matcher.judge import Placed, broken_rules, faults, worth_of


def exactly(problem: matcher.Problem) -> tuple[Found, Placed]:
    """Return what the exact model proves, and its last plan."""
    board = make_board(problem)
    usable = np.flatnonzero((board.best > -np.inf) | board.must).astype(np.int32)
    plans: list[Ints] = [np.full(len(problem.pairs), -1, np.int32)]
    found = solve_exactly(
        ExactModel(problem, board, usable), Budget(0.0, 20.0), 0, 1, None, 0, 0,
        plans.append, lambda: None,
    )  # fmt: skip
    ids, slots = problem.pairs.ids, problem.slots.ids
    return found, {ids[p]: slots[s] for p, s in enumerate(plans[-1].tolist()) if s >= 0}


@examples(150)
@given(document=tiny_problems())
def test_the_exact_model_agrees_with_enumeration(document: Document) -> None:
    problem = matcher.Problem.from_json(document)
    found, placed = exactly(problem)
    best = best_of(document)
    assert found.infeasible == (best is None)
    if best is None:
        return
    truth = worth_of(document, placed)
    assert list(broken_rules(document, placed)) == []
    assert truth.shortfall == best.shortfall == (found.shortfall or 0)
    assert truth.objective == pytest.approx(best.objective, abs=1e-6)
    assert found.worth is not None
    assert found.worth - stay_bonus(problem) == pytest.approx(best.objective, abs=1e-6)


def test_two_hosts_meet_once_in_a_slot() -> None:
    document = plain() | {"slots": [slot(0)]}
    document["people"][:2] = [{"id": "ann", "seats": 2}, {"id": "bob", "seats": 2}]
    document["pairs"] = [pair("x", "ann", "bob", 0.9), pair("y", "bob", "ann", 0.8)]
    assert exactly(matcher.Problem.from_json(document))[1] == {"x": "mon-1"}


def test_a_pin_holds_where_another_slot_is_worth_more() -> None:
    document = plain()
    document["pairs"] = [pair("x", "ann", "bob", slots={"mon-1": 0.1, "mon-2": 0.9})]
    document["kept"] = [{"pair": "x", "slot": "mon-1", "pinned": True}]
    assert exactly(matcher.Problem.from_json(document))[1] == {"x": "mon-1"}


def test_a_spread_of_breaks_is_worth_a_meeting() -> None:
    document = plain() | {"slots": [slot(k) for k in range(3)], "break_spread": 0}
    document["pairs"] = [
        pair("x", "ann", "bob", 0.9, slots=["mon-1"]),
        pair("y", "ann", "cyd", 0.8, slots=["mon-3"]),
    ]
    assert exactly(matcher.Problem.from_json(document))[1] == {"x": "mon-1"}


def test_a_pair_that_would_come_too_soon_is_left_out() -> None:
    document = plain()
    document["pairs"] = [
        pair("x", "ann", "bob", 0.9, slots=["mon-2"]),
        pair("y", "cyd", "dan", 0.8, slots=["mon-1"], after=["x"]),
    ]
    assert exactly(matcher.Problem.from_json(document))[1] == {"x": "mon-2"}


@pytest.mark.parametrize(("weight", "where"), [(0.05, "mon-3"), (0.3, "mon-2")])
def test_a_break_counts_as_much_as_it_weighs(weight: float, where: str) -> None:
    document = plain() | {"slots": [slot(k) for k in range(3)], "weights": {"break": weight}}
    document["pairs"] = [
        pair("x", "ann", "bob", 0.9, slots=["mon-1"]),
        pair("y", "ann", "cyd", slots={"mon-2": 0.5, "mon-3": 0.6}),
    ]
    assert exactly(matcher.Problem.from_json(document))[1] == {"x": "mon-1", "y": where}


def test_the_bound_knows_how_many_tables_there_are() -> None:
    document = plain() | {"slots": [slot(0, 1)]}
    document["pairs"] = [pair("x", "ann", "bob", 0.9), pair("y", "cyd", "dan", 0.8)]
    assert bound(matcher.Problem.from_json(document)) == pytest.approx(0.9, rel=1e-6)


@examples(100)
@given(document=tiny_problems())
def test_the_bounds_of_the_flow_hold(document: Document) -> None:
    best = best_of(document)
    if best is None:
        return
    problem = matcher.Problem.from_json(document)
    limits = find_limits(make_board(problem))
    assert limits.shortfall <= best.shortfall
    assert limits.value_at(best.shortfall) - stay_bonus(problem) >= best.objective - 1e-6
    assert bound(problem) >= best.any_objective - 1e-6


def test_plan_is_optimal_where_changes_cancel_all_that_it_is_worth() -> None:
    document = {
        "format": "eventnet-problem/1",
        "slots": [slot(0), slot(1)],
        "people": [{"id": "ann"}, {"id": "bob", "max_meetings": 1}],
        "pairs": [
            pair("first", "ann", "bob", 0.1),
            pair("must", "ann", "bob", 0.1, mandatory=True),
        ],
        "kept": [{"pair": "first", "slot": slot(0)["id"]}],
        "weights": {"change": 0.1, "break": 0.6},
    }
    plan = matcher.solve(matcher.Problem.from_json(document), work=10, workers=1)
    assert plan.status == "optimal"
    assert plan.objective == pytest.approx(0.0, abs=1e-8)


def test_bound_of_a_plan_whose_changes_cancel_its_worth_is_as_exact_as_its_parts() -> None:
    document = {
        "format": "eventnet-problem/1",
        "slots": [slot(0), slot(1)],
        "people": [
            {"id": "ann", "floor": 2, "unavailable": [slot(0)["id"]]},
            {"id": "bob", "unavailable": [slot(0)["id"]]},
            {"id": "cy", "unavailable": [slot(0)["id"]]},
        ],
        "pairs": [
            pair("early", "cy", "bob", 3.0),
            pair("late", "ann", "bob", 0.7, after=["early"]),
            pair("one", "ann", "bob", 0.25),
            pair("other", "bob", "ann", 0.25),
        ],
        "kept": [{"pair": name, "slot": slot(1)["id"]} for name in ("one", "other")],
        "weights": {"change": 0.35, "break": 0.3},
        "break_spread": 2,
    }
    plan = matcher.solve(matcher.Problem.from_json(document), work=10, workers=1)
    assert plan.status == "optimal"
    assert plan.objective == pytest.approx(0.0, abs=1e-8)
    assert faults(document, plan.to_json()) == []
