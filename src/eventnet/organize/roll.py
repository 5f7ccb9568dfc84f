"""The roll: everyone who comes, as their organizers must know them."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import sqlalchemy
from sqlalchemy import ColumnElement, or_
from sqlmodel import Session, col, exists, func, select

from eventnet.accounts.models import Account
from eventnet.arrivals.models import Ticket
from eventnet.communities.models import Membership
from eventnet.events.models import Attendance, Consent, Role
from eventnet.events.queries import present
from eventnet.mail.models import MailTrouble
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
    tickets: tuple[Ticket, ...] = ()

    @property
    def consent(self) -> Consent | None:
        """How they want planned meetings to come about, if they have said so."""
        return self.attendance.consent


@dataclass(frozen=True)
class Wanted:
    """Which part of the roll: words in name, address or organisation; a role; and who."""

    words: str = ""
    role_id: str = ""
    show: Literal["", "trouble", "left"] = ""
    """Who comes; of these whose mail came back; or who left."""
    by_address: bool = True
    """Whether words are looked for in addresses, too; else an address could be guessed at."""

    @property
    def is_narrow(self) -> bool:
        """Whether it is less than everybody who comes."""
        return bool(self.words or self.role_id or self.show)


def count(session: Session, event_id: str, wanted: Wanted) -> int:
    """Count the attendees that are wanted."""
    query = (
        select(func.count())
        .select_from(Attendance)
        .join(Membership, col(Membership.id) == Attendance.membership_id)
        .join(Account, col(Account.id) == Membership.account_id)
        .outerjoin(Profile, col(Profile.membership_id) == Membership.id)
    )
    return session.exec(query.where(*_conditions(event_id, wanted))).one()


def entries(
    session: Session, event_id: str, wanted: Wanted, *, offset: int = 0, limit: int | None = None
) -> list[Entry]:
    """Return the attendees that are wanted, by name."""
    return _read(session, event_id, _conditions(event_id, wanted), offset=offset, limit=limit)


def entry(session: Session, event_id: str, attendance_id: str) -> Entry | None:
    """Return one attendee of the event, whether they still come or have left."""
    this = [col(Attendance.event_id) == event_id, col(Attendance.id) == attendance_id]
    found = _read(session, event_id, this, limit=1)
    return found[0] if found else None


Conditions = Sequence[ColumnElement[bool]]


def _read(
    session: Session,
    event_id: str,
    conditions: Conditions,
    *,
    offset: int = 0,
    limit: int | None = None,
) -> list[Entry]:
    """Three statements, however many attendees there are."""
    rows = session.execute(
        sqlalchemy.select(
            Attendance, Profile, col(Account.email), col(Role.name), col(Membership.left_at)
        )
        .join(Membership, col(Membership.id) == Attendance.membership_id)
        .join(Account, col(Account.id) == Membership.account_id)
        .join(Role, col(Role.id) == Attendance.role_id)
        .outerjoin(Profile, col(Profile.membership_id) == Membership.id)
        .where(*conditions)
        .order_by(func.lower(func.coalesce(Profile.name, Account.email)), col(Attendance.id))
        .offset(offset)
        .limit(limit)
    ).all()
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
            tickets=tuple(tickets[attendance.id]),
        )
        for attendance, profile, email, role, left_at in rows
    ]


def _conditions(event_id: str, wanted: Wanted) -> list[ColumnElement[bool]]:
    here = present()
    conditions: list[ColumnElement[bool]] = [
        col(Attendance.event_id) == event_id,
        ~here if wanted.show == "left" else here,
    ]
    if wanted.show == "trouble":
        conditions.append(exists().where(col(MailTrouble.email) == col(Account.email)))
    if wanted.role_id:
        conditions.append(col(Attendance.role_id) == wanted.role_id)
    searched = [col(Profile.name), col(Profile.organization)]
    if wanted.by_address:
        searched.append(col(Account.email))
    return conditions + [
        or_(*(column.icontains(word, autoescape=True) for column in searched))
        for word in wanted.words.split()
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
