"""The whole model for CP-SAT: exact on small problems, and the judge of feasibility on all.

Shortfall comes first: it is minimized, then held at what was reached while the objective is
maximized. Values are scaled to integers and rounded in favour of the bound, so that the bound
stays valid for the real numbers.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np

from matcher.board import Board
from matcher.breaks import BreakModel
from matcher.budget import Budget
from matcher.problem import Ints, Problem
from matcher.rules import (
    Choices,
    Rule,
    floor_rules,
    linear_rules,
    make_choices,
    order_rules,
    values_of,
)

_SCALE = 10**8
_WATCH = 0.2

_BY_CORES = ("core", "quick_restart_no_lp")
_BY_PRICES = ("max_lp", "quick_restart_no_lp")
_FIRST_TURN = 0.75
"""Where only breaks count, two searches take turns; the first has this share of the time."""

_CROWDED = 1.1
"""With so many tables a meeting or fewer, prices prove more than cores of the objective do."""

OnPlan = Callable[[Ints], None]
"""Told of placements (m,) of a better plan."""


@dataclass(frozen=True)
class Found:
    """What the exact search proved; `worth` bounds Σ value − break · breaks."""

    infeasible: bool = False
    shortfall: int | None = None
    worth: float | None = None


class ExactModel:
    """The CP-SAT model of the given pairs of a problem, the others being left unplaced."""

    def __init__(self, problem: Problem, board: Board, pairs: Ints, *, spread: bool = True) -> None:
        from ortools.sat.python import cp_model  # noqa: PLC0415 - two seconds to import

        self.cp = cp_model
        self.problem, self.board = problem, board
        self.choices: Choices = make_choices(board, pairs)
        self.model = cp_model.CpModel()
        self.taken = [self.model.new_bool_var("") for _ in self.choices.pair]
        counting = linear_rules(problem, board, self.choices)
        for rule in [*counting, *order_rules(problem, self.choices)]:
            self._post(rule)
        self.break_starts: list[Any] = []
        self.only_breaks = False
        self._with_spread = spread and problem.break_spread is not None
        if board.break_ > 0 or self._with_spread:
            self._post_breaks()
        self.short = self._post_floors()
        self.unit = self._unit()

    def _post(self, rule: Rule) -> Any:
        literals = [self.taken[c] for c in rule.choices]
        if rule.most == 1 and rule.least == 0:
            return self.model.add_at_most_one(literals)
        if rule.most == rule.least == 1:
            return self.model.add_exactly_one(literals)
        return self.model.add_linear_constraint(sum(literals), rule.least, rule.most)

    def _post_breaks(self) -> None:
        breaks = BreakModel(self.model, self.board, self.choices, self.taken)
        self.break_starts = breaks.literals
        if self._with_spread:
            breaks.post_spread(self.problem.break_spread or 0)

    def _post_floors(self) -> list[Any]:
        short = []
        for floor, mine in floor_rules(self.board, self.choices):
            missing = self.model.new_int_var(0, floor, "")
            self.model.add(sum(self.taken[c] for c in mine) + missing >= floor)
            short.append(missing)
        return short

    def _unit(self) -> float:
        greatest = float(np.abs(values_of(self.board, self.choices)).max(initial=0.0))
        return max(greatest, self.board.break_, 1e-300) / _SCALE

    def objective(self) -> Any:
        """Return the integer objective: values rounded up, the cost of a break down.

        A mandatory pair that is worth the same everywhere is a constant, so that nothing but
        breaks is left of a problem whose pairs are all so: cores of it are short.
        """
        weights = np.ceil(values_of(self.board, self.choices) / self.unit - 1e-9).astype(np.int64)
        constant = 0
        for p, mine in self.choices.of.items():
            if self.board.must[p] and mine and len(set(weights[mine].tolist())) == 1:
                constant += int(weights[mine[0]])
                weights[mine] = 0
        counted = np.flatnonzero(weights).tolist()
        self.only_breaks = not counted and bool(self.break_starts) and self.board.break_ > 0
        cost = int(np.floor(self.board.break_ / self.unit))
        return (
            self.cp.LinearExpr.weighted_sum(
                [self.taken[c] for c in counted] + self.break_starts,
                weights[counted].tolist() + [-cost] * len(self.break_starts),
            )
            + constant
        )

    def turns(self) -> list[tuple[float, tuple[str, ...]]]:
        """Return the searches of CP-SAT that take turns, with shares of what is left; () is all."""
        if not self.only_breaks:
            return [(1.0, ())]
        tables = int(self.board.tables.sum(dtype=np.int64))
        first, second = _BY_CORES, _BY_PRICES
        if tables <= _CROWDED * len(self.choices.of):
            first, second = second, first
        return [(_FIRST_TURN, first), (1.0, second)]

    def hint(self, slot: Ints) -> None:
        """Start from the placements `slot` (m,)."""
        self.model.clear_hints()  # type: ignore[no-untyped-call]
        for c, (p, s) in enumerate(
            zip(self.choices.pair.tolist(), self.choices.slot.tolist(), strict=True)
        ):
            self.model.add_hint(self.taken[c], bool(slot[p] == s))

    def placements(self, chosen: Callable[[Any], Any]) -> Ints:
        """Return (m,) the slots of a solution."""
        slot = np.full(len(self.board.a), -1, np.int32)
        for c, literal in enumerate(self.taken):
            if chosen(literal):
                slot[self.choices.pair[c]] = self.choices.slot[c]
        return slot


def solve_exactly(
    exact: ExactModel,
    budget: Budget,
    seed: int,
    workers: int,
    start: Ints | None,
    start_shortfall: int,
    least_shortfall: int,
    on_plan: OnPlan,
    watch: Callable[[], None],
) -> Found:
    """Minimize the shortfall, then maximize the objective, within the budget.

    Parameters
    ----------
    start: (m,) placements of a valid plan to start from, or None; its shortfall.
    least_shortfall: no plan has less.
    on_plan: told of every better plan.
    watch: called a few times a second; it may stop the budget.
    """
    shortfall: int | None = None
    goal = sum(exact.short)
    if exact.short and start is not None and start_shortfall <= least_shortfall:
        exact.model.add(goal <= start_shortfall)
    elif exact.short:
        exact.model.minimize(goal)
        outcome = _run(exact, budget, seed, workers, start, on_plan, watch, share=0.5)
        if outcome.infeasible or outcome.slot is None:
            return Found(outcome.infeasible)
        shortfall = max(least_shortfall, outcome.bound)
        exact.model.add(goal <= outcome.value)
        start = outcome.slot
    goal = exact.objective()
    exact.model.maximize(goal)
    proven: int | None = None
    for share, searches in exact.turns():
        outcome = _run(exact, budget, seed, workers, start, on_plan, watch, share, searches)
        if outcome.infeasible:
            return Found(True)
        if outcome.bounded:
            start, proven = outcome.slot, outcome.bound
            exact.model.add(goal <= proven)
            if outcome.value == proven:
                break
    return Found(False, shortfall, None if proven is None else proven * exact.unit)


def maximize(
    exact: ExactModel,
    goal: Any,
    budget: Budget,
    seed: int,
    workers: int,
    start: Ints,
    watch: Callable[[], None],
    share: float,
) -> tuple[Ints | None, int]:
    """Maximize any linear goal of the model within a share of the budget.

    Return the placements (m,), None where none were found, and the goal's value there.
    """
    exact.model.maximize(goal)
    outcome = _run(exact, budget, seed, workers, start, lambda _slot: None, watch, share)
    return outcome.slot, outcome.value


@dataclass(frozen=True)
class _Outcome:
    infeasible: bool
    slot: Ints | None
    value: int
    bound: int
    bounded: bool


def _run(
    exact: ExactModel,
    budget: Budget,
    seed: int,
    workers: int,
    start: Ints | None,
    on_plan: OnPlan,
    watch: Callable[[], None],
    share: float = 1.0,
    searches: tuple[str, ...] = (),
) -> _Outcome:
    cp, solver = exact.cp, exact.cp.CpSolver()
    if start is not None:
        exact.hint(start)
    parameters = solver.parameters
    parameters.num_workers = max(1, workers)
    parameters.random_seed = seed % 2**31
    parameters.relative_gap_limit = 0.0
    if searches:
        parameters.subsolvers.extend(searches)
        parameters.num_full_subsolvers = min(len(searches), max(1, workers))
    if budget.work is not None:
        parameters.max_deterministic_time = max(0.01, share * budget.left)
    else:
        parameters.max_time_in_seconds = max(0.01, share * budget.left)
    newest: list[Ints] = []

    class Listener(cp.CpSolverSolutionCallback):  # type: ignore[misc, name-defined]
        def on_solution_callback(self) -> None:
            newest.append(exact.placements(self.boolean_value))

    listener = Listener()
    status: list[Any] = []
    # A thread of its own, so that signals and the watcher are heard while CP-SAT runs.
    thread = threading.Thread(target=lambda: status.append(solver.solve(exact.model, listener)))
    thread.start()
    while thread.is_alive():
        thread.join(_WATCH)
        while newest:
            on_plan(newest.pop(0))
        watch()
        if budget.stopped:
            solver.stop_search()
    for slot in newest:
        on_plan(slot)
    if budget.work is not None:
        budget.spend(solver.response_proto.deterministic_time)
    if not status:
        raise RuntimeError("CP-SAT ended without an answer")
    solved = status[0] in (cp.OPTIMAL, cp.FEASIBLE)
    if status[0] == cp.MODEL_INVALID:
        raise RuntimeError(f"CP-SAT refuses the model: {exact.model.validate()}")
    return _Outcome(
        infeasible=status[0] == cp.INFEASIBLE,
        slot=exact.placements(solver.boolean_value) if solved else None,
        value=round(solver.objective_value) if solved else 0,
        bound=int(np.ceil(solver.best_objective_bound - 1e-6)),
        bounded=solved,
    )
