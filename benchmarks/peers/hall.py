"""The hall as a simple planner sees it: who still has time, and where a table is left."""

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from benchmarks.peers.answer import Document, NotApplicable

Entry = dict[str, Any]

_NO_LIMIT = 2**31


class Hall:
    """Free seats, meetings left, and tables left, as meetings are placed.

    Attributes
    ----------
    slots: slot ids, in order. left: person → meetings that they may still have.
    """

    def __init__(self, document: Document) -> None:
        refuse_conditions(document)
        self.slots: list[str] = [slot["id"] for slot in document["slots"]]
        self.tables = {slot["id"]: limit(slot.get("tables")) for slot in document["slots"]}
        people = document["people"]
        self.own = {person["id"] for person in people if person.get("own_table")}
        self.left = {person["id"]: limit(person.get("max_meetings")) for person in people}
        self.seats: dict[tuple[str, str], int] = {}
        for person in people:
            away = set(person.get("unavailable", ()))
            for slot in self.slots:
                free = 0 if slot in away else person.get("seats", 1)
                self.seats[person["id"], slot] = free
        self.together: dict[tuple[str, str], set[str]] = defaultdict(set)

    def needs_table(self, pair: Entry) -> bool:
        """Say whether a meeting of the pair is at a shared table."""
        return pair["a"] not in self.own and pair["b"] not in self.own

    def free(self, person: str, slot: str) -> int:
        """Return the meetings that a person could still take in a slot."""
        return min(self.seats[person, slot], self.left[person])

    def fits(self, pair: Entry, slot: str) -> bool:
        """Say whether the pair could meet in the slot now."""
        a, b = pair["a"], pair["b"]
        return (
            self.free(a, slot) > 0
            and self.free(b, slot) > 0
            and (not self.needs_table(pair) or self.tables[slot] > 0)
            and slot not in self.together[min(a, b), max(a, b)]
        )

    def place(self, pair: Entry, slot: str) -> None:
        """Let the pair meet in the slot."""
        a, b = pair["a"], pair["b"]
        for person in (a, b):
            self.seats[person, slot] -= 1
            self.left[person] -= 1
        self.tables[slot] -= self.needs_table(pair)
        self.together[min(a, b), max(a, b)].add(slot)


def best_first(pairs: Iterable[Entry]) -> list[Entry]:
    """Return pairs by affinity, the greatest first."""
    return sorted(pairs, key=lambda pair: (-pair["affinity"], pair["id"]))


def limit(value: int | None) -> int:
    """Return a limit of a document, where null means none."""
    return _NO_LIMIT if value is None else value


def refuse_conditions(document: Document) -> None:
    """Raise where there is more than people, slots, tables and pairs to heed."""
    weights = document.get("weights", {})
    if weights.get("change") or weights.get("break") or document.get("break_spread") is not None:
        raise NotApplicable("it knows no changes and no breaks")
    if any(kept.get("pinned") for kept in document.get("kept", ())):
        raise NotApplicable("it knows no pinned meetings")
    for pair in document["pairs"]:
        if pair.get("mandatory") or pair.get("slots") is not None or pair.get("after"):
            raise NotApplicable("it knows no conditions of a pair")
