"""The pictures as numbers: clusters with what joins them, and the people of one of them."""

import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import sqrt

from eventnet.networks.placing import DOT_SPACE, Place, seed, spread
from eventnet.ties.strength import Strength

WIDE = 1400
"""Pictures that are wider are not made smaller to fit a page: their words could not be read."""
EDGE = 8.0
THICKEST = 9.0
MOST_PEOPLE = 120
"""So many people are drawn by name; all of them stand in the table."""
MOST_LINES = 3
"""So many lines a cluster are drawn, the thickest, and of each cluster its own thickest."""
LETTERS = 24
LETTER = 8.2
"""Width of a letter; of a wide script's two."""
PERSON_HEIGHT = 50.0
UNNAMED_HEIGHT = 64.0
UNNAMED_MOST = 200


@dataclass(frozen=True)
class Line:
    """A tie between two, or the ties between two clusters."""

    x1: float
    y1: float
    x2: float
    y2: float
    width: float
    ends: tuple[int, int] = (0, 0)
    """The places of the two in the picture's list."""
    kind: str = ""


@dataclass(frozen=True)
class Dot:
    """Somebody who is drawn by name."""

    x: float
    y: float
    label: str
    name: str
    href: str | None
    is_me: bool
    ties: int
    """Lines that end there."""


@dataclass(frozen=True)
class Picture:
    """How large a picture is, and its lines."""

    width: float
    height: float
    lines: Sequence[Line]

    @property
    def is_wide(self) -> bool:
        """Whether it is moved about in its frame on every screen."""
        return self.width > WIDE


@dataclass(frozen=True)
class Overview(Picture):
    """The picture of clusters."""

    places: Sequence[Place]
    dots: Sequence[str]
    """Of each cluster, as a path."""
    leaves_out: bool
    """Whether there are more lines than are drawn."""


@dataclass(frozen=True)
class Close(Picture):
    """The picture of people."""

    people: Sequence[Dot]
    unnamed: str
    """The dots of those who are not named, as a path."""
    unnamed_y: float


def draw_overview(
    places: Sequence[Place], sizes: Sequence[int], between: Mapping[tuple[int, int], int]
) -> Overview:
    """Draw clusters of so many people, with what they have between them; all numbers are told."""
    moved = [Place(one.x + EDGE, one.y + EDGE, one.radius) for one in places]
    across = {two: count for two, count in between.items() if two[0] != two[1] and count}
    drawn = _thickest(across, MOST_LINES * len(moved))
    most = max(across.values(), default=1)
    lines = [
        Line(
            moved[a].x,
            moved[a].y,
            moved[b].x,
            moved[b].y,
            round(1.5 + (THICKEST - 1.5) * sqrt(count / most), 1),
            (a, b),
        )
        for (a, b), count in sorted(drawn.items(), key=lambda one: (one[1], one[0]))
    ]
    return Overview(
        width=round(max((one.x + max(one.radius, 94) for one in moved), default=0) + 2 * EDGE, 1),
        height=round(max((one.y + one.radius + 62 for one in moved), default=0) + EDGE, 1),
        lines=lines,
        places=moved,
        dots=[_sunflower(one, size) for one, size in zip(moved, sizes, strict=True)],
        leaves_out=len(drawn) < len(across),
    )


def _thickest(across: Mapping[tuple[int, int], int], most: int) -> dict[tuple[int, int], int]:
    """Return the thickest lines, and of each cluster its own thickest."""
    order = sorted(across, key=lambda two: (-across[two], two))
    first: dict[int, tuple[int, int]] = {}
    for two in order:
        for end in two:
            first.setdefault(end, two)
    return {two: across[two] for two in {*order[:most], *first.values()}}


def _sunflower(place: Place, size: int) -> str:
    """Return a path of dots, evenly within a cluster."""
    points = (seed(number) for number in range(size))
    return "".join(
        f"M{place.x + DOT_SPACE * x:.1f} {place.y + DOT_SPACE * y:.1f}h0" for x, y in points
    )


@dataclass(frozen=True)
class Drawn:
    """Somebody to be drawn."""

    name: str
    href: str | None
    is_me: bool = False


def draw_close(
    people: Sequence[Drawn], ties: Mapping[tuple[int, int], Strength], unnamed: int
) -> Close:
    """Draw people with their ties, by their places in the list, and so many others unnamed."""
    boxes = [(max(_width(_short(one.name)) + 24, 60.0), PERSON_HEIGHT) for one in people]
    weights = {strength: 1.0 + place for place, strength in enumerate(Strength)}
    middles = spread(boxes, {two: weights[strength] for two, strength in ties.items()})
    counts = [sum(place in two for two in ties) for place in range(len(people))]
    dots = [
        Dot(
            round(x + EDGE, 1),
            round(y + EDGE - 10, 1),
            _short(one.name),
            one.name,
            one.href,
            one.is_me,
            count,
        )
        for one, (x, y), count in zip(people, middles, counts, strict=True)
    ]
    lines = [
        Line(dots[a].x, dots[a].y, dots[b].x, dots[b].y, 1.0 + weights[kind], (a, b), kind.value)
        for (a, b), kind in sorted(ties.items())
    ]
    width = max(
        (x + wide / 2 for (x, _y), (wide, _h) in zip(middles, boxes, strict=True)), default=300
    )
    width = max(width + 2 * EDGE, 320.0)
    height = max((y + PERSON_HEIGHT / 2 for _x, y in middles), default=0) + 2 * EDGE
    return Close(
        width=round(width, 1),
        height=round(height + (UNNAMED_HEIGHT if unnamed else 0), 1),
        lines=lines,
        people=dots,
        unnamed=_rows(min(unnamed, UNNAMED_MOST), width, height + 30) if unnamed else "",
        unnamed_y=round(height + 14, 1),
    )


def _rows(count: int, width: float, top: float) -> str:
    """Return a path of dots in rows."""
    columns = max(1, int((width - 4 * EDGE) / 9))
    return "".join(
        f"M{2 * EDGE + 9 * (number % columns):.1f} {top + 9 * (number // columns):.1f}h0"
        for number in range(count)
    )


def _short(name: str) -> str:
    """Return a name as it fits into a picture."""
    return name if len(name) <= LETTERS else name[: LETTERS - 1].rstrip() + "…"


def _width(text: str) -> float:
    """Return how wide a text is, about."""
    wide = sum(unicodedata.east_asian_width(letter) in "WF" for letter in text)
    return LETTER * (len(text) + wide)


def label_lines(words: Sequence[str]) -> list[str]:
    """Return the words below a cluster, one a line."""
    return [_short(word) for word in words]
