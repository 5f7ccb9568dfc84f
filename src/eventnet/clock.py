"""The one place that knows what time it is, so that tests and demos walk events through phases."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, datetime, timedelta

_frozen: ContextVar[datetime | None] = ContextVar("frozen", default=None)
_ahead = timedelta()


def now() -> datetime:
    """Return the present moment, in UTC."""
    return _frozen.get() or datetime.now(UTC) + _ahead


def set_to(moment: datetime) -> None:
    """Let this process believe that it is `moment` (with an offset), and go on from there."""
    global _ahead  # noqa: PLW0603 - there is one clock, as there is one on the wall
    _ahead = moment - datetime.now(UTC)


@contextmanager
def at(moment: datetime) -> Iterator[None]:
    """Let `now` say `moment` (with an offset) in this thread or task, and in what it starts."""
    token = _frozen.set(moment.astimezone(UTC))
    try:
        yield
    finally:
        _frozen.reset(token)
