"""Somebody does not come: whoever they would have met meets somebody else in the same slot.

Nobody who sits together is moved. Each partner of the absent person is matched with someone who
is idle in the slot, or with another of the partners; as many of them as can be, then those who
are below their floor first, then as worthwhile as can be.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import count as numbers
from typing import NamedTuple

import numpy as np

from matcher.placements import slots_of
from matcher.plan import Meeting, Plan
from matcher.problem import NO_LIMIT, Ints, Kept, Problem
from matcher.recount import with_figures
from matcher.refusal import Refused

_MOST_TRIED = 50_000
"""Combinations tried before the best so far is taken; a few partners never come near it."""


class Partner(NamedTuple):
    """A pair that could meet instead: its entry, its two people, and what it is worth."""

    pair: int
    a: int
    b: int
    relief: int
    worth: float
    shared: bool


Rank = tuple[int, int, float]
"""Partners who have somebody, people helped to their floor, worth."""


def rematch(problem: Problem, plan: Plan, absent: str, slot: str) -> Plan:
    """Return the plan without the absent person's meetings in the slot, their partners re-matched.

    `conflict` of the plan says for each partner who has nobody why that is. What the absent
    person was bound to there, as mandatory or pinned, is lifted: see `without`.

    Raises
    ------
    Refused: the person or the slot is unknown, or the plan is of another problem.
    """
    ids, names = list(problem.people.ids), list(problem.slots.ids)
    if absent not in ids:
        raise Refused(f"absent: {absent} is no person of the problem")
    if slot not in names:
        raise Refused(f"slot: {slot} is no slot of the problem")
    placed = slots_of(problem, plan)
    i, s = ids.index(absent), names.index(slot)
    pairs = problem.pairs
    gone = np.flatnonzero((placed == s) & ((pairs.a == i) | (pairs.b == i)))
    placed[gone] = -1
    left = [int(pairs.b[p] if pairs.a[p] == i else pairs.a[p]) for p in gone]
    hall = _hall(problem, placed, i, s)
    chosen = _best(hall, left)
    placed[[option.pair for option in chosen]] = s
    helped = {person for option in chosen for person in (option.a, option.b)}
    reasons = [_why_not(hall, person) for person in left if person not in helped]
    lost = {pairs.ids[p] for p in gone.tolist()}
    meetings = [meeting for meeting in plan.meetings if meeting.pair not in lost]
    meetings += _seated(problem, meetings, chosen, slot)
    status = "feasible" if plan.status in ("optimal", "feasible") else plan.status
    new = with_figures(
        problem,
        replace(plan, status=status, meetings=tuple(meetings), conflict=tuple(reasons)),
        placed,
    )
    lifted = _lifts(problem, i, s)
    if lifted:  # what was proven took it for granted
        new = replace(new, shortfall_bound=0)
    if lifted or new.shortfall > plan.shortfall:
        new = replace(new, bound=max(new.bound, _loose_bound(problem)))
    return new


def _lifts(problem: Problem, i: int, s: int) -> bool:
    """Say whether `without` frees person i, absent in slot s, from anything they were bound to."""
    pairs, kept = problem.pairs, problem.kept
    theirs = (pairs.a == i) | (pairs.b == i)
    pins = kept.pinned & theirs[kept.pair] & (kept.slot == s)
    return bool((pairs.mandatory & theirs).any() or pins.any())


def without(problem: Problem, absent: str, slot: str) -> Problem:
    """Return the problem as it is once the person does not come in the slot.

    They are unavailable there; pins there, and mandatory pairs of theirs, no longer hold.
    """
    i, s = list(problem.people.ids).index(absent), list(problem.slots.ids).index(slot)
    available = problem.people.available.copy()
    available[i, s] = False
    theirs = (problem.pairs.a == i) | (problem.pairs.b == i)
    kept = problem.kept
    return replace(
        problem,
        people=replace(problem.people, available=available),
        pairs=replace(problem.pairs, mandatory=problem.pairs.mandatory & ~theirs),
        kept=Kept(kept.pair, kept.slot, kept.pinned & ~(theirs[kept.pair] & (kept.slot == s))),
    )


@dataclass(frozen=True)
class _Hall:
    """The slot as it stands without the absent person.

    Attributes
    ----------
    free: (n,) seats left in the slot; 0 for who is away.
    room: (n,) meetings that a person may still have in all.
    tables: shared tables left.
    """

    problem: Problem
    placed: Ints
    absent: int
    slot: int
    free: Ints
    room: Ints
    short: Ints
    tables: int


def _hall(problem: Problem, placed: Ints, absent: int, slot: int) -> _Hall:
    people, pairs = problem.people, problem.pairs
    n = len(people)
    here = np.flatnonzero(placed == slot)
    sitting = np.bincount(np.concatenate([pairs.a[here], pairs.b[here]]), minlength=n)
    all_placed = np.flatnonzero(placed >= 0)
    ends = np.concatenate([pairs.a[all_placed], pairs.b[all_placed]])
    held = np.bincount(ends, minlength=n)
    free = np.where(people.available[:, slot], people.seats - sitting, 0)
    free[absent] = 0
    own = people.own_table
    taken = int((~(own[pairs.a[here]] | own[pairs.b[here]])).sum())
    most = int(problem.slots.tables[slot])
    return _Hall(
        problem,
        placed,
        absent,
        slot,
        free=np.maximum(free, 0).astype(np.int32),
        room=np.maximum(people.max_meetings.astype(np.int64) - held, 0).astype(np.int32),
        short=np.maximum(people.floor.astype(np.int64) - held, 0).astype(np.int32),
        tables=len(pairs) if most == NO_LIMIT else most - taken,
    )


def _open_pairs(hall: _Hall, person: int) -> Ints:
    """Return the entries of a person that are not placed, the absent person's aside."""
    pairs = hall.problem.pairs
    theirs = (pairs.a == person) | (pairs.b == person)
    other = (pairs.a == hall.absent) | (pairs.b == hall.absent)
    return np.flatnonzero(theirs & ~other & (hall.placed < 0)).astype(np.int32)


