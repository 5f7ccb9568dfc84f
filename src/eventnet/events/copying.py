"""A new event that begins as a copy of another: its set-up at other days, and nobody in it.

Times keep their place on the clock's face and in the row of days: what was at 09:00 on the second
day is at 09:00 on the second day, whatever the clocks do in between.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import groupby, pairwise
from pathlib import Path
from zoneinfo import ZoneInfo

from sqlmodel import Session, col, select

from eventnet import audit, clock
from eventnet.accounts.models import Account
from eventnet.communities.models import Community
from eventnet.database import writing
from eventnet.dates import day as in_words
from eventnet.errors import Conflict, NotFound
from eventnet.events import queries
from eventnet.events.actions import NoSuchTime, address_free, held, put_event
from eventnet.events.forms import Details, NewEvent
from eventnet.events.models import Event, MayMeet, Organizer, Role, Slot
from eventnet.events.times import moment
from eventnet.i18n import gettext as _
from eventnet.images import copy_image, drop_image

RULES = (
    "yes_hours",
    "ask_unchosen",
    "online_pattern",
    "places",
    "round_tables",
    "round_seats",
    "accent",
)
"""What a copy takes over of an event as it is."""
WEEKS = timedelta(weeks=52)

on_copied: list[Callable[[Session, str, str], None]] = []
"""What later features copy of an event, inside the transaction, given its id and the copy's."""


@dataclass(frozen=True)
class Shift:
    """From the days of one event to those of another, each in its time zone."""

    days: int
    before: ZoneInfo
    after: ZoneInfo

    @classmethod
    def to(cls, source: Event, new: Details) -> "Shift":
        """Return how far the first day moves."""
        days = (new.starts_on - source.starts_on).days
        return cls(days, queries.zone(source), ZoneInfo(new.time_zone))

    def moved(self, when: datetime) -> datetime:
        """Return the moment that the clocks show so many days later; refuse one there is not."""
        local = when.astimezone(self.before).replace(tzinfo=None) + timedelta(days=self.days)
        found = moment(local, self.after)
        if found is None:
            raise NoSuchTime("starts_on", local)
        return found


@dataclass(frozen=True)
class CopiedDay:
    """A day of the grid, as it is and as it will be, in the time of the place."""

    before: date
    after: date
    slots: int
    first: datetime
    last: datetime
    tables: int


@dataclass(frozen=True)
class Outlook:
    """What a copy will have."""

    days: list[CopiedDay]
    roles: list[Role]
    pairs: int
    opens_at: datetime | None
    wishes_until: datetime | None


def sources(session: Session, community_id: str, account_id: str) -> list[Event]:
    """Return the events of a community that an account organizes, the latest first."""
    query = (
        select(Event)
        .join(Organizer, col(Organizer.event_id) == Event.id)
        .where(
            Event.community_id == community_id,
            Organizer.account_id == account_id,
            queries.not_deleted(),
        )
        .order_by(col(Event.starts_on).desc(), col(Event.name))
    )
    return list(session.exec(query))


def source_called(session: Session, community_id: str, account_id: str, slug: str) -> Event:
    """Return the event at an address, if this account may copy it in this community."""
    for one in sources(session, community_id, account_id):
        if one.slug == slug:
            return one
    raise NotFound(_("There is no such event to copy, or you do not organize it."))


def first_day(source: Event) -> date:
    """Return the same day of the week in the year after, or in the first one that is to come."""
    first, today = source.starts_on + WEEKS, queries.today(source, clock.now())
    while first < today:
        first += WEEKS
    return first


def outlook(session: Session, source: Event, new: Details) -> Outlook:
    """Return what a copy at these days will have; refuse days at which it cannot be."""
    shift = Shift.to(source, new)
    there = ZoneInfo(new.time_zone)
    pairs = _shifted(queries.slots(session, source.id), shift, new)
    days = groupby(pairs, lambda pair: pair[1].astimezone(there).date())
    who_meets = select(MayMeet).where(MayMeet.event_id == source.id)
    return Outlook(
        days=[_day(after, list(of_day), shift) for after, of_day in days],
        roles=queries.roles(session, source.id),
        pairs=len(session.exec(who_meets).all()),
        opens_at=_local(source.opens_at, shift),
        wishes_until=_local(source.wishes_until, shift),
    )


