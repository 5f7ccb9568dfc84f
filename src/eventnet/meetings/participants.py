"""Who may be planned: those who are there, and let others plan for them."""

from collections.abc import Collection
from dataclasses import dataclass

from sqlmodel import Session, col, select

from eventnet.accounts.models import Account
from eventnet.communities.models import Membership
from eventnet.events.models import Attendance, Consent, Event, Role
from eventnet.events.queries import present


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


def consent_of(event: Event, attendance: Attendance) -> Consent | None:
    """Return what somebody agreed to, or what the event lets hold for those who chose nothing."""
    return attendance.consent or (Consent.ASK if event.ask_unchosen else None)


def may_be_planned(event: Event, attendance: Attendance) -> bool:
    """Say whether somebody lets others plan for them, and takes no break."""
    planned = consent_of(event, attendance) in (Consent.BOOK, Consent.ASK)
    return planned and attendance.paused_at is None


def participants(
    session: Session, event: Event, *, hold: bool = False, of: Collection[str] | None = None
) -> dict[str, Participant]:
    """Return those who may be planned, by attendance.

    Whoever takes a break may not. With `of`, only these attendances are looked
    at. With `hold` nobody can leave or change their mind until the
    transaction ends.
    """
    query = (
        select(Attendance, Role)
        .join(Role, col(Role.id) == Attendance.role_id)
        .join(Membership, col(Membership.id) == Attendance.membership_id)
        .join(Account, col(Account.id) == Membership.account_id)
        .where(
            Attendance.event_id == event.id,
            present(),
        )
        .order_by(col(Attendance.id))
    )
    if of is not None:
        query = query.where(col(Attendance.id).in_(of))
    if hold:
        query = query.with_for_update(of=Attendance, key_share=True).execution_options(
            populate_existing=True
        )
    found = {}
    for attendance, role in session.exec(query):
        if not may_be_planned(event, attendance):
            continue
        limits = [most for most in (attendance.max_meetings, role.max_meetings) if most is not None]
        found[attendance.id] = Participant(
            attendance_id=attendance.id,
            membership_id=attendance.membership_id,
            role_id=role.id,
            role=role.name,
            asked=consent_of(event, attendance) == Consent.ASK,
            most=min(limits, default=None),
            floor=role.floor,
            stand=attendance.stand or None,
            afar=attendance.afar,
            own_most=attendance.max_meetings,
        )
    return found
