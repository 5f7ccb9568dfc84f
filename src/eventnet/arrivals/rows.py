"""Many rows at a time: the same few statements for one person and for twenty thousand."""

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import TypeVar

AT_A_TIME = 1000
Value = TypeVar("Value")


def in_batches(values: Iterable[Value], size: int = AT_A_TIME) -> Iterator[list[Value]]:
    """Yield the values in lists that a database takes in one question."""
    rest = iter(values)
    while batch := list(islice(rest, size)):
        yield batch
