"""The independent check: every way in which a plan violates its problem, in words.

It reads only the data classes and shares no helper with the solver, so that a fault of one
does not hide in the other. It recounts everything from the meetings.
"""

from collections import Counter, defaultdict
from collections.abc import Iterator
from itertools import pairwise

from matcher.plan import Plan
from matcher.problem import NO_LIMIT, Problem

_TOLERANCE = 1e-6
"""Of the affinity and what is taken off it, for figures that are sums of numbers."""


def check(problem: Problem, plan: Plan) -> list[str]:
    """Return every violation in words; empty where the plan is valid.

    Checked are the meetings against each constraint, the tables, and the figures written in
    the plan. A plan of status unknown or infeasible must have no meetings.
    """
    if plan.status in ("unknown", "infeasible"):
        return [f"A plan that is {plan.status} has meetings."] if plan.meetings else []
    unknown = list(_unknown_names(problem, plan))
    if unknown:
        return unknown  # nothing can be counted on names that do not exist
    sheet = _Sheet(problem, plan)
    return [
        *sheet.doubles(),
        *sheet.people_in_slots(),
        *sheet.meetings_in_all(),
        *sheet.tables(),
        *sheet.conditions(),
        *sheet.spread(),
        *sheet.figures(),
    ]


def _unknown_names(problem: Problem, plan: Plan) -> Iterator[str]:
    slots = set(problem.slots.ids)
    position = {name: p for p, name in enumerate(problem.pairs.ids)}
    people = problem.people.ids
    for meeting in plan.meetings:
        p = position.get(meeting.pair)
        if p is None:
            yield f"Meeting {meeting.pair} is of no pair of the problem."
        elif {meeting.a, meeting.b} != {
            people[problem.pairs.a[p]],
            people[problem.pairs.b[p]],
        }:
            yield f"Meeting {meeting.pair} names {meeting.a} and {meeting.b}, who are not its two."
        if meeting.slot not in slots:
            yield f"Meeting {meeting.pair} is in the unknown slot {meeting.slot}."


