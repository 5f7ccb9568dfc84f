"""The elementary steps of the search allow what the judge allows, no more and no less."""

from random import Random
from typing import NamedTuple

import pytest
from hypothesis import given
from hypothesis import strategies as st

import matcher
from matcher.board import Board, make_board
from matcher.bounds import stay_bonus
from matcher.incumbent import Score, score
from matcher.moves import State, breaks_of, empty_state, fits, put, take
from matcher.recount import with_figures
from tests.matcher.documents import pair, plain, slot
from tests.matcher.examples import examples
from tests.matcher.generated import Document, some_problems, tiny_problems
from tests.matcher.judge import Placed, broken_rules, worth_of


class Table(NamedTuple):
    """A problem, and a state of its search."""

    problem: matcher.Problem
    board: Board
    state: State

    def placed(self) -> Placed:
        """Return the placements of the state by name."""
        ids, slots = self.problem.pairs.ids, self.problem.slots.ids
        return {ids[p]: slots[s] for p, s in enumerate(self.state.slot.tolist()) if s >= 0}


def eased(document: Document) -> Document:
    """Return the problem without what only a whole plan fulfils."""
    pairs = [
        {key: value for key, value in entry.items() if key != "mandatory"}
        for entry in document["pairs"]
    ]
    kept = [entry | {"pinned": False} for entry in document.get("kept", ())]
    return document | {"pairs": pairs, "kept": kept, "break_spread": None}


def at_random(document: Document, chance: Random) -> Table:
    """Return a state to which pairs were put, and from which some were taken, at random."""
    problem = matcher.Problem.from_json(document)
    board = make_board(problem)
    table = Table(problem, board, empty_state(board))
    for _ in range(2 * len(problem.pairs)):
        p, s = chance.randrange(len(problem.pairs)), chance.randrange(len(problem.slots))
        if table.state.slot[p] >= 0 and chance.random() < 0.3:
            take(board, table.state, p)
        elif table.state.slot[p] < 0 and fits(board, table.state, p, s):
            put(board, table.state, p, s)
    return table


@examples(150)
@given(document=tiny_problems(), seed=st.integers(0, 2**32))
def test_a_pair_fits_exactly_where_no_rule_breaks(document: Document, seed: int) -> None:
    document = eased(document)
    table = at_random(document, Random(seed))
    placed = table.placed()
    assert list(broken_rules(document, placed)) == []
    for p, name in enumerate(table.problem.pairs.ids):
        if table.state.slot[p] >= 0:
            continue
        for s, where in enumerate(table.problem.slots.ids):
            may = not list(broken_rules(document, placed | {name: where}))
            assert fits(table.board, table.state, p, s) == may, (name, where)


@examples(100)
@given(document=some_problems(), seed=st.integers(0, 2**32))
def test_a_state_is_worth_what_the_judge_says(document: Document, seed: int) -> None:
    document = eased(document)
    table = at_random(document, Random(seed))
    truth = worth_of(document, table.placed())
    found = score(table.board, table.state)
    bonus = table.problem.change * len(table.problem.kept.pair)
    assert (found.shortfall, found.breaks) == (truth.shortfall, truth.breaks)
    assert found.worth - bonus == pytest.approx(truth.objective, abs=1e-9)
    people = range(len(table.problem.people))
    assert sum(breaks_of(table.board, table.state, i) for i in people) == truth.breaks
    plan = with_figures(table.problem, matcher.Plan(), table.state.slot)
    assert (plan.shortfall, plan.breaks, plan.changes) == (
        truth.shortfall,
        truth.breaks,
        truth.changes,
    )
    assert plan.affinity == pytest.approx(truth.affinity, abs=1e-9)
    assert plan.objective == pytest.approx(truth.objective, abs=1e-9)


@examples(60)
@given(document=some_problems(), seed=st.integers(0, 2**32))
def test_what_is_put_and_taken_leaves_no_trace(document: Document, seed: int) -> None:
    table = at_random(eased(document), Random(seed))
    for p in range(len(table.problem.pairs)):
        if table.state.slot[p] >= 0:
            take(table.board, table.state, p)
    clean = empty_state(table.board)
    for name in ("at", "slot", "held", "used", "idle_count"):
        assert (getattr(table.state, name) == getattr(clean, name)).all(), name
    assert sorted(table.state.idle.tolist()) == clean.idle.tolist()


def test_two_hosts_meet_once_in_a_slot() -> None:
    document = plain()
    document["people"][:2] = [{"id": "ann", "seats": 2}, {"id": "bob", "seats": 2}]
    document["pairs"] = [pair("x", "ann", "bob"), pair("y", "bob", "ann")]
    board = make_board(matcher.Problem.from_json(document))
    state = empty_state(board)
    put(board, state, 0, 0)
    assert [fits(board, state, 1, s) for s in range(2)] == [False, True]


@pytest.mark.parametrize(
    ("placed", "where", "may"),
    [(0, 0, [False, True, True]), (0, 1, [False, False, True]), (1, 1, [True, False, False])],
)
def test_order_holds_from_either_end(placed: int, where: int, may: list[bool]) -> None:
    document = plain() | {"slots": [slot(k) for k in range(3)]}
    document["pairs"] = [pair("x", "ann", "bob"), pair("y", "cyd", "dan", after=["x"])]
    board = make_board(matcher.Problem.from_json(document))
    state = empty_state(board)
    put(board, state, placed, where)
    assert [fits(board, state, 1 - placed, s) for s in range(3)] == may


@pytest.mark.parametrize(("where", "worth"), [(0, 0.5), (1, 0.25)])
def test_a_change_costs_what_it_weighs(where: int, worth: float) -> None:
    document = plain() | {"weights": {"change": 0.25}}
    document["kept"] = [{"pair": "ann-bob", "slot": "mon-1"}]
    problem = matcher.Problem.from_json(document)
    board = make_board(problem)
    state = empty_state(board)
    put(board, state, 0, where)
    assert score(board, state).worth - stay_bonus(problem) == pytest.approx(worth)
    assert with_figures(problem, matcher.Plan(), state.slot).objective == pytest.approx(worth)


def test_shortfall_comes_before_worth() -> None:
    assert Score(0, 1.0, 0).beats(Score(1, 9.0, 0))
    assert not Score(1, 9.0, 0).beats(Score(0, 1.0, 0))
    assert Score(1, 2.0, 0).beats(Score(1, 1.0, 0))
    assert not Score(1, 1.0, 0).beats(Score(1, 1.0, 0))