def _options(hall: _Hall, person: int) -> list[Partner]:
    """Return whom a person could meet now, the best first."""
    problem, pairs = hall.problem, hall.problem.pairs
    own = problem.people.own_table
    found = []
    for p in _open_pairs(hall, person).tolist():
        a, b = int(pairs.a[p]), int(pairs.b[p])
        if hall.free[a] < 1 or hall.free[b] < 1 or hall.room[a] < 1 or hall.room[b] < 1:
            continue
        if not _may(hall, p):
            continue
        relief = int(hall.short[a] > 0) + int(hall.short[b] > 0)
        worth = pairs.slots.get(p, {}).get(hall.slot, float(pairs.affinity[p]))
        found.append(Partner(p, a, b, relief, worth, not (own[a] or own[b])))
    return sorted(found, key=lambda option: (-option.relief, -option.worth, option.pair))


def _may(hall: _Hall, p: int) -> bool:
    """Say whether the pair's own slots, the order and the twins of an entry allow the slot."""
    pairs, placed = hall.problem.pairs, hall.placed
    if p in pairs.slots and hall.slot not in pairs.slots[p]:
        return False
    if any(placed[q] >= hall.slot for q in pairs.after.get(p, ())):
        return False
    if any(p in earlier and 0 <= placed[q] <= hall.slot for q, earlier in pairs.after.items()):
        return False
    same = (pairs.a == pairs.a[p]) & (pairs.b == pairs.b[p])
    same |= (pairs.a == pairs.b[p]) & (pairs.b == pairs.a[p])
    return not bool((placed[same] == hall.slot).any())


def _best(hall: _Hall, left: Sequence[int]) -> list[Partner]:
    """Return the best set of meetings for those left behind, by trying what could be best.

    Of those whom a person could meet, more than there are people left behind need not be tried
    for each need of a table: the others cannot take them all.
    """
    options = {}
    for person in left:
        found = _options(hall, person)
        each = 2 * len(left)
        with_table = [one for one in found if one.shared][:each]
        options[person] = with_table + [one for one in found if not one.shared][:each]
        options[person].sort(key=lambda one: (-one.relief, -one.worth, one.pair))
    best: tuple[Rank, list[Partner]] = ((0, 0, 0.0), [])
    budget = numbers()
    for rank, chosen in _sets(hall, list(left), options, [], Counter(), hall.tables):
        if rank > best[0]:
            best = (rank, chosen)
        if next(budget) > _MOST_TRIED or best[0][0] == len(left) == 1:
            break
    return best[1]


