"""Who envies whom, up to one meeting.

Person i envies person j up to one meeting if the partners of j, without the one whom i would
like best, are still worth more to i than i's own meetings. A partner is worth to i the affinity
of a usable pair of the two and nothing without one; of many partners count as many as i may
have meetings. Slots and tables are left aside: i might not be able to have them all.

This is envy-freeness up to one good (EF1: Lipton, Markakis, Mossel and Saberi, 2004; Budish,
2011), with partners for goods. Partners are shared and not divided, so that no plan without such
envy need exist.
"""

from collections.abc import Iterator

import numpy as np

from matcher.board import Board
from matcher.problem import Floats, Ints

_AT_ONCE = 4_000_000
"""Triples (person, partner in common, other person) that are looked at together."""

_TOLERANCE = 1e-9


def envious(board: Board, worth: Floats, own: Floats, slot: Ints) -> Ints:
    """Return the people who envy anybody up to one meeting.

    Parameters
    ----------
    worth: (m,) affinity of each pair.
    own: (n,) affinity of each person's meetings.
    slot: (m,) slot of each pair, -1 where unplaced.
    """
    n = len(board.limit)
    placed = np.flatnonzero(slot >= 0)
    of, partner, _ = _each_way(n, board.a[placed], board.b[placed], np.zeros(len(placed)))
    starts = np.searchsorted(of, np.arange(n + 1))
    usable = np.flatnonzero(board.best > -np.inf)
    who, liked, value = _each_way(n, board.a[usable], board.b[usable], worth[usable])
    meetings = starts[liked + 1] - starts[liked]
    found = []
    for first, last in _portions(who, meetings):
        count = meetings[first:last]
        arc = np.repeat(np.arange(first, last), count)
        step = np.arange(len(arc)) - np.repeat(np.cumsum(count) - count, count)
        i, j = who[arc], partner[starts[liked[arc]] + step]
        other = i != j
        found.append(_who_envies(board, own, i[other], j[other], value[arc[other]]))
    return np.unique(np.concatenate(found)) if found else np.zeros(0, np.int32)


def _each_way(n: int, a: Ints, b: Ints, worth: Floats) -> tuple[Ints, Ints, Floats]:
    """Return two arcs a pair of people, in order of person; of doubled entries the best."""
    key = np.concatenate([a, b]).astype(np.int64) * n + np.concatenate([b, a])
    twice = np.concatenate([worth, worth])
    order = np.lexsort((-twice, key))
    key, twice = key[order], twice[order]
    first = np.ones(len(key), np.bool_)
    first[1:] = key[1:] != key[:-1]
    key = key[first]
    return (key // n).astype(np.int32), (key % n).astype(np.int32), twice[first]


def _portions(who: Ints, sizes: Ints) -> Iterator[tuple[int, int]]:
    """Yield ranges of arcs that hold all arcs of whole persons and some millions of triples."""
    ends = np.flatnonzero(np.append(who[1:] != who[:-1], True)) + 1 if len(who) else who
    total = np.cumsum(sizes, dtype=np.int64)
    first, before = 0, 0
    while first < len(who):
        k = int(np.searchsorted(total[ends - 1], before + _AT_ONCE, side="right"))
        least = int(np.searchsorted(ends, first, side="right"))
        last = int(ends[max(least, k - 1)])
        yield first, last
        first, before = last, int(total[last - 1])


def _who_envies(board: Board, own: Floats, i: Ints, j: Ints, value: Floats) -> Ints:
    """Return those i to whom the partners j has in common with their wishes are worth too much."""
    key = i.astype(np.int64) * len(board.limit) + j
    order = np.lexsort((-value, key))
    key, value, i = key[order], value[order], i[order]
    starts = np.flatnonzero(np.append(True, key[1:] != key[:-1])) if len(key) else key
    rank = np.arange(len(key)) - np.repeat(starts, np.diff(np.append(starts, len(key))))
    value = np.where((rank > 0) & (rank <= board.limit[i]), value, 0.0)
    if not len(starts):
        return np.zeros(0, np.int32)
    whole = np.add.reduceat(value, starts)
    person = i[starts]
    return np.unique(person[whole > own[person] + _TOLERANCE])
