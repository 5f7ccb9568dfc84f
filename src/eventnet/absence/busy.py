"""From a calendar file to the times at which its owner is busy, within the days of an event."""

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from eventnet.absence.calendar_file import Entry, TooMuch, Value, entries
from eventnet.absence.moments import Moment, Unreadable, duration, moment, moments, period
from eventnet.absence.recurrence import Budget, NotFollowed, Rule, before
from eventnet.ids import ALPHABET, LENGTH

FREE = {"FREE", "WORKINGELSEWHERE"}
BUSY = {"BUSY", "OOF", "TENTATIVE"}
MOST = 2000
"""So many busy times apart from each other has nobody in the days of an event."""
OF_AN_ENTRY = 10
"""So many days are as much work as an entry that may lie in the event, whatever it says."""
A_ZONE = timedelta(days=2)
"""No clock on earth is further from another, with a day to spare."""

Times = tuple[datetime, datetime]


@dataclass(frozen=True)
class Window:
    """What of a calendar is read: the days of the event, on whose clock, and which site asks."""

    starts: datetime
    ends: datetime
    own: ZoneInfo
    """The clock of whose calendar it is: for times that name none."""
    host: str


@dataclass(frozen=True)
class Busy:
    """When somebody is busy: in order, apart from each other, in UTC."""

    times: tuple[Times, ...]
    left_out: int = 0
    """How many entries could not be followed."""


@dataclass
class _Repeated:
    """An event that recurs: its first time, how long it takes, and what says when again."""

    uid: str
    first: Moment
    length: timedelta
    entry: Entry


@dataclass
class _Reading:
    window: Window
    found: list[Times] = field(default_factory=list)
    repeated: list[_Repeated] = field(default_factory=list)
    replaced: dict[str, list[Moment]] = field(default_factory=lambda: defaultdict(list))
    budget: Budget = field(default_factory=Budget)
    left_out: int = 0

    def __post_init__(self) -> None:
        self.ours = re.compile(
            rf"(?:round-)?[{ALPHABET}]{{{LENGTH}}}@{re.escape(self.window.host)}"
        )
        first, last = self.window.starts - A_ZONE, self.window.ends + A_ZONE
        self.first, self.last = first.date(), last.date()
        self.as_written = (f"{first:%Y%m%d}", f"{last:%Y%m%d}")

    def take(self, entry: Entry) -> None:
        """Take one entry of the file."""
        try:
            if entry.kind == "VFREEBUSY":
                self._take_busy(entry)
            else:
                self._take_event(entry)
        except (NotFollowed, Unreadable):
            self.left_out += 1

    def _take_busy(self, entry: Entry) -> None:
        self.budget.next_rule()
        self.budget.spend(entry.size("FREEBUSY"))
        for value in entry.told.get("FREEBUSY", ()):
            if value.kind != "FREE":
                for one in filter(None, value.text.split(",")):
                    self._add(*period(one, self.window.own))

    def _take_event(self, entry: Entry) -> None:
        named = entry.first("UID")
        uid = named.text.strip() if named else ""
        if self.ours.fullmatch(uid):  # ours, from the calendar that we give
            return
        if "RECURRENCE-ID" in entry.told:
            self.budget.next_rule()
            self.budget.spend(entry.size("RECURRENCE-ID"))
            self.replaced[uid] += moments(entry.told["RECURRENCE-ID"], self.window.own)
        recurs = "RRULE" in entry.told or "RDATE" in entry.told
        if not _blocks(entry) or self._is_elsewhen(entry, recurs=recurs):
            return
        self.budget.next_rule()
        self.budget.spend(OF_AN_ENTRY)
        starts, ends = self._span(entry)
        if recurs:
            length = max(ends - starts.utc(), timedelta())  # one that ends before it begins is none
            self.repeated.append(_Repeated(uid, starts, length, entry))
        else:
            self._add(starts.utc(), ends)

    def _is_elsewhen(self, entry: Entry, *, recurs: bool) -> bool:
        """Say whether the days as they are written tell already that it is not in the window."""
        first, last = self.as_written
        starts, ends = entry.first("DTSTART"), entry.first("DTEND")
        if starts is not None and starts.text[:8].isdigit() and starts.text[:8] > last:
            return "RDATE" not in entry.told
        return not recurs and ends is not None and ends.text[:8].isdigit() and ends.text[:8] < first

    def _span(self, entry: Entry) -> tuple[Moment, datetime]:
        written, until, takes = (entry.first(name) for name in ("DTSTART", "DTEND", "DURATION"))
        if written is None:
            raise Unreadable
        starts = moment(written, self.window.own)
        try:
            if until is not None:
                return starts, moment(until, self.window.own).utc()
            if takes is not None:
                return starts, starts.utc() + duration(takes.text)
            return starts, starts.utc() + timedelta(days=starts.whole_day)
        except OverflowError as error:
            raise Unreadable from error

    def _add(self, starts: datetime, ends: datetime) -> None:
        starts, ends = max(starts, self.window.starts), min(ends, self.window.ends)
        if starts < ends:
            self.found.append((starts, ends))

    def repeat(self) -> None:
        """Follow the rules of what recurs, now that it is known which times were replaced."""
        for one in self.repeated:
            try:
                self._repeat(one)
            except (NotFollowed, Unreadable):
                self.left_out += 1

    def _repeat(self, one: _Repeated) -> None:
        own, told = self.window.own, one.entry.told
        replaced = self.replaced.get(one.uid, [])
        self.budget.next_rule()
        self.budget.spend(one.entry.size("EXDATE") + one.entry.size("RDATE") + len(replaced))
        not_at = [*moments(told.get("EXDATE", []), own), *replaced]
        off = {other.utc() for other in not_at if not other.whole_day}
        days_off = {other.local.date() for other in not_at if other.whole_day}
        first_day = one.first.local.date()
        since = before(self.first, min(one.length.days, 400_000) + 1)
        at = [one.first, *moments(told.get("RDATE", []), own)]
        for value in told.get("RRULE", ()):
            rule = Rule.read(value.text, first_day)
            last = _last(rule.until, one.first, own)
            for day in rule.days(first_day, since, self.last, self.budget):
                again = one.first.on(day)
                if last.allows(again):
                    at.append(again)
        for again in at:
            starts = again.utc()
            if starts not in off and again.local.date() not in days_off:
                self._add(starts, _later(starts, one.length))


