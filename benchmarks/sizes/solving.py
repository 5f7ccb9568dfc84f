"""Solving a family, from file to file; and proving small ones optimal."""

from pathlib import Path

import matcher
from benchmarks.contest import PATIENCE, solve_command
from benchmarks.families import FAMILIES, make_problem
from benchmarks.measure import Run, measure
from benchmarks.sizes.marks import Figures

PROOF_SECONDS = 60.0
PROOF_SIZES = (20, 40, 60)


def solve_family(folder: Path, people: int, seed: int, *, family: str, seconds: float) -> Figures:
    """Return the share of the proven bound that the engine reaches in `seconds`."""
    problem = make_problem(family, people, seed)
    run, plan = solve(folder, problem, seconds)
    if plan is None:
        return Figures(broken=f"no plan, status {run.status}", seconds=run.seconds)
    faults = matcher.check(problem, plan)
    broken = faults[0] if faults else ""
    note = ""
    if FAMILIES[family].floor:
        note = f"{plan.shortfall} missing to floors, proven at least {plan.shortfall_bound}"
        if plan.shortfall > plan.shortfall_bound and not broken:
            broken = "the shortfall is not proven the least"
    share = plan.objective / plan.bound
    return Figures(share, run.seconds, run.peak / 1024, note=note, broken=broken)


def prove_small(folder: Path, people: int, seed: int) -> Figures:
    """Return the share of small problems, of all families, that are proven optimal."""
    proven, open_ones, slowest = 0, [], 0.0
    sizes = [size for size in PROOF_SIZES if size <= people]
    for family in FAMILIES:
        for size in sizes:
            run, plan = solve(folder, make_problem(family, size, seed), PROOF_SECONDS)
            slowest = max(slowest, run.seconds)
            if plan is not None and plan.status == "optimal":
                proven += 1
            else:
                gap = 1.0 if plan is None else 1 - plan.objective / plan.bound
                open_ones.append(f"{family} {size} ({100 * gap:.2g} %)")
    note = f"open: {', '.join(open_ones)}" if open_ones else ""
    return Figures(proven / (proven + len(open_ones)), slowest, note=note)


def solve(
    folder: Path, problem: matcher.Problem, seconds: float, *more: str
) -> tuple[Run, matcher.Plan | None]:
    """Write the problem, run the command, read the plan if there is one."""
    file, answer = folder / "problem.json", folder / "plan.json"
    answer.unlink(missing_ok=True)
    problem.write(file)
    run = measure(solve_command(file, answer, seconds, *more), PATIENCE * seconds)
    return run, matcher.Plan.read(answer) if run.done else None
