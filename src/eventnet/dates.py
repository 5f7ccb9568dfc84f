"""Dates and times as a reader of this language writes them, from moments that are local already."""

from datetime import date, datetime, timedelta
from datetime import time as time_of_day

from babel.dates import (
    format_date,
    format_datetime,
    format_interval,
    format_time,
    format_timedelta,
)

from eventnet import clock, i18n
from eventnet.time_zones import zone_named

# Our English is British, in dates as in words.
LOCALES = {"en": "en_GB"}
MIDNIGHT = time_of_day()


def _locale() -> str:
    return LOCALES.get(i18n.language(), i18n.language())


def day(value: date, form: str = "full") -> str:
    """Write a date in the reader's language; the year is left out of `form="short"`."""
    form = {"short": "EEE d MMM", "weekday": "EEEE d MMMM"}.get(form, form)
    return format_date(value, form, locale=_locale())


def time(value: datetime) -> str:
    """Write the time of day of a local moment, always with 24 hours."""
    return format_time(value, "HH:mm", locale=_locale())


def moment(value: datetime) -> str:
    """Write a local moment with its day and time."""
    return format_datetime(value, "EEE d MMM, HH:mm", locale=_locale())


def at(value: datetime, zone: str | None) -> str:
    """Write a moment in a reader's time zone; the day alone where they have not said which."""
    known = zone_named(zone) if zone else None
    return moment(value.astimezone(known)) if known else day(value.date(), "weekday")


def until(value: datetime) -> str:
    """Write until when something holds: the time, with its day where that is not today.

    Midnight is the end of the day before.
    """
    today = clock.now().astimezone(value.tzinfo).date()
    if value.time() == MIDNIGHT:
        ends = value.date() - timedelta(days=1)
        if ends == today:
            return i18n.gettext("the end of today")
        return i18n.gettext("the end of %(day)s", day=day(ends, "short"))
    return time(value) if value.date() == today else moment(value)


def length(value: timedelta) -> str:
    """Write how long something takes in its largest unit: minutes, hours, days, weeks, months."""
    return format_timedelta(value, granularity="minute", threshold=1.5, locale=_locale())


def span(first: date, last: date) -> str:
    """Write the days of an event as briefly as they can be understood."""
    if first == last:
        return format_date(first, "full", locale=_locale())
    return format_interval(first, last, "yMMMMd", locale=_locale())
