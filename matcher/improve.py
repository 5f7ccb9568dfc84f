"""Annealing over vacancies: insert a pair at an empty seat, eject what is in the way.

A step picks an idle seat and one of the pairs that are promising there; the pair is put there
(from another slot, if it is placed), meetings in the way are taken out and put elsewhere if
they fit, and the step stands if it gains, or with probability exp(gain / temperature). Gains
are counted after `pull` times the prices, so that an idle seat can wander to where it is worth
little without a barrier; as `pull` falls to 0 the plain affinity decides.
"""

from typing import NamedTuple

import numpy as np

from matcher.board import Board
from matcher.compiled import lean
from matcher.guide import Guide
from matcher.moves import (
    Seed,
    State,
    breaks_of,
    free_row,
    may,
    next_random,
    put,
    spare_tables,
    take,
    value,
)
from matcher.problem import Ints


class Mood(NamedTuple):
    """How the annealing weighs.

    Attributes
    ----------
    temperature: in the unit of affinity; 0 accepts no loss.
    pull: share of the prices that counts, in [0, 1].
    short_cost: price of each meeting that a person misses to their floor.
    """

    temperature: float
    pull: float
    short_cost: float


@lean
def anneal(
    board: Board, guide: Guide, state: State, seed: Seed, steps: int, start: Mood, end: Mood
) -> int:
    """Run `steps` steps, the mood changing evenly from `start` to `end`; return how many stood."""
    t = len(board.tables)
    out = state.out
    stood = 0
    for step in range(steps):
        if state.idle_count[0] == 0:
            break
        cell = state.idle[next_random(seed) % state.idle_count[0]]
        i, s = board.owner[cell // t], cell % t
        first = guide.starts[i * t + s]
        mine = guide.starts[i * t + s + 1] - first
        if mine == 0:
            continue
        p = guide.pairs[first + next_random(seed) % mine]
        if state.slot[p] == s or board.pin[p] >= 0 or not may(board, state, p, s):
            continue
        done = step / steps
        mood = Mood(
            start.temperature + (end.temperature - start.temperature) * done,
            start.pull + (end.pull - start.pull) * done,
            start.short_cost,
        )
        if _step(board, guide, state, seed, p, s, i, mood, out):
            stood += 1
    return stood


@lean
def _worth(board: Board, guide: Guide, pull: float, p: int, s: int) -> float:
    """Return the value of pair p in slot s after the share `pull` of its prices."""
    plain = value(board, p, s)
    if pull == 0.0:
        return plain
    a, b = board.a[p], board.b[p]
    price = guide.seat[a, s] + guide.seat[b, s] + guide.meeting[a] + guide.meeting[b]
    if board.shared[p]:
        price += guide.table[s]
    return plain - pull * price  # type: ignore[no-any-return]


@lean
def _step(
    board: Board,
    guide: Guide,
    state: State,
    seed: Seed,
    p: int,
    s: int,
    i: int,
    mood: Mood,
    out: Ints,
) -> bool:
    """Put p in s, where i has a free seat, if the gain or chance allows."""
    # Drawn in advance, so that most steps end before anything is touched.
    luck = (next_random(seed) + 1.0) / 2147483649.0
    least = mood.temperature * np.log(luck) if mood.temperature > 0 else 1e-12
    count = _in_the_way(board, guide, state, seed, p, s, i, mood.pull, out)
    if count < 0:
        return False
    old = state.slot[p]
    gain = _worth(board, guide, mood.pull, p, s)
    if old >= 0:
        gain -= _worth(board, guide, mood.pull, p, old)
    for k in range(count):
        gain -= _worth(board, guide, mood.pull, out[k], state.slot[out[k]])
    if mood.short_cost == 0 and board.break_ == 0 and gain < least:
        return False
    return _carry_out(board, guide, state, p, s, old, out, count, gain, least, mood)


@lean
def _in_the_way(
    board: Board,
    guide: Guide,
    state: State,
    seed: Seed,
    p: int,
    s: int,
    i: int,
    pull: float,
    out: Ints,
) -> int:
    """Write into `out` the meetings that must go for p to be in s; -1 where one must stay."""
    j = board.b[p] if board.a[p] == i else board.a[p]
    count = 0
    freed = False
    if free_row(board, state, j, s) < 0:
        q = _of_person_in_slot(board, state, j, s, seed)
        if q < 0:
            return -1
        out[count] = q
        count += 1
        freed = True
    if state.slot[p] < 0:
        if state.held[i] >= board.limit[i]:
            q = _least_of_person(board, guide, state, i, pull)
            if q < 0:
                return -1
            out[count] = q
            count += 1
            freed = freed or board.a[q] == j or board.b[q] == j
        if state.held[j] >= board.limit[j] and not freed:
            q = _least_of_person(board, guide, state, j, pull)
            if q < 0:
                return -1
            out[count] = q
            count += 1
    if board.shared[p] and spare_tables(board, state, s, out, count) <= 0:
        q = _at_table(board, guide, state, s, seed, pull)
        if q < 0:
            return -1
        for k in range(count):
            if out[k] == q:
                return -1
        out[count] = q
        count += 1
    return count


@lean
def _carry_out(
    board: Board,
    guide: Guide,
    state: State,
    p: int,
    s: int,
    old: int,
    out: Ints,
    count: int,
    gain: float,
    least: float,
    mood: Mood,
) -> bool:
    """Make the step; undo it where it turns out too great a loss."""
    slots = state.slots
    bonus = mood.short_cost > 0 or board.break_ > 0
    if bonus:
        gain += _upkeep(board, state, p, out, count, mood.short_cost)
    for k in range(count):
        slots[k] = state.slot[out[k]]
        take(board, state, out[k])
    if old >= 0:
        take(board, state, p)
    put(board, state, p, s)
    for k in range(count):
        y = _elsewhere(board, guide, state, out[k], mood.pull)
        if y >= 0:
            put(board, state, out[k], y)
            gain += _worth(board, guide, mood.pull, out[k], y)
    if bonus:
        gain -= _upkeep(board, state, p, out, count, mood.short_cost)
    if gain >= least:
        return True
    for k in range(count):
        if state.slot[out[k]] >= 0:
            take(board, state, out[k])
    take(board, state, p)
    if old >= 0:
        put(board, state, p, old)
    for k in range(count):
        put(board, state, out[k], slots[k])
    return False


@lean
def _elsewhere(board: Board, guide: Guide, state: State, q: int, pull: float) -> int:
    """Return the slot where q fits as things stand and is worth most, or -1."""
    i, j = board.a[q], board.b[q]
    if state.held[i] >= board.limit[i] or state.held[j] >= board.limit[j]:
        return -1
    best, best_worth = -1, -np.inf
    for y in range(len(board.tables)):
        if (
            free_row(board, state, i, y) >= 0
            and free_row(board, state, j, y) >= 0
            and (not board.shared[q] or state.used[y] < board.tables[y])
            and may(board, state, q, y)
        ):
            worth = _worth(board, guide, pull, q, y)
            if worth > best_worth:
                best, best_worth = y, worth
    return best


@lean
def _upkeep(board: Board, state: State, p: int, out: Ints, count: int, short_cost: float) -> float:
    """Return what the floors and breaks of everyone touched by the step cost now."""
    cost = 0.0
    touched = state.touched
    known = 0
    for k in range(count + 1):
        q = p if k == count else out[k]
        for i in (board.a[q], board.b[q]):
            new = True
            for h in range(known):
                if touched[h] == i:
                    new = False
            if not new:
                continue
            touched[known] = i
            known += 1
            cost += short_cost * max(0, board.floor[i] - state.held[i])
            if board.break_ > 0:
                cost += board.break_ * breaks_of(board, state, i)
    return cost


@lean
def _of_person_in_slot(board: Board, state: State, i: int, s: int, seed: Seed) -> int:
    """Return a meeting of person i in slot s that may be ejected, or -1."""
    seats = board.first[i + 1] - board.first[i]
    if seats == 0:
        return -1
    q = state.at[board.first[i] + next_random(seed) % seats, s]
    return -1 if q < 0 or board.must[q] else q


@lean
def _least_of_person(board: Board, guide: Guide, state: State, i: int, pull: float) -> int:
    """Return the meeting of person i that is worth least and may be ejected, or -1."""
    found, least = -1, np.inf
    for s in range(len(board.tables)):
        for z in range(board.first[i], board.first[i + 1]):
            q = state.at[z, s]
            if q < 0 or board.must[q]:
                continue
            worth = _worth(board, guide, pull, q, s)
            if worth < least:
                found, least = q, worth
    return found


@lean
def _at_table(board: Board, guide: Guide, state: State, s: int, seed: Seed, pull: float) -> int:
    """Return the least worth of a few random meetings at tables of slot s, or -1."""
    rows = state.at.shape[0]
    found, least = -1, np.inf
    for _ in range(6):
        q = state.at[next_random(seed) % rows, s]
        if q >= 0 and board.shared[q] and not board.must[q]:
            worth = _worth(board, guide, pull, q, s)
            if worth < least:
                found, least = q, worth
    return found
