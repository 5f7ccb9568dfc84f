"""The time zones that somebody can choose from, for an event or for themselves."""

from functools import cache
from zoneinfo import ZoneInfo, available_timezones


@cache
def zone_names() -> tuple[str, ...]:
    """Return the time zones to choose from: those named by a city, and UTC."""
    return tuple(sorted(name for name in available_timezones() if "/" in name or name == "UTC"))


def zone_named(name: str) -> ZoneInfo | None:
    """Return the zone of a name that a file gives; None for a word that names none."""
    return ZoneInfo(name) if name in available_timezones() else None
