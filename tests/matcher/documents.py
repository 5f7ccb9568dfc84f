"""Problem documents: a plain one to vary by hand, and random ones with every feature."""

from typing import Any

from hypothesis import strategies as st

SLOT_IDS = ("mon-1", "mon-2", "mon-3", "tue-1", "tue-2")
STARTS = (
    "2027-05-10T09:00:00+02:00",
    "2027-05-10T09:20:00+02:00",
    "2027-05-10T11:00:00+02:00",
    "2027-05-11T09:00:00+02:00",
    "2027-05-11T09:20:00+02:00",
)


def slot(k: int, tables: int | None = None) -> dict[str, Any]:
    """Return the k-th slot: three on Monday, two on Tuesday."""
    return {"id": SLOT_IDS[k], "start": STARTS[k], "minutes": 20, "tables": tables}


def pair(name: str, a: str, b: str, affinity: float = 1.0, **more: Any) -> dict[str, Any]:
    """Return a pair entry."""
    return {"id": name, "a": a, "b": b, "affinity": affinity, **more}


def plain() -> dict[str, Any]:
    """Return four people who all like each other, two slots and two tables."""
    people = ["ann", "bob", "cyd", "dan"]
    two = [(a, b) for k, a in enumerate(people) for b in people[k + 1 :]]
    return {
        "format": "eventnet-problem/1",
        "slots": [slot(0, 2), slot(1, 2)],
        "people": [{"id": name} for name in people],
        "pairs": [pair(f"{a}-{b}", a, b, 0.5 + 0.05 * k) for k, (a, b) in enumerate(two)],
    }


@st.composite
def problems(
    draw: st.DrawFn, most_people: int = 5, most_pairs: int = 6, most_slots: int = 4
) -> Any:
    """Draw a small problem document in which any feature may be on or off."""
    t = draw(st.integers(1, most_slots))
    n = draw(st.integers(2, most_people))
    slots = [slot(k, draw(st.sampled_from([None, 0, 1, 1, 2]))) for k in range(t)]
    ids = [entry["id"] for entry in slots]
    people = [draw(_person(f"p{i}", ids)) for i in range(n)]
    some_ids = st.lists(st.sampled_from(ids), unique=True)
    pairs: list[dict[str, Any]] = []
    for k in range(draw(st.integers(0, most_pairs))):
        a = draw(st.integers(0, n - 1))
        b = draw(st.integers(0, n - 2))
        entry = pair(f"m{k}", f"p{a}", f"p{b + (b >= a)}", draw(_affinity()))
        match draw(st.integers(0, 7)):
            case 0:
                entry["mandatory"] = True
            case 1:
                entry["slots"] = draw(some_ids)
            case 2:
                entry["slots"] = {s: draw(_affinity()) for s in draw(some_ids)}
                del entry["affinity"]
            case 3 if k:
                entry["after"] = [f"m{draw(st.integers(0, k - 1))}"]
        pairs.append(entry)
    document: dict[str, Any] = {
        "slots": slots,
        "people": people,
        "pairs": pairs,
        "kept": draw(_kept(people, pairs, ids)),
    }
    if draw(st.booleans()):
        document["weights"] = {
            "change": draw(st.sampled_from([0, 0.1, 1])),
            "break": draw(st.sampled_from([0, 0.1, 0.6])),
        }
    document["break_spread"] = draw(st.sampled_from([None, None, None, 0, 1]))
    return document


def _affinity() -> st.SearchStrategy[float]:
    return st.sampled_from([0.1, 0.25, 0.5, 0.7, 0.9, 1.0, 3.0])


@st.composite
def _person(draw: st.DrawFn, name: str, slots: list[str]) -> dict[str, Any]:
    return {
        "id": name,
        "max_meetings": draw(st.sampled_from([None, None, 1, 2])),
        "floor": draw(st.sampled_from([0, 0, 1, 2])),
        "unavailable": draw(st.lists(st.sampled_from(slots), unique=True, max_size=2)),
        "seats": draw(st.sampled_from([1, 1, 1, 2])),
        "own_table": draw(st.sampled_from([False, False, True])),
    }


@st.composite
def _kept(
    draw: st.DrawFn, people: list[dict[str, Any]], pairs: list[dict[str, Any]], slots: list[str]
) -> list[dict[str, Any]]:
    away = {person["id"]: set(person["unavailable"]) for person in people}
    kept = []
    for entry in pairs:
        if draw(st.integers(0, 3)):
            continue
        where = draw(st.sampled_from(slots))
        allowed = entry.get("slots")
        can = where not in away[entry["a"]] | away[entry["b"]]
        can = can and (allowed is None or where in allowed)
        pinned = can and draw(st.booleans())
        kept.append({"pair": entry["id"], "slot": where, "pinned": pinned})
    return kept
