"""Mails that remind: of tomorrow, and of what begins in a few minutes."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from zoneinfo import ZoneInfo

from eventnet.events.models import Event
from eventnet.i18n import gettext as _
from eventnet.i18n import ngettext
from eventnet.mail.outbox import Letter
from eventnet.meetings.queries import OwnMeeting
from eventnet.meetings.words import place
from eventnet.round_tables.queries import OwnSeat
from eventnet.round_tables.words import place_of
from eventnet.schedule.desk import Desk

REMINDERS = "reminders"


def evening_name(event: Event, day: date) -> str:
    """Return what the reminder of a day is called, but for whom it is to."""
    return f"evening:{event.id}:{day}"


def minutes_name(one: OwnMeeting | OwnSeat) -> str:
    """Return what the reminder of a meeting at its time is called, but for whom it is to."""
    key = one.table_id if isinstance(one, OwnSeat) else one.id
    return f"minutes:{key}:{one.starts_at.isoformat()}"


def evening_letter(
    desk: Desk, meetings: Sequence[OwnMeeting], seats: Sequence[OwnSeat] = ()
) -> Letter:
    """Return the mail about tomorrow's meetings."""
    first = min([one.starts_at for one in meetings] + [one.starts_at for one in seats])
    subject = ngettext(
        "Tomorrow at %(event)s: %(num)d meeting, on %(when)s",
        "Tomorrow at %(event)s: %(num)d meetings, the first on %(when)s",
        len(meetings) + len(seats),
        event=desk.event.name,
        when=desk.reader.when(first, desk.event),
    )
    clock = ZoneInfo(desk.reader.time_zone or desk.event.time_zone)
    return replace(desk, kind=REMINDERS).letter(
        subject,
        "mail/reminder",
        once=evening_name(desk.event, first.astimezone(clock).date()),
        lines=desk.lines(meetings, seats),
    )


def minutes_letter(desk: Desk, meetings: Sequence[OwnMeeting]) -> Letter:
    """Return the mail about a meeting that begins in a few minutes."""
    meeting = meetings[0]
    return replace(desk, kind=REMINDERS).letter(
        _(
            "%(when)s, %(where)s: %(name)s",
            when=desk.reader.when(meeting.starts_at, desk.event),
            where=place(meeting),
            name=desk.name(meeting.other_id),
        ),
        "mail/reminder",
        once=minutes_name(meeting),
        lines=[desk.line(meeting)],
    )


def seat_minutes_letter(desk: Desk, seat: OwnSeat) -> Letter:
    """Return the mail about a round table that begins in a few minutes."""
    return replace(desk, kind=REMINDERS).letter(
        _(
            "%(when)s, %(where)s: %(name)s",
            when=desk.reader.when(seat.starts_at, desk.event),
            where=place_of(seat.table_number),
            name=seat.title,
        ),
        "mail/reminder",
        once=minutes_name(seat),
        lines=[desk.seat_line(seat)],
    )
