"""What an account leaves behind when it goes: what it attends, and what nobody else would run."""

from dataclasses import dataclass
from enum import StrEnum

from sqlalchemy import Exists
from sqlalchemy.orm import aliased
from sqlmodel import Session, col, exists, func, select
from sqlmodel.sql.expression import SelectOfScalar

from eventnet import clock
from eventnet.accounts.models import Account
from eventnet.communities.models import Community, MemberRole, Membership
from eventnet.events.models import Attendance, Event, Organizer, Phase, Slot
from eventnet.events.queries import not_deleted, phase
from eventnet.meetings.models import Meeting, MeetingSide
from eventnet.round_tables.queries import OwnSeat, seats_to_come


class Duty(StrEnum):
    """What somebody is the last to do."""

    OPERATOR = "operator"
    STEWARD = "steward"
    ORGANIZER = "organizer"


@dataclass(frozen=True)
class Hindrance:
    """Somebody else has to take this over first; `name` and `slug` are of the place."""

    duty: Duty
    name: str = ""
    slug: str = ""


@dataclass(frozen=True)
class Standing:
    """Where somebody attends, which meetings and seats that ends, and what keeps them here."""

    events: list[Event]
    meetings: int
    seats: list[OwnSeat]
    hindrances: list[Hindrance]


def standing(session: Session, account: Account) -> Standing:
    """Return what deleting an account would end, and what it would leave to nobody."""
    ids = attending(session, account.id)
    events = session.exec(
        select(Event).where(col(Event.id).in_([event_id for event_id, _key in ids]), not_deleted())
    )
    ahead = (
        select(func.count())
        .select_from(MeetingSide)
        .join(Meeting, col(Meeting.id) == MeetingSide.meeting_id)
        .join(Slot, col(Slot.id) == Meeting.slot_id)
        .where(
            col(MeetingSide.attendance_id).in_([key for _event_id, key in ids]),
            col(Meeting.live),
            Slot.starts_at > clock.now(),
        )
    )
    return Standing(
        events=sorted(events, key=lambda event: (event.starts_on, event.name)),
        meetings=session.exec(ahead).one(),
        seats=seats_to_come(session, [key for _event_id, key in ids]),
        hindrances=hindrances(session, account),
    )


def attending(session: Session, account_id: str) -> list[tuple[str, str]]:
    """Return event and attendance wherever an account has not left, in the order of the events."""
    query = (
        select(Attendance.event_id, Attendance.id)
        .join(Membership, col(Membership.id) == Attendance.membership_id)
        .where(Membership.account_id == account_id, col(Attendance.left_at).is_(None))
        .order_by(col(Attendance.event_id))
    )
    return list(session.exec(query))


def hindrances(session: Session, account: Account) -> list[Hindrance]:
    """Return what nobody would do any more if this account went."""
    found = [Hindrance(Duty.OPERATOR)] if _is_last_operator(session, account) else []
    alone = _stewarded(account.id).where(~_others_steward(account.id))
    found += [Hindrance(Duty.STEWARD, one.name, one.slug) for one in session.exec(alone)]
    alone_at = _organized(account.id).where(~_others_organize(account.id))
    found += [
        Hindrance(Duty.ORGANIZER, one.name, one.slug)
        for one in session.exec(alone_at)
        if phase(one, clock.now()) is not Phase.OVER
    ]
    return found


def _is_last_operator(session: Session, account: Account) -> bool:
    others = select(func.count()).where(
        col(Account.is_operator), col(Account.deactivated_at).is_(None), Account.id != account.id
    )
    return account.is_operator and not session.exec(others).one()


def _stewarded(account_id: str) -> SelectOfScalar[Community]:
    return (
        select(Community)
        .join(Membership, col(Membership.community_id) == Community.id)
        .where(
            Membership.account_id == account_id,
            Membership.role == MemberRole.STEWARD,
            col(Membership.left_at).is_(None),
        )
        .order_by(col(Community.id))
    )


def _others_steward(account_id: str) -> Exists:
    """Return the condition that somebody else, who can, looks after the community too."""
    other, whose = aliased(Membership), aliased(Account)
    return exists().where(
        col(other.community_id) == Community.id,
        col(other.role) == MemberRole.STEWARD,
        col(other.account_id) != account_id,
        col(other.left_at).is_(None),
        col(whose.id) == other.account_id,
        col(whose.deactivated_at).is_(None),
    )


def _organized(account_id: str) -> SelectOfScalar[Event]:
    return (
        select(Event)
        .join(Organizer, col(Organizer.event_id) == Event.id)
        .where(Organizer.account_id == account_id, not_deleted())
        .order_by(col(Event.id))
    )


def _others_organize(account_id: str) -> Exists:
    """Return the condition that somebody else, who can, organizes the event too."""
    other, whose = aliased(Organizer), aliased(Account)
    return exists().where(
        col(other.event_id) == Event.id,
        col(other.account_id) != account_id,
        col(whose.id) == other.account_id,
        col(whose.deactivated_at).is_(None),
    )


def hold_what_it_runs(session: Session, account: Account) -> Account | None:
    """Hold an account, and before it all that it runs, so that of two who go one sees the other.

    Communities come before events and events before accounts, as where others are appointed.
    """
    account_id, operates = account.id, account.is_operator
    session.exec(_stewarded(account_id).with_for_update(of=Community)).all()
    session.exec(_organized(account_id).with_for_update(of=Event)).all()
    these = select(Account).order_by(col(Account.id)).with_for_update()
    these = these.execution_options(populate_existing=True)
    mine = col(Account.id) == account_id
    held = session.exec(these.where(mine | col(Account.is_operator) if operates else mine)).all()
    return next((one for one in held if one.id == account_id), None)
