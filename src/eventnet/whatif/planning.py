"""A scenario's problem put to the engine where this process stands, and what the plan gives."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import matcher
from eventnet.matching.planning import ROUND, is_seat

Document = dict[str, Any]
Meeting = matcher.Meeting

__all__ = ["ROUND", "Answer", "Meeting", "answer", "get_ready"]

Watch = Callable[[float, float], object]
"""Is told now and then of what the best plan so far is worth, and of the ceiling."""


@dataclass(frozen=True)
class Answer:
    """The meetings between two of a plan, and what is proven of it; None where there is no plan.

    No plan misses fewer meetings to the floors than `shortfall_bound`.
    """

    meetings: list[Meeting]
    seats: int
    objective: float
    bound: float
    shortfall: int
    shortfall_bound: int


def answer(
    document: Document,
    *,
    gap: float,
    seconds: float = 30.0,
    work: float | None = None,
    workers: int = 2,
    watch: Watch | None = None,
) -> Answer | None:
    """Return what the engine finds in the time, or in units of work; it checks its own plan.

    Raise `ValueError` with the engine's words if the document makes no sense.
    """

    def tell(incumbent: float, bound: float, _seconds: float) -> None:
        if watch is not None:
            watch(incumbent, bound)

    try:
        problem = matcher.Problem.from_json(document)
    except matcher.Refused as refusal:
        raise ValueError(str(refusal)) from refusal
    plan = matcher.solve(problem, seconds, gap, workers=workers, progress=tell, work=work)
    if plan.status not in ("optimal", "feasible"):
        return None
    between_two = [meeting for meeting in plan.meetings if not is_seat(meeting)]
    return Answer(
        meetings=between_two,
        seats=len(plan.meetings) - len(between_two),
        objective=plan.objective,
        bound=plan.bound,
        shortfall=plan.shortfall,
        shortfall_bound=plan.shortfall_bound,
    )


def get_ready() -> None:
    """Load what the engine needs for its first plan, so that nobody waits for it."""
    document = {
        "format": "eventnet-problem/1",
        "slots": [
            {"id": hour, "start": f"2027-05-11T{hour}:00:00+00:00", "minutes": 20, "tables": 1}
            for hour in ("09", "10", "11")
        ],
        "people": [{"id": name, "floor": 1} for name in "abcd"],
        "pairs": [
            {"id": a + b, "a": a, "b": b, "affinity": 0.5} for a, b in ("ab", "bc", "cd", "ad")
        ],
    }
    answer(document, gap=0.0, work=0.1, workers=1)
