"""Small problems as integer programmes, raced by SCIP from several seeds.

The rules that count choices are nearly all there is where nothing is said of breaks. On such
problems branch and cut proves optima at 60 people in seconds, where CP-SAT proves none in minutes.
"""

import subprocess
import sys
import time
from collections.abc import Callable
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from dataclasses import dataclass

import numpy as np

from matcher import scip
from matcher.board import Board
from matcher.budget import Budget
from matcher.problem import Flags, Floats, Ints, Problem
from matcher.rules import Choices, floor_rules, linear_rules, make_choices, order_rules, values_of

_WATCH = 0.1
_WIND_UP = 0.5
"""Seconds from the end of a process's search to its answer."""

_CHOICES_PER_UNIT = 10_000
"""Choices of pairs times branching nodes in one unit of work: about a second, and what the root
takes is as much as `_ROOT` nodes."""

_ROOT = 10

_ARITHMETIC = 2e-7
"""How far the solver's arithmetic may be off."""

_PROVEN = 5e-7


@dataclass(frozen=True)
class Raced:
    """The placements (m,) of the best plan, and a bound on Σ value."""

    slot: Ints
    worth: float


def is_linear(problem: Problem, board: Board) -> bool:
    """Say whether every rule counts choices: nothing depends on breaks."""
    return board.break_ == 0 and problem.break_spread is None


def race(
    problem: Problem,
    board: Board,
    budget: Budget,
    seed: int,
    workers: int,
    start: Ints,
    shortfall: int,
    watch: Callable[[], None],
) -> Raced | None:
    """Maximize Σ value among plans with this shortfall or less; None where nothing came of it.

    Parameters
    ----------
    start: (m,) placements of a valid plan with this shortfall.
    workers: processes, each with a seed of its own; the first to prove an optimum ends the race.
    watch: called a few times a second; it may stop the budget.
    """
    usable = np.flatnonzero((board.best > -np.inf) | board.must).astype(np.int32)
    choices = make_choices(board, usable)
    values = values_of(board, choices)
    unit = float(np.abs(values).max(initial=0.0))
    if unit == 0:
        return None
    programme = make_programme(problem, board, choices, values / unit, start, shortfall)
    answers = _answers(programme, budget, seed, workers, watch)
    answers = [one for one in answers if _is_sound(programme, one)]
    if not answers:
        return None
    best = max(answers, key=lambda one: float(programme.value @ one.point))
    bound = min(one.bound for one in answers)
    worth = bound + _ARITHMETIC * max(1.0, abs(bound))
    slot = np.full(len(board.a), -1, np.int32)
    taken = best.point[: len(choices.pair)]
    slot[choices.pair[taken]] = choices.slot[taken]
    return Raced(slot, worth * unit)


def make_programme(
    problem: Problem, board: Board, choices: Choices, values: Floats, start: Ints, shortfall: int
) -> scip.Programme:
    """Return the rules as rows. Each meeting that somebody misses of their floor is a variable."""
    rows = [
        (rule.choices, rule.least, rule.most)
        for rule in [*linear_rules(problem, board, choices), *order_rules(problem, choices)]
    ]
    hint = (start[choices.pair] == choices.slot).tolist()
    missing: list[int] = []
    for floor, mine in floor_rules(board, choices):
        units = range(len(hint), len(hint) + floor)
        held = sum(hint[c] for c in mine)
        hint += [k < floor - held for k in range(floor)]
        rows.append(([*mine, *units], floor, len(mine) + floor))
        missing += units
    if missing:
        rows.append((missing, 0, shortfall))
    return scip.Programme(
        value=np.concatenate([values, np.zeros(len(missing))]),
        hint=np.array(hint, np.bool_),
        of=np.concatenate([np.array(row, np.int32) for row, _least, _most in rows]),
        row=np.cumsum([0, *(len(row) for row, _least, _most in rows)]).astype(np.int32),
        least=np.array([least for _row, least, _most in rows], np.int32),
        most=np.array([most for _row, _least, most in rows], np.int32),
    )


def _is_sound(programme: scip.Programme, answer: scip.Answer) -> bool:
    """Say whether the point keeps every row, and the bound is no less than what is known."""
    known = float(programme.value @ programme.hint)
    totals = np.add.reduceat(answer.point[programme.of].astype(np.int64), programme.row[:-1])
    kept: Flags = (programme.least <= totals) & (totals <= programme.most)
    return bool(kept.all()) and answer.bound >= known - _ARITHMETIC * max(1.0, known)


def _answers(
    programme: scip.Programme,
    budget: Budget,
    seed: int,
    workers: int,
    watch: Callable[[], None],
) -> list[scip.Answer]:
    nodes, pace = 0, _CHOICES_PER_UNIT / len(programme.value)
    if budget.work is not None:
        nodes = int(budget.left * pace) - _ROOT
        if nodes <= 0:
            return []
    until = time.time() + budget.left - _WIND_UP
    processes = [
        subprocess.Popen(
            [sys.executable, "-m", "matcher.scip"],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
        )
        for _ in range(max(1, workers))
    ]  # fmt: skip
    try:
        with ThreadPoolExecutor(len(processes)) as pool:
            running = {
                pool.submit(_ask, process, programme, scip.Effort(until, nodes, seed + k))
                for k, process in enumerate(processes)
            }
            try:
                answers = _first_proof(running, programme, budget, watch)
            finally:
                for process in processes:
                    process.kill()
    finally:
        for process in processes:
            process.wait()
    if budget.work is not None:
        budget.spend((_ROOT + max((one.nodes for one in answers), default=nodes)) / pace)
    return answers


def _ask(
    process: subprocess.Popen[bytes], programme: scip.Programme, effort: scip.Effort
) -> scip.Answer | None:
    """Return a process's answer, None if it was killed."""
    said, _ = process.communicate(scip.pack(programme, effort))
    if process.returncode:
        return None
    fields = scip.unpack(said)
    return scip.Answer(fields["point"], fields["bound"].item(), fields["nodes"].item())


def _first_proof(
    running: set[Future[scip.Answer | None]],
    programme: scip.Programme,
    budget: Budget,
    watch: Callable[[], None],
) -> list[scip.Answer]:
    """Wait for the first proof, the last answer, or the end of the budget."""
    answers: list[scip.Answer] = []
    while running and budget.left > 0:
        done, running = wait(running, _WATCH, FIRST_COMPLETED)
        for answer in (future.result() for future in done):
            if answer is not None:
                answers.append(answer)
                value = float(programme.value @ answer.point)
                if answer.bound - value <= _PROVEN * max(1.0, value):
                    return answers
        watch()
    return answers
