"""Breaks in the exact model: a literal for each, and what follows from the rules by counting.

A break begins in an idle slot behind a busy one, if any later slot of the day is busy. What is
implied takes no plan away, so no test can miss it; it lets the search see early what it would
find late. Idle slots are counted as by Bofill et al. (JAIR 74, 2022).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import pairwise
from typing import TYPE_CHECKING, Any

import numpy as np
from scipy.sparse import csr_array
from scipy.sparse.csgraph import maximum_bipartite_matching

from matcher.problem import NO_LIMIT

if TYPE_CHECKING:
    from matcher.board import Board
    from matcher.problem import Ints
    from matcher.rules import Choices


@dataclass
class _Day:
    """The slots of one date in which a person could meet, in order.

    Attributes
    ----------
    slots, places: (k,) which slots, and their places on the date.
    idle, later: (k,) literals that the slot is idle; that it or a later one is busy.
    breaks: literals that a break begins behind the slot of that index.
    """

    person: int
    slots: list[int]
    places: list[int]
    idle: list[Any]
    later: list[Any] = field(default_factory=list)
    breaks: dict[int, Any] = field(default_factory=dict)

    def touches(self, k: int) -> bool:
        """Say whether the slot of index k + 1 is the very next one on the date."""
        return self.places[k + 1] == self.places[k] + 1


class BreakModel:
    """The breaks of all people in a CP-SAT model.

    Attributes
    ----------
    literals: one for each break that there can be.
    of_person: the number of breaks of everyone who can have one.
    """

    def __init__(self, model: Any, board: Board, choices: Choices, taken: list[Any]) -> None:
        self._model, self._board, self._choices, self._taken = model, board, choices, taken
        self._days = list(self._find_days())
        self._days_of: dict[int, list[_Day]] = {}
        for day in self._days:
            self._post_later(day)
            self._post_breaks(day)
            self._days_of.setdefault(day.person, []).append(day)
        breaks_of = [
            [one for day in days for one in day.breaks.values()] for days in self._days_of.values()
        ]
        self.literals = [one for breaks in breaks_of for one in breaks]
        self.of_person = [sum(breaks) for breaks in breaks_of if breaks]
        self._post_implied()

    def post_spread(self, most: int) -> None:
        """Let the breaks of any two people differ by so many at most."""
        model, t = self._model, len(self._board.tables)
        highest = model.new_int_var(0, t, "")
        without = len(self.of_person) < len(self._board.limit)
        lowest = model.new_int_var(0, 0 if without else t, "")
        for breaks in self.of_person:
            model.add(breaks <= highest)
            model.add(breaks >= lowest)
        model.add(highest - lowest <= most)

    def _find_days(self) -> Iterator[_Day]:
        """Yield the days of each person; before and after the slots of a day is no break."""
        board, choices = self._board, self._choices
        held: dict[tuple[int, int], list[Any]] = {}
        for c, (p, s) in enumerate(zip(choices.pair.tolist(), choices.slot.tolist(), strict=True)):
            for i in (int(board.a[p]), int(board.b[p])):
                held.setdefault((i, s), []).append(self._taken[c])
        for first, last in pairwise(board.day_at.tolist()):
            date = board.day_slots[first:last].tolist()
            for i in range(len(board.limit)):
                places = [k for k, s in enumerate(date) if (i, s) in held]
                if places:
                    slots = [date[k] for k in places]
                    yield _Day(i, slots, places, [self._idle(i, held[i, s]) for s in slots])

    def _idle(self, i: int, meetings: list[Any]) -> Any:
        """Return a literal that nothing of somebody's meetings in a slot takes place."""
        idle = self._model.new_bool_var("")
        if self._board.first[i + 1] - self._board.first[i] == 1:
            self._model.add_exactly_one([*meetings, idle])
        else:
            self._model.add_bool_or([*meetings, idle])
            for one in meetings:
                self._model.add_implication(one, idle.negated())
        return idle

    def _post_later(self, day: _Day) -> None:
        model = self._model
        later = [day.idle[-1].negated()]
        for idle in reversed(day.idle[:-1]):
            any_later = model.new_bool_var("")
            model.add_implication(later[-1], any_later)
            model.add_implication(idle.negated(), any_later)
            model.add_bool_or([later[-1], idle.negated(), any_later.negated()])
            later.append(any_later)
        day.later = later[::-1]

    def _post_breaks(self, day: _Day) -> None:
        model, last = self._model, len(day.idle) - 1
        for k in range(last):
            if not day.touches(k):
                behind, ahead = [], day.later[k + 1]
            elif k + 1 < last:
                behind, ahead = [day.idle[k + 1]], day.later[k + 2]
            else:
                continue  # nothing can follow
            begins = model.new_bool_var("")
            busy = day.idle[k].negated()
            model.add_bool_or(
                [day.idle[k], *(one.negated() for one in behind), ahead.negated(), begins]
            )
            for one in (busy, *behind, ahead):
                model.add_implication(begins, one)
            day.breaks[k] = begins

    def _post_implied(self) -> None:
        meetings = self._count_meetings()
        for day in self._days:
            self._post_runs(day)
        if meetings is not None:
            for i, days in self._days_of.items():
                idle = [one for day in days for one in day.idle]
                self._model.add(sum(idle) == len(idle) - int(meetings[i]))
                if len(days) == 1:
                    self._post_windows(days[0], int(meetings[i]))
        if not (np.diff(self._board.first) > 1).any():
            self._post_slots()

    def _count_meetings(self) -> Ints | None:
        """Return (n,) how many slots each person meets in, None where that is not yet fixed."""
        board = self._board
        placed = np.array(sorted(self._choices.of), np.int32)
        if not board.must[placed].all() or (np.diff(board.first) > 1).any():
            return None
        ends = np.concatenate([board.a[placed], board.b[placed]])
        return np.bincount(ends, minlength=len(board.limit)).astype(np.int32)

    def _post_runs(self, day: _Day) -> None:
        """Whoever meets on a day has one run of meetings more than breaks."""
        model, begins = self._model, [day.idle[0].negated()]
        for k in range(len(day.idle) - 1):
            busy = day.idle[k + 1].negated()
            if not day.touches(k):
                begins.append(busy)
                continue
            run = model.new_bool_var("")
            model.add_bool_or([busy.negated(), day.idle[k].negated(), run])
            model.add_implication(run, busy)
            model.add_implication(run, day.idle[k])
            begins.append(run)
        model.add(sum(begins) == sum(day.breaks.values()) + day.later[0])

    def _post_windows(self, day: _Day, meetings: int) -> None:
        """Whoever has no break, and so many meetings, has them in one of these windows."""
        if not day.breaks or not meetings:
            return
        model = self._model
        windows = list(self._windows(day, meetings))
        inside = [model.new_bool_var("") for _ in windows]
        smooth = model.new_bool_var("")
        model.add_bool_or([*day.breaks.values(), smooth])
        for begins in day.breaks.values():
            model.add_implication(begins, smooth.negated())
        model.add_exactly_one([*inside, smooth.negated()])
        for k, idle in enumerate(day.idle):
            over = [one for one, window in zip(inside, windows, strict=True) if k in window]
            aside = [one for one, window in zip(inside, windows, strict=True) if k not in window]
            model.add_at_most_one([idle, *over])
            model.add_at_most_one([idle.negated(), *aside])

    def _windows(self, day: _Day, meetings: int) -> Iterator[range]:
        """Yield indices of consecutive slots in which all meetings of a person find a place."""
        slots_of: dict[int, set[int]] = {}
        board, choices = self._board, self._choices
        mine = board.pairs_of[board.pairs_at[day.person] : board.pairs_at[day.person + 1]]
        for p in mine.tolist():
            if p in choices.of:
                slots_of[p] = {int(choices.slot[c]) for c in choices.of[p]}
        for start in range(len(day.slots) - meetings + 1):
            window = range(start, start + meetings)
            if day.places[window[-1]] - day.places[start] >= meetings:
                continue
            slots = [day.slots[k] for k in window]
            can = [[s in theirs for s in slots] for theirs in slots_of.values()]
            if (
                maximum_bipartite_matching(csr_array(np.array(can)), perm_type="column") >= 0
            ).all():
                yield window

    def _post_slots(self) -> None:
        """Count each slot: an even number of people meets, at no more tables than there are.

        Nor at fewer than the other slots leave over.
        """
        board, choices = self._board, self._choices
        idle_at: dict[int, list[Any]] = {}
        for day in self._days:
            for s, idle in zip(day.slots, day.idle, strict=True):
                idle_at.setdefault(s, []).append(idle)
        placed = np.array(sorted(choices.of), np.int32)
        shared = bool(board.shared[placed].all()) and (board.tables < NO_LIMIT).all()
        needed = int(board.must[placed].sum())
        room = int(board.tables.sum(dtype=np.int64)) if shared else 0
        for s, idle in idle_at.items():
            tables = int(board.tables[s])
            most = min(tables, len(idle) // 2) if shared else len(idle) // 2
            least = max(0, needed - (room - tables)) if shared else 0
            if least > most:
                continue  # the rules themselves say that this is infeasible
            meetings = self._model.new_int_var(least, most, "")
            here = [self._taken[c] for c in np.flatnonzero(choices.slot == s).tolist()]
            self._model.add(sum(here) == meetings)
            self._model.add(sum(idle) == len(idle) - 2 * meetings)
