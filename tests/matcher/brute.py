"""A second opinion for tiny problems: every set of placements, judged from the JSON alone."""

from collections.abc import Iterator
from itertools import product
from typing import NamedTuple

from tests.matcher.judge import Document, Placed, broken_rules, worth_of


class Best(NamedTuple):
    """The least shortfall, the greatest objective with it, and the greatest objective of all."""

    shortfall: int
    objective: float
    any_objective: float


def best_of(document: Document) -> Best | None:
    """Return the best any plan can reach, None where no plan is valid."""
    valid = [worth_of(document, placed) for placed in valid_plans(document)]
    if not valid:
        return None
    best = max(valid, key=lambda one: (-one.shortfall, one.objective))
    return Best(best.shortfall, best.objective, max(one.objective for one in valid))


def fairest_of(document: Document) -> float | None:
    """Return the greatest smallest share within the slack, None where nobody has a usable pair.

    Some plan must be valid.
    """
    best = best_of(document)
    possible = {name: worth for name, worth in _possible(document).items() if worth > 0}
    if best is None or not possible:
        return None
    least = best.objective - document["slack"] * max(0.0, best.objective)
    return max(
        min(
            sum(
                _worth(entry, placed[entry["id"]])
                for entry in document["pairs"]
                if entry["id"] in placed and name in _two(entry)
            )
            / worth
            for name, worth in possible.items()
        )
        for placed in valid_plans(document)
        for found in [worth_of(document, placed)]
        if found.shortfall <= best.shortfall and found.objective >= least - 1e-9
    )


def _possible(document: Document) -> dict[str, float]:
    """Return what each person could get alone."""
    people = {person["id"]: person for person in document["people"]}
    pinned = {kept["pair"]: kept["slot"] for kept in document.get("kept", ()) if kept.get("pinned")}
    room = {}
    for name, person in people.items():
        free = [s for s in document["slots"] if s["id"] not in person.get("unavailable", ())]
        most = person.get("max_meetings")
        seats = person.get("seats", 1) * len(free)
        room[name] = seats if most is None else min(most, seats)
    worth: dict[str, list[float]] = {name: [] for name in people}
    for entry in document["pairs"]:
        two = [people[name] for name in _two(entry)]
        own = any(person.get("own_table") for person in two)
        can = [
            _worth(entry, slot["id"])
            for slot in document["slots"]
            if slot["id"] in _allowed(entry, document)
            and pinned.get(entry["id"], slot["id"]) == slot["id"]
            and (own or slot["tables"] != 0)
            and not any(slot["id"] in person.get("unavailable", ()) for person in two)
        ]
        if can and all(room[person["id"]] for person in two):
            for person in two:
                worth[person["id"]].append(max(can))
    return {name: sum(sorted(found)[::-1][: room[name]]) for name, found in worth.items()}


def _two(entry: Document) -> tuple[str, str]:
    return entry["a"], entry["b"]


def _worth(entry: Document, where: str) -> float:
    own = entry.get("slots")
    worth: float = own[where] if isinstance(own, dict) else entry["affinity"]
    return worth


def _allowed(entry: Document, document: Document) -> list[str]:
    own = entry.get("slots")
    return [slot["id"] for slot in document["slots"]] if own is None else list(own)


def valid_plans(document: Document) -> Iterator[Placed]:
    names = [entry["id"] for entry in document["pairs"]]
    options = [[None, *_allowed(entry, document)] for entry in document["pairs"]]
    for places in product(*options):
        placed = {
            name: where for name, where in zip(names, places, strict=True) if where is not None
        }
        if next(iter(broken_rules(document, placed)), None) is None:
            yield placed
