"""A draft laid out: who meets whom when, what stands in the way of a change, and what it costs.

A change is where some pairs go: pair id → slot, None to take the meeting out. Seats at round
tables belong to their slot, and are not changed here.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import cached_property
from pathlib import Path

import matcher
from eventnet.matching.planning import Outcome, is_seat, judge_read

Meeting = matcher.Meeting
Change = Mapping[str, str | None]

REST = timedelta(minutes=15)
"""So much time between two meetings is a break."""
LONG = 4
"""From so many meetings on without a break a change that adds one is told."""


@dataclass(frozen=True)
class Clash:
    """What stands in the way of a pair in a slot.

    `away`: one of the two cannot come; which of them, and why, is nobody's to know. `busy`: one has
    another meeting, at a round table where `meeting` is None. `full`: no table is left. `limit`:
    one has as many meetings as they may.
    """

    kind: str
    person: str | None = None
    meeting: Meeting | None = None


@dataclass(frozen=True)
class Cost:
    """What a change costs: the share of the plan's worth, negative where it gains.

    `short` are those who fall below their floor, with how many meetings they keep and should have;
    `breathless` those who get a longer row of meetings without a break, with its length.
    """

    share: float
    short: Sequence[tuple[str, int, int]]
    breathless: Sequence[tuple[str, int]]


@dataclass(frozen=True)
class Look:
    """What a change would come to."""

    clashes: Sequence[Clash]
    cost: Cost

    @property
    def is_possible(self) -> bool:
        """Whether nothing stands in the way."""
        return not self.clashes


class Board:
    """A draft that can be asked about changes. It is read once, and never changes."""

    def __init__(self, problem: matcher.Problem, plan: matcher.Plan) -> None:
        self.problem, self.plan = problem, plan
        self.meetings = {one.pair: one for one in plan.meetings if not is_seat(one)}
        self.of_person: dict[str, dict[str, Meeting]] = defaultdict(dict)
        self.in_slot: dict[str, list[Meeting]] = defaultdict(list)
        for one in plan.meetings:
            for person in (one.a, one.b):
                self.of_person[person][one.slot] = one
            if not is_seat(one):
                self.in_slot[one.slot].append(one)
        self._slot = {name: s for s, name in enumerate(problem.slots.ids)}
        self._person = {name: i for i, name in enumerate(problem.people.ids)}

    @classmethod
    def read(cls, problem_file: Path, plan_file: Path) -> "Board":
        """Read the two files of a run."""
        return cls(matcher.Problem.read(problem_file), matcher.Plan.read(plan_file))

    @cached_property
    def _pair(self) -> dict[str, int]:
        return {name: p for p, name in enumerate(self.problem.pairs.ids)}

    @cached_property
    def _tables(self) -> dict[str, int]:
        return {slot: self._at_tables(self.in_slot[slot]) for slot in self.slots}

    @property
    def slots(self) -> Sequence[str]:
        """The slots of the problem, in order of time."""
        return self.problem.slots.ids

    def tables_left(self, slot: str) -> int | None:
        """Return how many tables are free in a slot; None where there is no limit."""
        most = int(self.problem.slots.tables[self._slot[slot]])
        return None if most == matcher.NO_LIMIT else most - self._tables[slot]

    def can(self, person: str, slot: str) -> bool:
        """Say whether somebody can meet in a slot, as far as their own time goes."""
        i = self._person.get(person)
        return i is not None and bool(self.problem.people.available[i, self._slot[slot]])

    def look(self, change: Change) -> Look:
        """Return what stands in the way of a change, and what it would cost."""
        clashes = list(dict.fromkeys(self._clashes(change)))
        return Look(clashes, self._cost(change))

    def swap(self, one: str, other: str) -> Change:
        """Return the change in which two meetings take each other's slot."""
        return {one: self.meetings[other].slot, other: self.meetings[one].slot}

    def in_the_way(self, pair: str, slot: str) -> Meeting | None:
        """Return the one meeting of the two of a pair in a slot, if there is just one."""
        meeting = self.meetings[pair]
        found = {self.of_person[one].get(slot) for one in (meeting.a, meeting.b)} - {None, meeting}
        only = found.pop() if len(found) == 1 else None
        return None if only is None or is_seat(only) else only

    def _clashes(self, change: Change) -> Iterator[Clash]:
        placed = [self._at(pair, slot) for pair, slot in change.items() if slot is not None]
        for at, one in enumerate(placed):
            others = {other.slot: other for other in placed[:at]}
            for person in (one.a, one.b):
                if not self.can(person, one.slot):
                    yield Clash("away")
                there = self.of_person[person].get(one.slot)
                if there is None or there.pair in change:
                    there = others.get(one.slot)
                    there = there if there and person in {there.a, there.b} else None
                if there is not None:
                    yield Clash("busy", person, None if is_seat(there) else there)
                most = int(self.problem.people.max_meetings[self._person[person]])
                if most != matcher.NO_LIMIT and len(self._then(person, change)) > most:
                    yield Clash("limit", person)
        for slot in {one.slot for one in placed}:
            left = self.tables_left(slot)
            going = [one for one in self.in_slot[slot] if one.pair in change]
            needed = self._at_tables(one for one in placed if one.slot == slot)
            if left is not None and needed and needed > left + self._at_tables(going):
                yield Clash("full")

    def _at(self, pair: str, slot: str) -> Meeting:
        p, ids = self._pair[pair], self.problem.people.ids
        a, b = ids[self.problem.pairs.a[p]], ids[self.problem.pairs.b[p]]
        return Meeting(pair, a, b, slot, None)

    def _at_tables(self, meetings: Iterable[Meeting]) -> int:
        own = self.problem.people.own_table
        return sum(not (own[self._person[one.a]] or own[self._person[one.b]]) for one in meetings)

    def _cost(self, change: Change) -> Cost:
        problem = self.problem
        before = {pair: self.meetings[pair].slot for pair in change if pair in self.meetings}
        worth = sum(
            float(problem.pairs.affinity[self._pair[pair]])
            * ((slot is not None) - (pair in before))
            for pair, slot in change.items()
        )
        kept = self._kept
        moves = sum(
            (slot != kept[pair]) - (before.get(pair) != kept[pair])
            for pair, slot in change.items()
            if pair in kept
        )
        gain = worth - problem.change * moves
        share = -gain / self.plan.objective if self.plan.objective > 0 else 0.0
        touched = {
            person for pair in change for person in (self._at(pair, "").a, self._at(pair, "").b)
        }
        return Cost(
            share,
            sorted(self._short(touched, change)),
            sorted(self._breathless(touched, change)),
        )

    @cached_property
    def _kept(self) -> dict[str, str]:
        kept, ids, slots = self.problem.kept, self.problem.pairs.ids, self.problem.slots.ids
        return {
            ids[p]: slots[s]
            for p, s, pinned in zip(kept.pair, kept.slot, kept.pinned, strict=True)
            if not pinned
        }

    def _then(self, person: str, change: Change) -> list[str]:
        """Return the slots in which somebody has a meeting after a change."""
        stay = [one.slot for one in self.of_person[person].values() if one.pair not in change]
        come = [
            slot
            for pair, slot in change.items()
            if slot is not None and person in {self._at(pair, slot).a, self._at(pair, slot).b}
        ]
        return stay + come

    def _short(self, people: Iterable[str], change: Change) -> Iterator[tuple[str, int, int]]:
        for person in people:
            floor = int(self.problem.people.floor[self._person[person]])
            now, then = len(self.of_person[person]), len(self._then(person, change))
            if then < floor and then < now:
                yield person, then, floor

    def _breathless(self, people: Iterable[str], change: Change) -> Iterator[tuple[str, int]]:
        for person in people:
            now = self._longest_row(self.of_person[person])
            then = self._longest_row(self._then(person, change))
            if then > now and then >= LONG:
                yield person, then

    def _longest_row(self, slots: Iterable[str]) -> int:
        grid = self.problem.slots
        longest = row = 0
        ended: datetime | None = None
        for s in sorted(self._slot[slot] for slot in slots):
            began = datetime.fromisoformat(grid.starts[s])
            row = row + 1 if ended is not None and began - ended < REST else 1
            ended = began + timedelta(minutes=int(grid.minutes[s]))
            longest = max(longest, row)
        return longest


