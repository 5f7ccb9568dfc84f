"""eventnet-problem/1: the problem as a JSON document, and back."""

from datetime import datetime
from typing import Any

import numpy as np

from matcher.fields import Entry, check_format, fail, finite, index, kind, quoted
from matcher.problem import NO_LIMIT, Candidates, Kept, Problem, Roster, Slots
from matcher.refusal import Refused
from matcher.validation import instant

FORMAT = "eventnet-problem/1"
_TOP = ("format", "slots", "people", "pairs", "kept", "weights", "break_spread", "slack")
_SLOT = ("id", "start", "minutes", "tables")
_PERSON = ("id", "max_meetings", "floor", "unavailable", "seats", "own_table")
_NOTES = ("a_to_b", "b_to_a", "because")
_PAIR = ("id", "a", "b", "affinity", "mandatory", "slots", "after", *_NOTES)


def parse_problem(document: object) -> dict[str, Any]:
    """Return the arguments of `Problem`; raise `Refused` naming the entry."""
    top = Entry("the problem", document, _TOP)
    check_format(top, FORMAT)
    slots = _parse_slots(top.items("slots"))
    slot_at = index("slot", slots.ids)
    people = _parse_people(top.items("people"), slot_at)
    pairs = _parse_pairs(top.items("pairs"), index("person", people.ids), slot_at)
    weights = Entry("weights", top.get("weights", {}), ("change", "break"))
    return {
        "slots": slots,
        "people": people,
        "pairs": pairs,
        "kept": _parse_kept(top.items("kept"), pairs, slot_at),
        "change": weights.number("change", 0.0),
        "break_": weights.number("break", 0.0),
        "break_spread": top.optional_count("break_spread"),
        "slack": top.number("slack", 0.0),
    }


def _parse_slots(items: list[object]) -> Slots:
    rows = []
    for position, item in enumerate(items):
        entry = Entry(f"slot {position + 1}", item, _SLOT)
        name = entry.text("id")
        entry.renamed(f"slot {quoted(name)}")
        start = entry.text("start")
        try:
            begin = instant(start)
        except Refused as refusal:
            raise fail(entry.name, f"start {refusal}") from None
        tables = entry.optional_count("tables")
        tables = NO_LIMIT if tables is None else tables
        rows.append((begin, name, start, entry.count("minutes", 20, least=1), tables))
    index("slot", (row[1] for row in rows))
    rows.sort(key=lambda row: row[0])
    dates = [datetime.fromisoformat(row[2]).date() for row in rows]
    number = {date: position for position, date in enumerate(sorted(set(dates)))}
    return Slots(
        ids=tuple(row[1] for row in rows),
        starts=tuple(row[2] for row in rows),
        minutes=np.array([row[3] for row in rows], np.int32),
        tables=np.array([row[4] for row in rows], np.int32),
        day=np.array([number[date] for date in dates], np.int32),
    )


def _parse_people(items: list[object], slot_at: dict[str, int]) -> Roster:
    n, ids = len(items), []
    available = np.ones((n, len(slot_at)), np.bool_)
    most, floor, seats = (np.zeros(n, np.int32) for _ in range(3))
    own_table = np.zeros(n, np.bool_)
    for i, item in enumerate(items):
        entry = Entry(f"person {i + 1}", item, _PERSON)
        ids.append(entry.text("id"))
        entry.renamed(f"person {quoted(ids[-1])}")
        limit = entry.optional_count("max_meetings")
        most[i] = NO_LIMIT if limit is None else limit
        floor[i] = entry.count("floor", 0)
        seats[i] = entry.count("seats", 1)
        own_table[i] = entry.flag("own_table")
        available[i, entry.ids("unavailable", slot_at, "slot")] = False
    return Roster(tuple(ids), available, most, floor, seats, own_table)


