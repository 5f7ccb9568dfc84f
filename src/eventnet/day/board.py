"""The organizers' board of the day: who is here, who waits alone, and who is free right now."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import aliased
from sqlmodel import Session, col, func, select

from eventnet import clock
from eventnet.accounts.models import Account
from eventnet.communities.models import Membership
from eventnet.dates import time
from eventnet.day.free import missed_in
from eventnet.day.hours import slot_now
from eventnet.day.models import CheckIn, MeetingSign, Proposal, ProposalState, SlotSeeker
from eventnet.events.models import Attendance, Event, Slot
from eventnet.events.queries import present, slots, today, zone
from eventnet.meetings.models import Meeting, MeetingSide, MeetingState
from eventnet.people.models import Profile


@dataclass(frozen=True)
class Alone:
    """Somebody at a table without their partner; `says_so` if they said that they did not come."""

    name: str
    missing: str
    table_number: int | None
    place: str
    online: bool
    since: str
    says_so: bool


@dataclass(frozen=True)
class Idle:
    """Somebody who is free in the slot; `asked` until when, if a meeting is proposed to them."""

    name: str
    asked_until: str


@dataclass(frozen=True)
class Board:
    """The slot now, or the next one if none is under way."""

    here: int
    attending: int
    begins: str
    ends: str
    under_way: bool
    meetings: int
    both: int
    """Meetings of the slot at which both said that they are at the table."""
    alone: list[Alone]
    idle: list[Idle]


def board(session: Session, event: Event) -> Board:
    """Return the board as it is now, in as many statements for one person as for all."""
    here, attending = _counts(session, event)
    under_way = slot_now(session, event.id)
    slot = under_way or _next(session, event)
    if slot is None or under_way is None:
        return Board(here, attending, *_hours(event, slot), False, 0, 0, [], [])
    waiting, asked = _waiting(session, slot), _asked(session, slot)
    seekers = select(SlotSeeker.attendance_id).where(SlotSeeker.slot_id == slot.id)
    idle = {*missed_in(session, slot.id), *session.exec(seekers), *asked}
    names = _names(session, idle | {key for one in waiting for key in one[1:3]})
    return Board(
        here,
        attending,
        *_hours(event, slot),
        True,
        *_met(session, slot),
        alone=[
            Alone(
                name=names.get(mine, ""),
                missing=names.get(theirs, ""),
                table_number=meeting.table_number,
                place=meeting.place,
                online=meeting.room is not None,
                since=_time(event, sign.missing_at or sign.here_at),
                says_so=sign.missing_at is not None,
            )
            for meeting, mine, theirs, sign in waiting
        ],
        idle=sorted(
            (Idle(names.get(key, ""), _time(event, asked.get(key))) for key in idle),
            key=lambda one: one.name.casefold(),
        ),
    )


def _counts(session: Session, event: Event) -> tuple[int, int]:
    """Return how many are here today, and how many attend."""
    here = (col(CheckIn.attendance_id) == Attendance.id) & (
        col(CheckIn.on) == today(event, clock.now())
    )
    query = (
        select(func.count(col(CheckIn.attendance_id)), func.count())
        .select_from(Attendance)
        .join(Membership, col(Membership.id) == Attendance.membership_id)
        .join(Account, col(Account.id) == Membership.account_id)
        .outerjoin(CheckIn, here)
        .where(Attendance.event_id == event.id, present())
    )
    checked_in, attending = session.exec(query).one()
    return checked_in, attending


def _next(session: Session, event: Event) -> Slot | None:
    return next((one for one in slots(session, event.id) if one.starts_at > clock.now()), None)


def _hours(event: Event, slot: Slot | None) -> tuple[str, str]:
    return (_time(event, slot.starts_at), _time(event, slot.ends_at)) if slot else ("", "")


def _met(session: Session, slot: Slot) -> tuple[int, int]:
    """Return how many meetings the slot has, and at how many of them both said that they are."""
    standing = (col(Meeting.slot_id) == slot.id, Meeting.state == MeetingState.CONFIRMED)
    both = (
        select(MeetingSign.meeting_id)
        .join(Meeting, col(Meeting.id) == MeetingSign.meeting_id)
        .where(*standing, col(MeetingSign.here_at).is_not(None))
        .group_by(col(MeetingSign.meeting_id))
        .having(func.count() == 2)
        .subquery()
    )
    meetings = session.exec(select(func.count()).select_from(Meeting).where(*standing)).one()
    return meetings, session.exec(select(func.count()).select_from(both)).one()


def _waiting(session: Session, slot: Slot) -> list[tuple[Meeting, str, str, MeetingSign]]:
    """Return who is at a table where the other is not, the longest first."""
    mine, theirs, sign = aliased(MeetingSide), aliased(MeetingSide), aliased(MeetingSign)
    query = (
        select(Meeting, mine.attendance_id, theirs.attendance_id, MeetingSign)
        .join(mine, col(mine.meeting_id) == Meeting.id)
        .join(
            theirs,
            (col(theirs.meeting_id) == Meeting.id)
            & (col(theirs.attendance_id) != mine.attendance_id),
        )
        .join(
            MeetingSign,
            (col(MeetingSign.meeting_id) == Meeting.id)
            & (col(MeetingSign.attendance_id) == mine.attendance_id),
        )
        .outerjoin(
            sign,
            (col(sign.meeting_id) == Meeting.id)
            & (col(sign.attendance_id) == theirs.attendance_id),
        )
        .where(
            Meeting.slot_id == slot.id,
            Meeting.state == MeetingState.CONFIRMED,
            col(MeetingSign.here_at).is_not(None),
            col(sign.here_at).is_(None),
        )
        .order_by(col(MeetingSign.here_at), col(Meeting.id))
    )
    return list(session.exec(query))


def _asked(session: Session, slot: Slot) -> dict[str, datetime]:
    query = select(Proposal).where(
        Proposal.slot_id == slot.id,
        Proposal.state == ProposalState.WAITING,
        Proposal.expires_at > clock.now(),
    )
    return {key: one.expires_at for one in session.exec(query) for key in (one.a_id, one.b_id)}


def _names(session: Session, ids: set[str]) -> dict[str, str]:
    """Return names as the organizers know them from the roll."""
    query = (
        select(Attendance.id, Profile.name)
        .join(Profile, col(Profile.membership_id) == Attendance.membership_id)
        .where(col(Attendance.id).in_(ids))
    )
    return dict(session.exec(query).all())


def _time(event: Event, moment: datetime | None) -> str:
    return time(moment.astimezone(zone(event))) if moment else ""