def busy_times(data: bytes, window: Window) -> Busy:
    """Read when somebody is busy.

    Raises what `calendar_file.entries` does, which has a name for each thing that may be wrong.
    """
    reading = _Reading(window)
    for entry in entries(data):
        reading.take(entry)
    reading.repeat()
    times = _merged(reading.found)
    if len(times) > MOST:
        raise TooMuch
    return Busy(tuple(times), reading.left_out)


def _blocks(entry: Entry) -> bool:
    """Say whether an event makes its owner busy. A whole day does only if it says so itself.

    Birthdays, holidays, and the conference itself stand in calendars as whole days.
    """
    shows, says = entry.word("TRANSP"), entry.word("X-MICROSOFT-CDO-BUSYSTATUS")
    if entry.word("STATUS") == "CANCELLED" or says in FREE or shows.startswith("TRANSPARENT"):
        return False
    return "T" in entry.word("DTSTART") or shows == "OPAQUE" or says in BUSY


@dataclass(frozen=True)
class _Last:
    """Until when a rule goes: a moment, an hour on its own clock, or a day."""

    until: Moment | None

    def allows(self, again: Moment) -> bool:
        """Say whether it is not later."""
        if self.until is None:
            return True
        if self.until.whole_day or again.whole_day:
            return again.local.date() <= self.until.local.date()
        return again.utc() <= self.until.utc()


def _last(until: str, first: Moment, own: ZoneInfo) -> _Last:
    if not until:
        return _Last(None)
    return _Last(moment(Value(until), first.clock or own))


def _later(starts: datetime, length: timedelta) -> datetime:
    try:
        return starts + length
    except OverflowError:
        return datetime.max.replace(tzinfo=starts.tzinfo)


def _merged(found: Iterable[Times]) -> list[Times]:
    """Return times in order, those that touch or overlap as one."""
    merged: list[Times] = []
    for starts, ends in sorted(found):
        if merged and starts <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(ends, merged[-1][1]))
        else:
            merged.append((starts, ends))
    return merged
