"""Work that must come to an end, on a machine of any speed."""

import signal
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

LIMIT = 300
"""Seconds after which it goes on for ever: a hundred times what any of it takes."""


@contextmanager
def comes_to_an_end() -> Iterator[None]:
    """Fail where what is done meanwhile would go on for hours, or waits without a limit."""

    def stop(_signal: int, _frame: FrameType | None) -> None:
        raise AssertionError(f"this had not ended after {LIMIT} s")

    before = signal.signal(signal.SIGALRM, stop)
    signal.alarm(LIMIT)
    try:
        yield
    finally:
        signal.alarm(0)
        signal.signal(signal.SIGALRM, before)
