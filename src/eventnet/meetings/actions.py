"""What happens to a single meeting: an answer, a release, a cancellation; or to all of an event.

Each of them holds the meeting's row first and looks at its state then, so of two that come at
once exactly one wins, and the other is told what it came too late for.
"""

from collections.abc import Callable
from contextlib import suppress

from sqlalchemy import update
from sqlmodel import Session, col, select
from sqlmodel.sql.expression import SelectOfScalar

from eventnet import audit, clock
from eventnet.communities.actions import on_left
from eventnet.database import lock, writing
from eventnet.errors import Conflict, Gone, NotFound
from eventnet.events.actions import on_slots_moved
from eventnet.events.models import Attendance, Event, Slot
from eventnet.i18n import gettext as _
from eventnet.jobs import Ground, enqueue, job
from eventnet.meetings.changes import become, on_moved, reissue, tell
from eventnet.meetings.models import Answer, Meeting, MeetingSide, MeetingState
from eventnet.meetings.queries import meetings_of
from eventnet.round_tables.queries import held_times

# In these states an answer still is what holds, so that saying it again does no harm.
STANDING = {
    Answer.YES: (MeetingState.WAITING, MeetingState.CONFIRMED),
    Answer.NO: (MeetingState.DECLINED, MeetingState.CANCELLED),
}

on_leaving: list[Callable[[Session, str], None]] = []
"""What later features do, in the same transaction, when somebody with this attendance leaves."""


def answer(session: Session, meeting_id: str, attendance_id: str, given: Answer) -> Meeting:
    """Say yes or no to a planned meeting. The same answer again changes nothing."""
    with writing(session):
        meeting, sides = _hold(session, meeting_id, attendance_id)
        own = sides[attendance_id]
        if own.answer == given and meeting.state in STANDING[given] and not _is_due(meeting):
            return meeting
        _refuse_if_settled(meeting)
        own.answer = given
        own.answered_at = clock.now()
        session.flush()
        if given == Answer.NO:
            become(session, [meeting_id], MeetingState.DECLINED, cause_id=attendance_id)
        elif all(side.answer == Answer.YES for side in sides.values()):
            become(session, [meeting_id], MeetingState.CONFIRMED, cause_id=attendance_id)
        else:
            return meeting
        tell(session, [meeting_id])
        return meeting


def accept_all(session: Session, attendance_id: str) -> int:
    """Say yes to every meeting of somebody that waits for it; return to how many."""
    given = 0
    for meeting in meetings_of(session, attendance_id, (MeetingState.WAITING,)):
        if meeting.needs_answer:
            with suppress(Conflict, Gone):  # settled in this very moment, by other hands
                answer(session, meeting.id, attendance_id, Answer.YES)
                given += 1
    return given


def cancel(session: Session, meeting_id: str, attendance_id: str, said: str = "") -> Meeting:
    """Call off a meeting as one of the two, and say why. Doing so again changes nothing."""
    with writing(session):
        meeting, sides = _hold(session, meeting_id, attendance_id)
        if not meeting.live:
            return meeting
        slot = session.get_one(Slot, meeting.slot_id)
        if slot.starts_at <= clock.now():
            raise Conflict(_("This meeting has begun, so it can no longer be called off."))
        own = sides[attendance_id]
        own.answer = Answer.NO
        own.answered_at = clock.now()
        meeting.said = said
        session.flush()
        become(session, [meeting_id], MeetingState.CANCELLED, cause_id=attendance_id)
        tell(session, [meeting_id])
        return meeting


def cancel_all_of(session: Session, attendance_id: str, why: str) -> int:
    """Call off everything that somebody has ahead, because they leave; return how many.

    Their attendance is held first, as publishing holds it: a plan that is being published either
    sees that they have left, or its meetings are seen here.
    """
    with writing(session):
        attendance = lock(session, Attendance, attendance_id)
        if attendance is None:
            raise NotFound(_("This person does not attend the event."))
        for follow in on_leaving:
            follow(session, attendance_id)
        theirs = (
            select(Meeting.id)
            .join(MeetingSide, col(MeetingSide.meeting_id) == Meeting.id)
            .join(Slot, col(Slot.id) == Meeting.slot_id)
            .where(MeetingSide.attendance_id == attendance_id, Slot.starts_at > clock.now())
        )
        return _call_off(session, theirs, event_id=attendance.event_id, who=attendance_id, why=why)


