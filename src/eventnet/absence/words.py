"""How it stands with somebody's calendar, in words."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from urllib.parse import urlsplit

from eventnet import clock
from eventnet.absence.fetching import MAX_MEGABYTES
from eventnet.absence.models import OwnCalendar, Trouble
from eventnet.i18n import gettext as _
from eventnet.i18n import ngettext


@dataclass(frozen=True)
class CalendarState:
    """What a page says of a calendar: never its address, of which the host is no secret."""

    host: str
    reading: bool
    read_at: datetime | None
    failing_since: datetime | None
    trouble: str
    """What is wrong, and the way out; empty if nothing is."""
    left_out: str


def state_of(calendar: OwnCalendar) -> CalendarState:
    """Return how it stands with a calendar."""
    looked = calendar.looked_at
    waits = looked is None or looked < calendar.asked_at
    return CalendarState(
        host=urlsplit(calendar.address).hostname or "",
        # What was asked for so long ago is lost; the next reading comes by the clock.
        reading=waits and clock.now() - calendar.asked_at < timedelta(minutes=5),
        read_at=calendar.read_at,
        failing_since=calendar.failing_since,
        trouble=_trouble(calendar) if calendar.trouble else "",
        left_out=ngettext(
            "%(num)d entry could not be followed, such as one that recurs every hour. Close its "
            "times yourself.",
            "%(num)d entries could not be followed, such as one that recurs every hour. Close "
            "their times yourself.",
            calendar.left_out,
        )
        if calendar.left_out
        else "",
    )


def _trouble(calendar: OwnCalendar) -> str:
    copy_again = _("Copy the address in your calendar program again and give it here.")
    if calendar.trouble is Trouble.STATUS:
        what = _("The address answers with %(status)d.", status=calendar.status or 0)
        if calendar.status and calendar.status >= 500:
            return what + " " + _("That is likely to pass; we try again by ourselves.")
        return f"{what} {copy_again}"
    return {
        Trouble.REDIRECT: _("The address leads on to another one.") + " " + copy_again,
        Trouble.HOST: _("The address names no host that can be reached from here.")
        + " "
        + copy_again,
        Trouble.LATE: _("The answer takes too long. We try again by ourselves."),
        Trouble.SILENT: _("Nobody answers there. We try again by ourselves."),
        Trouble.LARGE: _(
            "The calendar is larger than %(most)d MB. Give one that begins later, or close your "
            "times yourself.",
            most=MAX_MEGABYTES,
        ),
        Trouble.PAGE: _(
            "There is a web page at this address, and no calendar. Take the address that ends in "
            ".ics, or is called iCal or ICS address."
        ),
        Trouble.OTHER: _(
            "What stands at this address is no calendar. Take the address that ends in .ics, or is "
            "called iCal or ICS address."
        ),
        Trouble.TRUNCATED: _("The calendar ends in the middle. We try again by ourselves."),
        Trouble.CROWDED: _(
            "The calendar has more entries on the days of the event, or that recur, than we can "
            "follow. Give one with fewer, or close your times yourself."
        ),
    }.get(calendar.trouble or Trouble.SILENT, "")
