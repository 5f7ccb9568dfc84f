"""A plan that cannot be one of its problem is refused by whatever reads it, in one line."""

from collections.abc import Callable

import pytest

import matcher
from tests.matcher.documents import plain

Read = Callable[[matcher.Problem, matcher.Plan], object]

READERS: dict[str, Read] = {
    "rematch": lambda problem, plan: matcher.rematch(problem, plan, "ann", "mon-1"),
    "explain": lambda problem, plan: matcher.explain(problem, plan, "ann", "bob"),
    "report": matcher.report,
    "recount": lambda problem, plan: matcher.recount(problem, plan, plan.meetings),
}


def meet(name: str, where: str, table: int) -> matcher.Meeting:
    """Return a meeting of Ann and Bob."""
    return matcher.Meeting(name, "ann", "bob", where, table)


@pytest.mark.parametrize("read", READERS.values(), ids=READERS)
@pytest.mark.parametrize(
    ("meetings", "words"),
    [
        (
            (meet("ann-bob", "mon-1", 1), meet("ann-bob", "mon-2", 1)),
            "the plan places pair 'ann-bob' twice",
        ),
        (
            (meet("ann-eve", "mon-1", 1),),
            "the plan names 'ann-eve', which the problem does not know",
        ),
        ((meet("ann-bob", "mon-9", 1),), "the plan names 'mon-9', which the problem does not know"),
    ],
)
def test_a_plan_of_another_problem_is_refused(
    read: Read, meetings: tuple[matcher.Meeting, ...], words: str
) -> None:
    problem = matcher.Problem.from_json(plain())
    with pytest.raises(matcher.Refused) as refusal:
        read(problem, matcher.Plan(status="feasible", meetings=meetings))
    assert str(refusal.value) == words


def test_a_start_that_is_no_plan_of_the_problem_is_passed_over() -> None:
    problem = matcher.Problem.from_json(plain())
    start = matcher.Plan(
        status="feasible", meetings=(meet("ann-bob", "mon-1", 1), meet("ann-bob", "mon-2", 1))
    )
    assert len(matcher.solve(problem, work=0.05, workers=1, start=start).meetings) == 4