def _parse_pairs(
    items: list[object], person_at: dict[str, int], slot_at: dict[str, int]
) -> Candidates:
    m, ids = len(items), []
    a, b = np.zeros(m, np.int32), np.zeros(m, np.int32)
    affinity, mandatory = np.zeros(m), np.zeros(m, np.bool_)
    slots: dict[int, dict[int, float]] = {}
    after: dict[int, list[object]] = {}
    notes: dict[int, dict[str, Any]] = {}
    for p, item in enumerate(items):
        entry = Entry(f"pair {p + 1}", item, _PAIR)
        ids.append(entry.text("id"))
        entry.renamed(f"pair {quoted(ids[-1])}")
        a[p] = entry.id("a", person_at, "person")
        b[p] = entry.id("b", person_at, "person")
        by_slot = entry.get("slots")
        if by_slot is not None:
            slots[p] = _parse_own_slots(entry, by_slot, slot_at)
        if isinstance(by_slot, dict) and "affinity" not in entry:
            affinity[p] = max(slots[p].values(), default=1.0)
        else:
            affinity[p] = entry.number("affinity", positive=True)
        mandatory[p] = entry.flag("mandatory")
        if entry.items("after"):
            after[p] = entry.items("after")
        if not entry.value.keys().isdisjoint(_NOTES):
            notes[p] = {key: entry.value[key] for key in _NOTES if key in entry.value}
    pair_at = index("pair", ids)
    order = {
        p: Entry(f"pair {quoted(ids[p])}", {"after": names}, ("after",)).ids(
            "after", pair_at, "pair"
        )
        for p, names in after.items()
    }
    return Candidates(tuple(ids), a, b, affinity, mandatory, slots, order, notes)


def _parse_own_slots(entry: Entry, value: object, slot_at: dict[str, int]) -> dict[int, float]:
    if isinstance(value, list):
        allowed = entry.ids("slots", slot_at, "slot")
        worth = entry.number("affinity", positive=True)
        return dict.fromkeys(allowed, worth)
    if not isinstance(value, dict):
        raise fail(entry.name, f"slots must be null, a list or a map, is {kind(value)}")
    for name in value:
        if name not in slot_at:
            raise fail(entry.name, f"slots names the unknown slot {quoted(name)}")
    return {
        slot_at[name]: finite(f"{entry.name}: the affinity in slot {quoted(name)}", worth,
                              positive=True)
        for name, worth in value.items()
    }  # fmt: skip


def _parse_kept(items: list[object], pairs: Candidates, slot_at: dict[str, int]) -> Kept:
    pair_at = index("pair", pairs.ids) if items else {}
    rows = []
    for position, item in enumerate(items):
        entry = Entry(f"kept entry {position + 1}", item, ("pair", "slot", "pinned"))
        pair = entry.id("pair", pair_at, "pair")
        rows.append((pair, entry.id("slot", slot_at, "slot"), entry.flag("pinned")))
    return Kept(
        pair=np.array([row[0] for row in rows], np.int32),
        slot=np.array([row[1] for row in rows], np.int32),
        pinned=np.array([row[2] for row in rows], np.bool_),
    )


def problem_document(problem: Problem) -> dict[str, Any]:
    """Return the eventnet-problem/1 document of `problem`."""
    slots, kept = problem.slots, problem.kept
    return {
        "format": FORMAT,
        "slots": [
            {"id": name, "start": start, "minutes": int(minutes), "tables": _limit(tables)}
            for name, start, minutes, tables in zip(
                slots.ids, slots.starts, slots.minutes, slots.tables, strict=True
            )
        ],
        "people": [_person_entry(problem, i) for i in range(len(problem.people))],
        "pairs": [_pair_entry(problem, p) for p in range(len(problem.pairs))],
        "kept": [
            {"pair": problem.pairs.ids[p], "slot": slots.ids[s], "pinned": bool(pinned)}
            for p, s, pinned in zip(kept.pair, kept.slot, kept.pinned, strict=True)
        ],
        "weights": {"change": problem.change, "break": problem.break_},
        "break_spread": problem.break_spread,
        "slack": problem.slack,
    }


def _person_entry(problem: Problem, i: int) -> dict[str, Any]:
    people = problem.people
    away = np.flatnonzero(~people.available[i])
    return {
        "id": people.ids[i],
        "max_meetings": _limit(people.max_meetings[i]),
        "floor": int(people.floor[i]),
        "unavailable": [problem.slots.ids[s] for s in away.tolist()],
        "seats": int(people.seats[i]),
        "own_table": bool(people.own_table[i]),
    }


def _pair_entry(problem: Problem, p: int) -> dict[str, Any]:
    pairs, ids = problem.pairs, problem.people.ids
    entry: dict[str, Any] = {
        "id": pairs.ids[p],
        "a": ids[pairs.a[p]],
        "b": ids[pairs.b[p]],
        "affinity": float(pairs.affinity[p]),
    }
    if pairs.mandatory[p]:
        entry["mandatory"] = True
    if p in pairs.slots:
        entry["slots"] = {problem.slots.ids[s]: value for s, value in pairs.slots[p].items()}
    if p in pairs.after:
        entry["after"] = [pairs.ids[q] for q in pairs.after[p]]
    return entry | dict(pairs.notes.get(p, {}))


def _limit(value: int) -> int | None:
    return None if value == NO_LIMIT else int(value)
