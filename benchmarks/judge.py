"""The judge: the same for every plan, whoever made it, from nothing but the meetings placed.

Tables are numbered and figures counted here; `matcher.check` recounts both by itself.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

import matcher

_CLOSE = 1e-6


@dataclass(frozen=True)
class Verdict:
    """What a plan is worth.

    Attributes
    ----------
    faults: every violation in words; empty where the plan is valid.
    shortfall: meetings missing to the floors.
    worst: own affinity over own best possible, of the worst-off person.
    """

    faults: tuple[str, ...]
    meetings: int = 0
    objective: float = 0.0
    shortfall: int = 0
    worst: float = 0.0

    def is_below(self, other: "Verdict") -> bool:
        """Say whether another plan is better: less shortfall, or as little and worth more."""
        if self.shortfall != other.shortfall:
            return self.shortfall > other.shortfall
        return self.objective < other.objective - _CLOSE * max(1.0, abs(other.objective))


def judge(problem: matcher.Problem, placed: Iterable[tuple[str, str]]) -> Verdict:
    """Return the verdict on meetings given as (pair id, slot id)."""
    try:
        meetings = list(_seated(problem, placed))
        empty = matcher.Plan(status="feasible", bound=float("inf"), shortfall=_ENDLESS)
        plan = matcher.recount(problem, empty, meetings)
    except KeyError as missing:
        return Verdict((f"{missing} is unknown to the problem",))
    except matcher.Refused as refusal:
        return Verdict((str(refusal),))
    faults = matcher.check(problem, plan)
    if faults:
        return Verdict(tuple(faults))
    found = matcher.report(problem, plan)
    return Verdict((), found.meetings, found.objective, found.shortfall, found.worst_share)


_ENDLESS = 2**62
"""A shortfall before counting that no plan has, so that counting proves no bound anew."""


def _seated(
    problem: matcher.Problem, placed: Iterable[tuple[str, str]]
) -> Iterable[matcher.Meeting]:
    """Give each meeting that needs one the next table of its slot."""
    position = {name: p for p, name in enumerate(problem.pairs.ids)}
    people, own = problem.people.ids, problem.people.own_table
    tables: dict[str, int] = defaultdict(int)
    for pair, slot in placed:
        p = position[pair]
        a, b = int(problem.pairs.a[p]), int(problem.pairs.b[p])
        table = None
        if not (own[a] or own[b]):
            tables[slot] += 1
            table = tables[slot]
        yield matcher.Meeting(pair, people[a], people[b], slot, table)
