"""`schedule.json`, as frab and pretalx write it: days, rooms, and what is in them."""

import re
from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from eventnet.i18n import gettext as _
from eventnet.programme.readers.entries import (
    MOST_ENTRIES,
    EntryRefused,
    Raw,
    Reading,
    Setting,
    UnreadableProgramme,
    line,
    too_many,
)
from eventnet.time_zones import zone_named

DURATION = re.compile(r"(?:(\d{1,2}):)?(\d{1,2}):(\d{2})")
DAY_START = re.compile(r"T(\d{2}):(\d{2})")
CLOCK = re.compile(r"(\d{1,2}):(\d{2})(?::\d{2})?")


def read_schedule(content: Any, setting: Setting) -> Reading:
    """Read what was JSON."""
    conference = _conference(content)
    zone = zone_named(line(conference.get("time_zone_name")))
    reading = Reading(setting)
    for number, (day, room, entry) in enumerate(_entries(conference), start=1):
        if number > MOST_ENTRIES:
            raise too_many()
        if not isinstance(entry, dict):
            reading.take(Raw(key="", title="", room=room), number)
            continue
        raw = Raw(
            key=entry.get("guid") or entry.get("id") or entry.get("slug"),
            title=entry.get("title"),
            room=entry.get("room") or room,
            abstract=_abstract(entry),
            speakers=_speakers(entry.get("persons")),
        )
        reading.take(raw, number, _Times(day, entry, zone))
    return reading.finish()


def _conference(content: Any) -> dict[str, Any]:
    schedule = content.get("schedule", content) if isinstance(content, dict) else None
    conference = schedule.get("conference") if isinstance(schedule, dict) else None
    if not isinstance(conference, dict) or not isinstance(conference.get("days"), list):
        raise UnreadableProgramme(
            _(
                "This is JSON, but no programme: it has no “schedule” with the “days” of a "
                "“conference”. In pretalx and frab the right export is called schedule.json."
            )
        )
    return conference


def _entries(conference: dict[str, Any]) -> Iterator[tuple[dict[str, Any], str, Any]]:
    for day in conference["days"]:
        rooms = day.get("rooms") if isinstance(day, dict) else None
        for room, entries in rooms.items() if isinstance(rooms, dict) else ():
            for entry in entries if isinstance(entries, list) else ():
                yield day, room, entry


def _abstract(entry: dict[str, Any]) -> str:
    """Return both texts that a session has; the longer one often begins with the shorter."""
    short, long = (
        text.strip() if isinstance(text, str) else ""
        for text in (entry.get("abstract"), entry.get("description"))
    )
    return long if long.startswith(short) else short if not long else f"{short}\n\n{long}"


def _speakers(persons: Any) -> list[object]:
    return [
        next(filter(None, (line(one.get(name)) for name in ("public_name", "name"))), "")
        for one in (persons if isinstance(persons, list) else ())
        if isinstance(one, dict)
    ]


class _Times:
    """Completes an entry with its times: the full `date`, or the day's date and its `start`."""

    def __init__(self, day: dict[str, Any], entry: dict[str, Any], zone: ZoneInfo | None) -> None:
        self.day, self.entry, self.zone = day, entry, zone

    def __call__(self, raw: Raw) -> None:
        try:
            starts = self._starts()
            if starts.tzinfo is None:
                starts = starts.replace(tzinfo=self.zone)
            raw.starts = starts
            # Time runs on when the clocks change, so it is added in UTC.
            raw.ends = (starts.astimezone(UTC) if starts.tzinfo else starts) + self._duration()
        except (ValueError, OverflowError) as error:
            told = line(self.entry.get("date") or self.day.get("date"))[:40]
            words = _("Its date “%(words)s” is none that a calendar has.", words=told)
            raise EntryRefused(words) from error

    def _starts(self) -> datetime:
        full = line(self.entry.get("date"))
        if full:
            return datetime.fromisoformat(full)
        clock = CLOCK.fullmatch(line(self.entry.get("start")))
        if clock is None:
            raise EntryRefused(_("It has no time at which it begins."))
        begins = time(int(clock[1]), int(clock[2]))
        # A day lasts until the next one begins: what is before its first hour is after midnight.
        first = DAY_START.search(line(self.day.get("day_start")))
        is_late = first is not None and begins < time(int(first[1]), int(first[2]))
        on = date.fromisoformat(line(self.day.get("date")))
        return datetime.combine(on + timedelta(days=is_late), begins)

    def _duration(self) -> timedelta:
        told = line(self.entry.get("duration"))
        found = DURATION.fullmatch(told)
        if found is None:
            raise EntryRefused(
                _(
                    "Its duration is “%(words)s”, and should be hours and minutes such as 00:30.",
                    words=told[:40],
                )
            )
        days, hours, minutes = (int(part or 0) for part in found.groups())
        return timedelta(days=days, hours=hours, minutes=minutes)
