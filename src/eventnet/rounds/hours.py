"""When members are free, as bits: each half hour of the days after a round is one.

So two people's times are held together in one step, however many pairs there are.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

STEP = timedelta(minutes=30)
EARLIEST = timedelta(hours=20)
"""Nobody is to talk sooner after a round than that: they have to hear of it first."""


@dataclass(frozen=True)
class Window:
    """The days in which the talks of a round are to take place, from a midnight in UTC."""

    starts_at: datetime
    steps: int

    @classmethod
    def after(cls, now: datetime, days: int) -> "Window":
        """Return so many days, from the first midnight that is late enough."""
        first = (now + EARLIEST).astimezone(UTC).date() + timedelta(days=1)
        return cls(datetime.combine(first, time(), UTC), days * 48)

    @property
    def ends_at(self) -> datetime:
        """Return when the last of the days is over."""
        return self.starts_at + self.steps * STEP

    def weekly(self, zone: ZoneInfo, days: Iterable[int], hours: tuple[int, int]) -> int:
        """Return when somebody is free who names days of the week and hours, by their clock."""
        wanted, found = set(days), 0
        first = self.starts_at.astimezone(zone).date()
        last = self.ends_at.astimezone(zone).date()
        for number in range((last - first).days + 1):
            day = first + timedelta(days=number)
            if day.weekday() in wanted:
                found |= self._between(_at(day, hours[0], zone), _at(day, hours[1], zone))
        return found

    def without(self, free: int, busy: Iterable[tuple[datetime, datetime]]) -> int:
        """Return when somebody is free who has something else at these times."""
        for starts_at, ends_at in busy:
            free &= ~self._touched(starts_at, ends_at)
        return free

    def starts(self, free: int, minutes: int) -> int:
        """Return in which half hours a talk of so many minutes can begin."""
        found = free
        for _more in range(1, -(-minutes // 30)):
            free >>= 1
            found &= free
        return found

    def first(self, starts: int) -> datetime | None:
        """Return the first moment of these; None where there is none."""
        if not starts:
            return None
        return self.starts_at + ((starts & -starts).bit_length() - 1) * STEP

    def _between(self, starts_at: datetime, ends_at: datetime) -> int:
        """Return the half hours that lie whole between two moments."""
        first = -(-(starts_at - self.starts_at) // STEP)
        return self._bits(first, (ends_at - self.starts_at) // STEP)

    def _touched(self, starts_at: datetime, ends_at: datetime) -> int:
        """Return the half hours of which a part lies between two moments."""
        last = -(-(ends_at - self.starts_at) // STEP)
        return self._bits((starts_at - self.starts_at) // STEP, last)

    def _bits(self, first: int, last: int) -> int:
        first, last = max(first, 0), min(last, self.steps)
        return ((1 << (last - first)) - 1) << first if first < last else 0


def _at(day: date, hour: int, zone: ZoneInfo) -> datetime:
    """Return an hour of a day by a clock; 24 is the midnight that ends it."""
    return datetime.combine(day + timedelta(days=hour // 24), time(hour % 24), zone)
