"""A judge of plans that knows the two file formats and nothing else: no line of `matcher`."""

from collections import Counter, defaultdict
from collections.abc import Iterator
from datetime import datetime
from typing import Any, NamedTuple

Document = dict[str, Any]
Placed = dict[str, str]
"""Pair id → slot id, for the pairs that are placed."""


class Worth(NamedTuple):
    """The figures of a set of placements."""

    shortfall: int
    objective: float
    affinity: float
    breaks: int
    changes: int


def faults(problem: Document, plan: Document) -> list[str]:
    """Return every rule of the formats that a plan breaks, figures and proofs included."""
    if plan["status"] in ("infeasible", "unknown"):
        return ["a plan without status has meetings"] if plan["meetings"] else []
    rows = plan["meetings"]
    placed = {row["pair"]: row["slot"] for row in rows}
    if len(placed) < len(rows):
        return ["an entry is placed twice"]
    pairs = {entry["id"]: entry for entry in problem["pairs"]}
    for row in rows:
        entry = pairs[row["pair"]]
        if {row["a"], row["b"]} != {entry["a"], entry["b"]}:
            return [f"{row['pair']} names others"]
    found = worth_of(problem, placed)
    return [*broken_rules(problem, placed), *_tables(problem, rows), *_figures(plan, found)]


def broken_rules(problem: Document, placed: Placed) -> Iterator[str]:
    """Yield the rules that placements break; of tables only that there are enough."""
    yield from _broken_by_pairs(problem, placed)
    yield from _broken_by_numbers(problem, placed)
    for kept in problem.get("kept", ()):
        if kept.get("pinned") and placed.get(kept["pair"]) != kept["slot"]:
            yield f"{kept['pair']} is not where it is pinned"
    most = problem.get("break_spread")
    breaks = _breaks(problem, placed)
    if most is not None and breaks and max(breaks.values()) - min(breaks.values()) > most:
        yield "breaks are spread too wide"


def _broken_by_pairs(problem: Document, placed: Placed) -> Iterator[str]:
    """Yield what is wrong with a meeting whatever the others are, order aside."""
    start = {slot["id"]: datetime.fromisoformat(slot["start"]) for slot in problem["slots"]}
    away = {person["id"]: person.get("unavailable", ()) for person in problem["people"]}
    for entry in problem["pairs"]:
        name, where = entry["id"], placed.get(entry["id"])
        if where is None:
            if entry.get("mandatory"):
                yield f"{name} is missing"
            continue
        yield from (
            f"{who} is away in {where}" for who in (entry["a"], entry["b"]) if where in away[who]
        )
        if entry.get("slots") is not None and where not in entry["slots"]:
            yield f"{name} is outside its slots"
        for earlier in entry.get("after", ()):
            if earlier in placed and start[where] <= start[placed[earlier]]:
                yield f"{name} is not after {earlier}"


def _broken_by_numbers(problem: Document, placed: Placed) -> Iterator[str]:
    """Yield where seats, meetings in all, tables or slots of one and the same two run out."""
    people = {person["id"]: person for person in problem["people"]}
    sitting, held, at_tables = Counter[tuple[str, str]](), Counter[str](), Counter[str]()
    together: Counter[tuple[frozenset[str], str]] = Counter()
    for entry in problem["pairs"]:
        where = placed.get(entry["id"])
        if where is None:
            continue
        two = (entry["a"], entry["b"])
        together[frozenset(two), where] += 1
        at_tables[where] += not any(people[who].get("own_table") for who in two)
        held.update(two)
        sitting.update((who, where) for who in two)
    yield from (f"{two} meet twice in a slot" for two, times in together.items() if times > 1)
    for (who, where), times in sitting.items():
        if times > people[who].get("seats", 1):
            yield f"{who} has no seat in {where}"
    for who, times in held.items():
        if people[who].get("max_meetings") is not None and times > people[who]["max_meetings"]:
            yield f"{who} has too many meetings"
    for slot in problem["slots"]:
        if slot.get("tables") is not None and at_tables[slot["id"]] > slot["tables"]:
            yield f"{slot['id']} has too few tables"


