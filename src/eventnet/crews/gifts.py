"""Who gives what to whom in a circle, as one reader sees its people, and the ring that it makes."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from itertools import pairwise, permutations
from math import cos, pi, sin

from eventnet.people.common_ground import common_ground
from eventnet.people.queries import PersonView

WIDTH, HEIGHT = 360, 270
MIDDLE, ACROSS, DOWN = (180, 135), 78, 88
DOT, GAP, BEND = 9, 15, 9
"""Of a person's dot the size, how far from its middle lines end, and how far they give way."""
LETTERS = 14
AT_MOST = 7
"""So many are put in the best order; more stand as they come."""


@dataclass(frozen=True)
class Gift:
    """What one offers and another looks for."""

    giver: PersonView
    taker: PersonView
    topics: tuple[str, ...]


@dataclass(frozen=True)
class Given:
    """Somebody of a circle, and all that they give and get."""

    person: PersonView
    gives: list[Gift]
    gets: list[Gift]

    def given(self) -> list[str]:
        """Return what they give, each once."""
        return sorted({topic for gift in self.gives for topic in gift.topics}, key=str.casefold)

    def got(self) -> list[str]:
        """Return what they get, each once."""
        return sorted({topic for gift in self.gets for topic in gift.topics}, key=str.casefold)


@dataclass(frozen=True)
class Dot:
    """Where somebody stands, with their name in two lines beside them."""

    x: int
    y: int
    name: list[tuple[int, str]]
    name_x: int
    anchor: str
    tint: int
    is_in: bool
    """Whether they have said yes, or it is theirs."""


@dataclass(frozen=True)
class Arrow:
    """A gift, from one dot to another."""

    path: str
    is_next: bool
    """Whether it goes to the next of the ring."""


@dataclass(frozen=True)
class Ring:
    """What is drawn."""

    dots: list[Dot]
    arrows: list[Arrow]
    is_closed: bool
    """Whether each gives to the next, all around."""


def given(people: Sequence[PersonView]) -> list[Given]:
    """Return what these give each other, in the order in which the most give to the next.

    The first stays the first.
    """
    gifts = [
        Gift(giver, taker, topics)
        for giver in people
        for taker in people
        if giver is not taker and (topics := common_ground(taker, giver).they_offer)
    ]
    return [
        Given(
            one,
            [gift for gift in gifts if gift.giver is one],
            [gift for gift in gifts if gift.taker is one],
        )
        for one in _around(people, gifts)
    ]


def ring(people: Sequence[Given], inside: Collection[str]) -> Ring:
    """Draw a circle; `inside` are those of it who have said yes, by membership."""
    at = [_place(number, len(people)) for number in range(len(people))]
    number = {one.person.membership_id: i for i, one in enumerate(people)}
    arrows = []
    for i, one in enumerate(people):
        for gift in one.gives:
            j = number[gift.taker.membership_id]
            arrows.append(Arrow(_path(at[i], at[j]), j == (i + 1) % len(people)))
    arrows.sort(key=lambda arrow: arrow.is_next)
    dots = [
        _dot(one.person, place, is_in=one.person.membership_id in inside)
        for one, place in zip(people, at, strict=True)
    ]
    closed = sum(arrow.is_next for arrow in arrows) == len(people) > 1
    return Ring(dots, arrows, closed)


def _around(people: Sequence[PersonView], gifts: Sequence[Gift]) -> Sequence[PersonView]:
    """Return people in the order in which the most of them give to the next."""
    if not 2 < len(people) <= AT_MOST:
        return people
    gives = {(gift.giver.membership_id, gift.taker.membership_id) for gift in gifts}
    first, *rest = people

    def steps(order: Sequence[PersonView]) -> int:
        ids = [one.membership_id for one in (first, *order, first)]
        return sum(two in gives for two in pairwise(ids))

    return [first, *max(permutations(rest), key=steps)]


def _place(number: int, of: int) -> tuple[float, float]:
    turn = 2 * pi * number / max(1, of) - pi / 2
    return MIDDLE[0] + ACROSS * cos(turn), MIDDLE[1] + DOWN * sin(turn)


def _path(one: tuple[float, float], other: tuple[float, float]) -> str:
    """Return an arrow that gives way to its right, beside one that comes back."""
    (x1, y1), (x2, y2) = one, other
    length = ((x2 - x1) ** 2 + (y2 - y1) ** 2) ** 0.5
    along, side = (
        ((x2 - x1) / length, (y2 - y1) / length),
        (-(y2 - y1) / length, (x2 - x1) / length),
    )
    ends = [
        (
            x + sign * GAP * along[0] - BEND / 2 * side[0],
            y + sign * GAP * along[1] - BEND / 2 * side[1],
        )
        for x, y, sign in ((x1, y1, 1), (x2, y2, -1))
    ]
    bend = ((x1 + x2) / 2 - 2 * BEND * side[0], (y1 + y2) / 2 - 2 * BEND * side[1])
    (sx, sy), (ex, ey) = ends
    return f"M{sx:.0f} {sy:.0f}Q{bend[0]:.0f} {bend[1]:.0f} {ex:.0f} {ey:.0f}"


def _dot(person: PersonView, at: tuple[float, float], *, is_in: bool) -> Dot:
    x, y = round(at[0]), round(at[1])
    first, _space, last = person.name.rpartition(" ")
    lines = [_short(part) for part in (first, last) if part]
    if abs(x - MIDDLE[0]) > ACROSS / 4:
        anchor, name_x = ("start", x + DOT + 6) if x > MIDDLE[0] else ("end", x - DOT - 6)
        top = y + 4 - 7 * (len(lines) - 1)
    else:
        anchor, name_x = "middle", x
        top = y - DOT - 6 - 14 * (len(lines) - 1) if y < MIDDLE[1] else y + DOT + 15
    name = [(top + 14 * row, words) for row, words in enumerate(lines)]
    return Dot(x, y, name, name_x, anchor, person.tint, is_in)


def _short(words: str) -> str:
    return words if len(words) <= LETTERS else f"{words[: LETTERS - 1]}…"
