"""What the page and its files are made of: parts with figures, each with what it counts."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from eventnet.afterwards.drawing import Drawing

Value = int | float | str
"""A number, or words where there are too few to count."""


def mean(numbers: Collection[int]) -> int | float:
    """Return a mean to one decimal, and without it where there is none."""
    exact = round(sum(numbers) / len(numbers), 1)
    return int(exact) if exact == int(exact) else exact


@dataclass(frozen=True)
class Figure:
    """One figure, and in a sentence what it counts."""

    name: str
    value: Value
    counts: str


@dataclass(frozen=True)
class Item:
    """One bar of a distribution."""

    label: str
    value: int | float


@dataclass(frozen=True)
class Series:
    """A distribution, and in a sentence what it counts. By number it stands upright."""

    name: str
    counts: str
    items: Sequence[Item]
    unit: str = ""
    """What the labels are, where they are numbers."""

    @property
    def pairs(self) -> list[tuple[str, int | float]]:
        """Return labels and values, for a drawing."""
        return [(item.label, item.value) for item in self.items]


@dataclass(frozen=True)
class Part:
    """A part of the page."""

    key: str
    title: str
    figures: Sequence[Figure] = ()
    series: Sequence[Series] = ()
    nothing: str = ""
    """What is said where there is nothing to show."""
    notes: Sequence[str] = ()
    """What is left out, and why."""
    drawing: Drawing | None = None
