"""Planning again: 3 % drop out, 2 % join, and one slot loses a fifth of its tables."""

from dataclasses import replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

import matcher
from benchmarks.families import make_problem
from benchmarks.sizes.marks import Figures
from benchmarks.sizes.solving import solve

DROPPED, JOINED, TABLES_LOST = 0.03, 0.02, 0.2


def plan_again(
    folder: Path, people: int, seed: int, *, family: str, seconds: float, change: float
) -> Figures:
    """Return the affinity beside a fresh plan's, and the share of old meetings that changed.

    `change` is what a change costs, beside affinities that are 0.5 on average.
    """
    later = make_problem(family, round(people * (1 + JOINED)), seed)
    earlier = _available(later, np.arange(len(later.people)) < people)
    _run, old = solve(folder, earlier, seconds)
    if old is None:
        return Figures(broken="no plan to start from")
    after = shaken(later, people, seed)
    kept = kept_of(after, old)
    _run, fresh = solve(folder, after, seconds)
    run, new = solve(folder, replace(after, kept=kept, change=change), seconds)
    if fresh is None or new is None:
        return Figures(broken="no plan")
    return Figures(
        new.affinity / fresh.affinity,
        run.seconds,
        run.peak / 1024,
        new.changes / len(kept.pair),
        note=f"{_lost(after, kept):.1%} of the old could not stay; a change costs {change:g}",
    )


def _available(problem: matcher.Problem, here: NDArray[np.bool_]) -> matcher.Problem:
    """Return the problem with only those people available who are here."""
    available = problem.people.available & here[:, None]
    return replace(problem, people=replace(problem.people, available=available))


def shaken(problem: matcher.Problem, people: int, seed: int) -> matcher.Problem:
    """Let some of the first `people` drop out, and a slot lose tables."""
    random = np.random.default_rng(seed)
    here = np.ones(len(problem.people), np.bool_)
    here[random.choice(people, round(DROPPED * people), replace=False)] = False
    tables = problem.slots.tables.copy()
    fewer = random.integers(len(tables))
    tables[fewer] = round(float(tables[fewer]) * (1 - TABLES_LOST))
    return replace(_available(problem, here), slots=replace(problem.slots, tables=tables))


def kept_of(problem: matcher.Problem, old: matcher.Plan) -> matcher.Kept:
    pair = {name: p for p, name in enumerate(problem.pairs.ids)}
    slot = {name: s for s, name in enumerate(problem.slots.ids)}
    return matcher.Kept(
        np.array([pair[meeting.pair] for meeting in old.meetings], np.int32),
        np.array([slot[meeting.slot] for meeting in old.meetings], np.int32),
        np.zeros(len(old.meetings), np.bool_),
    )


def _lost(problem: matcher.Problem, kept: matcher.Kept) -> float:
    """Return the share of kept meetings whose people are not both there any more."""
    available, pairs = problem.people.available, problem.pairs
    both = available[pairs.a[kept.pair], kept.slot] & available[pairs.b[kept.pair], kept.slot]
    return 1 - float(both.mean())
