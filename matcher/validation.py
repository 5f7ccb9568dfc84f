"""What makes a problem refused, whether it came from a file or from arrays."""

from datetime import datetime

import numpy as np

from matcher.fields import HUGEST, TINIEST, fail
from matcher.problem import Problem
from matcher.refusal import Refused

_BETWEEN = f"must lie between {TINIEST:g} and {HUGEST:g}"


def validate(problem: Problem) -> None:
    """Raise `Refused`, naming the first entry that makes no sense."""
    _check_shapes(problem)
    _check_slots(problem)
    _check_people(problem)
    _check_pairs(problem)
    _check_after(problem)
    _check_kept(problem)
    for name, weight in (("change", problem.change), ("break", problem.break_)):
        if not (np.isfinite(weight) and weight >= 0):
            raise fail("weights", f"{name} must be finite and 0 or more, is {weight:g}")
        if weight and not TINIEST <= weight <= HUGEST:
            raise fail("weights", f"{name} {_BETWEEN}, is {weight:g}")
    if problem.break_spread is not None and problem.break_spread < 0:
        raise fail("break_spread", f"must be 0 or more, is {problem.break_spread}")
    if not 0 <= problem.slack <= 1:
        raise fail("slack", f"must be a share between 0 and 1, is {problem.slack:g}")


def instant(text: str) -> float:
    """Return the seconds since 1970 of an ISO 8601 text with offset; raise `Refused`."""
    try:
        start = datetime.fromisoformat(text)
    except ValueError:
        raise Refused(f"{text!r} is not an ISO 8601 date and time") from None
    if start.tzinfo is None:
        raise Refused(f"{text!r} has no offset from UTC, such as +02:00")
    return start.timestamp()


def _check_shapes(problem: Problem) -> None:
    t, n, m = len(problem.slots), len(problem.people), len(problem.pairs)
    for part, length in ((problem.slots, t), (problem.people, n), (problem.pairs, m)):
        for name, value in vars(part).items():
            if isinstance(value, np.ndarray) and value.shape[0] != length:
                raise fail(name, f"has {value.shape[0]} entries where {length} are expected")
    if problem.people.available.shape != (n, t):
        raise fail("available", f"must have the shape ({n}, {t})")


def _check_slots(problem: Problem) -> None:
    slots = problem.slots
    _refuse_first(slots.minutes < 1, "slot", slots.ids, "minutes must be 1 or more")
    _refuse_first(slots.tables < 0, "slot", slots.ids, "tables must be 0 or more")
    end, earlier = -np.inf, ""
    for name, start, minutes in zip(slots.ids, slots.starts, slots.minutes, strict=True):
        try:
            begin = instant(start)
        except Refused as refusal:
            raise fail(f"slot {name!r}", f"start {refusal}") from None
        if begin < end:
            raise fail(f"slot {name!r}", f"overlaps slot {earlier!r}")
        end, earlier = begin + 60.0 * int(minutes), name


def _check_people(problem: Problem) -> None:
    people = problem.people
    for name in ("max_meetings", "floor", "seats"):
        values = getattr(people, name)
        _refuse_first(values < 0, "person", people.ids, f"{name} must be 0 or more")


def _check_pairs(problem: Problem) -> None:
    pairs, n, t = problem.pairs, len(problem.people), len(problem.slots)
    for end in (pairs.a, pairs.b):
        _refuse_first((end < 0) | (end >= n), "pair", pairs.ids, "names an unknown person")
    _refuse_first(pairs.a == pairs.b, "pair", pairs.ids, "pairs a person with themself")
    unfit = ~(np.isfinite(pairs.affinity) & (pairs.affinity > 0))
    _refuse_first(unfit, "pair", pairs.ids, "affinity must be finite and positive")
    beyond = (pairs.affinity < TINIEST) | (pairs.affinity > HUGEST)
    _refuse_first(beyond, "pair", pairs.ids, f"affinity {_BETWEEN}")
    for pair, values in pairs.slots.items():
        for slot, value in values.items():
            if not 0 <= slot < t:
                raise fail(f"pair {pairs.ids[pair]!r}", "slots names an unknown slot")
            if not TINIEST <= value <= HUGEST:
                where = problem.slots.ids[slot]
                raise fail(
                    f"pair {pairs.ids[pair]!r}",
                    f"the affinity in slot {where!r} {_BETWEEN}",
                )


def _check_after(problem: Problem) -> None:
    """Refuse a circle, found by taking away pairs that wait for nothing (Kahn, 1962)."""
    pairs = problem.pairs
    waits = {pair: len(earlier) for pair, earlier in pairs.after.items()}
    followers: dict[int, list[int]] = {}
    for pair, earlier in pairs.after.items():
        for other in earlier:
            followers.setdefault(other, []).append(pair)
    ready = [pair for pair in followers if not waits.get(pair)]
    while ready:
        for pair in followers.get(ready.pop(), ()):
            waits[pair] -= 1
            if not waits[pair]:
                ready.append(pair)
    stuck = [pair for pair, count in waits.items() if count]
    if stuck:
        raise fail(f"pair {pairs.ids[_on_circle(problem, stuck)]!r}", "after runs in a circle")


def _on_circle(problem: Problem, stuck: list[int]) -> int:
    """Walk back from a stuck pair, by stuck pairs only, till one comes twice."""
    among, pair, seen = set(stuck), stuck[0], set[int]()
    while pair not in seen:
        seen.add(pair)
        pair = next(other for other in problem.pairs.after[pair] if other in among)
    return pair


def _check_kept(problem: Problem) -> None:
    kept, pairs, people = problem.kept, problem.pairs, problem.people
    seen: set[int] = set()
    for pair, slot, pinned in zip(kept.pair, kept.slot, kept.pinned, strict=True):
        if not (0 <= pair < len(pairs) and 0 <= slot < len(problem.slots)):
            raise fail("kept", "names an unknown pair or slot")
        name, where = f"kept pair {pairs.ids[pair]!r}", problem.slots.ids[slot]
        if int(pair) in seen:
            raise fail(name, "is kept twice")
        seen.add(int(pair))
        if not pinned:
            continue
        for person in (pairs.a[pair], pairs.b[pair]):
            if not people.available[person, slot]:
                who = people.ids[person]
                raise fail(name, f"is pinned to slot {where!r}, where {who!r} is unavailable")
        if int(slot) not in pairs.slots.get(int(pair), {int(slot): 1.0}):
            raise fail(name, f"is pinned to slot {where!r}, which is not among its slots")


def _refuse_first(wrong: object, what: str, ids: object, complaint: str) -> None:
    at = np.flatnonzero(np.asarray(wrong))
    if at.size:
        raise fail(f"{what} {ids[int(at[0])]!r}", complaint)  # type: ignore[index]
