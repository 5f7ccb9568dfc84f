"""Random problem documents in which every feature of the model is on or off."""

from datetime import datetime, timedelta, timezone
from random import Random
from typing import Any

from hypothesis import strategies as st

from tests.matcher.documents import pair

Document = dict[str, Any]

FEATURES = (
    "seats", "no_seats", "own_table", "tables", "few_tables", "limits", "floors", "unavailable",
    "mandatory", "slots", "values", "after", "kept", "pinned", "change", "break", "break_spread",
    "twins", "days", "gaps", "rough",
)  # fmt: skip
"""What can be on or off: `gaps` between slots are no breaks, `rough` affinities have all digits."""


@st.composite
def switches(draw: st.DrawFn) -> frozenset[str]:
    """Draw which features are on: few, half of them or most, each as likely as any other."""
    share, chance = draw(st.sampled_from([0.1, 0.3, 0.6])), Random(draw(st.integers(0, 2**32)))
    return frozenset(feature for feature in FEATURES if chance.random() < share)


@st.composite
def tiny_problems(draw: st.DrawFn) -> Document:
    """Draw a problem whose every plan can be enumerated."""
    on = draw(switches())
    slots = draw(st.integers(1, 4))
    pairs = draw(st.integers(0, 6 if slots < 4 else 5))
    return make_document(
        Random(draw(st.integers(0, 2**32))), on, draw(st.integers(2, 5)), pairs, slots
    )


@st.composite
def some_problems(draw: st.DrawFn) -> Document:
    """Draw a problem that is too large to enumerate, up to 30 people with 120 pairs."""
    on = draw(switches())
    people, slots = draw(st.integers(3, 30)), draw(st.integers(1, 9))
    pairs = draw(st.integers(0, 4 * people))
    return make_document(Random(draw(st.integers(0, 2**32))), on, people, pairs, slots)


def make_document(chance: Random, on: frozenset[str], n: int, m: int, t: int) -> Document:
    """Return a problem of n people, at most m pairs and t slots, with the features that are on."""
    slots = _slots(chance, on, n, t)
    ids = [slot["id"] for slot in slots]
    people = [_person(chance, on, f"p{i}", ids) for i in range(n)]
    pairs = _pairs(chance, on, n, m, ids)
    document: Document = {"format": "eventnet-problem/1", "slots": slots, "people": people}
    document["pairs"] = pairs
    if on & {"kept", "pinned"}:
        document["kept"] = _kept(chance, on, people, pairs, ids)
    if on & {"change", "break"}:
        document["weights"] = {
            "change": chance.choice([0.1, 0.35, 1]) if "change" in on else 0,
            "break": chance.choice([0.1, 0.3, 2]) if "break" in on else 0,
        }
    if "break_spread" in on:
        document["break_spread"] = chance.choice([0, 1, 2])
    return document


def _slots(chance: Random, on: frozenset[str], n: int, t: int) -> list[Document]:
    start = datetime(2027, 5, 10, 9, tzinfo=timezone(timedelta(hours=2)))
    slots = []
    for s in range(t):
        entry: Document = {"id": f"s{s}", "start": start.isoformat(), "minutes": 20}
        if "few_tables" in on:
            entry["tables"] = chance.choice([0, 1, 1, 2, None])
        elif "tables" in on:
            entry["tables"] = chance.choice([None, max(1, n // 3), max(1, n // 4)])
        slots.append(entry)
        start += timedelta(minutes=chance.choice([20, 90]) if "gaps" in on else 20)
        if "days" in on and chance.random() < 0.4:
            start += timedelta(days=1)
    chance.shuffle(slots)
    return slots


def _person(chance: Random, on: frozenset[str], name: str, slots: list[str]) -> Document:
    person: Document = {"id": name}
    if "seats" in on:
        person["seats"] = chance.choice([1, 1, 2, 3])
    if "no_seats" in on and chance.random() < 0.1:
        person["seats"] = 0
    if "own_table" in on:
        person["own_table"] = chance.random() < 0.3
    if "limits" in on:
        person["max_meetings"] = chance.choice([None, 0, 1, 1, 2, 3])
    if "floors" in on:
        person["floor"] = chance.choice([0, 1, 1, 2, 4])
    if "unavailable" in on:
        person["unavailable"] = [slot for slot in slots if chance.random() < 0.35]
    return person


def _pairs(chance: Random, on: frozenset[str], n: int, m: int, slots: list[str]) -> list[Document]:
    pairs: list[Document] = []
    seen: set[tuple[int, int]] = set()
    for k in range(m):
        a, b = chance.sample(range(n), 2)
        if "twins" in on and pairs and chance.random() < 0.3:
            a, b = (int(pairs[-1][end][1:]) for end in chance.sample("ab", 2))
        elif (min(a, b), max(a, b)) in seen:
            continue
        seen.add((min(a, b), max(a, b)))
        entry = pair(f"m{k}", f"p{a}", f"p{b}", _affinity(chance, on))
        if "mandatory" in on and chance.random() < 0.2:
            entry["mandatory"] = True
        if "slots" in on and chance.random() < 0.3:
            entry["slots"] = [slot for slot in slots if chance.random() < 0.5]
        elif "values" in on and chance.random() < 0.4:
            entry["slots"] = {
                slot: _affinity(chance, on) for slot in slots if chance.random() < 0.6
            }
            del entry["affinity"]
        if "after" in on and pairs and chance.random() < 0.3:
            entry["after"] = [chance.choice(pairs)["id"]]
        pairs.append(entry)
    return pairs


def _affinity(chance: Random, on: frozenset[str]) -> float:
    if "rough" in on:
        return chance.random() + 1e-6
    return chance.choice([0.1, 0.25, 0.5, 0.7, 0.9, 1.0, 3.0])


def _kept(
    chance: Random,
    on: frozenset[str],
    people: list[Document],
    pairs: list[Document],
    slots: list[str],
) -> list[Document]:
    away = {person["id"]: set(person.get("unavailable", ())) for person in people}
    kept = []
    for entry in pairs:
        if chance.random() < 0.6:
            continue
        where = chance.choice(slots)
        own = entry.get("slots")
        can = where not in away[entry["a"]] | away[entry["b"]] and (own is None or where in own)
        pinned = can and "pinned" in on and chance.random() < 0.3
        if pinned or "kept" in on:
            kept.append({"pair": entry["id"], "slot": where, "pinned": pinned})
    return kept