def worth_of(problem: Document, placed: Placed) -> Worth:
    """Return what placements are worth, valid or not."""
    affinity, held = 0.0, Counter[str]()
    for entry in problem["pairs"]:
        if entry["id"] not in placed:
            continue
        held.update((entry["a"], entry["b"]))
        own = entry.get("slots")
        where = placed[entry["id"]]
        affinity += own.get(where, 0) if isinstance(own, dict) else entry["affinity"]
    changes = sum(placed.get(kept["pair"]) != kept["slot"] for kept in problem.get("kept", ()))
    breaks = sum(_breaks(problem, placed).values())
    weights = problem.get("weights", {})
    cost = weights.get("change", 0) * changes + weights.get("break", 0) * breaks
    short = sum(max(0, who.get("floor", 0) - held[who["id"]]) for who in problem["people"])
    return Worth(short, affinity - cost, affinity, breaks, changes)


def _breaks(problem: Document, placed: Placed) -> dict[str, int]:
    """Return person → breaks, by reading each day slot by slot as a word of B(usy) and i(dle)."""
    days: dict[str, list[Document]] = defaultdict(list)
    for slot in sorted(problem["slots"], key=lambda one: datetime.fromisoformat(one["start"])):
        days[datetime.fromisoformat(slot["start"]).date().isoformat()].append(slot)
    busy: dict[str, set[str]] = {person["id"]: set() for person in problem["people"]}
    for entry in problem["pairs"]:
        if entry["id"] in placed:
            busy[entry["a"]].add(placed[entry["id"]])
            busy[entry["b"]].add(placed[entry["id"]])
    found = {}
    for who, where in busy.items():
        words = [
            "".join("B" if one["id"] in where else "i" for one in day) for day in days.values()
        ]
        runs = [[run for run in word.strip("i").split("B") if run] for word in words]
        found[who] = sum(map(len, runs))
    return found


def _tables(problem: Document, rows: list[Document]) -> Iterator[str]:
    tables = {slot["id"]: slot.get("tables") for slot in problem["slots"]}
    own = {person["id"] for person in problem["people"] if person.get("own_table")}
    seen = set()
    for row in rows:
        number, where = row["table"], row["slot"]
        if (number is None) != bool(own & {row["a"], row["b"]}):
            yield f"{row['pair']} has a table and needs none, or needs one and has none"
        if number is None:
            continue
        if (where, number) in seen or number < 1:
            yield f"table {number} in {where} is taken twice or none"
        if tables[where] is not None and number > tables[where]:
            yield f"table {number} is not in {where}"
        seen.add((where, number))


def _figures(plan: Document, found: Worth) -> Iterator[str]:
    for name in ("shortfall", "breaks", "changes"):
        if plan[name] != getattr(found, name):
            yield f"{name} is {getattr(found, name)} and said to be {plan[name]}"
    size = 1e-6 * max(1.0, abs(found.affinity))
    for name in ("affinity", "objective"):
        if abs(plan[name] - getattr(found, name)) > size:
            yield f"{name} is {getattr(found, name)} and said to be {plan[name]}"
    if plan["shortfall"] < plan["shortfall_bound"]:
        yield "the shortfall lies beyond its bound"
    if plan["objective"] > plan["bound"] + size:
        yield "the objective lies beyond its bound"
    if plan["status"] == "optimal":
        if plan["shortfall"] != plan["shortfall_bound"]:
            yield "optimal, and the shortfall is not its bound"
        # Where costs cancel what meetings are worth, the bound is as exact as what it sums up.
        if plan["bound"] - plan["objective"] > 1e-6 * abs(plan["bound"]) + 0.1 * size:
            yield "optimal, and the objective is not its bound"
