"""Many rows at a time: as few statements for twenty thousand people as for a thousand."""

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import TypeVar

Value = TypeVar("Value")

# Databases take so many parameters in one statement, and no more.
FIT = 1000


def batches(values: Iterable[Value], size: int = FIT) -> Iterator[list[Value]]:
    """Yield the values in lists of at most `size`, in their order."""
    rest = iter(values)
    while some := list(islice(rest, size)):
        yield some
