"""Two who may write to each other, for tests, and what they have of it."""

from sqlmodel import Session, select

from eventnet.events.models import Attendance, Event
from eventnet.messages.actions import write
from eventnet.messages.models import ConversationSide, Message
from eventnet.messages.queries import messages_of
from tests.factories import a_meeting, an_attendee


def two_who_meet(
    session: Session, event: Event, *names: str, slot: int = 0, table: int = 1
) -> tuple[Attendance, Attendance]:
    """Make two attendees with a meeting that both agreed to."""
    one, other = (an_attendee(session, event, name) for name in names or ("Ada", "Ben"))
    a_meeting(session, event, one, other, slot=slot, table=table)
    return one, other


def wrote(session: Session, one: Attendance, other: Attendance, words: str = "Hello") -> Message:
    """Let one write to the other."""
    return write(session, one, other.id, words)


def reads(session: Session, one: Attendance, other: Attendance) -> list[str]:
    """Return the words that one reads in the conversation with the other."""
    session.rollback()
    return [message.words for message in messages_of(session, one.id, other.id)]


def side_of(session: Session, one: Attendance) -> ConversationSide:
    """Return the only side that somebody has."""
    session.rollback()
    return session.exec(
        select(ConversationSide).where(ConversationSide.attendance_id == one.id)
    ).one()
