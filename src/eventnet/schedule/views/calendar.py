"""A person's calendar: as a file, at an address of its own, and a new address."""

from urllib.parse import urlsplit

from starlette.responses import Response

from eventnet.events.policies import AttendeeVisit
from eventnet.i18n import gettext as _
from eventnet.meetings.models import MeetingState
from eventnet.meetings.queries import meetings_of
from eventnet.notices import with_notice
from eventnet.redirects import see
from eventnet.round_tables.queries import seats_of
from eventnet.schedule.actions import renew_calendar
from eventnet.schedule.calendars import calendar
from eventnet.schedule.days import people_of
from eventnet.schedule.policies import CalendarVisit


def _calendar(visit: AttendeeVisit | CalendarVisit) -> bytes:
    mine = meetings_of(visit.session, visit.attendance.id, tuple(MeetingState))
    people = people_of(visit.session, visit.event, visit.attendance.id, mine)
    address = visit.link("meeting", event=visit.event.slug, meeting="MEETING")
    host = urlsplit(visit.settings.origin).hostname or "eventnet"
    seats = seats_of(visit.session, [visit.attendance.id]).get(visit.attendance.id, ())
    table = visit.link("round-table", event=visit.event.slug, table="TABLE")
    return calendar(visit.event, mine, people, address, host, seats=seats, table_address=table)


def calendar_file(visit: AttendeeVisit) -> Response:
    """Give somebody their meetings as a file for their calendar."""
    return Response(
        _calendar(visit),
        media_type="text/calendar",
        headers={"Content-Disposition": f'attachment; filename="{visit.event.slug}.ics"'},
    )


def calendar_feed(visit: CalendarVisit) -> Response:
    """Give a calendar program the meetings as they are now."""
    return Response(_calendar(visit), media_type="text/calendar")


def calendar_renew(visit: AttendeeVisit) -> Response:
    """Make a new calendar address."""
    renew_calendar(visit.session, visit.attendance.id, visit.account.id)
    said = _("Your calendar has a new address. The old one no longer works.")
    return with_notice(visit, see(visit.url("schedule", event=visit.event.slug)), said)
