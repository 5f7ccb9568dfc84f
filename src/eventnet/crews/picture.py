"""The picture of ties between two sides: names on either side, and a line for each tie."""

from collections.abc import Sequence
from dataclasses import dataclass

from eventnet.crews.between import Pair
from eventnet.ties.strength import Strength

WIDTH, STEP, EDGE = 360, 26, 14
LEFT, RIGHT = 128, 232
MOST = 12
"""Names of either side that are drawn."""
LETTERS = 18
WIDTHS = {Strength.FAINT: 1, Strength.SOME: 2, Strength.STRONG: 4}


@dataclass(frozen=True)
class Name:
    """A name, and at which height it stands."""

    words: str
    y: int


@dataclass(frozen=True)
class Line:
    """A tie."""

    y1: int
    y2: int
    width: int


@dataclass(frozen=True)
class Picture:
    """What is drawn."""

    height: int
    left: list[Name]
    right: list[Name]
    lines: list[Line]
    is_whole: bool
    """Whether all ties are on it."""


def picture(pairs: Sequence[Pair]) -> Picture:
    """Draw the strongest ties: as many as there are names for."""
    left, right = dict[str, Name](), dict[str, Name]()
    lines = []
    for pair in pairs:
        one = _place(left, pair.one.membership_id, pair.one.name)
        other = _place(right, pair.other.membership_id, pair.other.name)
        if one is not None and other is not None:
            lines.append(Line(one.y, other.y, WIDTHS[pair.strength]))
    height = 2 * EDGE + STEP * max(len(left), len(right), 1)
    return Picture(height, [*left.values()], [*right.values()], lines, len(lines) == len(pairs))


def _place(names: dict[str, Name], key: str, name: str) -> Name | None:
    """Return where a name stands; None where there is no room left for it."""
    if key not in names and len(names) < MOST:
        words = name if len(name) <= LETTERS else f"{name[: LETTERS - 1]}…"
        names[key] = Name(words, EDGE + STEP * len(names) + STEP // 2)
    return names.get(key)
