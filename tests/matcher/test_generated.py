"""Generated problems with every feature on and off: plans, proofs and bounds are judged.

The judge reads nothing but the JSON. `make fuzz` runs thousands of them.
"""

from hypothesis import given
from hypothesis import strategies as st

import matcher
from tests.matcher.brute import best_of
from tests.matcher.examples import examples
from tests.matcher.generated import Document, some_problems, tiny_problems
from tests.matcher.judge import faults

LITTLE, ENOUGH = 0.02, 5.0
"""Work that ends before most proofs, and work that ends after all of tiny problems."""


def planned(document: Document, work: float, seed: int = 0) -> tuple[matcher.Problem, matcher.Plan]:
    """Return the problem of a document and a plan of it, which the judge and `check` approve."""
    problem = matcher.Problem.from_json(document)
    plan = matcher.solve(problem, work=work, workers=1, seed=seed)
    assert faults(document, plan.to_json()) == []
    assert matcher.check(problem, plan) == []
    assert (plan.status == "infeasible") == bool(plan.conflict)
    return problem, plan


@examples(100)
@given(document=some_problems(), work=st.sampled_from([LITTLE, 0.2]), seed=st.integers(0, 9))
def test_every_plan_passes_the_judge(document: Document, work: float, seed: int) -> None:
    problem, plan = planned(document, work, seed)
    if plan.status in ("optimal", "feasible"):
        bound = matcher.bound(problem)
        assert plan.objective <= bound + 1e-6 * max(1.0, abs(bound))


@examples(150)
@given(document=tiny_problems())
def test_what_is_called_optimal_or_infeasible_is_so(document: Document) -> None:
    _problem, plan = planned(document, ENOUGH)
    best = best_of(document)
    if best is None:
        assert plan.status == "infeasible"
        return
    assert plan.status in ("optimal", "feasible")
    assert plan.shortfall == plan.shortfall_bound == best.shortfall
    # Values are rounded to 10⁻⁸ of the greatest: where changes and breaks cancel the affinity,
    # that is more than 10⁻⁶ of what is left, and such a plan is called no more than feasible.
    allowed = 1.01e-6 * max(1.0, abs(best.objective))
    assert abs(plan.objective - best.objective) <= allowed
    assert plan.bound - plan.objective <= allowed
    assert plan.status == "optimal" or abs(plan.objective) < 0.1


@examples(100)
@given(document=tiny_problems(), work=st.sampled_from([0.0, LITTLE]))
def test_every_bound_holds_for_the_best_plan(document: Document, work: float) -> None:
    problem, plan = planned(document, work)
    best = best_of(document)
    if best is None:
        assert plan.status in ("infeasible", "unknown")
        return
    assert plan.status != "infeasible"
    assert plan.shortfall_bound <= best.shortfall
    assert matcher.bound(problem) >= best.any_objective - 1e-6
    if plan.status == "unknown" or plan.shortfall >= best.shortfall:
        assert plan.bound >= best.objective - 1e-6


@examples(20)
@given(document=some_problems(), seed=st.integers(0, 9))
def test_the_same_work_and_seed_give_the_same_plan(document: Document, seed: int) -> None:
    _problem, first = planned(document, LITTLE, seed)
    _problem, again = planned(document, LITTLE, seed)
    assert first.meetings == again.meetings
    assert (first.bound, first.shortfall_bound) == (again.bound, again.shortfall_bound)
