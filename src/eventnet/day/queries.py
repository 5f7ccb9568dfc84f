"""What the page of the day shows to one attendee: the meeting now or next, and what is said."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session, select

from eventnet import clock
from eventnet.absence.queries import away
from eventnet.dates import time
from eventnet.day.hours import is_near, is_under_way, slot_now
from eventnet.day.models import CheckIn, MeetingSign, Proposal, SlotSeeker
from eventnet.day.rematching import proposed_to
from eventnet.events.models import Attendance, Event, Slot
from eventnet.events.queries import today, zone
from eventnet.meetings.models import MeetingState
from eventnet.meetings.participants import may_be_planned
from eventnet.meetings.queries import OwnMeeting
from eventnet.people.common_ground import reasons_for
from eventnet.people.queries import PersonView, view_people
from eventnet.schedule.days import Schedule, next_row
from eventnet.schedule.rows import Row


@dataclass(frozen=True)
class AtTable:
    """The meeting that is under way or next, with what the two said, as one of them sees it."""

    row: Row
    words: str
    """How soon it is."""
    ahead: int
    """The same in seconds; less than none once it has begun."""
    mine: MeetingSign
    theirs: MeetingSign
    came: str
    """Since when the other is here today, or nothing."""
    look: str
    """By what the other is found, in their words."""
    near: bool
    """Whether one can say that one is there."""
    begun: bool


@dataclass(frozen=True)
class Asked:
    """A proposal, as one of its two sees it."""

    id: str
    person: PersonView | None
    reason: str
    until: str
    said_yes: bool


@dataclass(frozen=True)
class Now:
    """All of it. `free_until` is None for somebody who has a meeting, or no slot is under way."""

    check_in: CheckIn | None
    since: str
    table: AtTable | None
    asked: Asked | None
    free_until: str | None
    waits: bool
    seat: tuple[Row, str] | None = None
    """The round table that is next or under way, and how soon, where that comes first."""


def now_of(session: Session, event: Event, attendance: Attendance, schedule: Schedule) -> Now:
    """Return what somebody needs at this moment of the event; `schedule` is theirs."""
    slot = slot_now(session, event.id)
    own = session.get(CheckIn, (attendance.id, today(event, clock.now())))
    table = _at_table(session, event, schedule)
    missed = table is not None and table.mine.missing_at is not None
    ends = None
    if slot and (missed or not _in_meeting(schedule, slot)):
        ends = slot.ends_at if _may_be_asked(session, event, attendance, slot) else None
    proposal = proposed_to(session, attendance.id, slot.id) if slot else None
    waits = slot is not None and session.get(SlotSeeker, (attendance.id, slot.id)) is not None
    return Now(
        check_in=own,
        since=_time(event, own.since) if own else "",
        table=table,
        asked=_asked(session, event, proposal, attendance.id) if proposal else None,
        free_until=_time(event, ends) if ends else None,
        waits=waits,
        seat=_seat(schedule),
    )


def _seat(schedule: Schedule) -> tuple[Row, str] | None:
    found = next_row(schedule)
    return found if found is not None and found[0].seat is not None else None


def _at_table(session: Session, event: Event, schedule: Schedule) -> AtTable | None:
    found = next_row(schedule)
    if found is None or found[0].meeting is None:
        return None
    row, words = found
    meeting, now = found[0].meeting, clock.now()
    signs = _signs(session, meeting)
    theirs = session.get(CheckIn, (meeting.other_id, today(event, clock.now())))
    confirmed = meeting.state is MeetingState.CONFIRMED
    slot = session.get_one(Slot, meeting.slot_id)
    return AtTable(
        row=row,
        words=words,
        ahead=round((meeting.starts_at - now).total_seconds()),
        mine=signs[meeting.attendance_id],
        theirs=signs[meeting.other_id],
        came=_time(event, theirs.since) if theirs and confirmed else "",
        look=theirs.look if theirs and confirmed else "",
        near=confirmed and is_near(slot, now),
        begun=confirmed and is_under_way(slot, now),
    )


def _signs(session: Session, meeting: OwnMeeting) -> Mapping[str, MeetingSign]:
    rows = session.exec(select(MeetingSign).where(MeetingSign.meeting_id == meeting.id))
    two = (meeting.attendance_id, meeting.other_id)
    unsaid = {one: MeetingSign(meeting_id=meeting.id, attendance_id=one) for one in two}
    return unsaid | {row.attendance_id: row for row in rows}


def _in_meeting(schedule: Schedule, slot: Slot) -> bool:
    return any(meeting.slot_id == slot.id for meeting in schedule.meetings)


def _may_be_asked(session: Session, event: Event, attendance: Attendance, slot: Slot) -> bool:
    if not may_be_planned(event, attendance.consent, attendance.paused_at):
        return False
    return (attendance.id, slot.id) not in away(session, event.id, [attendance.id])


def _asked(session: Session, event: Event, proposal: Proposal, attendance_id: str) -> Asked:
    other = proposal.other(attendance_id)
    people = view_people(session, event.id, attendance_id, [attendance_id, other])
    me = people.get(attendance_id)
    them = {key: one for key, one in people.items() if key == other}
    why = reasons_for(session, me, them).get(other, [])
    return Asked(
        id=proposal.id,
        person=them.get(other),
        reason=next(iter(why), ""),
        until=_time(event, proposal.expires_at),
        said_yes=proposal.yes_of(attendance_id) is not None,
    )


def _time(event: Event, moment: datetime) -> str:
    return time(moment.astimezone(zone(event)))
