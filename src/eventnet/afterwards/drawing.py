"""The map of who met whom as numbers for a drawing: as large for 10,000 people as for 40.

Roles stand on a circle, with lines between those who met; below them each group that hangs together
is a dot, as large as it has people. Nobody is drawn alone, and nobody is named.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import cos, pi, sin, sqrt

WIDTH = 360
"""Of the drawing, which is scaled to the page: about a phone's."""
SMALLEST, LARGEST = 13.0, 34.0
"""Radii of roles."""
THICKEST = 12.0
DOT, LARGEST_DOT = 2.5, 60.0
MOST_DOTS = 150
GAP = 3.0


@dataclass(frozen=True)
class Node:
    """A role."""

    name: str
    people: int
    among: int
    """Meetings of two of this role."""


@dataclass(frozen=True)
class Spot:
    """A circle on the map, and the ring around it for meetings among themselves."""

    x: float
    y: float
    radius: float
    number: int = 0
    ring: float = 0.0


@dataclass(frozen=True)
class Line:
    """Meetings between two roles."""

    x1: float
    y1: float
    x2: float
    y2: float
    width: float


@dataclass(frozen=True)
class Drawing:
    """A map to be drawn."""

    nodes: Sequence[Node]
    spots: Sequence[Spot]
    """Of the roles, in their order."""
    lines: Sequence[Line]
    dots: Sequence[Spot]
    """Of the groups that hang together."""
    left_out: int
    """Groups for which there are no dots."""
    roles_height: float
    dots_height: float


def draw(
    nodes: Sequence[Node], lines: Mapping[tuple[int, int], int], sizes: Sequence[int]
) -> Drawing:
    """Return the map of roles, of meetings between two of them, and of groups of these sizes."""
    most = max([*lines.values(), *(node.among for node in nodes)], default=0) or 1
    spots = list(_spots(nodes, most))
    dots = list(_dots(sizes[:MOST_DOTS]))
    return Drawing(
        nodes=nodes,
        spots=spots,
        lines=[
            Line(spots[a].x, spots[a].y, spots[b].x, spots[b].y, _thick(count, most))
            for (a, b), count in sorted(lines.items(), key=lambda one: one[1])
            if count
        ],
        dots=dots,
        left_out=max(0, len(sizes) - MOST_DOTS),
        roles_height=WIDTH if len(nodes) > 1 else 2 * (LARGEST + THICKEST) + 8,
        dots_height=round(max((dot.y + dot.radius for dot in dots), default=0) + GAP, 1),
    )


def _thick(count: int, most: int) -> float:
    return round(max(0.8, THICKEST * count / most), 1) if count else 0.0


def _spots(nodes: Sequence[Node], most: int) -> Iterator[Spot]:
    largest = max((node.people for node in nodes), default=1)
    reach = WIDTH / 2 - LARGEST - THICKEST - 4 if len(nodes) > 1 else 0.0
    room = 0.8 * pi * reach / len(nodes) if reach else LARGEST
    middle = WIDTH / 2 if reach else LARGEST + THICKEST + 4
    for place, node in enumerate(nodes):
        turn = 2 * pi * place / len(nodes) - pi / 2
        yield Spot(
            x=round(WIDTH / 2 + reach * cos(turn), 1),
            y=round(middle + reach * sin(turn), 1),
            radius=round(min(room, max(SMALLEST, LARGEST * sqrt(node.people / largest))), 1),
            number=place + 1,
            ring=_thick(node.among, most),
        )


def _dots(sizes: Sequence[int]) -> Iterator[Spot]:
    """Return a dot for each group in rows, the largest first."""
    scale = LARGEST_DOT / sqrt(max(sizes, default=1))
    x, y, high = 0.0, 0.0, 0.0
    for size in sizes:
        radius = max(DOT, round(scale * sqrt(size), 1))
        if x and x + 2 * radius > WIDTH:
            x, y, high = 0.0, y + high + GAP, 0.0
        high = max(high, 2 * radius)
        yield Spot(round(x + radius, 1), round(y + radius, 1), radius)
        x += 2 * radius + GAP
