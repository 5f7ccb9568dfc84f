"""What others ask of an event: where it stands in time, its grid of slots, and who attends."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import groupby
from zoneinfo import ZoneInfo

from sqlalchemy import ColumnElement
from sqlmodel import Session, and_, col, select

from eventnet.accounts.models import Account
from eventnet.communities.models import Membership
from eventnet.events.models import Attendance, Event, Phase, Role, Slot
from eventnet.events.times import start_of_day


@dataclass(frozen=True)
class LocalSlot:
    """A slot as the clocks on the wall of the event show it."""

    id: str
    starts: datetime
    ends: datetime
    minutes: int
    tables: int


@dataclass(frozen=True)
class Day:
    """A day of the event, with its slots in order."""

    date: date
    slots: tuple[LocalSlot, ...]


def zone(event: Event) -> ZoneInfo:
    """Return the time zone of the place where the event happens."""
    return ZoneInfo(event.time_zone)


def not_deleted() -> ColumnElement[bool]:
    """Return the condition of being found: a deleted event is nowhere, till it is taken back."""
    return col(Event.erase_at).is_(None)


def event_called(session: Session, slug: str) -> Event | None:
    """Return the event at an address, unless it is deleted."""
    return session.exec(select(Event).where(Event.slug == slug, not_deleted())).one_or_none()


def today(event: Event, now: datetime) -> date:
    """Return the date at the place of the event."""
    return now.astimezone(zone(event)).date()


def phase_by_dates(event: Event, now: datetime) -> Phase:
    """Return where the event stands by its dates alone; its days begin at its own midnight."""
    if now >= start_of_day(event.ends_on + timedelta(days=1), zone(event)):
        return Phase.OVER
    if now >= start_of_day(event.starts_on, zone(event)):
        return Phase.RUNNING
    if event.opens_at is not None and now >= event.opens_at:
        return Phase.OPEN
    return Phase.PREPARING


def phase(event: Event, now: datetime) -> Phase:
    """Return where the event stands: as an organizer said by hand, else by its dates."""
    return event.phase_by_hand or phase_by_dates(event, now)


def wishes_open(event: Event, now: datetime) -> bool:
    """Return whether attendees may say now whom they want to meet."""
    in_time = event.wishes_until is None or now < event.wishes_until
    return in_time and phase(event, now) in {Phase.OPEN, Phase.RUNNING}


def slots(session: Session, event_id: str) -> list[Slot]:
    """Return the slots of an event in order, without those that were taken out of the grid."""
    query = select(Slot).where(Slot.event_id == event_id, col(Slot.removed_at).is_(None))
    return list(session.exec(query.order_by(col(Slot.starts_at))))


def slots_by_day(session: Session, event: Event) -> list[Day]:
    """Return the grid of an event, day by day, in the time of its place."""
    here = zone(event)
    local = [
        LocalSlot(
            id=slot.id,
            starts=slot.starts_at.astimezone(here),
            ends=(slot.starts_at + timedelta(minutes=slot.minutes)).astimezone(here),
            minutes=slot.minutes,
            tables=slot.tables,
        )
        for slot in slots(session, event.id)
    ]
    days = groupby(local, lambda slot: slot.starts.date())
    return [Day(day, tuple(of_day)) for day, of_day in days]


def present() -> ColumnElement[bool]:
    """Return the condition of being there: having left neither event nor community nor the site.

    The statement has to join `Attendance`, `Membership` and `Account`.
    """
    return and_(
        col(Attendance.left_at).is_(None),
        col(Membership.left_at).is_(None),
        col(Account.deactivated_at).is_(None),
    )


def roles(session: Session, event_id: str) -> list[Role]:
    """Return the roles of an event, in the order that its organizers chose."""
    query = select(Role).where(Role.event_id == event_id)
    return list(session.exec(query.order_by(col(Role.position), col(Role.name))))
