"""Reads of arrivals."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import defer
from sqlmodel import Session, col

from eventnet.accounts.models import Account
from eventnet.accounts.queries import every_address
from eventnet.arrivals.models import Stage, TicketImport
from eventnet.communities.models import Membership
from eventnet.events.models import Attendance, Role
from eventnet.people.models import Profile

# A page that waits for a file asks every second.
WITHOUT_FILES = (
    defer(TicketImport.data),  # type: ignore[arg-type]
    defer(TicketImport.table),  # type: ignore[arg-type]
    defer(TicketImport.report),  # type: ignore[arg-type]
)


@dataclass(frozen=True)
class ImportEntry:
    """An upload in the list, without its bytes."""

    id: str
    file_name: str
    stage: Stage
    failure: str | None
    created_at: datetime
    applied_at: datetime | None
    counts: dict[str, int]
    by: str | None


def import_entries(session: Session, event_id: str) -> list[ImportEntry]:
    """Return the uploads of an event, the newest first."""
    query = (
        select(
            col(TicketImport.id),
            col(TicketImport.file_name),
            col(TicketImport.stage),
            col(TicketImport.failure),
            col(TicketImport.created_at),
            col(TicketImport.applied_at),
            col(TicketImport.counts),
            col(Account.email),
        )
        .outerjoin(Account, col(Account.id) == TicketImport.account_id)
        .where(col(TicketImport.event_id) == event_id)
        .order_by(col(TicketImport.created_at).desc())
    )
    return [ImportEntry(*row) for row in session.execute(query)]


def changed_since(session: Session, held: TicketImport) -> bool:
    """Say whether another file was brought in after this one was compared."""
    query = select(func.count()).where(
        col(TicketImport.event_id) == held.event_id,
        col(TicketImport.applied_at) > held.started_at,
    )
    return bool(session.execute(query).scalar_one())


def removed_addresses(session: Session, event_id: str, email: str | None = None) -> set[str]:
    """Return the addresses (all, or this one) whose attendance an organizer ended."""
    known = every_address()
    query = (
        select(known.c.email)
        .join(Membership, col(Membership.account_id) == known.c.account_id)
        .join(Attendance, col(Attendance.membership_id) == Membership.id)
        .where(col(Attendance.event_id) == event_id, col(Attendance.removed))
    )
    return set(session.scalars(query.where(known.c.email == email) if email else query))


def who(session: Session, attendance_ids: Collection[str]) -> dict[str, tuple[str, str]]:
    """Return name and address of attendances, for an organizer."""
    query = (
        select(col(Attendance.id), func.coalesce(col(Profile.name), ""), col(Account.email))
        .join(Membership, col(Membership.id) == Attendance.membership_id)
        .join(Account, col(Account.id) == Membership.account_id)
        .outerjoin(Profile, col(Profile.membership_id) == Membership.id)
        .where(col(Attendance.id).in_(attendance_ids))
    )
    return {key: (name, email) for key, name, email in session.execute(query)}


def role_names(session: Session, event_id: str) -> list[str]:
    """Return the names of the event's roles, in the organizer's order."""
    query = select(col(Role.name)).where(col(Role.event_id) == event_id)
    return list(session.scalars(query.order_by(col(Role.position), col(Role.name))))
