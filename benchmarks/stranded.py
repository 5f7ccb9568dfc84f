"""People left alone at the event of the pages' benchmark, so that there is something to repair."""

from sqlmodel import Session, col, select

from eventnet import clock
from eventnet.absence.queries import away
from eventnet.database import writing
from eventnet.day.hours import slot_now
from eventnet.day.models import MeetingSign
from eventnet.events.models import Attendance, Consent
from eventnet.meetings.models import Meeting, MeetingSide, MeetingState

FREE = 3
"""For each who waits alone there are so many more whose partner did not come either."""


def strand(session: Session, event_id: str, number: int) -> list[str]:
    """Let so many wait alone in the slot under way, and more have said that nobody came.

    Returns the first.
    """
    slot = slot_now(session, event_id)
    if slot is None:
        raise LookupError("no slot is under way")
    with writing(session):
        query = (
            select(Meeting.id, MeetingSide.attendance_id)
            .join(MeetingSide, col(MeetingSide.meeting_id) == Meeting.id)
            .where(
                Meeting.slot_id == slot.id,
                col(Meeting.live),
                Meeting.state == MeetingState.CONFIRMED,
            )
            .order_by(col(Meeting.id), col(MeetingSide.attendance_id))
        )
        first = dict(reversed(session.exec(query).all()))
        busy = {
            key for key, slot_id in away(session, event_id, first.values()) if slot_id == slot.id
        }
        willing = [(meeting_id, one) for meeting_id, one in first.items() if one not in busy]
        some = willing[: (1 + FREE) * number]
        for at, (meeting_id, one) in enumerate(some):
            attendance = session.get_one(Attendance, one)
            attendance.consent, attendance.max_meetings = Consent.BOOK, None
            missing = clock.now() if at >= number else None
            sign = MeetingSign(
                meeting_id=meeting_id,
                attendance_id=one,
                here_at=clock.now(),
                missing_at=missing,
            )
            session.add_all([attendance, sign])
    return [one for _meeting_id, one in some[:number]]
