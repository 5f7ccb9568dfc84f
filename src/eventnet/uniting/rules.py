"""How a table is brought together when two of its people turn out to be one."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

Row = Mapping[str, Any]
Together = Callable[[Row, Row], dict[str, Any]]
"""Given the row that stays and the one that goes: what the one that stays takes over."""


@dataclass(frozen=True)
class Moved:
    """Rows go over to the person who stays.

    Where that person has such a row already, by a key of the table, theirs stays and the other
    goes. A key that holds for some rows alone, as for what waits, counts for these alone.
    """

    columns: tuple[str, ...]
    """Those that point to a person."""
    apart: tuple[str, ...] = ()
    """A row in which these come to name the same person is no more."""
    ordered: bool = False
    """Whether the columns stand in the order of their ids."""
    pair: str | None = None
    """The column that calls the first two columns together."""
    together: Together | None = None
    """Without it the row that stays takes over nothing."""
    children: tuple[str, ...] = ()
    """`table.column` of what hangs on a row, and goes over to the one that stays."""
    beside: Row = field(default_factory=dict)
    """With these changes a row goes over although a key for some rows is in the way."""


@dataclass(frozen=True)
class Forgotten:
    """Rows of the one who goes are no more."""

    columns: tuple[str, ...]
    why: str


@dataclass(frozen=True)
class Handled:
    """Rows that a function of its own brings together, before or after all others."""

    columns: tuple[str, ...]
    by: str


Rule = Moved | Forgotten | Handled


def moved(columns: str, **more: Any) -> Moved:
    """Return the rule of rows that go over, with its columns named in a line."""
    return Moved(tuple(columns.split()), **more)


def forgotten(columns: str, why: str) -> Forgotten:
    """Return the rule of rows that are no more, with its columns named in a line."""
    return Forgotten(tuple(columns.split()), why)


def handled(columns: str, by: str) -> Handled:
    """Return the rule of rows with a function of their own, with its columns named in a line."""
    return Handled(tuple(columns.split()), by)
