"""Taking part from afar, and coming back to the room: what that does to the meetings ahead."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session, col, select

from eventnet import clock
from eventnet.database import lock, writing
from eventnet.errors import NotFound, Refused
from eventnet.events.actions import held
from eventnet.events.models import Attendance, Event, Slot
from eventnet.i18n import gettext as _
from eventnet.jobs import Job, enqueue
from eventnet.meetings.arranging import full_slots, seat
from eventnet.meetings.models import Meeting, MeetingSide

on_placed: list[Job] = []
"""Jobs of later features, each given the id of a meeting that is elsewhere, at its old time."""


@dataclass(frozen=True)
class Switched:
    """How many meetings move, and when those begin that stay online for want of a free table."""

    moved: int
    unseated: Sequence[datetime]


def would_switch(session: Session, attendance: Attendance) -> Switched:
    """Return what it would do now if somebody switched from where they take part."""
    ahead = _ahead(session, attendance.id)
    if not attendance.afar:
        return Switched(sum(meeting.room is None for meeting, _slot, _other in ahead), [])
    full = full_slots(session, attendance.event_id)
    back = [(slot, other) for meeting, slot, other in ahead if meeting.room and not other.afar]
    stuck = [
        slot.starts_at
        for slot, other in back
        if slot.id in full and not (attendance.stand or other.stand)
    ]
    return Switched(len(back) - len(stuck), stuck)


def switch(session: Session, attendance_id: str, *, afar: bool) -> Switched:
    """Take part from afar, or in the room; the others are told. Once more changes nothing.

    From afar all meetings ahead are online, and their tables are free for others. Back in the
    room each takes a table that is free, or stays online where none is. The event is held first,
    as whoever publishes or arranges holds it: a switch comes before such a deed or after it.
    """
    with writing(session):
        known = session.get(Attendance, attendance_id)
        event = held(session, known.event_id) if known else None
        attendance = lock(session, Attendance, attendance_id)
        if event is None or attendance is None or attendance.left_at is not None:
            raise NotFound(_("You do not attend this event any more."))
        if attendance.afar == afar:
            return Switched(0, [])
        _refuse_without_addresses(event, afar=afar)
        attendance.afar = afar
        session.add(attendance)
        session.flush()
        return _move(session, attendance)


def _move(session: Session, attendance: Attendance) -> Switched:
    """Take the meetings ahead of somebody who has switched to where they belong now."""
    moved, unseated = [], []
    for key, slot, two in [
        (meeting.id, slot, (attendance.id, other.id))
        for meeting, slot, other in _ahead(session, attendance.id)
    ]:
        meeting = lock(session, Meeting, key)
        if meeting is None or not meeting.live or (meeting.room is None and not attendance.afar):
            continue
        before = meeting.table_number, meeting.place, meeting.room
        if not seat(session, meeting, slot, two):
            unseated.append(slot.starts_at)
        elif before != (meeting.table_number, meeting.place, meeting.room):
            meeting.changed_at, meeting.cause_id = clock.now(), attendance.id
            meeting.sequence += 1
            moved.append(key)
        session.add(meeting)
        session.flush()
    for key in moved:
        for job in on_placed:
            enqueue(session, job, key)
    return Switched(len(moved), unseated)


def _refuse_without_addresses(event: Event, *, afar: bool) -> None:
    if afar and not event.online_pattern:
        raise Refused(_("At this event everybody meets in the room. Ask the organizers."))


def _ahead(session: Session, attendance_id: str) -> list[tuple[Meeting, Slot, Attendance]]:
    """Return somebody's live meetings that have not begun, and the other of each."""
    mine = select(MeetingSide.meeting_id).where(MeetingSide.attendance_id == attendance_id)
    query = (
        select(Meeting, Slot, Attendance)
        .join(Slot, col(Slot.id) == Meeting.slot_id)
        .join(MeetingSide, col(MeetingSide.meeting_id) == Meeting.id)
        .join(Attendance, col(Attendance.id) == MeetingSide.attendance_id)
        .where(
            col(Meeting.id).in_(mine),
            MeetingSide.attendance_id != attendance_id,
            col(Meeting.live),
            Slot.starts_at > clock.now(),
        )
        .order_by(col(Meeting.id))
    )
    return list(session.exec(query).all())
