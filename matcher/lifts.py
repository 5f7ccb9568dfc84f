"""Lifting the worst-off by steps that cost others who have more.

A lift counts if the lowest share of all whom it touches rises, so that each betters the sorted
shares of everybody in lexicographic order. Where no single lift is left, annealing over the same
steps finds chains of them.
"""

import numpy as np

from matcher.board import Board
from matcher.compiled import lean
from matcher.ledger import Ledger, share
from matcher.moves import Seed, State, may, next_random
from matcher.problem import Ints
from matcher.sharing_steps import carry_out, in_the_way, undo

MISSING = 4.0
"""Worth of a unit of affinity that somebody misses to the share aimed at."""

_LEAST_RISE = 1e-6


@lean
def lift_each(
    board: Board, ledger: Ledger, state: State, seed: Seed, order: Ints, room: float
) -> float:
    """Lift each person of `order` once if possible, spending at most `room` of the worth.

    Return by how much the worth changed.
    """
    change = 0.0
    for i in order:
        found, delta = _lift(board, ledger, state, seed, i, room + change)
        if found:
            change += delta
        else:
            ledger.stuck[i] = True
    return change


@lean
def _lift(
    board: Board, ledger: Ledger, state: State, seed: Seed, i: int, room: float
) -> tuple[bool, float]:
    """Carry out the lift of person i that raises most for what it costs."""
    out, chosen = ledger.out, ledger.chosen
    best, best_p, best_s, best_count = 0.0, -1, -1, 0
    for k in range(board.pairs_at[i], board.pairs_at[i + 1]):
        p = board.pairs_of[k]
        if state.slot[p] >= 0 or board.best[p] == -np.inf:
            continue
        for s in range(len(board.tables)):
            if not may(board, state, p, s) or (board.shared[p] and board.tables[s] == 0):
                continue
            count = in_the_way(board, ledger, state, seed, p, s, i, share(ledger, i))
            if count < 0:
                continue
            rise, delta, _, _ = carry_out(board, ledger, state, p, s, out, count, 0.0)
            undo(board, ledger, state, p, out, count)
            if rise < _LEAST_RISE or room + delta < 0:
                continue
            score = rise / (max(0.0, -delta) + 0.1 * ledger.typical)
            if score > best:
                best, best_p, best_s, best_count = score, p, s, count
                for h in range(count):
                    chosen[h] = out[h]
    if best_p < 0:
        return False, 0.0
    _, delta, _, _ = carry_out(board, ledger, state, best_p, best_s, chosen, best_count, 0.0)
    for k in range(best_count + 1):
        q = best_p if k == best_count else chosen[k]
        ledger.stuck[board.a[q]] = False
        ledger.stuck[board.b[q]] = False
    return True, delta


@lean
def anneal_shares(
    board: Board,
    ledger: Ledger,
    state: State,
    seed: Seed,
    low: Ints,
    steps: int,
    target: float,
    heat: float,
    start: float,
    end: float,
) -> None:
    """Anneal towards the share `target` for everybody.

    What counts is the worth less `MISSING` times the affinity that is missing to that share.
    As in `matcher.improve` it counts after prices, so that a vacancy can wander.

    Parameters
    ----------
    low: people to whom every other step is given.
    heat: temperature at first.
    start, end: parts of the heat and of the prices between which the steps cool.
    """
    t = len(board.tables)
    for step in range(steps):
        if step % 2 == 0 and len(low) > 0:
            i, s = low[next_random(seed) % len(low)], next_random(seed) % t
        elif state.idle_count[0] > 0:
            cell = state.idle[next_random(seed) % state.idle_count[0]]
            i, s = board.owner[cell // t], cell % t
        else:
            continue
        first = board.pairs_at[i]
        many = board.pairs_at[i + 1] - first
        if many == 0:
            continue
        p = board.pairs_of[first + next_random(seed) % many]
        if state.slot[p] >= 0 or board.best[p] == -np.inf or not may(board, state, p, s):
            continue
        if board.shared[p] and board.tables[s] == 0:
            continue
        count = in_the_way(board, ledger, state, seed, p, s, i, -np.inf)
        if count < 0:
            continue
        rise, worth, relief, price = carry_out(
            board, ledger, state, p, s, ledger.out, count, target
        )
        luck = (next_random(seed) + 1.0) / 2147483649.0
        rest = start + (end - start) * step / steps
        gain = worth + MISSING * (1.0 - rest) * relief - rest * price
        if rise == -np.inf or gain < rest * heat * np.log(luck):
            undo(board, ledger, state, p, ledger.out, count)
