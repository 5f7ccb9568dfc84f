"""Reminders, by the clock: the evening before a day, and ten minutes before a meeting.

A reminder is a mail that says something once: its name in the outbox holds the day, or the meeting
with its time, so the clock may strike as often as it likes. A mail of which a meeting has changed
while it was written is let go, and written anew at the next stroke.
"""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime, time, timedelta
from typing import TypeVar
from zoneinfo import ZoneInfo

from sqlmodel import Session, col, or_, select

from eventnet import clock
from eventnet.accounts.models import Account
from eventnet.batches import batches
from eventnet.communities.models import Membership
from eventnet.events.models import Attendance, Event, Slot
from eventnet.events.queries import present
from eventnet.jobs import Ground, job
from eventnet.mail.models import OutboxMail
from eventnet.mail.outbox import Letter
from eventnet.meetings.models import MeetingSide, MeetingState
from eventnet.meetings.queries import OwnMeeting, meetings_ahead
from eventnet.round_tables.models import RoundSeat
from eventnet.round_tables.queries import OwnSeat, seats_ahead
from eventnet.schedule.desk import Desk
from eventnet.schedule.models import ReminderChoice
from eventnet.schedule.reminder_letters import (
    evening_letter,
    evening_name,
    minutes_letter,
    minutes_name,
    seat_minutes_letter,
)
from eventnet.schedule.telling import write_to_each

EVENING = time(18)
"""On the reader's own clock."""
PATIENCE = timedelta(hours=4)
"""Where the clock stood still, an evening's reminder still comes until ten at night."""
LOOKAHEAD = timedelta(hours=31)
"""From an evening to the end of the next day, also where the clocks go back in between."""
MINUTES = timedelta(minutes=10)

Meetings = dict[str, list[OwnMeeting]]
Ahead = TypeVar("Ahead", OwnMeeting, OwnSeat)


@job(cron="*/5 * * * *")
def remind_in_the_evening(ground: Ground) -> None:
    """Write to those who have meetings tomorrow, once it is evening on their own clock."""
    now = clock.now()
    with ground.sessions() as session:
        for event in _events_ahead(session, now, now + LOOKAHEAD):
            zones = _who_has_evening(session, event, now)
            names = {one: evening_name(event, _day_after(now, its)) for one, its in zones.items()}
            for some in _unsaid(session, names):
                ahead = meetings_ahead(session, some, now, now + LOOKAHEAD)
                tomorrow = {one: _tomorrow(mine, now, zones[one]) for one, mine in ahead.items()}
                all_seats = seats_ahead(session, some, now, now + LOOKAHEAD)
                seats = {one: _tomorrow(mine, now, zones[one]) for one, mine in all_seats.items()}

                def write(
                    desk: Desk,
                    meetings: Sequence[OwnMeeting],
                    seats: Mapping[str, Sequence[OwnSeat]] = seats,
                ) -> Letter:
                    return evening_letter(desk, meetings, seats.get(desk.reader.attendance_id, ()))

                write_to_each(
                    session,
                    ground.settings,
                    event,
                    {
                        one: tomorrow.get(one, [])
                        for one in some
                        if tomorrow.get(one) or seats.get(one)
                    },
                    write,
                    if_unchanged=True,
                )


@job(cron="* * * * *")
def remind_minutes_before(ground: Ground) -> None:
    """Write to those who asked for it that a meeting which stands begins in ten minutes."""
    now = clock.now()
    with ground.sessions() as session:
        for event in _events_ahead(session, now, now + MINUTES):
            soon: Meetings = {}
            for some in batches(_who_asked(session, event.id)):
                for one, mine in meetings_ahead(session, some, now, now + MINUTES).items():
                    if standing := [it for it in mine if it.state is MeetingState.CONFIRMED]:
                        soon[one] = standing[:1]
            names = {one: minutes_name(mine[0]) for one, mine in soon.items()}
            for some in _unsaid(session, names):
                write_to_each(
                    session,
                    ground.settings,
                    event,
                    {one: soon[one] for one in some},
                    minutes_letter,
                    if_unchanged=True,
                )
            _remind_of_seats(session, ground, event, now)


