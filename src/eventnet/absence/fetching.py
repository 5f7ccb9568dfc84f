"""Fetching somebody's calendar, and saying what is wrong if that fails."""

from eventnet import outbound
from eventnet.absence import calendar_file
from eventnet.absence.busy import Busy, Window, busy_times
from eventnet.absence.models import Trouble
from eventnet.outbound import Unreachable, download

MAX_MEGABYTES = 20


class Failed(Exception):
    """The calendar could not be read."""

    def __init__(self, trouble: Trouble, status: int | None = None) -> None:
        super().__init__(trouble.value)
        self.trouble, self.status = trouble, status


def fetch_busy(address: str, window: Window, trusted: str | None) -> Busy:
    """Return when the calendar at an address says busy. The address is named nowhere."""
    try:
        return busy_times(download(address, "text/calendar", MAX_MEGABYTES << 20, trusted), window)
    except outbound.Answered as error:
        raise Failed(Trouble.STATUS, error.status) from error
    except Unreachable as error:
        raise Failed(_reached.get(type(error), Trouble.SILENT)) from error
    except tuple(_read) as error:
        raise Failed(_read[type(error)]) from error


_reached = {
    outbound.Redirected: Trouble.REDIRECT,
    outbound.NoSuchHost: Trouble.HOST,
    outbound.TooLate: Trouble.LATE,
    outbound.TooLong: Trouble.LARGE,
}
_read: dict[type[BaseException], Trouble] = {
    calendar_file.Page: Trouble.PAGE,
    calendar_file.NoCalendar: Trouble.OTHER,
    calendar_file.Truncated: Trouble.TRUNCATED,
    calendar_file.TooMuch: Trouble.CROWDED,
}
