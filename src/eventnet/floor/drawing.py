"""The map of a room as numbers for a drawing: as many for 2,000 tables as for five.

Whole rows are one shape with a pattern, so that a page stays small; only what is marked, and in a
small room each table, has a number on it.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import ceil

from eventnet.floor.models import Wall
from eventnet.floor.room import Room

WIDTH = 360
"""Of the drawing, which is scaled to the page: about a phone's, so that letters keep their size."""
MARGIN = 46
"""Around the tables, for the entrance, stands and the numbers of rows."""
TALLEST = 620
LARGEST = 44
READABLE = 26
"""A table from this size on has its number on it."""
LINE = 13
"""What a line of text needs."""


@dataclass(frozen=True)
class Box:
    """A rectangle, and what is written on it."""

    x: float
    y: float
    width: float
    height: float
    words: str = ""
    is_marked: bool = False

    @property
    def middle(self) -> tuple[float, float]:
        """Where its middle is."""
        return round(self.x + self.width / 2, 1), round(self.y + self.height / 2, 1)

    def meets(self, other: "Box") -> bool:
        """Say whether two lie over each other."""
        return (
            self.x < other.x + other.width
            and other.x < self.x + self.width
            and self.y < other.y + other.height
            and other.y < self.y + self.height
        )


@dataclass(frozen=True)
class Drawing:
    """A map to be drawn."""

    height: float
    cell: float
    blocks: Sequence[Box]
    """Whole rows, filled with tables."""
    numbers: Sequence[Box]
    """Where numbers are written: on each table, or in front of rows."""
    stands: Sequence[Box]
    entrance: Box
    marks: Sequence[Box]
    """Tables that are marked."""
    labels: Sequence[Box]
    """Their numbers, where there is no room on the table."""
    route: str
    """A line through the marked tables, in their order; empty for less than two."""

    @property
    def is_large(self) -> bool:
        """Whether tables are large enough for their numbers."""
        return self.cell >= READABLE


def draw(room: Room, tables: Sequence[int] = (), stands: Sequence[str] = ()) -> Drawing:
    """Return the map with these tables, in the order in which one goes there, and stands marked."""
    wide, deep = min(room.per_row, room.tables) or 1, room.rows or 1
    cell = min(LARGEST, (WIDTH - 2 * MARGIN) / wide, TALLEST / deep)
    left, height = (WIDTH - wide * cell) / 2, deep * cell + 2 * MARGIN
    there = [number for number in dict.fromkeys(tables) if 1 <= number <= room.tables]
    at = {number: _table(room, number, left, cell) for number in there}
    marks = [Box(one.x, one.y, one.width, one.height, str(n)) for n, one in at.items()]
    stops = [at[n].middle for n in tables if n in at]
    return Drawing(
        height=round(height, 1),
        cell=round(cell, 3),
        blocks=list(_blocks(room, left, cell)),
        numbers=list(_numbers(room, left, cell)),
        stands=list(_stands(room, height, stands)),
        entrance=_at_wall(room.entrance, height, 0.5, 58),
        marks=marks,
        labels=[] if cell >= READABLE else _labels(marks, height),
        route=" ".join(f"{x},{y}" for x, y in stops) if len(there) > 1 else "",
    )


def _table(room: Room, number: int, left: float, cell: float) -> Box:
    spot = room.spot(number)
    return Box(round(left + spot.column * cell, 2), round(MARGIN + spot.row * cell, 2), cell, cell)


def _blocks(room: Room, left: float, cell: float) -> Iterator[Box]:
    whole, rest = divmod(room.tables, room.per_row)
    if whole:
        yield Box(left, MARGIN, room.per_row * cell, whole * cell)
    if rest:
        yield Box(left, MARGIN + whole * cell, rest * cell, cell)


def _numbers(room: Room, left: float, cell: float) -> Iterator[Box]:
    if cell >= READABLE:
        for number in range(1, room.tables + 1):
            one = _table(room, number, left, cell)
            yield Box(one.x, one.y, cell, cell, str(number))
        return
    # Beside the rows, on the side where no word of an entrance stands.
    beside = WIDTH - left + 2 if room.entrance is Wall.LEFT else left - 28
    for row in range(0, room.rows, max(1, ceil(LINE / cell))):
        yield Box(beside, MARGIN + row * cell, 26, cell, str(row * room.per_row + 1))


def _stands(room: Room, height: float, marked: Sequence[str]) -> Iterator[Box]:
    for place, name in enumerate(room.stands):
        share = (place + 0.5) / len(room.stands)
        long = (WIDTH if room.stands_wall in (Wall.TOP, Wall.BOTTOM) else height) - 8
        size = min(58.0, 0.86 * long / len(room.stands))
        box = _at_wall(room.stands_wall, height, share, size, inside=room.stands_wall)
        words = name if name in marked or size > 7 * len(name) else ""
        yield Box(box.x, box.y, box.width, box.height, words, name in marked)


def _at_wall(
    wall: Wall, height: float, share: float, size: float, inside: Wall | None = None
) -> Box:
    """Return a box along a wall; stands are a step inside, so that a door has its place."""
    thick, gap = (11.0, 5.0) if inside else (5.0, 0.0)
    x, y = share * WIDTH - size / 2, share * height - size / 2
    return {
        Wall.TOP: Box(x, gap, size, thick),
        Wall.BOTTOM: Box(x, height - gap - thick, size, thick),
        Wall.LEFT: Box(gap, y, thick, size),
        Wall.RIGHT: Box(WIDTH - gap - thick, y, thick, size),
    }[wall]


def _labels(marks: Sequence[Box], height: float) -> list[Box]:
    """Return where the numbers of marked tables stand: beside each, over no other if that can be.

    One that finds no place is left out; the words beside the map name it.
    """
    dots = [Box(mark.middle[0] - 6, mark.middle[1] - 6, 12, 12) for mark in marks]
    placed: list[Box] = []
    for mark in marks:
        x, y = mark.middle
        wide = 7.0 * len(mark.words) + 6
        for side, up in (
            (0, -15),
            (0, 15),
            (1, 0),
            (-1, 0),
            (1, -15),
            (-1, -15),
            (1, 15),
            (-1, 15),
        ):
            box = Box(x + side * (wide / 2 + 8) - wide / 2, y + up - 7, wide, 14, mark.words)
            inside = box.x >= 0 and box.x + wide <= WIDTH and box.y >= 0 and box.y + 14 <= height
            if inside and not any(box.meets(other) for other in (*dots, *placed)):
                placed.append(box)
                break
    return placed
