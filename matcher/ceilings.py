"""Ceilings: what each person could get at most, since two of their pairs may need one slot.

The pairs that fit into a person's seats together are the independent sets of a transversal
matroid, so that taking the best first is optimal (Edmonds and Fulkerson, 1965).
"""

import numpy as np

from matcher.board import Board
from matcher.compiled import compiled
from matcher.moves import value
from matcher.problem import Floats, Ints


@compiled
def ceilings(board: Board, worth: Floats) -> Floats:
    """Return (n,) the affinity that nobody exceeds, whatever the others do.

    `worth` (m,) is the affinity of each pair in the slot where it is worth most.
    """
    n, t = board.available.shape
    found = np.zeros(n)
    seats = 0
    for i in range(n):
        seats = max(seats, board.first[i + 1] - board.first[i])
    held = np.full(t * seats, -1, np.int32)
    parent = np.full(t * seats, -1, np.int32)
    queue = np.zeros(t * seats, np.int32)
    for i in range(n):
        mine = board.pairs_of[board.pairs_at[i] : board.pairs_at[i + 1]]
        held[:] = -1
        taken = 0
        for k in np.argsort(-worth[mine], kind="mergesort"):
            p = mine[k]
            if taken == board.limit[i]:
                break
            if board.best[p] > -np.inf and _seat(board, i, p, held, parent, queue):
                taken += 1
                found[i] += worth[p]
    return found


@compiled
def _seat(board: Board, i: int, p: int, held: Ints, parent: Ints, queue: Ints) -> bool:
    """Seat p beside the pairs that are `held` by moving those, by a shortest alternating path."""
    t = len(board.tables)
    seats = board.first[i + 1] - board.first[i]
    parent[:] = -2
    done, end, here = 0, 0, -1
    while True:
        q = p if here < 0 else held[here]
        for s in range(t):
            if not _can(board, q, s):
                continue
            for z in range(seats):
                cell = z * t + s
                if parent[cell] != -2:
                    continue
                parent[cell] = here
                if held[cell] < 0:
                    while cell >= 0:
                        before = parent[cell]
                        held[cell] = p if before < 0 else held[before]
                        cell = before
                    return True
                queue[end] = cell
                end += 1
        if done == end:
            return False
        here = queue[done]
        done += 1


@compiled
def _can(board: Board, p: int, s: int) -> bool:
    """Say whether pair p could be in slot s, nobody else being there."""
    both = board.available[board.a[p], s] and board.available[board.b[p], s]
    table = not board.shared[p] or board.tables[s] > 0
    return bool(both and table and value(board, p, s) > -np.inf)
