"""The nearest allowed people of each person, exactly, block against block.

People are cut into blocks. A *tile* takes two blocks and finds for the people of each the
nearest in the other; what lies between two people is the same in both directions, so each pair
of blocks is looked at once. Each block meets itself first: what its people find there is the least
that they look for elsewhere. A tile needs its two blocks and nothing else: it can be computed in
a thread, another process or on another machine. Which people are found depends neither on the
order of tiles nor on where they were computed, since ties go to the earlier person.
"""

from collections.abc import Iterator
from concurrent.futures import Executor
from itertools import combinations
from typing import NamedTuple

import numpy as np
from scipy.sparse import csr_matrix

from matcher.affinities.permits import Permits
from matcher.compiled import compiled
from matcher.problem import Flags, Ints

Keys = np.ndarray[tuple[int], np.dtype[np.int64]]
Singles = np.ndarray[tuple[int, ...], np.dtype[np.float32]]

LEAST, MOST = 256, 16384
"""People in a block: enough blocks to share out, and no payload beyond some megabytes."""
_PARTS = 5
NOBODY = 2**31 - 1

_STRIPE = 512
"""Rows of dense products that are held at once."""


class Block(NamedTuple):
    """What a tile must know of r people.

    Attributes
    ----------
    left, right: (r, c) sparse, float32; left[i] · right[j] is how near i and j are.
    dense: (r, d) float32; the positive part of dense[i] · dense[j] counts on top.
    role: (r,) number of the role. `organization`: (r,) its number.
    """

    left: csr_matrix
    right: csr_matrix
    dense: Singles
    role: Ints
    organization: Ints


class Nearest(NamedTuple):
    """The best of r people in a heap each, the worst first: (r, k) how near, and who.

    Places that nobody took have the least value that is looked for, and NOBODY as person.
    """

    value: Singles
    who: Ints

    @classmethod
    def nobody(cls, least: Singles, k: int) -> "Nearest":
        """Return empty heaps of k places, for those who are at least so near (r,)."""
        value = np.repeat(least[:, None], k, axis=1)
        return cls(value, np.full(value.shape, NOBODY, np.int32))