def _call_off(
    session: Session, chosen: SelectOfScalar[str], *, event_id: str, who: str, why: str
) -> int:
    """Call off those of the chosen meetings that are live, and tell; return how many."""
    ids = session.exec(chosen.where(col(Meeting.live)).order_by(col(Meeting.id))).all()
    called_off = [key for key in ids if (held := lock(session, Meeting, key)) and held.live]
    become(session, called_off, MeetingState.CANCELLED, cause_id=who)
    tell(session, called_off)
    if called_off:
        audit.record(
            session,
            "meetings.cancelled",
            event_id=event_id,
            subject=who,
            meetings=len(called_off),
            why=why,
        )
    return len(called_off)


def cancel_all_of_member(session: Session, membership_id: str) -> None:
    """Call off what somebody has ahead at every event of a community that they leave."""
    ids = session.exec(
        select(Attendance.id)
        .where(Attendance.membership_id == membership_id)
        .order_by(col(Attendance.id))
    ).all()
    for attendance_id in ids:
        cancel_all_of(session, attendance_id, "left the community")


on_left.append(cancel_all_of_member)


def follow_slots(session: Session, event_id: str) -> None:
    """Let the meetings of an event go with its slots, and tell; none waits beyond its beginning."""
    with writing(session):
        live = (col(Meeting.event_id) == event_id, col(Meeting.live))
        ids = session.exec(
            select(Meeting.id).where(*live).order_by(col(Meeting.id)).with_for_update()
        ).all()
        if not ids and not held_times(session, event_id):
            return
        begins = select(Slot.starts_at).where(Slot.id == Meeting.slot_id).scalar_subquery()
        session.execute(
            update(Meeting)
            .where(*live, col(Meeting.answer_until) > begins)
            .values(answer_until=begins)
            .execution_options(synchronize_session=False)
        )
        reissue(session, ids)
        version = session.get_one(Event, event_id).schedule_version
        for made in on_moved:
            enqueue(session, made, event_id, version)


on_slots_moved.append(follow_slots)


@job(cron="* * * * *")
def release_due(ground: Ground) -> None:
    """Release the meetings that waited in vain: their hour has passed."""
    with ground.sessions() as session, writing(session):
        due = session.exec(
            select(Meeting.id)
            .where(Meeting.state == MeetingState.WAITING, col(Meeting.answer_until) <= clock.now())
            .order_by(col(Meeting.id))
        ).all()
        released = [key for key in due if _is_due(lock(session, Meeting, key))]
        become(session, released, MeetingState.RELEASED, cause_id=None)
        tell(session, released)


def _is_due(meeting: Meeting | None) -> bool:
    return (
        meeting is not None
        and meeting.state == MeetingState.WAITING
        and meeting.answer_until is not None
        and meeting.answer_until <= clock.now()
    )


def _hold(
    session: Session, meeting_id: str, attendance_id: str
) -> tuple[Meeting, dict[str, MeetingSide]]:
    meeting = lock(session, Meeting, meeting_id)
    found = session.exec(
        select(MeetingSide)
        .where(MeetingSide.meeting_id == meeting_id)
        .execution_options(populate_existing=True)
    ).all()
    sides = {side.attendance_id: side for side in found}
    if meeting is None or attendance_id not in sides:
        raise NotFound(_("There is no such meeting of yours."))
    return meeting, sides


def _refuse_if_settled(meeting: Meeting) -> None:
    """Say what an answer came too late for."""
    if meeting.state == MeetingState.CONFIRMED:
        raise Conflict(_("This meeting is confirmed already. If you cannot come, call it off."))
    if meeting.state == MeetingState.DECLINED:
        raise Conflict(_("This meeting was declined, and its time is free again."))
    if meeting.state == MeetingState.CANCELLED:
        raise Gone(_("This meeting was called off, and its time is free again."))
    if meeting.state == MeetingState.MISSED:
        raise Gone(_("The two of you did not find each other, and this meeting is over."))
    if meeting.state == MeetingState.RELEASED or _is_due(meeting):
        raise Gone(_("This meeting waited for a yes until its hour; its time is free again."))
