"""From arrays to a plan in one process, for more people than one would put into a file.

    python -m benchmarks.sizes.arrays PEOPLE SEED SECONDS FOUND.json

is the process that is measured; its peak memory includes drawing the problem.
"""

import json
import sys
import time
from pathlib import Path

import matcher
from benchmarks.families import make_problem
from benchmarks.measure import measure
from benchmarks.sizes.marks import Figures

CANDIDATES = 16
_PATIENCE = 3600.0


def plan_arrays(folder: Path, people: int, seed: int, *, seconds: float) -> Figures:
    """Return what a plan of the loose family takes, 8 pairs for each person."""
    found = folder / "found.json"
    more = [str(people), str(seed), f"{seconds:g}", str(found)]
    run = measure([sys.executable, "-m", "benchmarks.sizes.arrays", *more], _PATIENCE)
    if not run.done:
        return Figures(broken=f"failed with status {run.status}", seconds=run.seconds)
    said = json.loads(found.read_text())
    note = f"{said['pairs']:,} pairs, {said['meetings']:,} meetings"
    return Figures(said["share"], said["seconds"], run.peak / 1024, note=note)


def _plan(people: int, seed: int, seconds: float, found: Path) -> None:
    problem = make_problem("loose", people, seed, candidates=CANDIDATES)
    started = time.perf_counter()
    plan = matcher.solve(problem, time_limit=seconds)
    taken = time.perf_counter() - started
    said = {
        "pairs": len(problem.pairs),
        "meetings": len(plan.meetings),
        "share": plan.objective / plan.bound,
        "seconds": taken,
    }
    found.write_text(json.dumps(said))


if __name__ == "__main__":
    _plan(int(sys.argv[1]), int(sys.argv[2]), float(sys.argv[3]), Path(sys.argv[4]))
