"""The geometry of a room: which table stands where, and how far it is from one to another.

Distances are counted in tables, because that is what is known: a step to the next table of a row,
or to the next row, is one.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from math import ceil, sqrt

from eventnet.floor.models import FloorPlan, Wall

MOST_ROWS = 100
MOST_IN_A_ROW = 100


@dataclass(frozen=True)
class Spot:
    """Where a table stands, counted from 0: its row from the top, its place from the left."""

    row: int
    column: int


@dataclass(frozen=True)
class Room:
    """Rows of tables; table 1 is the first of the top row, and numbers run from left to right."""

    tables: int
    per_row: int
    entrance: Wall = Wall.BOTTOM
    stands: Sequence[str] = field(default_factory=tuple)
    stands_wall: Wall = Wall.TOP
    is_drawn: bool = False
    """Whether an organizer said how it is; a guess is good to plan with, but not to show."""

    @property
    def rows(self) -> int:
        """How many rows there are."""
        return ceil(self.tables / self.per_row)

    def spot(self, number: int) -> Spot:
        """Return where a table stands."""
        return Spot(*divmod(number - 1, self.per_row))

    def steps(self, one: int, other: int) -> int:
        """Return how many tables one walks from one table to another."""
        a, b = self.spot(one), self.spot(other)
        return abs(a.row - b.row) + abs(a.column - b.column)

    def seen_from_entrance(self, number: int) -> tuple[int, int, int]:
        """Return of a table, as somebody sees it who comes in: how many rows or columns in it
        stands, its place among those side by side, from the left, and how many these are."""
        spot = self.spot(number)
        row, column = spot.row, spot.column
        deep, wide = self.rows, min(self.per_row, self.tables)
        if self.entrance is Wall.BOTTOM:
            return deep - 1 - row, column, wide
        if self.entrance is Wall.TOP:
            return row, wide - 1 - column, wide
        if self.entrance is Wall.LEFT:
            return column, row, deep
        return wide - 1 - column, deep - 1 - row, deep


def usual_per_row(tables: int) -> int:
    """Return how many tables a row has where nobody said it: a little wider than deep."""
    return min(MOST_IN_A_ROW, max(1, ceil(sqrt(tables * 1.25))))


def room_of(plan: FloorPlan | None, tables: int) -> Room:
    """Return the room of an event with so many tables, as it was set up or as it may be."""
    least = ceil(tables / MOST_ROWS)
    if plan is None:
        return Room(tables, max(least, usual_per_row(tables)))
    return Room(
        tables=tables,
        per_row=max(least, plan.per_row, 1),
        entrance=plan.entrance,
        stands=tuple(plan.stands),
        stands_wall=plan.stands_wall,
        is_drawn=True,
    )
