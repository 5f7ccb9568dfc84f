"""What a watcher of a search is told."""

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True)
class Progress:
    """Where a search stands; `incumbent` is -inf as long as there is no plan."""

    incumbent: float
    bound: float
    seconds: float
    shortfall: int


Watch = Callable[[Progress], object]
"""Receives the progress; a true answer stops the search."""
