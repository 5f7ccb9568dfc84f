"""The pairs worth a closer look: the nearest, those wished for, and a few to fill up."""

from concurrent.futures import Executor

import numpy as np
from scipy.sparse import csr_matrix, hstack

from matcher.affinities.nearest import Singles, find_nearest
from matcher.affinities.permits import Permits
from matcher.affinities.vectors import Vectors
from matcher.affinities.weights import Weights
from matcher.people import People
from matcher.problem import Flags, Floats, Ints

_SPARE = 1.5
"""How many more are looked at than are kept: what both would gain is not quite the affinity."""


def find_candidates(
    people: People,
    vectors: Vectors,
    permits: Permits,
    weights: Weights,
    top: int,
    executor: Executor,
) -> tuple[Ints, Ints]:
    """Return distinct allowed pairs (a, b), a before b by id; all of them where `top` is 0."""
    n = len(people)
    found = [_wishes(people)]
    if top:
        left, right, dense = _stacked(vectors, weights)
        count = int(_SPARE * top) + 1
        found.append(find_nearest(left, right, dense, permits, count, executor))
    else:
        found.append(_all_pairs(n))
    if top:
        found.append(_fillers(permits, found, top))
    a = np.concatenate([pair[0] for pair in found]).astype(np.int32)
    b = np.concatenate([pair[1] for pair in found]).astype(np.int32)
    allowed = permits.allow(a, b)
    a, b = a[allowed], b[allowed]
    keys = np.unique(np.minimum(a, b).astype(np.int64) * n + np.maximum(a, b))
    low, high = (keys // max(1, n)).astype(np.int32), (keys % max(1, n)).astype(np.int32)
    rank = np.empty(n, np.int64)
    rank[sorted(range(n), key=lambda i: people.people[i].id)] = np.arange(n)
    swap = rank[low] > rank[high]
    return np.where(swap, high, low), np.where(swap, low, high)


def best_of_either(a: Ints, b: Ints, affinity: Floats, top: int, n: int) -> Flags:
    """Return (m,) whether a pair is among the `top` best of either of its two people."""
    person = np.concatenate([a, b])
    value = np.concatenate([affinity, affinity])
    order = np.lexsort((-value, person))
    starts = np.searchsorted(person[order], np.arange(n))
    rank = np.arange(len(person)) - starts[person[order]]
    kept = np.zeros(len(a), np.bool_)
    kept[order[rank < top] % max(1, len(a))] = True
    return kept


def _all_pairs(n: int) -> tuple[Ints, Ints]:
    a, b = np.triu_indices(n, 1)
    return a.astype(np.int32), b.astype(np.int32)


def _wishes(people: People) -> tuple[Ints, Ints]:
    at = {person.id: i for i, person in enumerate(people.people)}
    wishes = [(i, at[w]) for i, person in enumerate(people.people) for w in person.wants]
    pairs = np.array(wishes, np.int32).reshape(-1, 2)
    return pairs[:, 0], pairs[:, 1]


def _stacked(vectors: Vectors, weights: Weights) -> tuple[csr_matrix, csr_matrix, Singles]:
    """Return matrices whose products add up to half the sum of both sides' weighted signals."""
    likes = np.float32(np.sqrt(weights.interests))
    reads = np.float32(np.sqrt(weights.text))
    helps = np.float32((weights.seek + weights.offer) / 2)
    alike = [vectors.interests * likes, vectors.text * reads]
    left = hstack([*alike, vectors.seeks * helps, vectors.offers * helps], format="csr")
    right = hstack([*alike, vectors.offers, vectors.seeks], format="csr")
    means = vectors.meaning.of_people * np.float32(np.sqrt(weights.meaning))
    return csr_matrix(left), csr_matrix(right), means if weights.meaning else means[:, :0]


def _fillers(permits: Permits, found: list[tuple[Ints, Ints]], top: int) -> tuple[Ints, Ints]:
    """Return further partners for people with fewer than `top`, spread evenly over all.

    Nothing speaks for these pairs; without them a person with an empty profile met nobody.
    """
    n = len(permits.role)
    ends = np.concatenate([np.concatenate(pair) for pair in found]) if found else np.zeros(0)
    known = np.bincount(ends.astype(np.int64), minlength=n)
    poor = np.flatnonzero(known < top)
    if n < 2 or not len(poor):
        return np.zeros(0, np.int32), np.zeros(0, np.int32)
    tries = min(n - 1, 3 * top)
    steps = 1 + (np.arange(tries) * max(1, (n - 1) // tries)) % (n - 1)
    a = np.repeat(poor, tries).astype(np.int32)
    b = ((a + np.tile(steps, len(poor))) % n).astype(np.int32)
    allowed = permits.allow(a, b)
    a, b = a[allowed], b[allowed]
    starts = np.searchsorted(a, a)
    few = np.arange(len(a)) - starts < top - known[a]
    return a[few], b[few]
