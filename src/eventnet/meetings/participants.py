"""Who may be planned: those who are there, and let others plan for them."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement
from sqlalchemy import select as select_columns
from sqlmodel import Session, and_, col, or_, select

from eventnet.accounts.models import Account
from eventnet.communities.models import Membership
from eventnet.events.models import Attendance, Consent, Event, Role
from eventnet.events.queries import present

# Ten thousand rows are read at a time: as columns in a third of the time.
COLUMNS = (
    col(Attendance.id),
    col(Attendance.membership_id),
    col(Attendance.role_id),
    col(Attendance.consent),
    col(Attendance.paused_at),
    col(Attendance.max_meetings),
    col(Attendance.stand),
    col(Attendance.afar),
)


@dataclass(frozen=True)
class Participant:
    """An attendee who may be planned.

    `asked` says whether each of their meetings waits for their yes; `most` is the greatest number
    of meetings that they or their role allow, `own_most` what they allow; `stand` is their own
    table, if they have one; `afar` says whether they take part from afar, in meetings online.
    """

    attendance_id: str
    membership_id: str
    role_id: str
    role: str
    asked: bool
    most: int | None
    floor: int
    stand: str | None
    afar: bool = False
    own_most: int | None = None

    @property
    def needs_no_table(self) -> bool:
        """Whether whoever meets them needs no table of the room."""
        return self.afar or self.stand is not None


def consent_of(event: Event, chosen: Consent | None) -> Consent | None:
    """Return what somebody agreed to, or what the event lets hold for those who chose nothing."""
    return chosen or (Consent.ASK if event.ask_unchosen else None)


def may_be_planned(event: Event, chosen: Consent | None, paused_at: datetime | None) -> bool:
    """Say whether somebody lets others plan for them, and takes no break."""
    planned = consent_of(event, chosen) in (Consent.BOOK, Consent.ASK)
    return planned and paused_at is None


def planned(event: Event) -> ColumnElement[bool]:
    """Return the same as a condition on `Attendance`, where only their number is asked for."""
    consents: ColumnElement[bool] = col(Attendance.consent).in_((Consent.BOOK, Consent.ASK))
    if event.ask_unchosen:
        consents = or_(consents, col(Attendance.consent).is_(None))
    return and_(consents, col(Attendance.paused_at).is_(None))


def participants(
    session: Session, event: Event, *, hold: bool = False, of: Collection[str] | None = None
) -> dict[str, Participant]:
    """Return those who may be planned, by attendance.

    Whoever takes a break may not. With `of`, only these attendances are looked at. With `hold`
    nobody can leave or change their mind until the transaction ends.
    """
    query = (
        select_columns(*COLUMNS)
        .join(Membership, col(Membership.id) == Attendance.membership_id)
        .join(Account, col(Account.id) == Membership.account_id)
        .where(col(Attendance.event_id) == event.id, present())
        .order_by(col(Attendance.id))
    )
    if of is not None:
        query = query.where(col(Attendance.id).in_(of))
    if hold:
        query = query.with_for_update(of=Attendance, key_share=True)
    rows = session.execute(query).all()
    roles = select(Role).where(Role.event_id == event.id)
    roles = roles.execution_options(populate_existing=hold)
    role_of = {role.id: role for role in session.exec(roles)}
    found = {}
    for row in rows:
        if not may_be_planned(event, row.consent, row.paused_at):
            continue
        role = role_of[row.role_id]
        limits = [most for most in (row.max_meetings, role.max_meetings) if most is not None]
        found[row.id] = Participant(
            attendance_id=row.id,
            membership_id=row.membership_id,
            role_id=role.id,
            role=role.name,
            asked=consent_of(event, row.consent) == Consent.ASK,
            most=min(limits, default=None),
            floor=role.floor,
            stand=row.stand or None,
            afar=row.afar,
            own_most=row.max_meetings,
        )
    return found