def find_nearest(
    left: csr_matrix, right: csr_matrix, dense: Singles, permits: Permits, count: int,
    executor: Executor,
) -> tuple[Ints, Ints]:  # fmt: skip
    """Return (a, b): for each person a the `count` nearest that a may meet, near above 0.

    Shapes are those of `Block`, over all n people; left · rightᵀ must be symmetric.
    """
    n = len(permits.role)
    order = np.argsort(permits.role, kind="stable").astype(np.int32)  # roles lie together
    size = min(max(-(-n // _PARTS), LEAST), MOST)
    members = [order[k : k + size] for k in range(0, n, size)]
    blocks = [
        Block(left[m], right[m], dense[m], permits.role[m], permits.organization[m])
        for m in members
    ]
    count = min(count, n)
    best = [Nearest.nobody(np.zeros(len(m), np.float32), count) for m in members]
    everyone = range(len(blocks))
    for places in ([(i, i) for i in everyone], combinations(everyone, 2)):
        tiles = [(i, j) for i, j in places if _any_may(permits.roles, blocks[i], blocks[j])]
        found = executor.map(
            compute_tile,
            [blocks[i] for i, _ in tiles],
            [blocks[j] if j != i else None for i, j in tiles],
            [(members[i], members[j]) for i, j in tiles],
            [(best[i].value[:, 0].copy(), best[j].value[:, 0].copy()) for i, j in tiles],
            [permits.roles] * len(tiles),
            [_vetoes(permits, members[i], members[j]) for i, j in tiles],
            [count] * len(tiles),
        )
        for (i, j), (rows, columns) in zip(tiles, found, strict=True):
            _merge(*best[i], *rows)
            if columns is not None:
                _merge(*best[j], *columns)
    return _pairs(members, best)


def _any_may(roles: Flags, one: Block, other: Block) -> bool:
    """Say whether the roles of any people of two blocks may meet."""
    return bool(roles[np.ix_(np.unique(one.role), np.unique(other.role))].any())


def _pairs(members: list[Ints], best: list[Nearest]) -> tuple[Ints, Ints]:
    there = [one.who != NOBODY for one in best]
    a = [np.repeat(m, some.sum(axis=1)) for m, some in zip(members, there, strict=True)]
    b = [one.who[some] for one, some in zip(best, there, strict=True)]
    nobody = [np.zeros(0, np.int32)]
    return np.concatenate(a or nobody), np.concatenate(b or nobody)


def _vetoes(permits: Permits, rows: Ints, columns: Ints) -> Keys:
    """Return sorted keys i · columns + j of the places of a tile whose people avoid each other."""
    n = len(permits.role)
    row, column = np.full(n, -1, np.int64), np.full(n, -1, np.int64)
    row[rows], column[columns] = np.arange(len(rows)), np.arange(len(columns))
    low, high = permits.vetoed // max(1, n), permits.vetoed % max(1, n)
    i, j = np.concatenate([row[low], row[high]]), np.concatenate([column[high], column[low]])
    return np.sort((i * len(columns) + j)[(i >= 0) & (j >= 0)])


def compute_tile(
    rows: Block,
    columns: Block | None,
    names: tuple[Ints, Ints],
    least: tuple[Singles, Singles],
    roles: Flags,
    vetoes: Keys,
    count: int,
) -> tuple[Nearest, Nearest | None]:
    """Return the nearest of the people in `rows` among `columns`, and the other way round.

    `columns` is None where a block meets itself; there is one answer then. `names` are the
    numbers by which the people of both blocks go outside, `least` how near others must be to
    matter to each of them.
    """
    alone = columns is None
    other = rows if columns is None else columns
    target = csr_matrix(other.right.T)
    mine, theirs = Nearest.nobody(least[0], count), Nearest.nobody(least[1], count)
    for start, base in _stripes(rows.dense, other.dense):
        _search(
            start, base, rows.left.indptr, rows.left.indices, rows.left.data,
            target.indptr, target.indices, target.data,
            rows.role, other.role, roles, rows.organization, other.organization, vetoes,
            names[0], names[1], alone, *mine, *theirs,
        )  # fmt: skip
    return mine, None if alone else theirs


def _stripes(rows: Singles, columns: Singles) -> Iterator[tuple[int, Singles]]:
    """Yield the first row and the dense product of each stripe; (s, 0) where there is none."""
    step = _STRIPE if rows.shape[1] else max(1, len(rows))
    for start in range(0, len(rows), step):
        stripe = rows[start : start + step]
        yield start, stripe @ columns.T if rows.shape[1] else np.zeros((len(stripe), 0), np.float32)


@compiled
def _insert(value: Singles, who: Ints, new: float, name: int) -> None:
    """Let a person into the heap (k,) whose worst, first in it, is worse; later names are worse."""
    at, k = 0, len(value)
    while True:
        child = 2 * at + 1
        if child >= k:
            break
        if child + 1 < k and (
            value[child + 1] < value[child]
            or (value[child + 1] == value[child] and who[child + 1] > who[child])
        ):
            child += 1
        if value[child] > new or (value[child] == new and who[child] <= name):
            break
        value[at], who[at] = value[child], who[child]
        at = child
    value[at], who[at] = new, name


@compiled
def _merge(value: Singles, who: Ints, other_value: Singles, other_who: Ints) -> None:
    """Let what other heaps (r, k) hold into the heaps (r, k)."""
    for i in range(value.shape[0]):
        for h in range(other_value.shape[1]):
            new, name = other_value[i, h], other_who[i, h]
            if name == NOBODY:
                continue
            if new > value[i, 0] or (new == value[i, 0] and name < who[i, 0]):
                _insert(value[i], who[i], new, name)


@compiled
def _search(
    start: int, base: Singles, l_starts: Ints, l_columns: Ints, l_data: Singles,
    t_starts: Ints, t_columns: Ints, t_data: Singles,
    role: Ints, other_role: Ints, roles: Flags, organization: Ints, other_organization: Ints,
    vetoes: Keys, names: Ints, other_names: Ints, alone: bool,
    value: Singles, who: Ints, other_value: Singles, other_who: Ints,
) -> None:  # fmt: skip
    """Fill the heaps of both blocks with what the rows of one stripe find in the target.

    `l_…` is a sparse matrix of rows, `t_…` one of columns: who has a word, and how much of it.
    """
    near = np.zeros(len(other_names), np.float32)
    least = other_value[:, 0].copy()  # side by side, since every pair asks for it
    for row in range(base.shape[0]):
        i = start + row
        if base.shape[1]:
            for j in range(len(near)):
                near[j] = max(np.float32(0), base[row, j])
        else:
            near[:] = 0
        for x in range(l_starts[i], l_starts[i + 1]):
            amount, column = l_data[x], l_columns[x]
            for y in range(t_starts[column], t_starts[column + 1]):
                near[np.uint32(t_columns[y])] += amount * t_data[y]
        for j in range(len(near)):
            new = near[j]
            if new <= 0 or (new < value[i, 0] and (alone or new < least[j])):
                continue
            if organization[i] == other_organization[j] or not roles[role[i], other_role[j]]:
                continue
            if names[i] == other_names[j]:
                continue
            if len(vetoes):
                key = i * len(near) + j
                at = np.searchsorted(vetoes, key)
                if at < len(vetoes) and vetoes[at] == key:
                    continue
            if new > value[i, 0] or (new == value[i, 0] and other_names[j] < who[i, 0]):
                _insert(value[i], who[i], new, other_names[j])
            if alone:
                continue
            if new > other_value[j, 0] or (new == other_value[j, 0] and names[i] < other_who[j, 0]):
                _insert(other_value[j], other_who[j], new, names[i])
                least[j] = other_value[j, 0]
