"""Plans as arrays: counting what a set of placements is worth, and turning it into a `Plan`."""

from dataclasses import dataclass

import numpy as np

from matcher.board import Board
from matcher.bounds import stay_bonus
from matcher.compiled import compiled, lean
from matcher.moves import State, breaks_of, empty_state, put
from matcher.plan import Meeting, Plan, Status
from matcher.problem import Ints, Problem
from matcher.recount import with_figures


@dataclass(frozen=True)
class Score:
    """What placements are worth; `worth` is Σ value − break · breaks (see `Board.values`)."""

    shortfall: int
    worth: float
    breaks: int

    def beats(self, other: "Score | None") -> bool:
        """Say whether this is better: less shortfall, then more worth."""
        return other is None or (-self.shortfall, self.worth) > (-other.shortfall, other.worth)


def state_of(board: Board, slot: Ints) -> State:
    """Return the state in which pair p is in slot[p], or nowhere where that is -1."""
    state = empty_state(board)
    _put_each(board, state, np.flatnonzero(slot >= 0).astype(np.int32), slot)
    return state


@lean
def _put_each(board: Board, state: State, placed: Ints, slot: Ints) -> None:
    for p in placed:
        put(board, state, p, slot[p])


def score(board: Board, state: State) -> Score:
    """Return what the state is worth."""
    placed = np.flatnonzero(state.slot >= 0)
    row, slot = board.row[placed], state.slot[placed]
    values = board.base[placed].copy()
    own = row >= 0
    values[own] = board.values[row[own], slot[own]]
    short = np.maximum(0, board.floor.astype(np.int64) - state.held)
    breaks = 0
    if len(board.tables) > 2:
        breaks = int(all_breaks(board, state).sum())
    return Score(int(short.sum()), float(values.sum()) - board.break_ * breaks, breaks)


@compiled
def all_breaks(board: Board, state: State) -> Ints:
    """Return (n,) the breaks of each person."""
    found = np.zeros(len(board.limit), np.int32)
    for i in range(len(board.limit)):
        found[i] = breaks_of(board, state, i)
    return found


def make_plan(
    problem: Problem,
    slot: Ints,
    *,
    status: Status,
    bound: float,
    shortfall_bound: int,
    seconds: float,
    seed: int,
) -> Plan:
    """Return the plan in which pair p is in slot[p], its tables numbered within each slot."""
    pairs, people, slots = problem.pairs, problem.people, problem.slots
    placed = np.flatnonzero(slot >= 0).astype(np.int32)
    placed = placed[np.argsort(slot[placed], kind="stable")]
    shared = ~(people.own_table[pairs.a[placed]] | people.own_table[pairs.b[placed]])
    taken = np.zeros(len(slots), np.int64)
    meetings = []
    for p, needs in zip(placed.tolist(), shared.tolist(), strict=True):
        s = int(slot[p])
        taken[s] += needs
        table = int(taken[s]) if needs else None
        a, b = people.ids[pairs.a[p]], people.ids[pairs.b[p]]
        meetings.append(Meeting(pairs.ids[p], a, b, slots.ids[s], table))
    plan = Plan(
        status=status,
        meetings=tuple(meetings),
        bound=bound,
        shortfall_bound=shortfall_bound,
        seconds=seconds,
        seed=seed,
    )
    return with_figures(problem, plan, slot)


def objective_bound(problem: Problem, value: float) -> float:
    """Return the bound on the objective that a bound on Σ value proves."""
    return value - stay_bonus(problem)
