"""Times as calendar files write them: days, hours on some clock, moments, durations."""

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from icalendar import vDuration

from eventnet.absence.calendar_file import Value
from eventnet.time_zones import zone_of_file

WRITTEN = re.compile(r"(\d{4})(\d\d)(\d\d)(?:T(\d\d)(\d\d)(\d\d)?(Z)?)?", re.ASCII)


class Unreadable(Exception):
    """A time that cannot be read, or on a clock that nobody knows."""


@dataclass(frozen=True)
class Moment:
    """A time as it was written: whole days have no hour. `clock` is where it is read."""

    local: datetime
    clock: ZoneInfo | None
    whole_day: bool = False

    def utc(self) -> datetime:
        """Return when that is. A day without a clock begins at its midnight."""
        try:
            return self.local.replace(tzinfo=self.clock or UTC).astimezone(UTC)
        except OverflowError as error:
            raise Unreadable from error

    def on(self, day: date) -> "Moment":
        """Return the same hour on another day."""
        return Moment(datetime.combine(day, self.local.time()), self.clock, self.whole_day)


def moment(value: Value, own: ZoneInfo) -> Moment:
    """Read one time; what names no clock is on the clock of whose calendar it is."""
    found = WRITTEN.fullmatch(value.text.strip())
    if found is None:
        raise Unreadable
    try:
        day = date(int(found[1]), int(found[2]), int(found[3]))
        if found[4] is None:
            return Moment(datetime.combine(day, time()), own, whole_day=True)
        second = min(int(found[6] or 0), 59)  # a leap second is none to us
        local = datetime.combine(day, time(int(found[4]), int(found[5]), second))
    except ValueError as error:
        raise Unreadable from error
    if found[7]:
        return Moment(local, None)
    zone = zone_of_file(value.zone) if value.zone else own
    if zone is None:
        raise Unreadable
    return Moment(local, zone)


def moments(values: list[Value], own: ZoneInfo) -> list[Moment]:
    """Read lists of times; of a period, when it begins."""
    return [
        moment(Value(one.partition("/")[0], value.zone), own)
        for value in values
        for one in value.text.split(",")
        if one.strip()
    ]


def duration(text: str) -> timedelta:
    """Read a duration."""
    try:
        found: timedelta = vDuration.from_ical(text.strip())  # type: ignore[no-untyped-call]
    except (ValueError, OverflowError, TypeError) as error:
        raise Unreadable from error
    return found


def period(text: str, own: ZoneInfo) -> tuple[datetime, datetime]:
    """Read a period: from a moment to another, or for a while."""
    first, _slash, last = text.partition("/")
    starts = moment(Value(first), own).utc()
    if last.strip()[:1].upper() in {"P", "+"}:
        try:
            return starts, starts + duration(last)
        except OverflowError as error:
            raise Unreadable from error
    return starts, moment(Value(last), own).utc()
