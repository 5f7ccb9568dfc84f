"""What must hold of an event whatever happened to it, read as anybody reads it."""

from sqlmodel import Session, col, select

import matcher
from eventnet.events.models import Attendance, Slot
from eventnet.matching.models import Run, RunState
from eventnet.matching.publishing import files_of
from eventnet.meetings.models import Meeting, MeetingSide


def published(session: Session, event_id: str) -> Run:
    """Return the run that was published last."""
    query = select(Run).where(Run.event_id == event_id, Run.state == RunState.PUBLISHED)
    run = session.exec(query.order_by(col(Run.published_at).desc())).first()
    assert run is not None
    return run


def faults(run: Run) -> list[str]:
    """Return what the engine's checker finds wrong with the plan of a run."""
    with files_of(run) as (problem, plan):
        return matcher.check(matcher.Problem.read(problem), matcher.Plan.read(plan))


def planned(run: Run) -> set[tuple[frozenset[str], str]]:
    """Return (who, slot) of each meeting of a run's plan."""
    with files_of(run) as (_problem, plan):
        return {(frozenset((m.a, m.b)), m.slot) for m in matcher.Plan.read(plan).meetings}


def held(session: Session, event_id: str) -> set[tuple[frozenset[str], str]]:
    """Return (who, slot) of each live meeting, in one statement."""
    rows = session.exec(
        select(Meeting.id, Meeting.slot_id, MeetingSide.attendance_id)
        .join(MeetingSide, col(MeetingSide.meeting_id) == Meeting.id)
        .where(Meeting.event_id == event_id, col(Meeting.live))
    ).all()
    sides: dict[tuple[str, str], set[str]] = {}
    for meeting_id, slot_id, attendance_id in rows:
        sides.setdefault((meeting_id, slot_id), set()).add(attendance_id)
    return {(frozenset(two), slot_id) for (_id, slot_id), two in sides.items()}


def overbooked(session: Session, event_id: str) -> list[str]:
    """Return every person with two meetings in a slot, and every table with two."""
    rows = session.exec(
        select(Meeting, MeetingSide, Slot, Attendance)
        .join(MeetingSide, col(MeetingSide.meeting_id) == Meeting.id)
        .join(Slot, col(Slot.id) == Meeting.slot_id)
        .join(Attendance, col(Attendance.id) == MeetingSide.attendance_id)
        .where(Meeting.event_id == event_id, col(Meeting.live))
    ).all()
    people = [(side.attendance_id, slot.id) for _m, side, slot, _a in rows]
    tables = {(m.id, slot.id, m.table_number) for m, _s, slot, _a in rows if m.table_number}
    places = [place[1:] for place in tables]
    return [
        *(f"{one} twice" for one in set(people) if people.count(one) > 1),
        *(f"table {one} twice" for one in set(places) if places.count(one) > 1),
    ]
