"""How pins, and meetings that were put somewhere by hand, come into a problem.

A pin must never make a problem that no schedule solves. So pins are first tried beside each other,
with nothing else in the plan: those that find a place are asked for, the others are left to the
run. A pin in one slot is a meeting that the engine may not move; one in any slot is a pair that it
has to place, where it likes.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from sqlmodel import Session, col, select

from eventnet.matching.hand_rules import rules_of
from eventnet.matching.models import PlanEdit, RuleKind, Run
from eventnet.meetings.difference import Two

Document = dict[str, Any]
Placed = Mapping[Two, str | None]
"""Where meetings were put by hand; None: they were taken out."""
Name = Callable[[str, str], str]
"""What a pair is called."""
LEAST = 0.0001
"""What a pinned pair is worth where no pair of the event is worth anything."""


@dataclass(frozen=True)
class Pin:
    """Two people who shall meet, in one slot or, where that is None, in any."""

    two: Two
    slot_id: str | None


@dataclass(frozen=True)
class ByHand:
    """What organizers ask of a run: pins, the urgent ones first, and pairs to leave out."""

    pins: list[Pin]
    out: set[Two]


def by_hand(session: Session, event_id: str, around_id: str | None) -> ByHand:
    """Return the pins of an event, and what was moved by hand in the run that this is around."""
    placed = placed_by_hand(session, around_id)
    pins = [Pin(two, slot_id) for two, slot_id in placed.items() if slot_id is not None]
    standing = [
        Pin(frozenset((rule.a_id, rule.b_id)), rule.slot_id)
        for rule in rules_of(session, event_id)
        if rule.kind is RuleKind.PIN
    ]
    standing.sort(key=lambda pin: pin.slot_id is None)
    pins += [pin for pin in standing if pin.two not in placed]
    return ByHand(pins, {two for two, slot_id in placed.items() if slot_id is None})


def placed_by_hand(session: Session, run_id: str | None) -> Placed:
    """Return where a run's meetings were put by hand, and those of the runs that it is around."""
    found: dict[Two, str | None] = {}
    seen: set[str] = set()
    while run_id is not None and run_id not in seen:
        seen.add(run_id)
        edits = select(PlanEdit.a_id, PlanEdit.b_id, PlanEdit.slot_id).where(
            PlanEdit.run_id == run_id
        )
        mine = {
            frozenset((a_id, b_id)): slot_id
            for a_id, b_id, slot_id in session.exec(edits.order_by(col(PlanEdit.number)))
        }
        found = {**mine, **found}
        run_id = session.exec(select(Run.around_id).where(Run.id == run_id)).first()
    return found


def hold_to(document: Document, asked: ByHand, may: Callable[[Two], bool], name: Name) -> None:
    """Write into a problem what was asked by hand, as far as it can be.

    `may` says whether a pair may be planned at all: no rule, veto, refusal or choice is in the way.
    """
    out = {name(*two) for two in asked.out}
    document["pairs"] = [one for one in document["pairs"] if one["id"] not in out]
    document["kept"] = [one for one in document["kept"] if one["pair"] not in out]
    pairs = {one["id"]: one for one in document["pairs"]}
    least = min((float(one["affinity"]) for one in document["pairs"]), default=LEAST)
    room = _Room(document)
    before = {one["pair"]: one["slot"] for one in document["kept"]}
    for pin in asked.pins:
        key = name(*pin.two)
        if not may(pin.two):
            continue
        wanted = [pin.slot_id] if pin.slot_id else room.slots(before.get(key))
        slot_id = next((one for one in wanted if room.fits(pin.two, one)), None)
        if slot_id is None:
            continue
        room.take(pin.two, slot_id)
        if key not in pairs:  # among the best of neither, so that nothing was stored of it
            a_id, b_id = sorted(pin.two)
            pairs[key] = {"id": key, "a": a_id, "b": b_id, "affinity": least}
            document["pairs"].append(pairs[key])
        if pin.slot_id is None:
            pairs[key]["mandatory"] = True
        else:
            document["kept"] = [one for one in document["kept"] if one["pair"] != key]
            document["kept"].append({"pair": key, "slot": slot_id, "pinned": True})


class _Room:
    """Who is free, and how many tables are left, while pins are put beside each other."""

    def __init__(self, document: Document) -> None:
        self.people = {one["id"]: one for one in document["people"]}
        self.away = {key: set(one["unavailable"]) for key, one in self.people.items()}
        self.tables = {slot["id"]: slot["tables"] for slot in document["slots"]}
        self.busy: dict[str, set[str]] = defaultdict(set)
        self.taken: Counter[str] = Counter()

    def slots(self, first: str | None) -> Iterable[str]:
        """Return all slots, the one where the two are now first."""
        return sorted(self.tables, key=lambda slot_id: slot_id != first)

    def fits(self, two: Collection[str], slot_id: str) -> bool:
        """Say whether two can meet in a slot, beside the pins that are in."""
        if slot_id not in self.tables or not self.people.keys() >= set(two):
            return False
        if any(slot_id in self.away[one] | self.busy[one] for one in two):
            return False
        limits = ((self.people[one].get("max_meetings"), len(self.busy[one])) for one in two)
        if any(most is not None and held >= most for most, held in limits):
            return False
        return self._needs_none(two) or self.taken[slot_id] < self.tables[slot_id]

    def take(self, two: Collection[str], slot_id: str) -> None:
        """Hold a place for two."""
        for one in two:
            self.busy[one].add(slot_id)
        self.taken[slot_id] += not self._needs_none(two)

    def _needs_none(self, two: Collection[str]) -> bool:
        return any(self.people[one]["own_table"] for one in two)
