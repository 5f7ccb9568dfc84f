"""Rules of recurrence (RFC 5545, 3.3.10), followed within some days and with bounded work.

A rule says of each day whether it is one of its days, so those before the event need not be walked
through, however long ago it began, unless it counts. A rule within the day (hourly, every second)
or by the number of a week, which no calendar program offers, is not followed.
"""

import calendar
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from eventnet.absence.calendar_file import TooMuch

DAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
BY_DAY = re.compile(r"([+-]?\d{1,2})?(MO|TU|WE|TH|FR|SA|SU)", re.ASCII)
FREQUENCIES = ("DAILY", "WEEKLY", "MONTHLY", "YEARLY")
KNOWN = {
    "FREQ", "INTERVAL", "COUNT", "UNTIL", "WKST", "BYDAY", "BYMONTH", "BYMONTHDAY", "BYYEARDAY",
    "BYSETPOS",
}  # fmt: skip
MOST_DAYS = 400_000
"""So many days are looked at for one calendar: a few seconds of work."""
MOST_OF_A_RULE = 60_000
"""So many days are looked at for one rule: each day for more than a century."""


class NotFollowed(Exception):
    """A rule that cannot be followed, or is none."""


class Budget:
    """How many days, or moments in lists, may still be looked at."""

    def __init__(self, days: int = MOST_DAYS) -> None:
        self.days = days
        self.next_rule()

    def spend(self, days: int) -> None:
        """Look at so many."""
        self.days -= days
        self.of_rule -= days
        if self.days < 0:
            raise TooMuch
        if self.of_rule < 0:
            raise NotFollowed

    def next_rule(self) -> None:
        """Begin with another rule or list."""
        self.of_rule = MOST_OF_A_RULE


@dataclass(frozen=True)
class Rule:
    """A rule, read. `until` is as it was written."""

    frequency: str
    interval: int
    count: int | None
    until: str
    week_start: int
    weekdays: frozenset[int]
    nth_weekdays: frozenset[tuple[int, int]]
    months: frozenset[int]
    month_days: frozenset[int]
    year_days: frozenset[int]
    positions: frozenset[int]

    @classmethod
    def read(cls, text: str, first: date) -> "Rule":
        """Read a rule of what happens first on that day, which says what the rule leaves open."""
        parts = _parts(text)
        frequency = parts["FREQ"]
        nth, plain = _by_day(parts.get("BYDAY", ""), frequency)
        months = _numbers(parts, "BYMONTH", 1, 12)
        month_days = _numbers(parts, "BYMONTHDAY", -31, 31)
        year_days = _numbers(parts, "BYYEARDAY", -366, 366)
        if not (nth or plain or month_days or year_days):
            if frequency == "WEEKLY":
                plain = frozenset({first.weekday()})
            elif frequency in {"MONTHLY", "YEARLY"}:
                month_days = frozenset({first.day})
                if frequency == "YEARLY":
                    months = months or frozenset({first.month})
        return cls(
            frequency,
            _number(parts.get("INTERVAL", "1")),
            _number(parts["COUNT"]) if "COUNT" in parts else None,
            parts.get("UNTIL", ""),
            DAYS.index(parts["WKST"]) if parts.get("WKST") in DAYS else 0,
            plain,
            nth,
            months,
            month_days,
            year_days,
            _numbers(parts, "BYSETPOS", -366, 366),
        )

    def days(self, first: date, since: date, until: date, budget: Budget) -> Iterator[date]:
        """Yield the days of the rule from `since` to `until`; it begins on `first`."""
        start, last = self._period(first), self._period(until)
        budget.next_rule()
        turn = 0
        if self.count is None:
            turn = max(0, self._period(max(since, first)) - start) // self.interval
        left = self.count
        while (period := start + turn * self.interval) <= last and left != 0:
            for day in self._in_period(period, budget):
                if day < first:
                    continue
                if since <= day <= until:
                    yield day
                if left is not None:
                    left -= 1
                    if left == 0:
                        return
            turn += 1

    def _period(self, day: date) -> int:
        """Return the number of the day, week, month or year that a day lies in."""
        if self.frequency == "DAILY":
            return day.toordinal()
        if self.frequency == "WEEKLY":
            return (day.toordinal() - 1 - self.week_start) // 7
        return day.year * 12 + day.month - 1 if self.frequency == "MONTHLY" else day.year

    def _in_period(self, period: int, budget: Budget) -> list[date]:
        there = self._days_of(period)
        budget.spend(max(1, len(there)))
        days = [day for day in there if self._fits(day)]
        if not self.positions:
            return days
        return [
            day
            for place, day in enumerate(days, start=1)
            if place in self.positions or place - len(days) - 1 in self.positions
        ]

    def _days_of(self, period: int) -> list[date]:
        """Return the days of a period, of which those in other months need not be looked at."""
        if self.frequency == "DAILY":
            return [date.fromordinal(period)]
        if self.frequency == "WEEKLY":
            begins = period * 7 + 1 + self.week_start
            week = range(max(1, begins), min(date.max.toordinal(), begins + 6) + 1)
            return [date.fromordinal(number) for number in week]
        year, month = divmod(period, 12) if self.frequency == "MONTHLY" else (period, None)
        months = range(1, 13) if month is None else (month + 1,)
        return [
            date(year, number, day)
            for number in months
            if not self.months or number in self.months
            for day in range(1, calendar.monthrange(year, number)[1] + 1)
        ]

    def _fits(self, day: date) -> bool:
        in_month = calendar.monthrange(day.year, day.month)[1]
        in_year = 366 if calendar.isleap(day.year) else 365
        of_year = day.timetuple().tm_yday
        return (
            (not self.months or day.month in self.months)
            and _is_one(day.day, in_month, self.month_days)
            and _is_one(of_year, in_year, self.year_days)
            and self._fits_weekday(day, in_month, of_year, in_year)
        )

    def _fits_weekday(self, day: date, in_month: int, of_year: int, in_year: int) -> bool:
        if not self.weekdays and not self.nth_weekdays:
            return True
        weekday = day.weekday()
        if weekday in self.weekdays:
            return True
        by_year = self.frequency == "YEARLY" and not self.months
        place, size = (of_year, in_year) if by_year else (day.day, in_month)
        from_start, from_end = (place - 1) // 7 + 1, -((size - place) // 7 + 1)
        return bool({(from_start, weekday), (from_end, weekday)} & self.nth_weekdays)