def _sets(
    hall: _Hall,
    left: list[int],
    options: dict[int, list[Partner]],
    chosen: list[Partner],
    busy: Counter[int],
    tables: int,
) -> Iterator[tuple[Rank, list[Partner]]]:
    """Yield every set of meetings that can be together, with its rank."""
    if not left:
        yield _rank(chosen, options), chosen
        return
    person, rest = left[0], left[1:]
    if busy[person] == 0:
        for one in options[person]:
            fits = all(busy[i] < min(hall.free[i], hall.room[i]) for i in (one.a, one.b))
            if fits and (tables > 0 or not one.shared) and not _clashes(hall, one, chosen):
                both = busy + Counter((one.a, one.b))
                spent = tables - int(one.shared)
                yield from _sets(hall, rest, options, [*chosen, one], both, spent)
    yield from _sets(hall, rest, options, chosen, busy, tables)


def _clashes(hall: _Hall, one: Partner, chosen: list[Partner]) -> bool:
    """Say whether an entry cannot be in one slot with those chosen: an order, or the same two."""
    after = hall.problem.pairs.after
    return any(
        {one.a, one.b} == {other.a, other.b}
        or other.pair in after.get(one.pair, ())
        or one.pair in after.get(other.pair, ())
        for other in chosen
    )


def _rank(chosen: list[Partner], options: dict[int, list[Partner]]) -> Rank:
    helped = {person for one in chosen for person in (one.a, one.b)} & options.keys()
    return len(helped), sum(one.relief for one in chosen), sum(one.worth for one in chosen)


def _seated(
    problem: Problem, meetings: Sequence[Meeting], chosen: Sequence[Partner], slot: str
) -> list[Meeting]:
    """Give each new meeting a table that is free, the first one first."""
    taken = {meeting.table for meeting in meetings if meeting.slot == slot}
    free = (table for table in numbers(1) if table not in taken)
    ids = problem.people.ids
    return [
        Meeting(
            problem.pairs.ids[one.pair],
            ids[problem.pairs.a[one.pair]],
            ids[problem.pairs.b[one.pair]],
            slot,
            next(free) if one.shared else None,
        )
        for one in chosen
    ]


def _why_not(hall: _Hall, person: int) -> str:
    """Say in words why somebody has nobody."""
    problem, pairs = hall.problem, hall.problem.pairs
    name, slot = problem.people.ids[person], problem.slots.ids[hall.slot]
    away = busy = full = bound = able = 0
    for p in _open_pairs(hall, person).tolist():
        other = int(pairs.b[p] if pairs.a[p] == person else pairs.a[p])
        if not problem.people.available[other, hall.slot]:
            away += 1
        elif hall.free[other] < 1:
            busy += 1
        elif hall.room[other] < 1:
            full += 1
        elif not _may(hall, p):
            bound += 1
        else:
            able += 1
    if hall.room[person] < 1:
        return f"{name} may have no more meetings."
    if not away + busy + full + bound + able:
        return f"{name} already meets everybody whom they could meet."
    parts = [
        f"{number} {words}"
        for number, words in (
            (away, "away"),
            (busy, "in other meetings"),
            (full, "without room for more meetings"),
            (bound, "bound to other slots"),
        )
        if number
    ]
    if able and hall.tables < 1:
        return f"{name} has nobody in slot {slot}: all tables are taken."
    if able:
        parts.append(f"{able} matched with others left behind")
    return f"{name} has nobody in slot {slot}: of those they could meet, {', '.join(parts)}."


def _loose_bound(problem: Problem) -> float:
    """Return a bound for any shortfall at once: each person's best pairs, shared by two."""
    pairs = problem.pairs
    worth = pairs.affinity.astype(np.float64)
    for p, own in pairs.slots.items():
        worth[p] = max(own.values(), default=0.0)
    person = np.concatenate([pairs.a, pairs.b])
    value = np.concatenate([worth, worth])
    order = np.lexsort((-value, person))
    person, value = person[order], value[order]
    rank = np.arange(len(person)) - np.searchsorted(person, person)
    counted = rank < problem.people.max_meetings[person]
    return float(value[counted].sum()) / 2
