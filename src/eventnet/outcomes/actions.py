"""Say how a meeting went, and write down what was agreed.

The meeting's row is held, so that two answers of the same person follow one another.
"""

from dataclasses import dataclass
from datetime import date
from hashlib import sha256

from sqlmodel import Session

from eventnet import clock
from eventnet.database import insert_missing, lock, writing
from eventnet.errors import Conflict, NotFound
from eventnet.events.models import Event
from eventnet.i18n import gettext as _
from eventnet.ids import new_id
from eventnet.meetings.models import Meeting, MeetingState
from eventnet.meetings.queries import OwnMeeting, meeting_of
from eventnet.outcomes.models import Happened, Outcome, Promise, PromiseState, Worth
from eventnet.outcomes.nudges import next_nudge
from eventnet.outcomes.queries import is_over


@dataclass(frozen=True)
class Agreed:
    """What one of the two is to do, until when. Said twice, it is one promise."""

    words: str
    mine: bool
    due_on: date


@dataclass(frozen=True)
class Told:
    """What somebody says of a meeting."""

    happened: Happened
    worth: Worth | None = None
    memory: str = ""
    agreed: Agreed | None = None


def tell(session: Session, event: Event, meeting_id: str, attendance_id: str, told: Told) -> None:
    """Say how a meeting went, or say it anew. What did not take place had no worth."""
    with writing(session):
        lock(session, Meeting, meeting_id)
        meeting = past_meeting(session, event, meeting_id, attendance_id)
        outcome = session.get(Outcome, (meeting_id, attendance_id), populate_existing=True)
        if outcome is None:
            outcome = Outcome(
                meeting_id=meeting_id,
                attendance_id=attendance_id,
                event_id=event.id,
                happened=told.happened,
            )
        outcome.happened = told.happened
        outcome.worth = told.worth if told.happened is Happened.YES else None
        outcome.memory = told.memory
        outcome.changed_at = clock.now()
        session.add(outcome)
        if told.agreed is not None:
            _write_down(session, event, meeting, told.agreed)


def _write_down(session: Session, event: Event, meeting: OwnMeeting, agreed: Agreed) -> None:
    me, other, now = meeting.attendance_id, meeting.other_id, clock.now()
    row = {
        "id": new_id(),
        "event_id": event.id,
        "meeting_id": meeting.id,
        "by_id": me if agreed.mine else other,
        "to_id": other if agreed.mine else me,
        "maker_id": me,
        "once": _fingerprint(meeting, agreed),
        "words": agreed.words,
        "due_on": agreed.due_on,
        "state": PromiseState.OPEN,
        "created_at": now,
        "changed_at": now,
        "nudge_at": next_nudge(event, agreed.due_on, now, now),
    }
    insert_missing(session, Promise, [row])


def _fingerprint(meeting: OwnMeeting, agreed: Agreed) -> str:
    said = repr((meeting.id, agreed.words, agreed.mine, agreed.due_on))
    return sha256(said.encode()).hexdigest()[:40]


def past_meeting(session: Session, event: Event, meeting_id: str, attendance_id: str) -> OwnMeeting:
    """Return a meeting of somebody's that is over; else say why there is nothing to tell."""
    meeting = meeting_of(session, meeting_id, attendance_id)
    if meeting is None or meeting.event_id != event.id:
        raise NotFound(_("There is no such meeting of yours."))
    if meeting.state is not MeetingState.CONFIRMED:
        raise Conflict(_("This meeting does not stand, so there is nothing to tell of it."))
    if not is_over(meeting, clock.now()):
        raise Conflict(_("This meeting is not over yet. Come back after it, and say how it went."))
    return meeting
