"""Small problems as integer programmes: against enumeration, and how a race ends."""

import subprocess
import sys
import time
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given

import matcher
from matcher import scip
from matcher.board import Board, make_board
from matcher.bounds import stay_bonus
from matcher.branching import Raced, is_linear, make_programme, race
from matcher.budget import Budget
from matcher.problem import Floats, Ints
from matcher.rules import make_choices, values_of
from tests.matcher.brute import best_of, valid_plans
from tests.matcher.documents import pair, plain, slot
from tests.matcher.examples import examples
from tests.matcher.generated import Document, tiny_problems
from tests.matcher.judge import Placed, broken_rules, worth_of


def slots_of(problem: matcher.Problem, placed: Placed) -> Ints:
    """Return (m,) the slot of each pair, -1 where it has none."""
    where = [placed.get(name) for name in problem.pairs.ids]
    names = list(problem.slots.ids)
    return np.array([-1 if one is None else names.index(one) for one in where], np.int32)


def as_programme(
    problem: matcher.Problem, start: Placed, shortfall: int
) -> tuple[scip.Programme, Ints, Ints]:
    """Return the programme of a whole problem, and the pair and slot of its variables."""
    board = make_board(problem)
    usable = np.flatnonzero((board.best > -np.inf) | board.must).astype(np.int32)
    choices = make_choices(board, usable)
    values: Floats = values_of(board, choices)
    made = make_programme(problem, board, choices, values, slots_of(problem, start), shortfall)
    return made, choices.pair, choices.slot


@examples(150)
@given(document=tiny_problems())
def test_branching_agrees_with_enumeration(document: Document) -> None:
    document = document | {"break_spread": None}
    document["weights"] = {"change": document.get("weights", {}).get("change", 0), "break": 0}
    problem = matcher.Problem.from_json(document)
    best = best_of(document)
    if best is None or not (make_board(problem).best > -np.inf).any():
        return
    short = [
        (worth_of(document, one), one)
        for one in valid_plans(document)
        if worth_of(document, one).shortfall == best.shortfall
    ]
    start = min(short, key=lambda one: one[0].objective)[1]
    programme, pairs, slots = as_programme(problem, start, best.shortfall)
    found = scip.solve(programme, scip.Effort(time.time() + 20, 0, 0))
    taken = found.point[: len(pairs)]
    ids, names = problem.pairs.ids, problem.slots.ids
    placed = {ids[p]: names[s] for p, s in zip(pairs[taken], slots[taken], strict=True)}
    truth = worth_of(document, placed)
    assert list(broken_rules(document, placed)) == []
    assert truth.shortfall == best.shortfall
    assert truth.objective == pytest.approx(best.objective, abs=1e-5)
    assert found.bound - stay_bonus(problem) == pytest.approx(best.objective, abs=1e-5)


def test_floors_come_before_affinity() -> None:
    document = plain() | {"slots": [slot(0)]}
    document["people"][2] = {"id": "cyd", "floor": 1}
    document["pairs"] = [pair("x", "ann", "bob", 0.9), pair("y", "ann", "cyd", 0.2)]
    problem = matcher.Problem.from_json(document)
    programme, pairs, _slots = as_programme(problem, {"y": "mon-1"}, 0)
    found = scip.solve(programme, scip.Effort(time.time() + 20, 0, 0))
    assert [problem.pairs.ids[p] for p in pairs[found.point[: len(pairs)]]] == ["y"]
    assert found.bound == pytest.approx(0.2, abs=1e-6)


def crowd(n: int = 24) -> matcher.Problem:
    """Return a problem of so many people whose optimum takes some branching."""
    random = np.random.default_rng(4)
    people = [
        {"id": f"p{i}", "max_meetings": 4, "unavailable": [f"s{s}" for s in range(6) if one[s]]}
        for i, one in enumerate(random.random((n, 6)) < 0.3)
    ]
    pairs = [
        {"id": f"{i}-{k}", "a": f"p{i}", "b": f"p{k}", "affinity": float(random.uniform(0.1, 1))}
        for i in range(n)
        for k in range(i)
        if random.random() < 0.6
    ]
    slots = [
        {
            "id": f"s{s}",
            "start": f"2027-05-10T{10 + s}:00:00+02:00",
            "minutes": 20,
            "tables": n // 3,
        }
        for s in range(6)
    ]
    return matcher.Problem.from_json(
        {"format": "eventnet-problem/1", "slots": slots, "people": people, "pairs": pairs}
    )


def raced(problem: matcher.Problem, budget: Budget, workers: int = 1) -> Raced | None:
    """Race from the empty plan."""
    nobody = np.full(len(problem.pairs), -1, np.int32)
    return race(problem, make_board(problem), budget, 0, workers, nobody, 0, lambda: None)


def test_a_race_ends_with_a_proof() -> None:
    problem = crowd()
    found = raced(problem, Budget(120.0), workers=2)
    assert found is not None
    plan = matcher.solve(problem, work=4)
    assert plan.objective <= found.worth
    assert matcher.check(problem, plan) == []
    board = make_board(problem)
    worth = float(board.base[found.slot >= 0].sum())
    assert found.worth - worth <= 1e-6 * worth


def test_the_same_work_gives_the_same_plan() -> None:
    first, second = (raced(crowd(), Budget(0.0, 2.0)) for _ in range(2))
    assert first is not None
    assert second is not None
    assert (first.slot == second.slot).all()
    assert first.worth == second.worth


def test_a_race_ends_when_it_is_stopped() -> None:
    budget, problem = Budget(36_000.0), crowd(90)
    nobody = np.full(len(problem.pairs), -1, np.int32)
    assert race(problem, make_board(problem), budget, 0, 2, nobody, 0, budget.stop) is None


LONG_RACE = """
from matcher.budget import Budget
from tests.matcher.test_branching import crowd, raced
raced(crowd(90), Budget(600.0))
"""


def test_solvers_end_with_the_process_that_was_killed() -> None:
    here = Path(__file__).parents[2]
    solving = subprocess.Popen([sys.executable, "-c", LONG_RACE], cwd=here)
    children = Path(f"/proc/{solving.pid}/task/{solving.pid}/children")
    try:
        while not (started := children.read_text().split()):
            assert solving.poll() is None
            time.sleep(0.1)
    finally:
        solving.kill()
        solving.wait()
    while any(is_running(child) for child in started):
        time.sleep(0.1)


def is_running(process: str) -> bool:
    """Say whether a process is there and has not ended, reaped or not."""
    try:
        return Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except FileNotFoundError:
        return False


def test_breaks_are_left_to_the_exact_model() -> None:
    document = plain()
    assert is_linear(*both(document))
    assert not is_linear(*both(document | {"weights": {"change": 0, "break": 0.1}}))
    assert not is_linear(*both(document | {"break_spread": 1}))


def both(document: Document) -> tuple[matcher.Problem, Board]:
    """Return the problem of a document, and its board."""
    problem = matcher.Problem.from_json(document)
    return problem, make_board(problem)
