"""Tables within each slot so that people walk little: tables are alike, so this costs no meeting.

The engine says how many meet in a slot, and any table will do. Here a meeting gets one at which
one of its two sat just before, else one near to where both come from.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from scipy.optimize import linear_sum_assignment

from eventnet.floor.room import Room

FAR = 1_000_000
"""More than any way through a room."""


@dataclass(frozen=True)
class Sitting:
    """A meeting at a table, or with None somewhere else; one that `stays` keeps its table."""

    two: frozenset[str]
    slot: str
    table: int | None
    stays: bool = False


@dataclass(frozen=True)
class Seating:
    """The same meetings, at tables that are nearer, and how far all walk before and after."""

    sittings: Sequence[Sitting]
    before: int
    after: int


def shorten_ways(
    room: Room,
    runs: Sequence[Sequence[str]],
    sittings: Sequence[Sitting],
    free: Mapping[str, Sequence[int]],
) -> Seating:
    """Give meetings that do not stay a table of their slot that is nearer to where people were.

    `runs` are the slots of each day, in order; between days nobody walks. `free` are the tables
    of a slot for those that do not stay. All walk together at most as far as before.
    """
    found = list(sittings)
    of_slot: dict[str, list[int]] = {}
    for place, sitting in enumerate(sittings):
        of_slot.setdefault(sitting.slot, []).append(place)
    for run in runs:
        last: dict[str, int] = {}
        for slot in run:
            here = of_slot.get(slot, ())
            moving = [n for n in here if sittings[n].table is not None and not sittings[n].stays]
            tables = _choose(room, [sittings[n] for n in moving], free.get(slot, ()), last)
            for place, table in zip(moving, tables, strict=True):
                old = sittings[place]
                found[place] = Sitting(old.two, old.slot, table)
            for place in here:
                _go(found[place], last)
    before, after = walked(room, runs, sittings), walked(room, runs, found)
    if after >= before:
        return Seating(sittings, before, before)
    return Seating(found, before, after)


def _go(sitting: Sitting, last: dict[str, int]) -> None:
    """Note where two are now; how far it is to a stand, or from one, nobody knows."""
    for person in sitting.two:
        if sitting.table is None:
            last.pop(person, None)
        else:
            last[person] = sitting.table


def walked(room: Room, runs: Sequence[Sequence[str]], sittings: Sequence[Sitting]) -> int:
    """Return how many tables all people walk together, from one table to their next."""
    of_slot: dict[str, list[Sitting]] = {}
    for sitting in sittings:
        of_slot.setdefault(sitting.slot, []).append(sitting)
    total = 0
    for run in runs:
        last: dict[str, int] = {}
        for slot in run:
            for sitting in of_slot.get(slot, ()):
                if sitting.table is not None:
                    total += _cost(room, sitting, last)(sitting.table)
                _go(sitting, last)
    return total


def _cost(room: Room, sitting: Sitting, last: Mapping[str, int]) -> Callable[[int], int]:
    """Return how far the two of a meeting walk to a table."""
    there = [last[person] for person in sitting.two if person in last]
    return lambda table: sum(room.steps(table, before) for before in there)


def _choose(
    room: Room, moving: Sequence[Sitting], free: Sequence[int], last: Mapping[str, int]
) -> list[int]:
    """Return a table of those that are free for each meeting.

    Whichever of two tables their people come from is the best there is for a meeting, so these
    are given first, the farthest apart before the others; the rest is an assignment.
    """
    open_tables = dict.fromkeys(sorted(free))
    chosen: dict[int, int] = {}
    homes = [sorted(last[one] for one in sitting.two if one in last) for sitting in moving]
    wants = sorted(range(len(moving)), key=lambda n: (-_apart(room, homes[n]), min(moving[n].two)))
    for n in wants:
        home = next((table for table in homes[n] if table in open_tables), None)
        if home is not None:
            chosen[n] = home
            del open_tables[home]
    rest = [n for n in wants if n not in chosen and homes[n]]
    if rest:
        tables = list(open_tables)
        costs = _costs(room, [homes[n] for n in rest], tables)
        for row, column in zip(*linear_sum_assignment(costs), strict=True):
            chosen[rest[row]] = tables[column]
            del open_tables[tables[column]]
    left = iter(open_tables)
    for n in range(len(moving)):
        if n not in chosen:  # the first meeting of both: the tables that are left, from the front
            chosen[n] = next(left)
    return [chosen[n] for n in range(len(moving))]


def _apart(room: Room, homes: Sequence[int]) -> int:
    return room.steps(homes[0], homes[1]) if len(homes) == 2 else 0


def _costs(room: Room, homes: Sequence[Sequence[int]], tables: Sequence[int]) -> "np.ndarray":
    """Return how far the two of each meeting walk to each table, `(meetings, tables)`."""
    rows, columns = np.divmod(np.asarray(tables) - 1, room.per_row)
    costs = np.zeros((len(homes), len(tables)), dtype=np.int32)
    for n, own in enumerate(homes):
        for home in own:
            spot = room.spot(home)
            costs[n] += np.abs(rows - spot.row) + np.abs(columns - spot.column)
    return costs