def _day(after: date, of_day: list[tuple[Slot, datetime]], shift: Shift) -> CopiedDay:
    slot, last = of_day[-1]
    return CopiedDay(
        before=after - timedelta(days=shift.days),
        after=after,
        slots=len(of_day),
        first=of_day[0][1].astimezone(shift.after),
        last=(last + timedelta(minutes=slot.minutes)).astimezone(shift.after),
        tables=max(one.tables for one, _starts in of_day),
    )


def _local(when: datetime | None, shift: Shift) -> datetime | None:
    return shift.moved(when).astimezone(shift.after) if when else None


def _shifted(slots: list[Slot], shift: Shift, new: Details) -> list[tuple[Slot, datetime]]:
    """Return each slot with when it will begin, in order."""
    pairs = [(slot, shift.moved(slot.starts_at)) for slot in slots]
    pairs.sort(key=lambda pair: pair[1])
    for _slot, starts in pairs:
        day = starts.astimezone(shift.after).date()
        if not new.starts_on <= day <= new.ends_on:
            raise Conflict(
                _(
                    "There are slots on %(day)s, which would be no day of the event. Give it as "
                    "many days as the other has.",
                    day=in_words(day, "weekday"),
                )
            )
    for (slot, starts), (_next, then) in pairwise(pairs):
        if then < starts + timedelta(minutes=slot.minutes):
            raise Conflict(
                _(
                    "The clocks are changed on %(day)s, so that two slots would overlap. Choose "
                    "another first day.",
                    day=in_words(then.astimezone(shift.after).date(), "weekday"),
                )
            )
    return pairs


def copy_event(
    session: Session,
    community: Community,
    account: Account,
    source_id: str,
    new: NewEvent,
    *,
    folder: Path,
) -> Event:
    """Make an event with the set-up of another; whoever makes it organizes it."""
    community_id, account_id = community.id, account.id
    source = session.get(Event, source_id)
    logo = copy_image(folder, source.logo if source else None)
    try:
        with address_free(), writing(session):
            source = held(session, source_id)
            source_called(session, community_id, account_id, source.slug)
            event = put_event(session, community_id, account_id, new)
            event.logo = logo
            _copy(session, source, event, new)
            audit.record(
                session, "event.copied", account_id=account_id, event_id=event.id, of=source.slug
            )
    except BaseException:
        drop_image(folder, logo)
        raise
    return event


def _copy(session: Session, source: Event, event: Event, new: NewEvent) -> None:
    shift = Shift.to(source, new)
    for name in RULES:
        setattr(event, name, getattr(source, name))
    event.opens_at = source.opens_at and shift.moved(source.opens_at)
    event.wishes_until = source.wishes_until and shift.moved(source.wishes_until)
    session.add(event)
    for slot, starts in _shifted(queries.slots(session, source.id), shift, new):
        session.add(
            Slot(event_id=event.id, starts_at=starts, minutes=slot.minutes, tables=slot.tables)
        )
    _copy_roles(session, source.id, event.id)
    session.flush()
    for follow in on_copied:
        follow(session, source.id, event.id)


def _copy_roles(session: Session, source_id: str, event_id: str) -> None:
    ids = {}
    for role in queries.roles(session, source_id):
        fields = role.model_dump(exclude={"id", "event_id"})
        copied = Role(event_id=event_id, **fields)
        session.add(copied)
        ids[role.id] = copied.id
    session.flush()
    for pair in session.exec(select(MayMeet).where(MayMeet.event_id == source_id)).all():
        a, b = sorted((ids[pair.a_role_id], ids[pair.b_role_id]))
        session.add(MayMeet(event_id=event_id, a_role_id=a, b_role_id=b))
