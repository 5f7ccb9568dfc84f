"""Shares: what each person gets of the best that they could get alone."""

import numpy as np

from matcher.board import Board, make_board
from matcher.problem import Floats, Ints, Problem


def best_possible(problem: Problem, board: Board | None = None) -> Floats:
    """Return (n,) what each person could get alone: their best pairs, up to their limit.

    It is 0 for whoever has no usable pair. `board` is that of the problem, where known.
    """
    board = make_board(problem) if board is None else board
    usable = np.flatnonzero(board.best > -np.inf)
    worth = worth_of(problem, board)
    person = np.concatenate([board.a[usable], board.b[usable]])
    value = np.concatenate([worth[usable], worth[usable]])
    order = np.lexsort((-value, person))
    person, value = person[order], value[order]
    rank = np.arange(len(person)) - np.searchsorted(person, person)
    counted = rank < board.limit[person]
    total = np.bincount(person[counted], value[counted], minlength=len(board.limit))
    return total.astype(np.float64)


def worth_of(problem: Problem, board: Board) -> Floats:
    """Return (m,) the affinity of each pair, in the slot where it is worth most and can be."""
    worth = problem.pairs.affinity.astype(np.float64)
    for p, own in problem.pairs.slots.items():
        can = board.available[board.a[p]] & board.available[board.b[p]]
        can = can & (board.values[board.row[p]] > -np.inf)
        if board.shared[p]:
            can = can & (board.tables > 0)
        worth[p] = max((value for s, value in own.items() if can[s]), default=0.0)
    return worth


def own_affinity(problem: Problem, slot: Ints) -> Floats:
    """Return (n,) the affinity of each person's meetings, pair p being in slot[p] or nowhere."""
    pairs = problem.pairs
    placed = np.flatnonzero(slot >= 0)
    worth = pairs.affinity.astype(np.float64)
    for p, own in pairs.slots.items():
        if slot[p] >= 0:
            worth[p] = own.get(int(slot[p]), worth[p])  # an invalid plan is counted too
    ends = np.concatenate([pairs.a[placed], pairs.b[placed]])
    twice = np.concatenate([worth[placed], worth[placed]])
    total = np.bincount(ends, twice, minlength=len(problem.people))
    return total.astype(np.float64)
