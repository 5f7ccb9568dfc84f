"""Compiling every hot loop ahead of time, so that the first real plan does not wait for it."""

from dataclasses import replace

import numpy as np

from matcher.affinities import affinity
from matcher.people import People, Person
from matcher.problem import Candidates, Problem, Roster, Slots
from matcher.solver import solve

PEOPLE, SLOTS, CANDIDATES = 240, 8, 24
SECONDS = 3.0
WORK, SLACK = 1.0, 0.01


def warm_up() -> None:
    """Solve a few small problems that between them reach every phase, and find some affinities.

    numba keeps the machine code on disk, where it can: a second call takes as long as the limits.
    """
    for tight in (False, True):
        solve(small_problem(tight=tight), time_limit=SECONDS, workers=1)
    # Counted in work, so that compiling does not use up what the tier for the worst-off needs.
    solve(replace(small_problem(tight=True), slack=SLACK), work=WORK, workers=1)
    affinity(small_crowd(), because=True)


def small_crowd() -> People:
    """Return a few people in two blocks of a search, so that blocks are joined too."""
    return People(tuple(Person(f"p{k}", interests={"warmth": 1.0}) for k in range(PEOPLE + 60)))


def small_problem(*, tight: bool) -> Problem:
    """Return a problem of a few hundred people, always the same.

    Tight means many gaps in the grid; otherwise there is room, with floors, stands and limits.
    """
    random = np.random.default_rng(0)
    keys = np.unique(random.integers(0, PEOPLE * PEOPLE, PEOPLE * CANDIDATES))
    keys = keys[keys // PEOPLE < keys % PEOPLE]
    a, b = (keys // PEOPLE).astype(np.int32), (keys % PEOPLE).astype(np.int32)
    slots = Slots(
        ids=tuple(f"s{slot}" for slot in range(SLOTS)),
        starts=tuple(f"2027-05-10T{9 + slot:02d}:00:00+00:00" for slot in range(SLOTS)),
        minutes=np.full(SLOTS, 20, np.int32),
        tables=np.full(SLOTS, PEOPLE // (3 if tight else 4), np.int32),
        day=np.zeros(SLOTS, np.int32),
    )
    people = Roster(
        ids=tuple(f"p{person}" for person in range(PEOPLE)),
        available=random.random((PEOPLE, SLOTS)) < (0.6 if tight else 0.9),
        max_meetings=np.full(PEOPLE, SLOTS if tight else 4, np.int32),
        floor=np.full(PEOPLE, 0 if tight else 2, np.int32),
        seats=np.ones(PEOPLE, np.int32),
        own_table=random.random(PEOPLE) < (0.0 if tight else 0.1),
    )
    ids = tuple(f"m{pair}" for pair in range(len(a)))
    return Problem(slots, people, Candidates.plain(ids, a, b, random.random(len(a)) + 0.01))