def _remind_of_seats(session: Session, ground: Ground, event: Event, now: datetime) -> None:
    """Write to those who asked for it that a round table of theirs begins in ten minutes."""
    soon: dict[str, OwnSeat] = {}
    for some in batches(_who_asked(session, event.id)):
        for one, mine in seats_ahead(session, some, now, now + MINUTES).items():
            soon[one] = mine[0]

    def write(desk: Desk, _meetings: Sequence[OwnMeeting]) -> Letter:
        return seat_minutes_letter(desk, soon[desk.reader.attendance_id])

    for some in _unsaid(session, {one: minutes_name(seat) for one, seat in soon.items()}):
        write_to_each(session, ground.settings, event, {one: [] for one in some}, write)


def _events_ahead(session: Session, since: datetime, until: datetime) -> Sequence[Event]:
    """Return the events of which a slot begins in that time."""
    ahead = select(Slot.event_id).where(
        Slot.starts_at > since, Slot.starts_at <= until, col(Slot.removed_at).is_(None)
    )
    return session.exec(select(Event).where(col(Event.id).in_(ahead))).all()


def _who_has_evening(session: Session, event: Event, now: datetime) -> dict[str, ZoneInfo]:
    """Return who wants to hear of tomorrow now, with the zone by whose clocks it is evening."""
    meets, sits = (
        select(side.attendance_id)
        .join(Slot, col(Slot.id) == side.slot_id)
        .where(
            Slot.event_id == event.id,
            col(side.live),
            Slot.starts_at > now,
            Slot.starts_at <= now + LOOKAHEAD,
        )
        for side in (MeetingSide, RoundSeat)
    )
    query = (
        select(Attendance.id, Account.time_zone)
        .join(Membership, col(Membership.id) == Attendance.membership_id)
        .join(Account, col(Account.id) == Membership.account_id)
        .outerjoin(ReminderChoice, col(ReminderChoice.attendance_id) == Attendance.id)
        .where(
            Attendance.event_id == event.id,
            present(),
            or_(col(ReminderChoice.evening).is_(None), col(ReminderChoice.evening)),
            or_(col(Attendance.id).in_(meets), col(Attendance.id).in_(sits)),
        )
        .order_by(col(Attendance.id))
    )
    zones = {key: ZoneInfo(name or event.time_zone) for key, name in session.exec(query)}
    return {key: its for key, its in zones.items() if _is_evening(now.astimezone(its))}


def _is_evening(local: datetime) -> bool:
    begins = datetime.combine(local.date(), EVENING)
    return begins <= local.replace(tzinfo=None) < begins + PATIENCE


def _tomorrow(some: Sequence[Ahead], now: datetime, zone: ZoneInfo) -> list[Ahead]:
    """Return the meetings or seats that are tomorrow on the clocks of a zone."""
    day = _day_after(now, zone)
    return [one for one in some if one.starts_at.astimezone(zone).date() == day]


def _day_after(now: datetime, zone: ZoneInfo) -> date:
    return now.astimezone(zone).date() + timedelta(days=1)


def _who_asked(session: Session, event_id: str) -> Sequence[str]:
    query = (
        select(ReminderChoice.attendance_id)
        .join(Attendance, col(Attendance.id) == ReminderChoice.attendance_id)
        .where(Attendance.event_id == event_id, col(ReminderChoice.minutes))
    )
    return session.exec(query).all()


def _unsaid(session: Session, names: Mapping[str, str]) -> Iterator[list[str]]:
    """Yield those to whom what is so named has not been said yet, some at a time."""
    for some in batches(names):
        whole = {one: f"{names[one]}:{one}" for one in some}
        query = select(OutboxMail.once).where(col(OutboxMail.once).in_(whole.values()))
        said = set(session.exec(query))
        if rest := [one for one in some if whole[one] not in said]:
            yield rest
