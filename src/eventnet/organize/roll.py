"""The roll: everyone who comes, as their organizers must know them."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy
from sqlalchemy import Select
from sqlmodel import Session, col, func, select

from eventnet.accounts.models import Account
from eventnet.arrivals.models import Ticket
from eventnet.communities.models import Membership
from eventnet.events.models import Attendance, Consent, Role
from eventnet.mail.models import MailTrouble
from eventnet.organize.wanted import Condition, Order, Wanted, hosting, wishing
from eventnet.people.completeness import answered
from eventnet.people.models import Profile


@dataclass(frozen=True)
class Entry:
    """One attendee. `trouble` is what a mail server said when mail came back."""

    attendance: Attendance
    name: str
    organization: str
    email: str
    role: str
    trouble: str | None
    is_member: bool
    """False if they left the community, which only they can undo."""
    answered: int = 0
    """How many of the questions about themselves they have answered, of `completeness.TOTAL`."""
    wishes: bool = False
    """Whether they want to meet somebody."""
    hosts: bool = False
    """Whether they host a round table."""
    tickets: tuple[Ticket, ...] = ()

    @property
    def called(self) -> str:
        """Return what to call them: not everybody has said their name."""
        return self.name or self.email

    @property
    def written_at(self) -> datetime | None:
        """When they were last invited or reminded."""
        times = [self.attendance.invited_at, self.attendance.reminded_at]
        return max((when for when in times if when), default=None)

    @property
    def consent(self) -> Consent | None:
        """How they want planned meetings to come about, if they have said so."""
        return self.attendance.consent


def of_roll(query: Select[*tuple[Any, ...]]) -> Select[*tuple[Any, ...]]:
    """Let a statement about attendances know membership, account and profile."""
    return (
        query.select_from(Attendance)
        .join(Membership, col(Membership.id) == col(Attendance.membership_id))
        .join(Account, col(Account.id) == col(Membership.account_id))
        .outerjoin(Profile, col(Profile.membership_id) == col(Membership.id))
    )


def count(session: Session, event_id: str, wanted: Wanted) -> int:
    """Count the attendees that are wanted."""
    return count_those(session, wanted.conditions(event_id))


def count_those(session: Session, conditions: Sequence[Condition]) -> int:
    """Count those of whom this is so."""
    query = of_roll(sqlalchemy.select(func.count())).where(*conditions)
    return int(session.execute(query).scalar_one())


def entries(
    session: Session, event_id: str, wanted: Wanted, *, offset: int = 0, limit: int | None = None
) -> list[Entry]:
    """Return the attendees that are wanted, in the order that is wanted."""
    conditions, order = wanted.conditions(event_id), wanted.order()
    return read(session, event_id, conditions, order, offset=offset, limit=limit)


def entry(session: Session, event_id: str, attendance_id: str) -> Entry | None:
    """Return one attendee of the event, whether they still come or have left."""
    this = [col(Attendance.event_id) == event_id, col(Attendance.id) == attendance_id]
    found = read(session, event_id, this, [], limit=1)
    return found[0] if found else None


def read(
    session: Session,
    event_id: str,
    conditions: Sequence[Condition],
    order: Sequence[Order],
    *,
    offset: int = 0,
    limit: int | None = None,
) -> list[Entry]:
    """Return those of whom this is so, in three statements, however many there are."""
    query = of_roll(
        sqlalchemy.select(
            Attendance,
            Profile,
            col(Account.email),
            col(Role.name),
            col(Membership.left_at),
            answered(),
            wishing(),
            hosting(),
        )
    ).join(Role, col(Role.id) == col(Attendance.role_id))
    if limit is not None:
        # First whom the page holds, then what is told of them, so that it is found out of few.
        found = of_roll(sqlalchemy.select(col(Attendance.id))).where(*conditions)
        page = found.order_by(*order).offset(offset).limit(limit)
        conditions = [col(Attendance.id).in_(page)]
    rows = session.execute(query.where(*conditions).order_by(*order)).all()
    whole = limit is None  # then naming each would be more than a statement takes
    tickets = _tickets(session, event_id, None if whole else [row[0].id for row in rows])
    troubles = _troubles(session, None if whole else [row[2] for row in rows])
    return [
        Entry(
            attendance=attendance,
            name=profile.name if profile else "",
            organization=profile.organization if profile else "",
            email=email,
            role=role,
            trouble=troubles.get(email),
            is_member=left_at is None,
            answered=questions,
            wishes=bool(wants),
            hosts=bool(hosts),
            tickets=tuple(tickets[attendance.id]),
        )
        for attendance, profile, email, role, left_at, questions, wants, hosts in rows
    ]


def _tickets(session: Session, event_id: str, of: Sequence[str] | None) -> dict[str, list[Ticket]]:
    query = select(Ticket).where(Ticket.event_id == event_id)
    if of is not None:
        query = query.where(col(Ticket.attendance_id).in_(of))
    found: dict[str, list[Ticket]] = defaultdict(list)
    for ticket in session.exec(query.order_by(col(Ticket.source), col(Ticket.reference))):
        if ticket.attendance_id is not None:
            found[ticket.attendance_id].append(ticket)
    return found


def _troubles(session: Session, emails: Sequence[str] | None) -> dict[str, str]:
    query = select(MailTrouble.email, MailTrouble.words)
    if emails is not None:
        query = query.where(col(MailTrouble.email).in_(emails))
    return dict(session.exec(query).all())
