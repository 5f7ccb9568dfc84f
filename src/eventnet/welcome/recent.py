"""What was worked out a moment ago, kept for those who ask next."""

import time
from typing import Generic, TypeVar

Value = TypeVar("Value")


class Recent(Generic[Value]):
    """Values by key, each kept so many seconds, and at `most` so many of them."""

    def __init__(self, *, seconds: float, most: int) -> None:
        self.seconds = seconds
        self.most = most
        self._kept: dict[str, tuple[float, Value]] = {}

    def get(self, key: str) -> Value | None:
        """Return what is kept under the key, unless it has become old."""
        until, value = self._kept.get(key, (0.0, None))
        return value if time.monotonic() < until else None

    def keep(self, key: str, value: Value) -> Value:
        """Keep the value for a while, and return it."""
        if len(self._kept) >= self.most:
            self._kept.clear()  # rare, and they are made again when asked for
        self._kept[key] = (time.monotonic() + self.seconds, value)
        return value

    def clear(self) -> None:
        """Forget everything."""
        self._kept.clear()
