"""The state of a search and the elementary steps on it, compiled."""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from matcher.board import Board
from matcher.compiled import lean
from matcher.problem import Ints

LONGEST_PATH = 64
"""Meetings that one alternating path may move."""

MOST_EJECTED = 4
"""Meetings that one step of the annealing may eject."""

Seed = NDArray[np.uint64]
"""State (1,) of a random generator, advanced in place."""


class State(NamedTuple):
    """Who meets when.

    Attributes
    ----------
    at: (z, t) pair on each seat row in each slot, or -1.
    slot: (m,) slot of each pair, or -1.
    held: (n,) meetings of each person.
    used: (t,) shared tables taken.
    idle: the free seats where a person is available, as row · t + slot, in no order; only the
        first idle_count[0] entries count. idle_at: (z, t) position of a seat there, or -1.
    path, out, slots, touched: notes of a single step, here because compiled loops make no
        arrays.
    """

    at: Ints
    slot: Ints
    held: Ints
    used: Ints
    idle: Ints
    idle_at: Ints
    idle_count: Ints
    path: Ints
    out: Ints
    slots: Ints
    touched: Ints


def empty_state(board: Board) -> State:
    """Return a state without meetings."""
    t, rows = len(board.tables), int(board.first[-1])
    open_seats = board.available[board.owner]
    idle = np.flatnonzero(open_seats).astype(np.int32)
    idle_at = np.full((rows, t), -1, np.int32)
    idle_at[open_seats] = np.arange(len(idle), dtype=np.int32)
    return State(
        at=np.full((rows, t), -1, np.int32),
        slot=np.full(len(board.a), -1, np.int32),
        held=np.zeros(len(board.limit), np.int32),
        used=np.zeros(t, np.int32),
        idle=idle,
        idle_at=idle_at,
        idle_count=np.array([len(idle)], np.int32),
        path=np.zeros(LONGEST_PATH, np.int32),
        out=np.zeros(MOST_EJECTED, np.int32),
        slots=np.zeros(MOST_EJECTED, np.int32),
        touched=np.zeros(2 * MOST_EJECTED + 2, np.int32),
    )


@lean
def next_random(seed: Seed) -> int:
    """Advance the generator in `seed` (1,) uint64 and return 31 random bits (splitmix64)."""
    seed[0] += np.uint64(0x9E3779B97F4A7C15)
    z = seed[0]
    z = (z ^ (z >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    z = (z ^ (z >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    bits: int = np.int64((z ^ (z >> np.uint64(31))) >> np.uint64(33))  # type: ignore[assignment]
    return bits


@lean
def value(board: Board, p: int, s: int) -> float:
    """Return what pair p is worth in slot s, -inf where it may not be."""
    r = board.row[p]
    if r < 0:
        return board.base[p]  # type: ignore[no-any-return]
    return board.values[r, s]  # type: ignore[no-any-return]


@lean
def free_row(board: Board, state: State, i: int, s: int) -> int:
    """Return a free seat row of person i in slot s, or -1."""
    for z in range(board.first[i], board.first[i + 1]):
        if state.at[z, s] < 0:
            return z
    return -1


@lean
def may(board: Board, state: State, p: int, s: int) -> bool:
    """Say whether pair p may be in slot s, seats, limits and tables aside."""
    if not (board.available[board.a[p], s] and board.available[board.b[p], s]):
        return False
    if value(board, p, s) == -np.inf:
        return False
    for k in range(board.sooner_at[p], board.sooner_at[p + 1]):
        if state.slot[board.sooner[k]] >= s:
            return False
    for k in range(board.later_at[p], board.later_at[p + 1]):
        other = state.slot[board.later[k]]
        if 0 <= other <= s:
            return False
    if board.twin[p] >= 0:
        i = board.a[p]
        for z in range(board.first[i], board.first[i + 1]):
            q = state.at[z, s]
            if q >= 0 and q != p and board.twin[q] == board.twin[p]:
                return False
    return True


@lean
def fits(board: Board, state: State, p: int, s: int) -> bool:
    """Say whether unplaced pair p can be put into slot s as things stand."""
    i, j = board.a[p], board.b[p]
    if state.held[i] >= board.limit[i] or state.held[j] >= board.limit[j]:
        return False
    if board.shared[p] and state.used[s] >= board.tables[s]:
        return False
    if free_row(board, state, i, s) < 0 or free_row(board, state, j, s) < 0:
        return False
    return may(board, state, p, s)


@lean
def spare_tables(board: Board, state: State, s: int, out: Ints, count: int) -> int:
    """Return the tables free in slot s once the first `count` pairs of `out` have left it."""
    free = board.tables[s] - state.used[s]
    for k in range(count):
        if board.shared[out[k]] and state.slot[out[k]] == s:
            free += 1
    return free  # type: ignore[no-any-return]


@lean
def _fill_seat(state: State, z: int, s: int) -> None:
    at, last = state.idle_at[z, s], state.idle_count[0] - 1
    cell = state.idle[last]
    t = state.at.shape[1]
    state.idle[at] = cell
    state.idle_at[cell // t, cell % t] = at
    state.idle_at[z, s] = -1
    state.idle_count[0] = last


@lean
def _clear_seat(state: State, z: int, s: int) -> None:
    last = state.idle_count[0]
    state.idle[last] = z * state.at.shape[1] + s
    state.idle_at[z, s] = last
    state.idle_count[0] = last + 1


@lean
def put(board: Board, state: State, p: int, s: int) -> None:
    """Place pair p in slot s; both must have a free seat."""
    i, j = board.a[p], board.b[p]
    for z in (free_row(board, state, i, s), free_row(board, state, j, s)):
        state.at[z, s] = p
        _fill_seat(state, z, s)
    state.slot[p] = s
    state.held[i] += 1
    state.held[j] += 1
    if board.shared[p]:
        state.used[s] += 1


@lean
def take(board: Board, state: State, p: int) -> None:
    """Take pair p out of its slot."""
    s = state.slot[p]
    for i in (board.a[p], board.b[p]):
        state.held[i] -= 1
        for z in range(board.first[i], board.first[i + 1]):
            if state.at[z, s] == p:
                state.at[z, s] = -1
                _clear_seat(state, z, s)
                break
    state.slot[p] = -1
    if board.shared[p]:
        state.used[s] -= 1


@lean
def is_busy(board: Board, state: State, i: int, s: int) -> bool:
    """Say whether person i has a meeting in slot s."""
    for z in range(board.first[i], board.first[i + 1]):  # noqa: SIM110 - any() makes an array
        if state.at[z, s] >= 0:
            return True
    return False


@lean
def breaks_of(board: Board, state: State, i: int) -> int:
    """Return the breaks of person i: idle runs between two meetings of one day."""
    found = 0
    for d in range(len(board.day_at) - 1):
        begun, idle = False, False
        for k in range(board.day_at[d], board.day_at[d + 1]):
            if is_busy(board, state, i, board.day_slots[k]):
                if idle:
                    found += 1
                begun, idle = True, False
            elif begun:
                idle = True
    return found
