"""What the front pages list: events, with where they stand and what comes next for the reader."""

from dataclasses import dataclass
from datetime import datetime, timedelta

import sqlalchemy
from sqlmodel import Session, and_, col, or_, select

from eventnet.communities.models import Community, Membership
from eventnet.dates import span, until
from eventnet.events.models import Attendance, Event, Helper, Organizer, Phase
from eventnet.events.queries import not_deleted, phase, zone
from eventnet.i18n import gettext as _
from eventnet.people.ahead import Next, Standing, next_step, standings
from eventnet.waiting.queries import places_of

MOST = 50


@dataclass(frozen=True)
class EventLine:
    """An event in a list."""

    slug: str
    name: str
    tagline: str
    dates: str
    place: str
    community: str
    phase: Phase
    stands: str
    """Where it stands, in words."""
    next: Next | None
    """What the reader could do next, if they attend."""
    attends: bool
    organizes: bool
    """Whether they run it, or a part of it."""
    waits_at: int | None = None
    """Where the reader stands on its waiting list, from 1."""


def my_events(session: Session, account_id: str, now: datetime) -> list[EventLine]:
    """Return the events that an account attends, runs or waits for: those to come, then the past.

    Five queries, however many events there are.
    """
    waits = places_of(session, account_id)
    rows = session.execute(
        sqlalchemy.select(Event, Community, Attendance, Organizer, Helper)
        .join(Community, col(Community.id) == Event.community_id)
        .outerjoin(
            Membership,
            and_(
                col(Membership.community_id) == Community.id,
                col(Membership.account_id) == account_id,
                col(Membership.left_at).is_(None),
            ),
        )
        .outerjoin(
            Attendance,
            and_(
                col(Attendance.event_id) == Event.id,
                col(Attendance.membership_id) == Membership.id,
                col(Attendance.left_at).is_(None),
            ),
        )
        .outerjoin(
            Organizer,
            and_(col(Organizer.event_id) == Event.id, col(Organizer.account_id) == account_id),
        )
        .outerjoin(
            Helper,
            and_(col(Helper.event_id) == Event.id, col(Helper.account_id) == account_id),
        )
        .where(
            not_deleted(),
            or_(
                col(Attendance.id).is_not(None),
                col(Organizer.account_id).is_not(None),
                col(Helper.account_id).is_not(None),
                col(Event.id).in_(waits),
            ),
        )
        .order_by(col(Event.starts_on), col(Event.name))
    ).all()
    found = standings(session, [row[2].id for row in rows if row[2] is not None], now)
    lines = [
        _line(
            event,
            community,
            now,
            attendance=attendance,
            organizes=organizer is not None or helper is not None,
            standing=found.get(attendance.id) if attendance else None,
            waits_at=waits[event.id].number if event.id in waits else None,
        )
        for event, community, attendance, organizer, helper in rows
    ]
    # Whoever only waits has nothing to look for once it is over.
    mine = [line for line in lines if line.attends or line.organizes]
    past = [line for line in mine if line.phase is Phase.OVER]
    return [line for line in lines if line.phase is not Phase.OVER] + past[::-1]


@dataclass(frozen=True)
class LeftLine:
    """An event that the reader left or deleted, which they may take back."""

    slug: str
    name: str
    until: str


def left_lately(session: Session, account_id: str, now: datetime) -> list[LeftLine]:
    """Return the events that an account may still come back to, by its own click."""
    query = (
        select(Event, Attendance.may_return_until)
        .join(Attendance, col(Attendance.event_id) == Event.id)
        .join(Membership, col(Membership.id) == Attendance.membership_id)
        .where(
            Membership.account_id == account_id,
            not_deleted(),
            col(Membership.left_at).is_(None),
            col(Attendance.left_at).is_not(None),
            col(Attendance.may_return_until) > now,
            col(Attendance.removed).is_(False),
        )
        .order_by(col(Event.name))
    )
    return [
        LeftLine(event.slug, event.name, until(moment.astimezone(zone(event))))
        for event, moment in session.exec(query)
        if moment is not None
    ]


def deleted_lately(session: Session, account_id: str, now: datetime) -> list[LeftLine]:
    """Return the deleted events that an account organized, which it may take back."""
    query = (
        select(Event)
        .join(Organizer, col(Organizer.event_id) == Event.id)
        .where(Organizer.account_id == account_id, col(Event.erase_at) > now)
        .order_by(col(Event.name))
    )
    return [
        LeftLine(event.slug, event.name, until(event.erase_at.astimezone(zone(event))))
        for event in session.exec(query)
        if event.erase_at is not None
    ]


def upcoming_events(session: Session, now: datetime) -> list[EventLine]:
    """Return the events that are open or taking place, for anyone: the next `MOST` of them."""
    shown = (Phase.OPEN, Phase.RUNNING)
    tomorrow = now.date() + timedelta(days=1)  # it has begun already somewhere
    by_dates = or_(col(Event.opens_at) <= now, col(Event.starts_on) <= tomorrow)
    query = (
        select(Event, Community)
        .join(Community, col(Community.id) == Event.community_id)
        .where(
            not_deleted(),
            col(Event.ends_on) >= now.date() - timedelta(days=1),
            or_(
                col(Event.phase_by_hand).in_(shown),
                and_(col(Event.phase_by_hand).is_(None), by_dates),
            ),
        )
        .order_by(col(Event.starts_on), col(Event.name))
        .limit(MOST)
    )
    return [
        _line(event, community, now)
        for event, community in session.exec(query)
        if phase(event, now) in shown
    ]


def events_of(
    session: Session, community: Community, now: datetime, *, preparing: bool
) -> list[EventLine]:
    """Return the events of a community, the latest first; with those that are prepared, or not."""
    query = select(Event).where(Event.community_id == community.id, not_deleted())
    events = session.exec(query.order_by(col(Event.starts_on).desc(), col(Event.name)).limit(MOST))
    lines = [_line(event, community, now) for event in events]
    return [line for line in lines if preparing or line.phase is not Phase.PREPARING]


def _line(
    event: Event,
    community: Community,
    now: datetime,
    *,
    attendance: Attendance | None = None,
    organizes: bool = False,
    standing: Standing | None = None,
    waits_at: int | None = None,
) -> EventLine:
    return EventLine(
        slug=event.slug,
        name=event.name,
        tagline=event.tagline,
        dates=span(event.starts_on, event.ends_on),
        place=", ".join(part for part in (event.venue, event.city) if part),
        community=community.name,
        phase=phase(event, now),
        stands=_stands(phase(event, now)),
        next=next_step(event, attendance, standing, now) if attendance and standing else None,
        attends=attendance is not None,
        organizes=organizes,
        waits_at=waits_at,
    )


def _stands(where: Phase) -> str:
    return {
        Phase.PREPARING: _("Being prepared"),
        Phase.OPEN: _("Open"),
        Phase.RUNNING: _("Taking place"),
        Phase.OVER: _("Over"),
    }[where]
