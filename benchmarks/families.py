"""Synthetic problems, the same for the same seed.

loose: 12 slots, 85 % available, at most 8 meetings, tables for 35 % of the people in a slot.
tight-6: 6 slots, 70 % available, at most 6. tight-12: 12 slots, 50 % available, at most 12.
floors: loose with tables for 20 %, and a floor of 3 meetings for everyone.
bipartite: loose with two halves, such as buyers and sellers, who meet only across.
exhibitors: one in ten has a stand with three seats, the others go there; no shared tables needed.
tiny: at most 60 people and 6 slots, where an optimum can be proven.
About 30 candidate pairs a person, affinities from a few shared interests.
"""

from dataclasses import dataclass

import numpy as np
from numpy.random import Generator
from numpy.typing import NDArray

import matcher

Keys = NDArray[np.int64]


@dataclass(frozen=True)
class Family:
    """The figures of a family.

    Attributes
    ----------
    slots, available, most: number of slots, share of them available, most meetings a person.
    tables: shared tables in a slot, per person.
    floor: meetings that everyone should get.
    first: share of the people who form the first side, and meet only the others; 0 where
        everybody may meet.
    seats: where more than 1, the first side has stands: own tables, with so many seats, open
        all day.
    largest: most people of a problem of the family, whatever is asked for.
    """

    slots: int
    available: float
    most: int
    tables: float
    floor: int = 0
    first: float = 0.0
    seats: int = 1
    largest: int | None = None


FAMILIES = {
    "loose": Family(12, 0.85, 8, 0.35),
    "tight-6": Family(6, 0.70, 6, 0.35),
    "tight-12": Family(12, 0.50, 12, 0.35),
    "floors": Family(12, 0.85, 8, 0.20, floor=3),
    "bipartite": Family(12, 0.85, 8, 0.35, first=0.5),
    "exhibitors": Family(12, 0.85, 6, 0.35, first=0.1, seats=3),
    "tiny": Family(6, 0.80, 5, 0.30, largest=60),
}


def make_problem(
    family: str, n: int, seed: int = 0, candidates: int = 30, floor: int | None = None
) -> matcher.Problem:
    """Return a problem of `n` people; `candidates` pairs a person, on average.

    There are fewer pairs where so many cannot be: half of all that may meet at most.
    """
    shape, random = FAMILIES[family], np.random.default_rng(seed)
    n = n if shape.largest is None else min(n, shape.largest)
    sides = round(shape.first * n)
    keys = _draw_across(random, n, sides, candidates) if sides else _draw(random, n, candidates)
    taste = random.normal(size=(n, 6))
    taste /= np.linalg.norm(taste, axis=1, keepdims=True)
    first, second = (keys // n).astype(np.int32), (keys % n).astype(np.int32)
    alike = (taste[first] * taste[second]).sum(axis=1)
    affinity = np.clip(0.5 + 0.35 * alike + 0.1 * random.normal(size=len(keys)), 0.02, 1.0)
    available = random.random((n, shape.slots)) < shape.available
    ids = tuple(f"m{k}" for k in range(len(keys)))
    return matcher.Problem(
        _slots(shape, n),
        _people(shape, available, sides, shape.floor if floor is None else floor),
        matcher.Candidates.plain(ids, first, second, affinity),
    )


def _draw(random: Generator, n: int, candidates: int) -> Keys:
    """Return pairs of anybody with anybody, as low · n + high, in order."""
    drawn = n * candidates // 2
    a = random.integers(0, n, 2 * drawn)
    b = random.integers(0, n, 2 * drawn)
    low, high = np.minimum(a, b), np.maximum(a, b)
    keys = np.unique((low * n + high)[low != high])
    return np.sort(random.permutation(keys)[:drawn])


def _draw_across(random: Generator, n: int, sides: int, candidates: int) -> Keys:
    """Return pairs of one of the first `sides` people with one of the others."""
    drawn = min(n * candidates // 2, sides * (n - sides) // 2)
    low = random.integers(0, sides, 3 * drawn)
    high = random.integers(sides, n, 3 * drawn)
    keys = np.unique(low * n + high)
    return np.sort(random.permutation(keys)[:drawn])


def _slots(shape: Family, n: int) -> matcher.Slots:
    t = shape.slots
    return matcher.Slots(
        ids=tuple(f"s{s:02d}" for s in range(t)),
        starts=tuple(f"2027-05-10T{9 + s // 3:02d}:{20 * (s % 3):02d}:00+02:00" for s in range(t)),
        minutes=np.full(t, 20, np.int32),
        tables=np.full(t, int(shape.tables * n), np.int32),
        day=np.zeros(t, np.int32),
    )


def _people(shape: Family, available: NDArray[np.bool_], sides: int, floor: int) -> matcher.Roster:
    n = len(available)
    stand = (np.arange(n) < sides) & (shape.seats > 1)
    available[stand] = True
    return matcher.Roster(
        ids=tuple(f"p{i}" for i in range(n)),
        available=available,
        max_meetings=np.where(stand, shape.slots * shape.seats, shape.most).astype(np.int32),
        floor=np.full(n, floor, np.int32),
        seats=np.where(stand, shape.seats, 1).astype(np.int32),
        own_table=stand,
    )
