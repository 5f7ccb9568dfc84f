"""The problem as the search reads it: one tuple of plain arrays, for compiled loops.

Letters: t slots in order of time, n people, m pairs, r rows of own values, z seat rows.
"""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

import numpy as np

from matcher.problem import Flags, Floats, Ints, Problem


class Board(NamedTuple):
    """What does not change during a search.

    Attributes
    ----------
    a, b: (m,) the two people of a pair.
    base: (m,) value of a pair that has no row of its own.
    row: (m,) row of `values`, or -1.
    values: (r, t) value of the pair in the slot, -inf where it may not be. A kept pair's old
        slot is worth `change` more, so that Σ values = objective + breaks + `change` · kept.
    best: (m,) greatest value of a pair over the slots where both can be; -inf if nowhere.
    available: (n, t).
    limit: (n,) most meetings in all; never more than the seats of the available slots.
    floor: (n,) as given.
    first: (n+1,) first seat row of each person; a person with k seats has k rows.
    owner: (z,) the person of each seat row.
    tables: (t,) shared tables.
    shared: (m,) whether the pair needs a shared table.
    must: (m,) mandatory or pinned.
    pin: (m,) the slot where the pair is pinned, or -1.
    sooner_at, sooner: the pairs before p are sooner[sooner_at[p]:sooner_at[p+1]].
    later_at, later: the pairs after p, likewise.
    twin: (m,) number of the group of entries naming the same two people, or -1 if alone.
    day_at, day_slots: the slots of day d are day_slots[day_at[d]:day_at[d+1]], in order.
    pairs_at, pairs_of: the pairs of person i are pairs_of[pairs_at[i]:pairs_at[i+1]].
    change, break_: the weights.
    """

    a: Ints
    b: Ints
    base: Floats
    row: Ints
    values: Floats
    best: Floats
    available: Flags
    limit: Ints
    floor: Ints
    first: Ints
    owner: Ints
    tables: Ints
    shared: Flags
    must: Flags
    pin: Ints
    sooner_at: Ints
    sooner: Ints
    later_at: Ints
    later: Ints
    twin: Ints
    day_at: Ints
    day_slots: Ints
    pairs_at: Ints
    pairs_of: Ints
    change: float
    break_: float


def make_board(problem: Problem) -> Board:
    """Return the board of a problem; pairs without any slot keep `best` = -inf."""
    slots, people, pairs, kept = problem.slots, problem.people, problem.pairs, problem.kept
    n, m, t = len(people), len(pairs), len(slots)
    row, values, pin = _own_values(problem)
    must = pairs.mandatory.copy()
    must[kept.pair[kept.pinned]] = True
    # More seats than pairs are never taken, and each costs a row.
    seats = np.minimum(people.seats, np.bincount(np.concatenate([pairs.a, pairs.b]), minlength=n))
    room = people.available.sum(axis=1, dtype=np.int64) * seats
    limit = np.minimum(room, people.max_meetings).astype(np.int32)
    sooner_at, sooner = _lists(m, pairs.after)
    followers: dict[int, list[int]] = {}
    for p, earlier in pairs.after.items():
        for q in earlier:
            followers.setdefault(q, []).append(p)
    later_at, later = _lists(m, followers)
    day_slots = np.argsort(slots.day, kind="stable").astype(np.int32)
    days = int(slots.day.max()) + 1 if t else 0
    day_at = np.searchsorted(slots.day[day_slots], np.arange(days + 1)).astype(np.int32)
    pairs_at, pairs_of = _pairs_by_person(n, pairs.a, pairs.b)
    first = np.zeros(n + 1, np.int32)
    np.cumsum(seats, out=first[1:])
    own = people.own_table
    board = Board(
        a=pairs.a.astype(np.int32),
        b=pairs.b.astype(np.int32),
        base=pairs.affinity.astype(np.float64),
        row=row,
        values=values,
        best=np.full(m, -np.inf),
        available=people.available.copy(),
        limit=limit,
        floor=people.floor.astype(np.int32),
        first=first,
        owner=np.repeat(np.arange(n), seats).astype(np.int32),
        tables=slots.tables.astype(np.int32),
        shared=~(own[pairs.a] | own[pairs.b]),
        must=must,
        pin=pin,
        sooner_at=sooner_at,
        sooner=sooner,
        later_at=later_at,
        later=later,
        twin=_twins(n, pairs.a, pairs.b),
        day_at=day_at,
        day_slots=day_slots,
        pairs_at=pairs_at,
        pairs_of=pairs_of,
        change=float(problem.change),
        break_=float(problem.break_),
    )
    return board._replace(best=_best(board, seats.astype(np.int32)))


def _own_values(problem: Problem) -> tuple[Ints, Floats, Ints]:
    """Return the rows of the pairs whose value depends on the slot, and the pins."""
    pairs, kept = problem.pairs, problem.kept
    m, t = len(pairs), len(problem.slots)
    row, pin = np.full(m, -1, np.int32), np.full(m, -1, np.int32)
    held = [int(p) for p in kept.pair] if problem.change > 0 else kept.pair[kept.pinned].tolist()
    special = sorted({*pairs.slots, *held})
    values = np.full((len(special), t), -np.inf)
    for k, p in enumerate(special):
        row[p] = k
        if p in pairs.slots:
            for s, worth in pairs.slots[p].items():
                values[k, s] = worth
        else:
            values[k] = pairs.affinity[p]
    for p, s, pinned in zip(kept.pair, kept.slot, kept.pinned, strict=True):
        if row[p] >= 0:
            values[row[p], s] += problem.change
        if pinned:
            pin[p] = s
            values[row[p], np.arange(t) != s] = -np.inf
    return row, values, pin


def _best(board: Board, seats: Ints) -> Floats:
    """Return the greatest value of each pair over the slots where both have a seat."""
    seated = board.available & (seats > 0)[:, None]
    best = np.full(len(board.a), -np.inf)
    for s in range(len(board.tables)):
        can = seated[board.a, s] & seated[board.b, s] & (~board.shared | (board.tables[s] > 0))
        value = board.base.copy()
        own = board.row >= 0
        value[own] = board.values[board.row[own], s]
        best = np.where(can, np.maximum(best, value), best)
    best[(board.limit[board.a] == 0) | (board.limit[board.b] == 0)] = -np.inf
    return best


def _lists(m: int, lists: Mapping[int, Sequence[int]]) -> tuple[Ints, Ints]:
    """Return a mapping position → positions as starts (m+1,) and one flat array."""
    sizes = np.zeros(m + 1, np.int32)
    for p, items in lists.items():
        sizes[p + 1] = len(items)
    starts = np.cumsum(sizes, dtype=np.int32)
    flat = np.zeros(int(starts[-1]), np.int32)
    for p, items in lists.items():
        flat[starts[p] : starts[p + 1]] = items
    return starts, flat


def _pairs_by_person(n: int, a: Ints, b: Ints) -> tuple[Ints, Ints]:
    ends = np.concatenate([a, b])
    order = np.argsort(ends, kind="stable")
    starts = np.searchsorted(ends[order], np.arange(n + 1)).astype(np.int32)
    return starts, (order % max(1, len(a))).astype(np.int32)


def _twins(n: int, a: Ints, b: Ints) -> Ints:
    key = np.minimum(a, b).astype(np.int64) * n + np.maximum(a, b)
    _, group, count = np.unique(key, return_inverse=True, return_counts=True)
    return np.where(count[group] > 1, group, -1).astype(np.int32)
