"""Calendars: somebody's meetings as iCalendar (RFC 5545), to keep or to subscribe to."""

from collections.abc import Mapping, Sequence
from datetime import timedelta

from icalendar import Calendar, vDuration
from icalendar import Event as Entry

from eventnet.events.models import Event
from eventnet.events.queries import zone
from eventnet.i18n import gettext as _
from eventnet.meetings.models import MeetingState
from eventnet.meetings.queries import OwnMeeting
from eventnet.meetings.words import place
from eventnet.people.queries import PersonView
from eventnet.round_tables.queries import OwnSeat
from eventnet.round_tables.words import place_of
from eventnet.schedule.days import why

STATUS = {MeetingState.WAITING: "TENTATIVE", MeetingState.CONFIRMED: "CONFIRMED"}
# How often a calendar program should look again.
REFRESH = timedelta(hours=1)


def calendar(
    event: Event,
    meetings: Sequence[OwnMeeting],
    people: Mapping[str, PersonView],
    address: str,
    host: str,
    *,
    seats: Sequence[OwnSeat] = (),
    table_address: str = "",
) -> bytes:
    """Write meetings as a calendar; those that are off say so, so that programs take them away.

    `address` is a meeting's page with `MEETING` in the place of its id. Of a meeting online our own
    address stands in it: calendars are shown to colleagues, and it leads only the two of them on.
    `table_address` is the page of a round table with `TABLE` in the place of its id.
    """
    made = Calendar.new(
        name=event.name,
        uid=f"{event.id}@{host}",  # the library's own would be another one each time
        prodid="-//eventnet//eventnet//EN",
        method="PUBLISH",
    )
    made.add("REFRESH-INTERVAL", vDuration(REFRESH), parameters={"VALUE": "DURATION"})
    made.add("X-PUBLISHED-TTL", vDuration(REFRESH))
    here = zone(event)
    for meeting in meetings:
        person = people.get(meeting.other_id)
        entry = Entry()
        entry.add("UID", f"{meeting.id}@{host}")
        entry.add("DTSTAMP", meeting.changed_at)
        entry.add("LAST-MODIFIED", meeting.changed_at)
        entry.add("SEQUENCE", meeting.sequence)
        entry.add("DTSTART", meeting.starts_at.astimezone(here))
        entry.add("DTEND", meeting.ends_at.astimezone(here))
        entry.add("STATUS", STATUS.get(meeting.state, "CANCELLED"))
        entry.add("URL", address.replace("MEETING", meeting.id))
        if person is None:
            entry.add("SUMMARY", _("Meeting at %(event)s", event=event.name))
        else:
            entry.add("SUMMARY", _summary(meeting, person))
            entry.add("DESCRIPTION", "\n".join([person.headline, *why(meeting, people)]).strip())
        join = address.replace("MEETING", meeting.id) + "/join"
        if not meeting.is_online:
            where = (place(meeting), event.venue, event.city)
            entry.add("LOCATION", ", ".join(filter(None, where)))
        else:
            entry.add("LOCATION", join)
            entry.add("CONFERENCE", join, parameters={"VALUE": "URI", "LABEL": place(meeting)})
        made.add_component(entry)
    for seat in seats:
        made.add_component(_seat(event, seat, table_address, host))
    made.add_missing_timezones()
    written: bytes = made.to_ical()
    return written


def _seat(event: Event, seat: OwnSeat, address: str, host: str) -> Entry:
    entry, here = Entry(), zone(event)
    entry.add("UID", f"round-{seat.table_id}@{host}")
    entry.add("DTSTAMP", seat.changed_at)
    entry.add("LAST-MODIFIED", seat.changed_at)
    entry.add("SEQUENCE", seat.sequence)
    entry.add("DTSTART", seat.starts_at.astimezone(here))
    entry.add("DTEND", seat.ends_at.astimezone(here))
    entry.add("STATUS", "CONFIRMED" if seat.live else "CANCELLED")
    entry.add("URL", address.replace("TABLE", seat.table_id))
    entry.add("SUMMARY", _("Round table: %(title)s", title=seat.title))
    where = place_of(seat.table_number)
    entry.add("LOCATION", ", ".join(filter(None, (where, event.venue, event.city))))
    return entry


def _summary(meeting: OwnMeeting, person: PersonView) -> str:
    name = person.name or _("A meeting")
    who = f"{name} ({person.organization})" if person.organization else name
    if meeting.state is MeetingState.WAITING:
        return _("%(name)s, if you both say yes", name=who)
    return who