def _parts(text: str) -> dict[str, str]:
    pairs = [part.partition("=") for part in text.strip().upper().split(";") if part]
    parts = {name.strip(): value.strip() for name, _is, value in pairs}
    unknown = {name for name in parts if not name.startswith("X-")} - KNOWN
    if unknown or parts.get("FREQ") not in FREQUENCIES:
        raise NotFollowed
    return parts


def _by_day(text: str, frequency: str) -> tuple[frozenset[tuple[int, int]], frozenset[int]]:
    """Return the weekdays of which only the nth counts, and those that all count."""
    nth, plain = set(), set()
    for part in filter(None, text.split(",")):
        found = BY_DAY.fullmatch(part.strip())
        if found is None:
            raise NotFollowed
        weekday = DAYS.index(found[2])
        if found[1] and frequency in {"MONTHLY", "YEARLY"}:
            nth.add((int(found[1]), weekday))
        else:
            plain.add(weekday)
    return frozenset(nth), frozenset(plain)


def _numbers(parts: dict[str, str], name: str, least: int, most: int) -> frozenset[int]:
    try:
        found = frozenset(int(part) for part in parts.get(name, "").split(",") if part)
    except ValueError as error:
        raise NotFollowed from error
    if not all(least <= number <= most and number for number in found):
        raise NotFollowed
    return found


def _number(text: str) -> int:
    if not re.fullmatch(r"\d{1,9}", text, re.ASCII) or int(text) == 0:
        raise NotFollowed
    return int(text)


def _is_one(place: int, size: int, wanted: frozenset[int]) -> bool:
    return not wanted or place in wanted or place - size - 1 in wanted


def before(day: date, days: int) -> date:
    """Return a day so many days earlier, or the first that there is."""
    return date.fromordinal(max(1, day.toordinal() - days))