def change_files(problem_file: Path, plan_file: Path, solved: Path, change: Change) -> Outcome:
    """Write the solver's plan with a change on top, and return what the checker makes of it.

    `solved` is the plan as the solver left it. What is changed by hand is no longer pinned: the
    pin was for the solver. Tables are given anew where a meeting changes its slot.
    """
    problem, plan = matcher.Problem.read(problem_file), matcher.Plan.read(solved)
    released = _release(problem, set(change))
    if released is not problem:
        released.write(problem_file)
    changed = matcher.recount(released, plan, _placed(plan, change))
    changed.write(plan_file)
    return judge_read(released, changed)


def _release(problem: matcher.Problem, pairs: set[str]) -> matcher.Problem:
    kept, ids = problem.kept, problem.pairs.ids
    stay = [
        not (pinned and ids[p] in pairs) for p, pinned in zip(kept.pair, kept.pinned, strict=True)
    ]
    mandatory = problem.pairs.mandatory.copy()
    for p, name in enumerate(ids):
        if name in pairs:
            mandatory[p] = False
    if all(stay) and bool((mandatory == problem.pairs.mandatory).all()):
        return problem
    return replace(
        problem,
        pairs=replace(problem.pairs, mandatory=mandatory),
        kept=matcher.Kept(kept.pair[stay], kept.slot[stay], kept.pinned[stay]),
    )


def _placed(plan: matcher.Plan, change: Change) -> Iterator[Meeting]:
    """Yield the meetings of a plan with a change on top, each at a table where it needs one."""
    same = {one.pair for one in plan.meetings if change.get(one.pair, one.slot) == one.slot}
    taken = {(one.slot, one.table) for one in plan.meetings if one.pair in same}
    for one in plan.meetings:
        slot = change.get(one.pair, one.slot)
        if one.pair in same:
            yield one
        elif slot is not None:
            table = None
            if one.table is not None:
                table = next(n for n in range(1, len(taken) + 2) if (slot, n) not in taken)
                taken.add((slot, table))
            yield one._replace(slot=slot, table=table)
