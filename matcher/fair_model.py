"""The fairest plan of a small problem, by CP-SAT on the whole model."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from matcher.exact import ExactModel, maximize
from matcher.rules import values_of

if TYPE_CHECKING:
    from matcher.problem import Floats, Ints
    from matcher.search import Search

_PARTS = 10**6
"""A whole share, in the integers of the model."""

_CLEARLY = 10
"""So many parts above the smallest share count as above it."""


def find_fairest(search: Search, best: Floats, least: float, start: Ints) -> Ints | None:
    """Return placements (m,) whose smallest share is as great as the budget lets prove.

    The smallest share comes first, then how few people are left at it, then the objective.

    Parameters
    ----------
    best: (n,) best possible of each person, 0 for those who do not count.
    least: worth (Σ value − break · breaks) that must be left.
    start: (m,) valid placements with that worth or more.
    """
    board, budget = search.board, search.budget
    usable = np.flatnonzero((board.best > -np.inf) | board.must).astype(np.int32)
    exact = ExactModel(search.problem, board, usable)
    worth = exact.objective()
    exact.only_breaks = False  # what is maximized here are shares
    exact.model.add(worth >= int(np.floor(least / exact.unit)))
    if exact.short and search.score is not None:
        exact.model.add(sum(exact.short) <= search.score.shortfall)
    shares = _shares(exact, best)
    lowest = exact.model.new_int_var(0, _PARTS, "")
    for share in shares:
        exact.model.add(share >= lowest)
    slot: Ints | None = None
    reached = 0
    for goal, part in ((lowest, 0.6), (None, 0.6), (worth, 1.0)):
        if budget.left <= 0:
            break
        aim = _above(exact, shares, reached) if goal is None else goal
        found, reached = maximize(
            exact, aim, budget, search.seed, search.workers,
            start if slot is None else slot, search.tell, part,
        )  # fmt: skip
        if found is None:
            break
        slot = found
        exact.model.add(aim >= reached)
    return slot


def _above(exact: ExactModel, shares: list[Any], lowest: int) -> Any:
    """Return the number of people whose share lies above the lowest."""
    above = []
    for share in shares:
        one = exact.model.new_bool_var("")
        exact.model.add(share >= lowest + _CLEARLY).only_enforce_if(one)
        above.append(one)
    return sum(above)


def _shares(exact: ExactModel, best: Floats) -> list[Any]:
    """Return the share of each person who counts, in parts."""
    board, choices = exact.board, exact.choices
    worth = values_of(exact.board, exact.choices)
    kept = exact.problem.kept
    if board.change > 0:
        old = np.full(len(board.a), -1, np.int32)
        old[kept.pair] = kept.slot
        worth = worth - board.change * (old[choices.pair] == choices.slot)
    of_person: dict[int, list[int]] = {i: [] for i in np.flatnonzero(best > 0).tolist()}
    for c, p in enumerate(choices.pair.tolist()):
        for i in (int(board.a[p]), int(board.b[p])):
            if i in of_person:
                of_person[i].append(c)
    shares = []
    for i, mine in of_person.items():
        parts = np.rint(worth[mine] / best[i] * _PARTS).astype(np.int64)
        taken = [exact.taken[c] for c in mine]
        shares.append(exact.cp.LinearExpr.weighted_sum(taken, parts.tolist()))
    return shares
