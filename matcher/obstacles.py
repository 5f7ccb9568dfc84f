"""What stands in the way of one pair in one slot of a plan, and what would free it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from matcher.problem import NO_LIMIT, Ints, Problem


@dataclass(frozen=True)
class Obstacle:
    """One constraint in the way.

    Attributes
    ----------
    kind: away, slots, order, busy, tables or limit.
    way_out: placed pairs of which one has to give way; empty where nothing helps.
    person: whose obstacle it is; None where it is not one person's.
    """

    kind: str
    words: str
    way_out: tuple[int, ...] = ()
    person: int | None = None


@dataclass(frozen=True)
class View:
    """One slot for one pair: what stands in the way there, and what would free it.

    Attributes
    ----------
    give_way: the pairs worth least whose leaving would free it, or None where nothing would.
    price: what these are worth, less what the pair is worth there.
    """

    pair: int
    slot: int
    obstacles: tuple[Obstacle, ...]
    give_way: tuple[int, ...] | None
    price: float

    @property
    def kinds(self) -> set[str]:
        """The kinds of the obstacles."""
        return {one.kind for one in self.obstacles}


class Room:
    """A plan written out by person and slot, to look at one pair and slot at a time."""

    def __init__(self, problem: Problem, slot: Ints) -> None:
        self.problem, self.slot = problem, slot
        pairs, people, kept = problem.pairs, problem.people, problem.kept
        self.placed = np.flatnonzero(slot >= 0)
        ends = np.concatenate([pairs.a[self.placed], pairs.b[self.placed]])
        self.held = np.bincount(ends, minlength=len(people))
        self.shared = ~(people.own_table[pairs.a] | people.own_table[pairs.b])
        self.kept = set(zip(kept.pair.tolist(), kept.slot.tolist(), strict=True))
        pinned = kept.pair[kept.pinned].tolist()
        self.pins = dict(zip(pinned, kept.slot[kept.pinned].tolist(), strict=True))
        self.fixed = set(np.flatnonzero(pairs.mandatory).tolist()) | set(pinned)
        self.of_person: dict[int, list[int]] = {}
        self.at_tables: dict[int, list[int]] = {}
        for p in self.placed.tolist():
            for i in (int(pairs.a[p]), int(pairs.b[p])):
                self.of_person.setdefault(i, []).append(p)
            if self.shared[p]:
                self.at_tables.setdefault(int(slot[p]), []).append(p)

    def worth(self, p: int, s: int) -> float:
        """Return what a pair adds in a slot, breaks aside; 0 where it may not be."""
        own = self.problem.pairs.slots.get(p)
        plain = float(self.problem.pairs.affinity[p]) if own is None else own.get(s, 0.0)
        return plain + self.problem.change * ((p, s) in self.kept)

    def view(self, p: int, s: int) -> View:
        """Return what stands in the way of an unplaced pair in a slot."""
        obstacles = tuple(self._obstacles(p, s))
        ways = [one.way_out for one in obstacles]
        gone = self._least(ways) if all(ways) else None
        price = sum(self._lost(q) for q in gone or ()) - self.worth(p, s)
        return View(p, s, obstacles, gone, price)

    def _lost(self, q: int) -> float:
        return self.worth(q, int(self.slot[q]))

    def _least(self, ways: Sequence[tuple[int, ...]]) -> tuple[int, ...]:
        """Return the set of least worth that holds one of each of the `ways`.

        Of those that free the first constraint, only the cheapest is tried and those that free
        another one too: so it is exact, and short.
        """
        if not ways:
            return ()
        first, rest = ways[0], ways[1:]
        tried = {q for q in first if any(q in way for way in rest)}
        tried.add(min(first, key=self._lost))
        sets = [(q, *self._least([way for way in rest if q not in way])) for q in sorted(tried)]
        return min(sets, key=lambda one: (sum(map(self._lost, one)), len(one), one))

    def _obstacles(self, p: int, s: int) -> Iterator[Obstacle]:
        problem, pairs, people = self.problem, self.problem.pairs, self.problem.people
        where = problem.slots.ids[s]
        two = (int(pairs.a[p]), int(pairs.b[p]))
        for i in two:
            if not people.available[i, s]:
                words = f"{people.ids[i]} is unavailable in slot {where}."
                yield Obstacle("away", words, person=i)
        if p in pairs.slots and s not in pairs.slots[p]:
            yield Obstacle("slots", f"Pair {pairs.ids[p]} may not be in slot {where}.")
        if self.pins.get(p, s) != s:
            yield Obstacle("slots", f"Pair {pairs.ids[p]} is pinned elsewhere.")
        yield from self._orders(p, s)
        for i in two:
            sitting = self._of_person(i, s)
            if people.seats[i] == 0:
                yield Obstacle("busy", f"{people.ids[i]} has no seat.", person=i)
            elif len(sitting) >= people.seats[i]:
                others = ", ".join(self._other(one, i) for one in sitting)
                words = f"{people.ids[i]} meets {others} in slot {where}."
                yield Obstacle("busy", words, self._free(sitting), person=i)
        tables = int(problem.slots.tables[s])
        if self.shared[p] and tables != NO_LIMIT:
            sitting = self.at_tables.get(s, [])
            if len(sitting) >= tables:
                taken = f"All {tables} tables are taken" if tables else "There is no table"
                words = f"{taken} in slot {where}."
                yield Obstacle("tables", words, self._free(sitting))
        for i in two:
            most = int(people.max_meetings[i])
            mine = self._of_person(i)
            if most != NO_LIMIT and len(mine) >= most:
                words = f"{people.ids[i]} has all {most} meetings that they may have."
                yield Obstacle("limit", words, self._free(mine), person=i)

    def _orders(self, p: int, s: int) -> Iterator[Obstacle]:
        pairs = self.problem.pairs
        for q in pairs.after.get(p, ()):
            if self.slot[q] >= s:
                words = f"Pair {pairs.ids[p]} has to come after pair {pairs.ids[q]}."
                yield Obstacle("order", words, self._free([q]))
        for q, earlier in pairs.after.items():
            if p in earlier and 0 <= self.slot[q] <= s:
                words = f"Pair {pairs.ids[q]} has to come after pair {pairs.ids[p]}."
                yield Obstacle("order", words, self._free([q]))

    def _of_person(self, i: int, s: int | None = None) -> list[int]:
        """Return the placed pairs of a person, in a slot or in all."""
        return [p for p in self.of_person.get(i, ()) if s is None or self.slot[p] == s]

    def _free(self, meetings: Sequence[int]) -> tuple[int, ...]:
        """Return those that may give way: neither mandatory nor pinned."""
        return tuple(q for q in meetings if q not in self.fixed)

    def _other(self, p: int, i: int) -> str:
        pairs = self.problem.pairs
        return str(self.problem.people.ids[pairs.b[p] if pairs.a[p] == i else pairs.a[p]])
