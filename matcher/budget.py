"""How long a search may go on: seconds of wall clock, or units of work for repeatable runs."""

import time
from collections.abc import Callable
from dataclasses import dataclass, field

STEPS_PER_UNIT = 1_000_000
"""Annealing steps in one unit of work; about a second, as is CP-SAT's deterministic second."""


@dataclass
class Budget:
    """What may be spent, and what has been.

    Attributes
    ----------
    time_limit: seconds of wall clock from the start; ignored where `work` is given.
    work: units of work, or None.
    started: reading of the monotonic clock at the start.
    reserve: seconds kept back for numbering tables, checking and writing the plan.
    held_back: share of the limit that is left to a later phase.
    halt: asked now and then whether to stop early.
    """

    time_limit: float
    work: float | None = None
    started: float = field(default_factory=time.monotonic)
    reserve: float = 0.1
    held_back: float = 0.0
    halt: Callable[[], bool] = bool
    worked: float = 0.0
    stopped: bool = False

    @property
    def seconds(self) -> float:
        """Seconds since the start."""
        return time.monotonic() - self.started

    @property
    def left(self) -> float:
        """What is left, in seconds or in units of work; never below 0."""
        if self.stopped or self.halt():
            self.stopped = True
            return 0.0
        part = 1.0 - self.held_back
        if self.work is not None:
            return max(0.0, part * self.work - self.worked)
        return max(0.0, part * self.time_limit - self.reserve - self.seconds)

    def spend(self, units: float) -> None:
        """Count units of work done."""
        self.worked += units

    def stop(self) -> None:
        """End the search at the next occasion."""
        self.stopped = True
