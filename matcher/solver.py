"""`solve`: from a problem to the best plan that the time allows, and its proven bound."""

from collections.abc import Callable

from matcher.budget import Budget
from matcher.checker import check
from matcher.conflicts import explain_conflict
from matcher.placements import slots_of
from matcher.plan import Plan
from matcher.problem import Problem
from matcher.progress import Progress, Watch
from matcher.refusal import Refused

OnProgress = Callable[[float, float, float], object]
"""Receives the incumbent's objective (-inf as long as there is none), the bound, the seconds."""


def solve(
    problem: Problem,
    time_limit: float = 30.0,
    gap: float = 0.0,
    seed: int = 0,
    workers: int = 2,
    progress: OnProgress | None = None,
    start: Plan | None = None,
    work: float | None = None,
) -> Plan:
    """Return the best plan found, of status optimal, feasible, infeasible or unknown.

    Parameters
    ----------
    time_limit: seconds of wall clock; without effect where `work` is given.
    gap: stop once (bound − objective) / |bound| is so small and the shortfall is the least.
    seed: makes one run differ from another.
    workers: threads of the exact search.
    progress: called with incumbent, bound and seconds; a true answer stops the search.
    start: an earlier plan; the result is never worse where it is valid.
    work: limit in units of work, about a second each; with `workers=1` the same problem and
        seed then give the same plan.
    """
    watch: Watch | None = None
    if progress is not None:
        tell = progress

        def watch(at: Progress) -> object:
            return tell(at.incumbent, at.bound, at.seconds)

    return solve_watched(problem, Budget(time_limit, work), gap, seed, workers, watch, start)


def solve_watched(
    problem: Problem,
    budget: Budget,
    gap: float,
    seed: int,
    workers: int,
    watch: Watch | None,
    start: Plan | None,
) -> Plan:
    """Do what `solve` does with a budget that began earlier and a watcher of the whole progress."""
    from matcher.fairness import HELD_BACK, share_out  # noqa: PLC0415 - numba takes a second
    from matcher.incumbent import make_plan  # noqa: PLC0415
    from matcher.search import Search  # noqa: PLC0415

    search = Search(problem, budget, gap, seed, workers, watch)
    earlier = []
    if start is not None and not _faults_of(problem, start):
        earlier.append(slots_of(problem, start))
        search.offer(earlier[0])
    budget.held_back = HELD_BACK if problem.slack > 0 else 0.0
    search.run()
    budget.held_back = 0.0
    if search.infeasible:
        return Plan(
            status="infeasible",
            shortfall_bound=search.shortfall_bound,
            bound=search.bound,
            seconds=budget.seconds,
            seed=seed,
            conflict=tuple(explain_conflict(problem, search.board, budget)),
        )
    if search.slot is None:
        return Plan(
            bound=search.bound,
            shortfall_bound=search.shortfall_bound,
            seconds=budget.seconds,
            seed=seed,
        )
    slot = share_out(search, earlier) if problem.slack > 0 else search.slot
    plan = make_plan(
        problem,
        slot,
        status="optimal" if search.is_optimal else "feasible",
        bound=max(search.bound, search.objective),
        shortfall_bound=search.shortfall_bound,
        seconds=budget.seconds,
        seed=seed,
    )
    wrong = check(problem, plan)
    if wrong:
        raise RuntimeError(f"the search made an invalid plan: {wrong[0]}")
    return plan


def _faults_of(problem: Problem, start: Plan) -> list[str]:
    """Return why an earlier plan cannot be started from; its figures and tables do not matter."""
    from matcher.incumbent import make_plan  # noqa: PLC0415 - as above

    try:
        slot = slots_of(problem, start)
    except Refused as refusal:
        return [str(refusal)]
    again = make_plan(
        problem, slot, status="feasible", bound=float("inf"), shortfall_bound=0, seconds=0, seed=0
    )
    return check(problem, again)