class _Sheet:
    """The plan written out by person and by slot."""

    def __init__(self, problem: Problem, plan: Plan) -> None:
        self.problem, self.plan = problem, plan
        self.slot = {name: s for s, name in enumerate(problem.slots.ids)}
        self.person = {name: i for i, name in enumerate(problem.people.ids)}
        self.pair = {name: p for p, name in enumerate(problem.pairs.ids)}
        self.placed: dict[int, int] = {}
        self.by_person: dict[int, list[int]] = defaultdict(list)
        for meeting in plan.meetings:
            s = self.slot[meeting.slot]
            self.placed[self.pair[meeting.pair]] = s
            for name in (meeting.a, meeting.b):
                self.by_person[self.person[name]].append(s)

    def doubles(self) -> Iterator[str]:
        times = Counter(meeting.pair for meeting in self.plan.meetings)
        for name, count in times.items():
            if count > 1:
                yield f"Pair {name} is placed {count} times."
        same = Counter((frozenset((m.a, m.b)), m.slot) for m in self.plan.meetings)
        for (two, slot), count in same.items():
            if count > 1:
                yield f"{' and '.join(sorted(two))} meet {count} times in slot {slot}."

    def people_in_slots(self) -> Iterator[str]:
        people, slots = self.problem.people, self.problem.slots
        for i, held in self.by_person.items():
            for s, count in sorted(Counter(held).items()):
                if count > people.seats[i]:
                    yield (
                        f"{people.ids[i]} has {count} meetings in slot {slots.ids[s]} "
                        f"and {people.seats[i]} seats."
                    )
                if not people.available[i, s]:
                    yield f"{people.ids[i]} is unavailable in slot {slots.ids[s]}."

    def meetings_in_all(self) -> Iterator[str]:
        people = self.problem.people
        for i, held in self.by_person.items():
            most = int(people.max_meetings[i])
            if most != NO_LIMIT and len(held) > most:
                yield f"{people.ids[i]} has {len(held)} meetings and may have {most}."

    def tables(self) -> Iterator[str]:
        own, slots = self.problem.people.own_table, self.problem.slots
        shared: Counter[str] = Counter()
        taken: Counter[tuple[str, int]] = Counter()
        for meeting in self.plan.meetings:
            needs_none = own[self.person[meeting.a]] or own[self.person[meeting.b]]
            if needs_none and meeting.table is not None:
                yield f"Meeting {meeting.pair} has table {meeting.table} and needs none."
            if needs_none:
                continue
            shared[meeting.slot] += 1
            if meeting.table is None:
                yield f"Meeting {meeting.pair} has no table."
                continue
            taken[meeting.slot, meeting.table] += 1
            most = int(slots.tables[self.slot[meeting.slot]])
            if meeting.table < 1 or (most != NO_LIMIT and meeting.table > most):
                yield f"Meeting {meeting.pair} is at table {meeting.table}, which is not there."
        for (slot, table), count in taken.items():
            if count > 1:
                yield f"Table {table} has {count} meetings in slot {slot}."
        for slot, count in shared.items():
            most = int(slots.tables[self.slot[slot]])
            if most != NO_LIMIT and count > most:
                yield f"Slot {slot} has {count} meetings at shared tables and {most} tables."

    def conditions(self) -> Iterator[str]:
        pairs, slots, kept = self.problem.pairs, self.problem.slots, self.problem.kept
        for p in range(len(pairs)):
            if pairs.mandatory[p] and p not in self.placed:
                yield f"The mandatory pair {pairs.ids[p]} is not placed."
        for p, allowed in pairs.slots.items():
            if p in self.placed and self.placed[p] not in allowed:
                yield f"Pair {pairs.ids[p]} may not be in slot {slots.ids[self.placed[p]]}."
        for p, earlier in pairs.after.items():
            for q in earlier:
                if p in self.placed and q in self.placed and self.placed[p] <= self.placed[q]:
                    yield f"Pair {pairs.ids[p]} is not after pair {pairs.ids[q]}."
        for p, s, pinned in zip(kept.pair, kept.slot, kept.pinned, strict=True):
            if pinned and self.placed.get(int(p)) != int(s):
                yield f"Pair {pairs.ids[p]} is not in slot {slots.ids[s]}, where it is pinned."

    def breaks(self) -> dict[int, int]:
        """Return person → breaks, for those who have any meeting."""
        order: dict[int, int] = {}
        per_day: Counter[int] = Counter()
        for s, day in enumerate(self.problem.slots.day):
            order[s] = per_day[int(day)]
            per_day[int(day)] += 1
        found: dict[int, int] = {}
        for i, held in self.by_person.items():
            days: dict[int, list[int]] = defaultdict(list)
            for s in sorted(set(held)):
                days[int(self.problem.slots.day[s])].append(order[s])
            found[i] = sum(
                later - sooner > 1 for places in days.values() for sooner, later in pairwise(places)
            )
        return found

    def spread(self) -> Iterator[str]:
        most = self.problem.break_spread
        if most is None or not len(self.problem.people):
            return
        counts = self.breaks()
        highest = max(counts.values(), default=0)
        idle = len(counts) < len(self.problem.people)
        lowest = 0 if idle else min(counts.values(), default=0)
        if highest - lowest > most:
            yield f"Breaks range from {lowest} to {highest}, and may differ by {most}."

    def figures(self) -> Iterator[str]:
        problem, plan = self.problem, self.plan
        affinity = sum(
            problem.pairs.slots.get(p, {}).get(s, float(problem.pairs.affinity[p]))
            for p, s in self.placed.items()
        )
        kept = problem.kept
        changes = sum(
            self.placed.get(int(p)) != int(s) for p, s in zip(kept.pair, kept.slot, strict=True)
        )
        breaks = sum(self.breaks().values())
        shortfall = sum(
            max(0, floor - len(self.by_person.get(i, ())))
            for i, floor in enumerate(problem.people.floor.tolist())
        )
        cost = problem.change * changes + problem.break_ * breaks
        objective, allowance = affinity - cost, _TOLERANCE * (affinity + cost)
        for name, said, found in (
            ("affinity", plan.affinity, affinity),
            ("objective", plan.objective, objective),
            ("shortfall", plan.shortfall, shortfall),
            ("breaks", plan.breaks, breaks),
            ("changes", plan.changes, changes),
        ):
            if abs(said - found) > allowance * (name in ("affinity", "objective")):
                yield f"The plan says {name} {said:g}, and its meetings make {found:g}."
        if plan.objective > plan.bound + allowance:
            yield f"The objective {plan.objective:g} lies beyond the bound {plan.bound:g}."
        if plan.shortfall < plan.shortfall_bound:
            yield f"The shortfall {plan.shortfall} lies beyond its bound {plan.shortfall_bound}."
