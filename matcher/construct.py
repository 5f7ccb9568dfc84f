"""Placing chosen pairs one by one, with alternating paths where the direct way is shut.

The path is that of edge colouring (Kempe, 1879; Misra and Gries, 1992): to free a seat of b in
slot x, b's meeting there moves to slot y, which moves the other person's meeting in y to x,
and so on till somebody is free. Availability and tables can end a path early.
"""

import numpy as np

from matcher.board import Board
from matcher.compiled import lean
from matcher.moves import (
    LONGEST_PATH,
    Seed,
    State,
    breaks_of,
    fits,
    free_row,
    may,
    next_random,
    put,
    take,
    value,
)
from matcher.problem import Ints

_RELIEF_TRIES = 48


@lean
def place_all(board: Board, state: State, order: Ints, seed: Seed, paths: bool) -> int:
    """Place the unplaced pairs of `order`, first come first served; return how many."""
    placed = 0
    for k in range(len(order)):
        p = order[k]
        if state.slot[p] >= 0 or board.best[p] == -np.inf:
            continue
        i, j = board.a[p], board.b[p]
        if state.held[i] >= board.limit[i] or state.held[j] >= board.limit[j]:
            continue
        if place_directly(board, state, p, seed) or (
            paths and (relieve(board, state, p, seed) or place_by_path(board, state, p))
        ):
            placed += 1
    return placed


@lean
def place_directly(board: Board, state: State, p: int, seed: Seed) -> bool:
    """Put p where it is worth most; among equals, where the greatest share of tables is free."""
    best, best_score = -1, -np.inf
    t = len(board.tables)
    start = next_random(seed) % t
    for k in range(t):
        s = (start + k) % t
        if not fits(board, state, p, s):
            continue
        score = value(board, p, s)
        if board.break_ > 0:
            score -= board.break_ * _added_breaks(board, state, p, s)
        if board.shared[p]:
            score += 1e-6 * board.base[p] * (1.0 - (state.used[s] + 1.0) / board.tables[s])
        if score > best_score:
            best, best_score = s, score
    if best >= 0 and best_score > 0:
        put(board, state, p, best)
        return True
    return False


@lean
def _added_breaks(board: Board, state: State, p: int, s: int) -> int:
    i, j = board.a[p], board.b[p]
    before = breaks_of(board, state, i) + breaks_of(board, state, j)
    put(board, state, p, s)
    after = breaks_of(board, state, i) + breaks_of(board, state, j)
    take(board, state, p)
    return after - before


@lean
def is_movable(board: Board, p: int) -> bool:
    """Say whether a path may move p: pins stay, and pairs bound by order keep their place."""
    waits = board.sooner_at[p + 1] - board.sooner_at[p]
    followed = board.later_at[p + 1] - board.later_at[p]
    return bool(board.pin[p] < 0 and waits + followed == 0)


@lean
def relieve(board: Board, state: State, p: int, seed: Seed) -> bool:
    """Place p where only a table is missing, by moving another meeting to another slot."""
    if not board.shared[p]:
        return False
    z, t = state.at.shape
    spare = 0
    for s in range(t):
        spare += state.used[s] < board.tables[s]
    if spare == 0:
        return False
    for s in range(t):
        if state.used[s] < board.tables[s] or not may(board, state, p, s):
            continue
        if free_row(board, state, board.a[p], s) < 0 or free_row(board, state, board.b[p], s) < 0:
            continue
        for _ in range(_RELIEF_TRIES):
            q = state.at[next_random(seed) % z, s]
            if q < 0 or not board.shared[q] or not is_movable(board, q):
                continue
            take(board, state, q)
            for y in range(t):
                gain = value(board, q, y) - value(board, q, s) + value(board, p, s)
                if y != s and gain > 0 and fits(board, state, q, y):
                    put(board, state, q, y)
                    put(board, state, p, s)
                    return True
            put(board, state, q, s)
    return False


@lean
def place_by_path(board: Board, state: State, p: int) -> bool:
    """Place p by an alternating path; the state is unchanged where none is found."""
    t = len(board.tables)
    for side in range(2):
        a = board.a[p] if side == 0 else board.b[p]
        b = board.b[p] if side == 0 else board.a[p]
        for x in range(t):
            if not may(board, state, p, x) or free_row(board, state, a, x) < 0:
                continue
            shut = board.shared[p] and state.used[x] >= board.tables[x]
            for y in range(t):
                if shut and state.used[y] >= board.tables[y]:
                    continue  # the path only moves tables between the two slots
                if (
                    x != y
                    and board.available[b, y]
                    and free_row(board, state, b, y) >= 0
                    and _shift(board, state, p, a, b, x, y)
                ):
                    return True
    return False


@lean
def _comes_again(board: Board, state: State, length: int, person: int) -> bool:
    """Say whether a path meets somebody of several seats whom it met before its last meeting."""
    if board.first[person + 1] - board.first[person] < 2:
        return False
    for k in range(length - 1):
        q = state.path[k]
        if board.a[q] == person or board.b[q] == person:
            return True
    return False


@lean
def _shift(board: Board, state: State, p: int, a: int, b: int, x: int, y: int) -> bool:
    """Free b's seat in slot x by a path between x and y that must not reach a; place p in x."""
    path = state.path
    length, here, there, person = 0, x, y, b
    taken_x = 1 if board.shared[p] else 0
    taken_y = 0
    gain = value(board, p, x)
    while True:
        if _comes_again(board, state, length, person):
            return False  # two meetings of the path would want the same free seat
        q = state.at[board.first[person], here]
        for z in range(board.first[person], board.first[person + 1]):
            if state.at[z, here] < 0:
                q = -1
                break
        if q < 0:
            break
        if length == LONGEST_PATH or not is_movable(board, q) or not may(board, state, q, there):
            return False
        for k in range(length):
            if path[k] == q:
                return False
        path[length] = q
        length += 1
        gain += value(board, q, there) - value(board, q, here)
        if board.shared[q]:
            step = 1 if there == x else -1
            taken_x += step
            taken_y -= step
        person = board.b[q] if board.a[q] == person else board.a[q]
        if person == a:
            return False  # the path takes the seat that p needs
        here, there = there, here
    if gain <= 0:
        return False
    if taken_x > 0 and state.used[x] + taken_x > board.tables[x]:
        return False
    if taken_y > 0 and state.used[y] + taken_y > board.tables[y]:
        return False
    for k in range(length):
        take(board, state, path[k])
    for k in range(length):
        put(board, state, path[k], y if k % 2 == 0 else x)
    put(board, state, p, x)
    return True
