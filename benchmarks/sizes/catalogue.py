"""Every size by name: what is run, with how many people, and the figures to reach.

Limits are those of the goal, less what a busy machine takes to start a process.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from benchmarks.sizes.arrays import plan_arrays
from benchmarks.sizes.marks import Figures, Marks
from benchmarks.sizes.no_shows import rematch_command, rematch_inside
from benchmarks.sizes.profiles import find_affinities, plan_from_profiles
from benchmarks.sizes.replanning import plan_again
from benchmarks.sizes.solving import PROOF_SECONDS, PROOF_SIZES, prove_small, solve_family

Measured = Callable[[Path, int, int], Figures]
"""Takes a folder to work in, the number of people and the seed."""


@dataclass(frozen=True)
class Size:
    """What is measured with how many people; the first marks are a must, the second the goal."""

    run: Measured
    people: int
    must: Marks
    goal: Marks


def _family(family: str, people: int, seconds: float, must: Marks, goal: Marks) -> Size:
    return Size(partial(solve_family, family=family, seconds=seconds), people, must, goal)


def _again(family: str, must: float, goal: float, change: float) -> Size:
    run = partial(plan_again, family=family, seconds=20.0, change=change)
    return Size(run, 1000, Marks(0.995, changed=must), Marks(0.995, changed=goal))


SIZES = {
    "loose-1000": _family("loose", 1000, 4.8, Marks(0.998, 8), Marks(0.9995, 5)),
    "loose-10000": _family("loose", 10_000, 29, Marks(0.998, 45, 4), Marks(0.9995, 30, 3)),
    "loose-100000": Size(
        partial(plan_from_profiles, seconds=175.0),
        100_000,
        Marks(0.995, 480, 12),
        Marks(0.999, 180, 6),
    ),
    "loose-1000000": Size(
        partial(plan_arrays, seconds=115.0),
        1_000_000,
        Marks(0.995, 300, 12),
        Marks(0.999, 120, 6),
    ),
    "tight-6-1000": _family("tight-6", 1000, 29, Marks(0.992, 30), Marks(0.995, 30)),
    "tight-12-1000": _family("tight-12", 1000, 29, Marks(0.989, 30), Marks(0.993, 30)),
    "tight-6-10000": _family("tight-6", 10_000, 88, Marks(0.985, 90), Marks(0.99, 90)),
    "tight-12-10000": _family("tight-12", 10_000, 88, Marks(0.982, 90), Marks(0.987, 90)),
    "floors-1000": _family("floors", 1000, 30, Marks(0.99), Marks(0.997)),
    "floors-10000": _family("floors", 10_000, 60, Marks(0.99), Marks(0.997)),
    "proofs": Size(
        prove_small, max(PROOF_SIZES), Marks(0.5, PROOF_SECONDS), Marks(0.9, PROOF_SECONDS)
    ),
    "affinity-10000": Size(find_affinities, 10_000, Marks(seconds=10), Marks(seconds=5)),
    "affinity-100000": Size(find_affinities, 100_000, Marks(seconds=360), Marks(seconds=120)),
    "rematch": Size(rematch_inside, 10_000, Marks(seconds=1), Marks(seconds=0.3)),
    "rematch-command": Size(rematch_command, 10_000, Marks(seconds=5), Marks(seconds=5)),
    "replan-loose": _again("loose", 0.12, 0.08, 0.2),
    "replan-tight-6": _again("tight-6", 0.20, 0.15, 0.05),
    "replan-tight-12": _again("tight-12", 0.20, 0.15, 0.04),
}
