"""iCalendar (RFC 5545): each event of a calendar is a session."""

from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from icalendar import Calendar, Component

from eventnet.i18n import gettext as _
from eventnet.programme.readers.calendar_lines import ZONE_OF_TIME, without_zones
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
from eventnet.time_zones import zone_named, zone_of_file

RECURS = ("RRULE", "RDATE", "EXDATE", "RECURRENCE-ID")


def read_calendar(text: str, setting: Setting) -> Reading:
    """Read the events of all calendars in a file; those that are called off are not in it."""
    text = without_zones(text)
    # Counted first: reading fifty thousand events takes longer than anybody waits for a page.
    if text.upper().count("BEGIN:VEVENT") > MOST_ENTRIES:
        raise too_many()
    try:
        calendars = Calendar.from_ical(text, multiple=True)
    except Exception as error:  # the library lets through whatever the broken part happens to raise
        raise UnreadableProgramme(
            _("This calendar is damaged: “%(why)s”. Export it again.", why=str(error)[:200])
        ) from error
    reading, number = Reading(setting), 0
    for calendar in calendars:
        zone = zone_named(line(_first(calendar, "X-WR-TIMEZONE")))
        for event in calendar.walk("VEVENT"):
            number += 1
            if line(_first(event, "STATUS")).upper() != "CANCELLED":
                reading.take(_raw(event), number, _Times(event, zone))
    return reading.finish()


def _raw(event: Component) -> Raw:
    return Raw(
        key=_first(event, "UID"),
        title=_first(event, "SUMMARY"),
        room=_first(event, "LOCATION"),
        abstract=_first(event, "DESCRIPTION"),
    )


class _Times:
    """Completes an entry with its times; refuses one that has many, or only days."""

    def __init__(self, event: Component, zone: ZoneInfo | None) -> None:
        self.event, self.zone = event, zone

    def __call__(self, raw: Raw) -> None:
        if any(name in self.event for name in RECURS):
            raise EntryRefused(_("It recurs. Give each time at which it happens as its own event."))
        starts = self._moment("DTSTART")
        if "DTEND" in self.event:
            raw.starts, raw.ends = starts, self._moment("DTEND")
            return
        duration = self._value("DURATION")
        if not isinstance(duration, timedelta):
            raise EntryRefused(_("It does not say when it ends, or how long it takes."))
        try:
            raw.starts, raw.ends = starts, starts + duration
        except OverflowError as error:
            raise EntryRefused(_("It does not say when it ends, or how long it takes.")) from error

    def _moment(self, name: str) -> datetime:
        value = self._value(name)
        if isinstance(value, datetime):
            if value.tzinfo is not None:
                return value
            return value.replace(tzinfo=self._named_zone(name) or self.zone)
        if isinstance(value, date):
            raise EntryRefused(_("It takes whole days. Give it the hours at which it happens."))
        raise EntryRefused(_("It has no time at which it begins, or one that cannot be read."))

    def _named_zone(self, name: str) -> ZoneInfo | None:
        """Return the zone that a time names; refuse a name that is the file's own."""
        called = line(self.event[name].params.get(ZONE_OF_TIME))
        zone = zone_of_file(called)
        if called and zone is None:
            raise EntryRefused(
                _(
                    "Its time zone “%(zone)s” is none that is known by name. Export it with a zone "
                    "such as Europe/Berlin, or in UTC, and try again.",
                    zone=called[:80],
                )
            )
        return zone

    def _value(self, name: str) -> Any:
        try:
            return getattr(self.event.get(name), "dt", None)
        except ValueError:  # what the library could not read says so when it is asked
            return None


def _first(component: Component, name: str) -> Any:
    """Return a property of which there may be several, or none, or one that could not be read."""
    value = component.get(name)
    value = value[0] if isinstance(value, list) and value else value
    return str(value) if isinstance(value, str) else ""
