"""Reads of places, and of who waits for one."""

from dataclasses import dataclass

from sqlalchemy import ColumnElement
from sqlmodel import Session, and_, col, exists, func, or_, select

from eventnet import clock
from eventnet.accounts.models import Account
from eventnet.communities.models import Membership
from eventnet.events.models import Attendance, Event
from eventnet.events.queries import present
from eventnet.waiting.models import WaitingGuest

FIRST_FIRST = (col(WaitingGuest.since), col(WaitingGuest.id))


@dataclass(frozen=True)
class InLine:
    """Somebody who waits, and where they stand in the line, from 1."""

    row: WaitingGuest
    email: str
    number: int


def taken(session: Session, event_id: str) -> int:
    """Return how many places are taken: also by whoever left and may still take that back."""
    returning = and_(
        col(Attendance.may_return_until) > clock.now(),
        col(Attendance.removed).is_(False),
        col(Membership.left_at).is_(None),
        col(Account.deactivated_at).is_(None),
    )
    query = (
        select(func.count())
        .select_from(Attendance)
        .join(Membership, col(Membership.id) == Attendance.membership_id)
        .join(Account, col(Account.id) == Membership.account_id)
        .where(Attendance.event_id == event_id, or_(present(), returning))
    )
    return session.exec(query).one()


def free_places(session: Session, event: Event) -> int | None:
    """Return how many places are free, 0 where more people come than there are; None: no limit."""
    if event.places is None:
        return None
    return max(0, event.places - taken(session, event.id))


def line(
    session: Session, event_id: str, *, offset: int = 0, limit: int | None = None
) -> list[InLine]:
    """Return who waits, the first first; without those who have come in another way since."""
    query = (
        select(WaitingGuest, Account.email)
        .join(Account, col(Account.id) == WaitingGuest.account_id)
        .where(WaitingGuest.event_id == event_id, *_waits())
        .order_by(*FIRST_FIRST)
        .offset(offset)
        .limit(limit)
    )
    return [
        InLine(row, email, at) for at, (row, email) in enumerate(session.exec(query), offset + 1)
    ]


def count_line(session: Session, event_id: str, ahead_of: WaitingGuest | None = None) -> int:
    """Return how many wait, all or ahead of somebody."""
    query = (
        select(func.count())
        .select_from(WaitingGuest)
        .join(Account, col(Account.id) == WaitingGuest.account_id)
        .where(WaitingGuest.event_id == event_id, *_waits())
    )
    if ahead_of is not None:
        since, key = ahead_of.since, ahead_of.id
        sooner = and_(col(WaitingGuest.since) == since, col(WaitingGuest.id) < key)
        query = query.where(or_(col(WaitingGuest.since) < since, sooner))
    return session.exec(query).one()


def place_of(session: Session, event_id: str, account_id: str) -> InLine | None:
    """Return where an account stands in the line, if it does."""
    return places_of(session, account_id).get(event_id)


def places_of(session: Session, account_id: str) -> dict[str, InLine]:
    """Return where an account stands, by event, in all lines in which it does: one statement."""
    mine = select(WaitingGuest.event_id).where(WaitingGuest.account_id == account_id)
    number = func.row_number().over(partition_by=col(WaitingGuest.event_id), order_by=FIRST_FIRST)
    lines = (
        select(WaitingGuest.id, Account.email, number.label("number"))
        .join(Account, col(Account.id) == WaitingGuest.account_id)
        .where(col(WaitingGuest.event_id).in_(mine), *_waits())
        .subquery()
    )
    query = (
        select(WaitingGuest, lines.c.email, lines.c.number)
        .join(lines, lines.c.id == WaitingGuest.id)
        .where(WaitingGuest.account_id == account_id)
    )
    return {row.event_id: InLine(row, email, at) for row, email, at in session.exec(query)}


def in_line(session: Session, event_id: str, waiting_id: str) -> InLine | None:
    """Return somebody who waits, and where they stand."""
    query = (
        select(WaitingGuest, Account.email)
        .join(Account, col(Account.id) == WaitingGuest.account_id)
        .where(WaitingGuest.event_id == event_id, WaitingGuest.id == waiting_id, *_waits())
    )
    found = session.exec(query).one_or_none()
    if found is None:
        return None
    row, email = found
    return InLine(row, email, count_line(session, event_id, row) + 1)


def _waits() -> tuple[ColumnElement[bool], ...]:
    """Return the conditions of waiting still, in a statement that joins `Account`."""
    return col(Account.deactivated_at).is_(None), ~settled()


def settled() -> ColumnElement[bool]:
    """Return the condition that whoever waits attends, or was removed by an organizer."""
    there = (
        select(Attendance.id)
        .join(Membership, col(Membership.id) == Attendance.membership_id)
        .where(
            Attendance.event_id == WaitingGuest.event_id,
            Membership.account_id == WaitingGuest.account_id,
            or_(
                col(Attendance.removed).is_(True),
                and_(col(Attendance.left_at).is_(None), col(Membership.left_at).is_(None)),
            ),
        )
    )
    return exists(there.correlate(WaitingGuest))
