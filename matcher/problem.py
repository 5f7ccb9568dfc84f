"""The problem: slots, people, candidate pairs, kept meetings and weights, as frozen arrays.

Letters used for shapes: t slots, n people, m pairs, k kept entries.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Self

import numpy as np
from numpy.typing import NDArray

from matcher.files import read_document, write_document

Ints = NDArray[np.int32]
Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]

NO_LIMIT = 2**31 - 1
"""Stands for null in `tables` and `max_meetings`."""


@dataclass(frozen=True, eq=False)
class Slots:
    """The t slots, in order of time, none overlapping.

    Attributes
    ----------
    ids: slot ids.
    starts: ISO 8601 texts with offset, as written in the file.
    minutes: (t,) lengths in minutes.
    tables: (t,) shared tables, NO_LIMIT where there is no limit.
    day: (t,) number of the local date, 0 for the first; breaks are counted within a day.
    """

    ids: Sequence[str]
    starts: Sequence[str]
    minutes: Ints
    tables: Ints
    day: Ints

    def __len__(self) -> int:
        return len(self.ids)


@dataclass(frozen=True, eq=False)
class Roster:
    """The n people.

    Attributes
    ----------
    ids: person ids.
    available: (n, t) whether the person can meet in the slot.
    max_meetings: (n,) most meetings in all, NO_LIMIT where there is no limit.
    floor: (n,) meetings below which the person counts as short.
    seats: (n,) most meetings in one slot.
    own_table: (n,) whether their meetings need no shared table.
    """

    ids: Sequence[str]
    available: Flags
    max_meetings: Ints
    floor: Ints
    seats: Ints
    own_table: Flags

    def __len__(self) -> int:
        return len(self.ids)

    @classmethod
    def plain(cls, ids: Sequence[str], available: Flags, max_meetings: int = NO_LIMIT) -> Self:
        """Return people with one seat, no floor and no own table."""
        n = len(ids)
        return cls(
            ids=ids,
            available=available,
            max_meetings=np.full(n, max_meetings, np.int32),
            floor=np.zeros(n, np.int32),
            seats=np.ones(n, np.int32),
            own_table=np.zeros(n, np.bool_),
        )


@dataclass(frozen=True, eq=False)
class Candidates:
    """The m pairs that could meet.

    Attributes
    ----------
    ids: pair ids.
    a, b: (m,) positions of the two people, a ≠ b.
    affinity: (m,) what the meeting is worth, > 0, in any slot without an own value.
    mandatory: (m,) whether the pair must be placed.
    slots: pair → {slot: affinity there}, for the pairs that are bound to some slots only.
    after: pair → the pairs that lie strictly earlier, where both are placed.
    notes: pair → fields that the solver ignores (`a_to_b`, `b_to_a`, `because`).
    """

    ids: Sequence[str]
    a: Ints
    b: Ints
    affinity: Floats
    mandatory: Flags
    slots: Mapping[int, Mapping[int, float]] = field(default_factory=dict)
    after: Mapping[int, Sequence[int]] = field(default_factory=dict)
    notes: Mapping[int, Mapping[str, Any]] = field(default_factory=dict)

    def __len__(self) -> int:
        return len(self.ids)

    @classmethod
    def plain(cls, ids: Sequence[str], a: Ints, b: Ints, affinity: Floats) -> Self:
        """Return pairs without conditions."""
        return cls(ids, a, b, affinity, np.zeros(len(ids), np.bool_))


@dataclass(frozen=True, eq=False)
class Kept:
    """Where an earlier plan had k of the pairs; `pinned` ones must stay there."""

    pair: Ints
    slot: Ints
    pinned: Flags

    @classmethod
    def nothing(cls) -> Self:
        """Return no kept meetings."""
        return cls(np.zeros(0, np.int32), np.zeros(0, np.int32), np.zeros(0, np.bool_))


@dataclass(frozen=True, eq=False)
class Problem:
    """What is to be planned; refused on construction where it makes no sense.

    Attributes
    ----------
    change, break_: weights of a change and of a break, in the unit of affinity.
    break_spread: most that the breaks of two people may differ by, or None.
    slack: share of the best objective that may be spent on the worst-off person.
    """

    slots: Slots
    people: Roster
    pairs: Candidates
    kept: Kept = field(default_factory=Kept.nothing)
    change: float = 0.0
    break_: float = 0.0
    break_spread: int | None = None
    slack: float = 0.0

    def __post_init__(self) -> None:
        from matcher.validation import validate  # noqa: PLC0415 - it needs the classes above

        validate(self)
        for part in (self.slots, self.people, self.pairs, self.kept):
            for value in vars(part).values():
                if isinstance(value, np.ndarray):
                    value.setflags(write=False)

    @classmethod
    def from_json(cls, document: object) -> Self:
        """Return the problem of an eventnet-problem/1 document; raise `Refused`."""
        from matcher.problem_file import parse_problem  # noqa: PLC0415

        return cls(**parse_problem(document))

    def to_json(self) -> dict[str, Any]:
        """Return the eventnet-problem/1 document."""
        from matcher.problem_file import problem_document  # noqa: PLC0415

        return problem_document(self)

    @classmethod
    def read(cls, path: str | Path) -> Self:
        """Read a problem file (`.json`, `.json.gz`, `-`)."""
        return cls.from_json(read_document(path))

    def write(self, path: str | Path) -> None:
        """Write a problem file (`.json`, `.json.gz`, `-`)."""
        write_document(path, self.to_json())
