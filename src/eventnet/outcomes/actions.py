"""Say how a meeting went, and write down what was agreed.

The teller's attendance and the meeting are held, so that what one person says comes one after the
other. Across a veto or a block a promise is its maker's alone, who is not told.
"""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from hashlib import sha256

from sqlmodel import Session, col, or_, select

from eventnet import clock
from eventnet.database import insert_missing, lock, writing
from eventnet.errors import Conflict, NotFound, Refused
from eventnet.events.models import Attendance, Event
from eventnet.i18n import gettext as _
from eventnet.ids import new_id
from eventnet.jobs import Job, enqueue
from eventnet.meetings.models import Meeting, MeetingState
from eventnet.meetings.queries import OwnMeeting, meeting_of
from eventnet.outcomes.counted import full_hour
from eventnet.outcomes.models import Happened, Outcome, Promise, PromiseState, Worth
from eventnet.outcomes.nudges import next_nudge
from eventnet.outcomes.queries import is_over
from eventnet.wishes.silence import is_heard

MOST_OF_A_MEETING = 10
"""So many promises one of the two writes down of a meeting."""
MOST_A_DAY = 40
"""So many promises one person writes down in a day and a night, of all their other meetings."""
DAY = timedelta(days=1)

on_told: list[Job] = []
"""What runs once somebody said how a meeting went; given the attendances of its two."""


class TooManyPromises(Refused):
    """One person has written down as many as can be."""


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
        lock(session, Attendance, attendance_id)
        lock(session, Meeting, meeting_id)
        meeting = past_meeting(session, event, meeting_id, attendance_id)
        outcome = _held_outcome(session, meeting_id, attendance_id)
        if outcome is None:
            outcome = Outcome(
                meeting_id=meeting_id,
                attendance_id=attendance_id,
                event_id=event.id,
                happened=told.happened,
            )
        worth = told.worth if told.happened is Happened.YES else None
        outcome.say(told.happened, worth, known_to=full_hour(clock.now()))
        outcome.memory = told.memory
        outcome.changed_at = clock.now()
        session.add(outcome)
        if told.agreed is not None:
            _write_down(session, event, meeting, told.agreed)
        for follow in on_told:
            enqueue(session, follow, attendance_id, meeting.other_id)


def _held_outcome(session: Session, meeting_id: str, attendance_id: str) -> Outcome | None:
    """Return what was said, held: figures let changes in by the clock."""
    key = (meeting_id, attendance_id)
    return session.get(Outcome, key, with_for_update=True, populate_existing=True)


def _write_down(session: Session, event: Event, meeting: OwnMeeting, agreed: Agreed) -> None:
    me, other, now = meeting.attendance_id, meeting.other_id, clock.now()
    once = _fingerprint(meeting, agreed)
    _refuse_many(session, meeting, once, now)
    row = {
        "id": new_id(),
        "event_id": event.id,
        "meeting_id": meeting.id,
        "by_id": me if agreed.mine else other,
        "to_id": other if agreed.mine else me,
        "maker_id": me,
        "once": once,
        "words": agreed.words,
        "delivered": is_heard(session, me, other),
        "due_on": agreed.due_on,
        "state": PromiseState.OPEN,
        "created_at": now,
        "changed_at": now,
        "nudge_at": next_nudge(event, agreed.due_on, now, now),
    }
    insert_missing(session, Promise, [row])


def _refuse_many(session: Session, meeting: OwnMeeting, once: str, now: datetime) -> None:
    """Refuse one more than a person writes down of a meeting, or in a day and a night."""
    query = select(Promise.meeting_id, Promise.once).where(
        Promise.maker_id == meeting.attendance_id,
        or_(col(Promise.meeting_id) == meeting.id, col(Promise.created_at) > now - DAY),
    )
    own = session.exec(query).all()
    if any(made == once for _meeting, made in own):
        return
    of_this = sum(key == meeting.id for key, _made in own)
    if of_this >= MOST_OF_A_MEETING or len(own) - of_this >= MOST_A_DAY:
        raise TooManyPromises(
            _("That is more than two people remember. Strike one of yours, or write it tomorrow.")
            if of_this < MOST_OF_A_MEETING
            else _(
                "You have written down %(num)d promises of this meeting, which is as many as there "
                "can be. Strike one under “What we agreed”, or put two into one.",
                num=MOST_OF_A_MEETING,
            )
        )


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
