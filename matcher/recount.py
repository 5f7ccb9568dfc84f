"""Counting a plan anew from its meetings: what changes hands between search, repair and site."""

from collections.abc import Iterable
from dataclasses import replace

import numpy as np

from matcher.bounds import bound
from matcher.placements import slots_of
from matcher.plan import Meeting, Plan
from matcher.problem import Ints, Problem


def recount(problem: Problem, plan: Plan, meetings: Iterable[Meeting]) -> Plan:
    """Return the plan with these meetings instead of its own, its figures counted from them.

    Where more is missing to the floors than before, the bound is proven anew for any shortfall.
    A plan that was optimal is feasible now, unless its meetings are the same.
    """
    meetings = tuple(meetings)
    new = replace(plan, meetings=meetings)
    new = with_figures(problem, new, slots_of(problem, new))
    same = set(meetings) == set(plan.meetings)
    if new.shortfall > plan.shortfall:
        new = replace(new, bound=max(plan.bound, bound(problem)))
    return new if same or plan.status != "optimal" else replace(new, status="feasible")


def with_figures(problem: Problem, plan: Plan, slot: Ints) -> Plan:
    """Return the plan with the figures of its meetings, which `slot` (m,) has as placements."""
    pairs, people, kept = problem.pairs, problem.people, problem.kept
    placed = np.flatnonzero(slot >= 0).astype(np.int32)
    worth = pairs.affinity.astype(np.float64)
    for p, own in pairs.slots.items():
        if slot[p] >= 0:
            worth[p] = own.get(int(slot[p]), 0.0)  # an invalid plan is counted too
    affinity = float(worth[placed].sum())
    held = np.bincount(np.concatenate([pairs.a[placed], pairs.b[placed]]), minlength=len(people))
    breaks = _count_breaks(problem, placed, slot)
    changes = int((slot[kept.pair] != kept.slot).sum())
    return replace(
        plan,
        affinity=affinity,
        objective=affinity - problem.change * changes - problem.break_ * breaks,
        shortfall=int(np.maximum(0, people.floor.astype(np.int64) - held).sum()),
        breaks=breaks,
        changes=changes,
    )


def _count_breaks(problem: Problem, placed: Ints, slot: Ints) -> int:
    """Count idle runs between meetings: places that rise by more than one within a day."""
    slots, pairs = problem.slots, problem.pairs
    if not len(placed):
        return 0
    rank = np.zeros(len(slots), np.int64)
    for day in np.unique(slots.day):
        same = slots.day == day
        rank[same] = np.arange(same.sum())
    person = np.concatenate([pairs.a[placed], pairs.b[placed]]).astype(np.int64)
    where = np.concatenate([slot[placed], slot[placed]])
    line = person * (int(slots.day.max()) + 1) + slots.day[where]
    order = np.lexsort((rank[where], line))
    line, place = line[order], rank[where][order]
    return int(((np.diff(line) == 0) & (np.diff(place) > 1)).sum())
