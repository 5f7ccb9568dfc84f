"""The board of the day: who is here, who waits alone, who is late, and who is free right now."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy.orm import aliased
from sqlmodel import Session, col, func, select

from eventnet import clock
from eventnet.accounts.models import Account
from eventnet.announcing.pages import Shown, role_names, shown
from eventnet.announcing.queries import standing
from eventnet.board.bell import Bell, bell, minutes_since, since
from eventnet.board.tables import Round, Tables, place_of, rounds, tables
from eventnet.communities.models import Membership
from eventnet.day.free import missed_in
from eventnet.day.models import CheckIn, MeetingSign, Proposal, ProposalState, SlotSeeker
from eventnet.events.models import Attendance, Event, Slot
from eventnet.events.queries import present, today
from eventnet.meetings.models import Meeting, MeetingSide, MeetingState
from eventnet.people.models import Profile


@dataclass(frozen=True)
class Asked:
    """What is proposed to somebody at this moment."""

    id: str
    name: str
    """Of the other."""
    until: str
    undoable: bool
    """Whether organizers had the two asked, and neither has answered yet."""


@dataclass(frozen=True)
class Alone:
    """Somebody at a table without their partner."""

    attendance_id: str
    meeting_id: str
    name: str
    missing: str
    where: str
    since: str
    minutes: int
    no_show: bool
    """Whether it was said that the other did not come."""
    by_desk: bool
    """Whether organizers said so."""
    late: int
    """By how many minutes the other said that they are late; 0 if they said nothing."""
    asked: Asked | None


@dataclass(frozen=True)
class Late:
    """Somebody who said that they are late."""

    name: str
    minutes: int
    where: str


@dataclass(frozen=True)
class Idle:
    """Somebody who is free in the slot, and open to meet somebody."""

    attendance_id: str
    name: str
    asked: Asked | None


@dataclass(frozen=True)
class Board:
    """The slot now, or the next one if none is under way; lists are empty unless one is."""

    here: int
    attending: int
    bell: Bell | None
    announcements: Sequence[Shown]
    tables: Tables | None = None
    rounds: Sequence[Round] = ()
    meetings: int = 0
    both: int = 0
    """Meetings of the slot at which both said that they are at the table."""
    alone: Sequence[Alone] = ()
    late: Sequence[Late] = ()
    idle: Sequence[Idle] = ()

    @property
    def under_way(self) -> bool:
        """Whether a slot is under way."""
        return self.bell is not None and self.bell.under_way


def board(session: Session, event: Event) -> Board:
    """Return the board as it is now, in as many statements for one person as for all."""
    here, attending = _counts(session, event)
    rings = bell(session, event)
    said = shown(event, standing(session, event.id), role_names(session, event.id))
    if rings is None:
        return Board(here, attending, None, said)
    slot = rings.slot
    free, round_ones = tables(session, event, slot), rounds(session, slot)
    if not rings.under_way:
        return Board(here, attending, rings, said, free, round_ones)
    waiting, asked, late = _waiting(session, slot), _asked(session, slot), _late(session, slot)
    seekers = select(SlotSeeker.attendance_id).where(SlotSeeker.slot_id == slot.id)
    alone = {sign.attendance_id for _meeting, _theirs, sign, _late in waiting}
    idle = {*missed_in(session, slot.id), *session.exec(seekers), *asked} - alone
    others = {one.other(key) for key, one in asked.items()}
    missing = {theirs for _meeting, theirs, _sign, _late in waiting}
    names = names_of(session, idle | alone | missing | others | {key for key, _minutes, _m in late})

    def proposed(key: str) -> Asked | None:
        one = asked.get(key)
        if one is None:
            return None
        untouched = one.by_desk and one.a_yes_at is None and one.b_yes_at is None
        name = names.get(one.other(key), "")
        return Asked(one.id, name, since(event, one.expires_at), untouched)

    return Board(
        here,
        attending,
        rings,
        said,
        free,
        round_ones,
        *_met(session, slot),
        alone=[
            Alone(
                attendance_id=sign.attendance_id,
                meeting_id=meeting.id,
                name=names.get(sign.attendance_id, ""),
                missing=names.get(theirs, ""),
                where=place_of(meeting),
                since=since(event, sign.here_at),
                minutes=minutes_since(sign.here_at),
                no_show=sign.missing_at is not None,
                by_desk=sign.by_desk,
                late=minutes or 0,
                asked=proposed(sign.attendance_id),
            )
            for meeting, theirs, sign, minutes in waiting
        ],
        late=[Late(names.get(key, ""), minutes, place_of(one)) for key, minutes, one in late],
        idle=sorted(
            (Idle(key, names.get(key, ""), proposed(key)) for key in idle),
            key=lambda one: (one.name.casefold(), one.attendance_id),
        ),
    )


def here_today(session: Session, event: Event) -> tuple[int, int]:
    """Return how many are here today, and how many attend."""
    return _counts(session, event)


def _counts(session: Session, event: Event) -> tuple[int, int]:
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


Waiting = tuple[Meeting, str, MeetingSign, int | None]


def _waiting(session: Session, slot: Slot) -> list[Waiting]:
    """Return who is at a table where the other is not, the longest first."""
    theirs, sign = aliased(MeetingSide), aliased(MeetingSign)
    query = (
        select(Meeting, theirs.attendance_id, MeetingSign, sign.late_minutes)
        .join(MeetingSign, col(MeetingSign.meeting_id) == Meeting.id)
        .join(
            theirs,
            (col(theirs.meeting_id) == Meeting.id)
            & (col(theirs.attendance_id) != MeetingSign.attendance_id),
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
        .execution_options(populate_existing=True)
    )
    return list(session.exec(query))


def _late(session: Session, slot: Slot) -> list[tuple[str, int, Meeting]]:
    """Return who said that they are late to a meeting of the slot, by how much."""
    query = (
        select(MeetingSign.attendance_id, MeetingSign.late_minutes, Meeting)
        .join(Meeting, col(Meeting.id) == MeetingSign.meeting_id)
        .where(
            Meeting.slot_id == slot.id,
            Meeting.state == MeetingState.CONFIRMED,
            col(MeetingSign.late_minutes).is_not(None),
        )
        .order_by(col(MeetingSign.late_minutes), col(MeetingSign.attendance_id))
    )
    return [(key, minutes, one) for key, minutes, one in session.exec(query) if minutes]


def _asked(session: Session, slot: Slot) -> dict[str, Proposal]:
    query = (
        select(Proposal)
        .where(
            Proposal.slot_id == slot.id,
            Proposal.state == ProposalState.WAITING,
            Proposal.expires_at > clock.now(),
        )
        .execution_options(populate_existing=True)
    )
    return {key: one for one in session.exec(query) for key in (one.a_id, one.b_id)}


def names_of(session: Session, ids: set[str]) -> dict[str, str]:
    """Return names as the organizers know them from the roll."""
    query = (
        select(Attendance.id, Profile.name)
        .join(Profile, col(Profile.membership_id) == Attendance.membership_id)
        .where(col(Attendance.id).in_(ids))
    )
    return dict(session.exec(query).all())
