"""The time zones that somebody can choose from, for an event or for themselves."""

from functools import cache
from zoneinfo import ZoneInfo, available_timezones

from icalendar.timezone.windows_to_olson import WINDOWS_TO_OLSON


@cache
def zone_names() -> tuple[str, ...]:
    """Return the time zones to choose from: those named by a city, and UTC."""
    return tuple(sorted(name for name in available_timezones() if "/" in name or name == "UTC"))


def zone_named(name: str) -> ZoneInfo | None:
    """Return the zone of a name that a file gives; None for a word that names none."""
    return ZoneInfo(name) if name in _known() else None


@cache
def _known() -> frozenset[str]:
    """Return the names of all zones; to find them, many files are looked at."""
    return frozenset(available_timezones())


def zone_of_file(called: str) -> ZoneInfo | None:
    """Return a zone by its name, its name in Windows, or its name behind who made the file."""
    zone = zone_named(called) or zone_named(WINDOWS_TO_OLSON.get(called, ""))
    if zone is None and called.startswith("/"):
        parts = called.strip("/").split("/")[-5:]  # the longest name of a zone has three
        ends = (zone_named("/".join(parts[start:])) for start in range(len(parts)))
        zone = next(filter(None, ends), None)
    return zone
