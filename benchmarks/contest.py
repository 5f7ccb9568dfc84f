"""One problem, several ways to plan it: each in a process of its own, all judged alike."""

import json
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import matcher
from benchmarks.families import make_problem
from benchmarks.judge import Verdict, judge
from benchmarks.measure import Run, measure

ENGINE = "eventnet"
PEERS = {
    "greedy": "greedy by affinity",
    "blossom": "a matching per slot",
    "naive": "naive CP-SAT",
    "visits": "grad-visitor-scheduler",
}
ENTRANTS = {ENGINE: "eventnet", **PEERS}
SIMPLE = ("greedy", "blossom")
"""Peers that know no limit and end by themselves; the engine should never be below them."""

PATIENCE = 6.0
"""What knows no limit is ended after so many times the limit; a plan made by then counts."""


@dataclass(frozen=True)
class Result:
    """How one entrant did on one problem.

    Attributes
    ----------
    why_not: why there is no plan; empty where there is one.
    bound: what no plan exceeds that misses as little to the floors, as far as the entrant
        proved it.
    proven: whether the engine called its plan optimal.
    """

    family: str
    people: int
    seed: int
    entrant: str
    run: Run
    verdict: Verdict | None = None
    why_not: str = ""
    bound: float | None = None
    proven: bool = False


@dataclass(frozen=True)
class _Task:
    """A problem to be planned, and the files between processes."""

    family: str
    problem: matcher.Problem
    seed: int
    seconds: float
    file: Path
    answer: Path

    def result(self, entrant: str, run: Run) -> Result:
        """Return a result without a plan so far."""
        people = len(self.problem.people)
        return Result(self.family, people, self.seed, entrant, run, why_not=_why_not(run))


def compete(
    family: str, n: int, seed: int, seconds: float, entrants: Sequence[str]
) -> Iterator[Result]:
    """Yield the result of each entrant, on one problem."""
    problem = make_problem(family, n, seed)
    with tempfile.TemporaryDirectory() as folder:
        file, answer = Path(folder, "problem.json"), Path(folder, "answer.json")
        problem.write(file)
        task = _Task(family, problem, seed, seconds, file, answer)
        for name in entrants:
            answer.unlink(missing_ok=True)
            yield _run_engine(task) if name == ENGINE else _run_peer(task, name)


def solve_command(problem: Path, plan: Path, seconds: float, *more: str) -> list[str]:
    """Return the engine's command, from file to file."""
    limit = ("--time-limit", f"{seconds:g}")
    return [
        sys.executable, "-m", "matcher", "solve", str(problem), "-o", str(plan), *limit, *more,
    ]  # fmt: skip


def compile_engine() -> None:
    """Compile the engine's loops before anything is timed."""
    subprocess.run([sys.executable, "-m", "matcher", "compile"], check=True)


def _run_engine(task: _Task) -> Result:
    command = solve_command(task.file, task.answer, task.seconds)
    result = task.result(ENGINE, measure(command, PATIENCE * task.seconds))
    if not result.run.done:
        return result
    plan = matcher.Plan.read(task.answer)
    verdict = judge(task.problem, [(meeting.pair, meeting.slot) for meeting in plan.meetings])
    own = matcher.check(task.problem, plan)  # the plan as the engine wrote it, tables and figures
    if own:
        verdict = replace(verdict, faults=(*verdict.faults, *own))
    return replace(result, verdict=verdict, bound=plan.bound, proven=plan.status == "optimal")


def _run_peer(task: _Task, name: str) -> Result:
    command = [sys.executable, "-m", "benchmarks.peers", name, str(task.file), str(task.answer)]
    limit = ("--seconds", f"{task.seconds:g}")
    result = task.result(name, measure([*command, *limit], PATIENCE * task.seconds))
    if not task.answer.exists():
        return result
    said = json.loads(task.answer.read_text())
    if "why_not" in said:
        return replace(result, why_not=said["why_not"])
    return replace(result, verdict=judge(task.problem, said["placed"]), bound=said["bound"])


def _why_not(run: Run) -> str:
    if run.stopped:
        return f"no plan in {run.seconds:.0f} s"
    return "" if run.done else f"failed with status {run.status}"


def best_bound(results: Sequence[Result]) -> float | None:
    """Return the least proven bound among results on one problem."""
    bounds = [result.bound for result in results if result.bound is not None]
    return min(bounds, default=None)
