"""Somebody does not come: in process, and by the command.

    python -m benchmarks.sizes.no_shows PROBLEM.json PLAN.json SEED FOUND.json

is the process that is measured, with problem and plan already read.
"""

import json
import sys
import time
from pathlib import Path

import numpy as np

import matcher
from benchmarks.families import make_problem
from benchmarks.measure import measure
from benchmarks.sizes.marks import Figures
from benchmarks.sizes.solving import solve

TIMES = 20
SECONDS = 20.0
_PATIENCE = 600.0


def rematch_inside(folder: Path, people: int, seed: int) -> Figures:
    """Return the slowest of twenty no-shows in a process that has problem and plan."""
    if not _prepare(folder, people, seed):
        return Figures(broken="no plan to start from")
    found = folder / "found.json"
    files = [str(folder / "problem.json"), str(folder / "plan.json"), str(seed), str(found)]
    run = measure([sys.executable, "-m", "benchmarks.sizes.no_shows", *files], _PATIENCE)
    if not run.done:
        return Figures(broken=f"failed with status {run.status}")
    said = json.loads(found.read_text())
    note = f"slowest of {TIMES}; {said['again']} of {said['left']} partners meet somebody else"
    return Figures(
        seconds=said["slowest"], gibibytes=run.peak / 1024, note=note, broken=said["broken"]
    )


def rematch_command(folder: Path, people: int, seed: int) -> Figures:
    """Return what one no-show takes from file to file."""
    plan = _prepare(folder, people, seed)
    if plan is None:
        return Figures(broken="no plan to start from")
    problem, file, new = (folder / f"{name}.json" for name in ("problem", "plan", "new"))
    gone = plan.meetings[0]
    command = [sys.executable, "-m", "matcher", "rematch", str(problem), str(file)]
    more = ["--absent", gone.a, "--slot", gone.slot, "-o", str(new)]
    run = measure([*command, *more], _PATIENCE)
    broken = "" if run.done else f"failed with status {run.status}"
    return Figures(seconds=run.seconds, gibibytes=run.peak / 1024, broken=broken)


def _prepare(folder: Path, people: int, seed: int) -> matcher.Plan | None:
    """Write a problem and a plan of it."""
    return solve(folder, make_problem("loose", people, seed), SECONDS)[1]


def _rematch(problem: matcher.Problem, plan: matcher.Plan, seed: int) -> dict[str, object]:
    random = np.random.default_rng(seed)
    chosen = random.choice(len(plan.meetings), TIMES, replace=False)
    slowest, again, left, broken = 0.0, 0, 0, ""
    for meeting in (plan.meetings[k] for k in chosen):
        started = time.perf_counter()
        new = matcher.rematch(problem, plan, meeting.a, meeting.slot)
        slowest = max(slowest, time.perf_counter() - started)
        there = {who for met in new.meetings if met.slot == meeting.slot for who in (met.a, met.b)}
        partners = [
            met.b if met.a == meeting.a else met.a
            for met in plan.meetings
            if met.slot == meeting.slot and meeting.a in (met.a, met.b)
        ]
        helped = sum(partner in there for partner in partners)
        again, left = again + helped, left + len(partners)
        if helped + len(new.conflict) != len(partners):
            broken = f"{meeting.a} in {meeting.slot}: a partner is neither matched nor told why"
        faults = matcher.check(matcher.without(problem, meeting.a, meeting.slot), new)
        broken = broken or (faults[0] if faults else "")
    return {"slowest": slowest, "again": again, "left": left, "broken": broken}


if __name__ == "__main__":
    read = matcher.Problem.read(sys.argv[1]), matcher.Plan.read(sys.argv[2])
    Path(sys.argv[4]).write_text(json.dumps(_rematch(*read, int(sys.argv[3]))))
