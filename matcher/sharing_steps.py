"""A step of sharing out: one more meeting for somebody, and what has to give way for it.

The step puts an unplaced pair into a slot, takes out what is in the way, and puts that elsewhere
where it fits.
"""

import numpy as np

from matcher.board import Board
from matcher.compiled import lean
from matcher.ledger import Ledger, plain, price_of, put_counted, share, take_counted
from matcher.moves import (
    Seed,
    State,
    breaks_of,
    fits,
    free_row,
    next_random,
    spare_tables,
    value,
)
from matcher.problem import Ints

MOST_GIVEN = 3
"""Meetings that one step may take out: one of each of the two, and one at a table."""

_TABLE_TRIES = 16


@lean
def in_the_way(
    board: Board, ledger: Ledger, state: State, seed: Seed, p: int, s: int, i: int, level: float
) -> int:
    """Write into `ledger.out` the meetings that give way to p in s; -1 where one must stay.

    Others than person i must stay above the share `level`, those of p aside.
    """
    out, count = ledger.out, 0
    for side in range(2):
        k = board.a[p] if side == 0 else board.b[p]
        busy = free_row(board, state, k, s) < 0
        if not busy and state.held[k] < board.limit[k]:
            continue
        freed = False
        for h in range(count):
            q = out[h]
            if (board.a[q] == k or board.b[q] == k) and (not busy or state.slot[q] == s):
                freed = True
        if freed:
            continue
        q = _cheapest(board, ledger, state, k, s if busy else -1, i, level)
        if q < 0:
            return -1
        out[count] = q
        count += 1
    if board.shared[p] and spare_tables(board, state, s, out, count) <= 0:
        q = _at_table(board, ledger, state, seed, s, i, level)
        if q < 0:
            return -1
        for h in range(count):
            if out[h] == q:
                return -1
        out[count] = q
        count += 1
    return count


@lean
def _stays_above(
    board: Board, ledger: Ledger, q: int, s: int, k: int, i: int, level: float
) -> bool:
    """Say whether person k, if not i, keeps more than the share `level` without q in slot s."""
    rest = ledger.own[k] - plain(board, ledger, q, s)
    return bool(k == i or rest > level * ledger.best[k])


@lean
def _cheapest(
    board: Board, ledger: Ledger, state: State, k: int, slot: int, i: int, level: float
) -> int:
    """Return the least meeting of person k that can give way, in `slot` if that is not -1."""
    found, least = -1, np.inf
    for s in range(len(board.tables)):
        if slot not in (-1, s):
            continue
        for z in range(board.first[k], board.first[k + 1]):
            q = state.at[z, s]
            if q < 0 or board.must[q]:
                continue
            # Person k has p in exchange, the other one nothing.
            other = board.b[q] if board.a[q] == k else board.a[q]
            worth = value(board, q, s)
            if worth < least and _stays_above(board, ledger, q, s, other, i, level):
                found, least = q, worth
    return found


@lean
def _at_table(
    board: Board, ledger: Ledger, state: State, seed: Seed, s: int, i: int, level: float
) -> int:
    """Return the least worth of a few random meetings at tables of slot s that can give way."""
    rows = state.at.shape[0]
    found, least = -1, np.inf
    for _ in range(_TABLE_TRIES):
        q = state.at[next_random(seed) % rows, s]
        if q < 0 or not board.shared[q] or board.must[q]:
            continue
        worth = value(board, q, s)
        if (
            worth < least
            and _stays_above(board, ledger, q, s, board.a[q], i, level)
            and _stays_above(board, ledger, q, s, board.b[q], i, level)
        ):
            found, least = q, worth
    return found


@lean
def carry_out(
    board: Board,
    ledger: Ledger,
    state: State,
    p: int,
    s: int,
    out: Ints,
    count: int,
    target: float,
) -> tuple[float, float, float, float]:
    """Put p in s; return the rise of the lowest share touched, of worth, relief and price.

    The relief is by how much less affinity is missing to the share `target`. The rise is -inf
    where more would be missing to the floors, or somebody's breaks would not be allowed.
    """
    slots, touched = state.slots, state.touched
    known = _touched(board, p, out, count, touched)
    before, short, breaks, relief = np.inf, 0, 0, 0.0
    counts_breaks = board.break_ > 0 or ledger.most < len(board.tables)
    for h in range(known):
        k = touched[h]
        before = min(before, share(ledger, k))
        relief += max(0.0, target * ledger.best[k] - ledger.own[k])
        short += max(0, board.floor[k] - state.held[k])
        if counts_breaks:
            breaks += breaks_of(board, state, k)
    worth, price = value(board, p, s), price_of(board, ledger, p, s)
    for h in range(count):
        slots[h] = state.slot[out[h]]
        worth -= value(board, out[h], slots[h])
        price -= price_of(board, ledger, out[h], slots[h])
        take_counted(board, ledger, state, out[h])
    put_counted(board, ledger, state, p, s)
    for h in range(count):
        y = _elsewhere(board, state, out[h])
        if y >= 0:
            put_counted(board, ledger, state, out[h], y)
            worth += value(board, out[h], y)
            price += price_of(board, ledger, out[h], y)
    after, allowed = np.inf, True
    for h in range(known):
        k = touched[h]
        after = min(after, share(ledger, k))
        relief -= max(0.0, target * ledger.best[k] - ledger.own[k])
        short -= max(0, board.floor[k] - state.held[k])
        if counts_breaks:
            now = breaks_of(board, state, k)
            breaks -= now
            allowed = allowed and ledger.fewest <= now <= ledger.most
    worth += board.break_ * breaks
    if short < 0 or not allowed:
        return -np.inf, worth, relief, price
    return after - before, worth, relief, price


@lean
def undo(board: Board, ledger: Ledger, state: State, p: int, out: Ints, count: int) -> None:
    """Undo the step that was carried out last."""
    for h in range(count):
        if state.slot[out[h]] >= 0:
            take_counted(board, ledger, state, out[h])
    take_counted(board, ledger, state, p)
    for h in range(count):
        put_counted(board, ledger, state, out[h], state.slots[h])


@lean
def _touched(board: Board, p: int, out: Ints, count: int, touched: Ints) -> int:
    """Write into `touched` everybody in p or `out`, each once; return how many."""
    known = 0
    for h in range(count + 1):
        q = p if h == count else out[h]
        for k in (board.a[q], board.b[q]):
            new = True
            for g in range(known):
                if touched[g] == k:
                    new = False
            if new:
                touched[known] = k
                known += 1
    return known


@lean
def _elsewhere(board: Board, state: State, q: int) -> int:
    """Return the slot where q fits as things stand and is worth most, or -1."""
    best, most = -1, -np.inf
    for y in range(len(board.tables)):
        if fits(board, state, q, y) and value(board, q, y) > most:
            best, most = y, value(board, q, y)
    return best
