"""Promises for tests."""

from datetime import date

from sqlmodel import Session, select

from eventnet.events.models import Attendance, Event
from eventnet.meetings.models import Meeting
from eventnet.outcomes.actions import Agreed, Told, tell
from eventnet.outcomes.models import Happened, Promise

MAY_18 = date(2027, 5, 18)


def promised(
    session: Session,
    event: Event,
    meeting: Meeting,
    maker: Attendance,
    words: str = "Send the map",
    *,
    mine: bool = True,
    due_on: date = MAY_18,
) -> Promise:
    """Let one of the two write a promise down, as the form does; return it."""
    agreed = Agreed(words, mine, due_on)
    tell(session, event, meeting.id, maker.id, Told(Happened.YES, agreed=agreed))
    query = select(Promise).where(Promise.maker_id == maker.id, Promise.words == words)
    return session.exec(query.where(Promise.meeting_id == meeting.id)).one()


def now_of(session: Session, promise_id: str) -> Promise:
    """Return a promise as it is now."""
    session.rollback()
    return session.get_one(Promise, promise_id, populate_existing=True)
