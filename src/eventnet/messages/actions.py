"""Write, read, block, choose whether reading shows, and report.

Whoever changes a conversation holds its row, so that messages have numbers in a row, two first
messages make one conversation, and nothing is delivered after a block.
"""

from datetime import timedelta

from sqlmodel import Session, col, select

from eventnet import clock
from eventnet.database import insert_missing, lock, writing
from eventnet.errors import Conflict, NotFound, Refused
from eventnet.events.models import Attendance
from eventnet.i18n import gettext as _
from eventnet.ids import new_id
from eventnet.messages.models import (
    Conversation,
    ConversationSide,
    Message,
    MessageChoice,
    MessageReport,
)
from eventnet.messages.rules import Bar, bars, in_words
from eventnet.requests.models import pair_of
from eventnet.requests.settling import take_own_word_back
from eventnet.wishes.actions import on_veto
from eventnet.wishes.silence import is_heard

PATIENCE = timedelta(minutes=5)
"""How long a message may stay unread before a mail tells of it."""


def write(
    session: Session, writer: Attendance, other_id: str, words: str, after: int | None = None
) -> Message:
    """Write to another. Across a veto or a block everything is as if there were none.

    `after` is the last message that the writer saw: the same words sent again from there are one.
    """
    own_id = writer.id
    with writing(session):
        _refuse(session, writer, other_id)
        mine, theirs = _hold(session, writer, other_id)
        again = _said_already(session, mine, words, after)
        if again is not None:
            return again
        number = max(mine.latest, theirs.latest) + 1  # whoever wrote a message sees it
        message = Message(
            conversation_id=mine.conversation_id,
            number=number,
            from_id=own_id,
            words=words,
            delivered=is_heard(session, own_id, other_id),
        )
        mine.latest, mine.latest_at = number, message.sent_at
        _have_read(session, mine, after or 0)
        if message.delivered:
            theirs.latest, theirs.latest_at, theirs.heard = number, message.sent_at, number
            if theirs.due_at is None and not theirs.mailed:
                theirs.due_at = message.sent_at + PATIENCE
        session.add_all([message, mine, theirs])
        return message


def read(session: Session, own: Attendance, other_id: str, up_to: int) -> None:
    """Note that somebody has read up to a message: the mail about it is not needed any more."""
    with writing(session):
        mine, _theirs = _held(session, own, other_id)
        _have_read(session, mine, up_to)
        session.add(mine)


def block(session: Session, own: Attendance, other_id: str) -> None:
    """Hear no more from somebody. They are not told, and what they wrote before stays.

    As with a veto, one's own open word to them is taken back.
    """
    own_id = own.id
    with writing(session):
        if bars(session, own, [other_id]).get(other_id) is Bar.STRANGERS:
            raise nobody()
        take_own_word_back(session, own_id, other_id)
        mine, _theirs = _hold(session, own, other_id)
        mine.blocked_at = mine.blocked_at or clock.now()
        mine.due_at = None
        session.add(mine)


def unblock(session: Session, own: Attendance, other_id: str) -> None:
    """Hear from somebody again. What they wrote meanwhile never arrives."""
    with writing(session):
        mine, _theirs = _held(session, own, other_id)
        mine.blocked_at = None
        session.add(mine)


def choose(session: Session, attendance_id: str, *, shows_reading: bool) -> None:
    """Say whether others may know what one has read; it shows only where both say so."""
    with writing(session):
        row = {"attendance_id": attendance_id, "shows_reading": shows_reading}
        insert_missing(session, MessageChoice, [row])
        choice = lock(session, MessageChoice, attendance_id)
        if choice is not None:
            choice.shows_reading = shows_reading
            session.add(choice)


def report(session: Session, own: Attendance, other_id: str, reason: str) -> None:
    """Show the organizers a conversation as one sees it now, and say why. The other is not told."""
    own_id, event_id = own.id, own.event_id
    with writing(session):
        mine, _theirs = _held(session, own, other_id)
        if not mine.heard:
            raise Refused(_("This person has written nothing to you that could be reported."))
        query = select(MessageReport.id).where(
            MessageReport.conversation_id == mine.conversation_id,
            MessageReport.by_id == own_id,
            col(MessageReport.settled_at).is_(None),
        )
        if session.exec(query).first() is not None:
            raise Conflict(_("You have reported this already; the organizers will look at it."))
        session.add(
            MessageReport(
                event_id=event_id,
                conversation_id=mine.conversation_id,
                by_id=own_id,
                about_id=other_id,
                reason=reason,
                up_to=mine.latest,
            )
        )


def nobody() -> NotFound:
    """Return the one answer about those with whom somebody has nothing to write."""
    return NotFound(in_words(Bar.STRANGERS))


def _refuse(session: Session, writer: Attendance, other_id: str) -> None:
    bar = bars(session, writer, [other_id]).get(other_id)
    if bar is Bar.STRANGERS:
        raise nobody()
    if bar is not None:
        raise Conflict(in_words(bar))


def _hold(
    session: Session, own: Attendance, other_id: str
) -> tuple[ConversationSide, ConversationSide]:
    """Return both sides, one's own first, made if they are missing, held until the end."""
    own_id, event_id, pair = own.id, own.event_id, pair_of(own.id, other_id)
    row = {"id": new_id(), "event_id": event_id, "pair_id": pair}
    insert_missing(session, Conversation, [row])
    key = session.exec(select(Conversation.id).where(Conversation.pair_id == pair)).one()
    two = ((own_id, other_id), (other_id, own_id))
    lock(session, Conversation, key)
    insert_missing(
        session,
        ConversationSide,
        [{"conversation_id": key, "attendance_id": one, "other_id": other} for one, other in two],
    )
    return _held(session, own, other_id)


def _held(
    session: Session, own: Attendance, other_id: str
) -> tuple[ConversationSide, ConversationSide]:
    """Return both sides of a conversation that there is, one's own first, held until the end."""
    own_id, pair = own.id, pair_of(own.id, other_id)
    key = session.exec(select(Conversation.id).where(Conversation.pair_id == pair)).first()
    if key is None or lock(session, Conversation, key) is None:
        raise nobody()
    mine, theirs = (
        session.get(ConversationSide, (key, one), populate_existing=True)
        for one in (own_id, other_id)
    )
    if mine is None or theirs is None:
        raise nobody()
    return mine, theirs


def _said_already(
    session: Session, mine: ConversationSide, words: str, after: int | None
) -> Message | None:
    if after is None:
        return None
    query = select(Message).where(
        Message.conversation_id == mine.conversation_id,
        Message.from_id == mine.attendance_id,
        Message.number > after,
        Message.words == words,
    )
    return session.exec(query).first()


def _have_read(session: Session, mine: ConversationSide, up_to: int) -> None:
    mine.read = max(mine.read, min(up_to, mine.heard))
    if mine.read == mine.heard:
        mine.due_at, mine.mailed = None, False
    choice = session.get(MessageChoice, mine.attendance_id, populate_existing=True)
    if choice is not None and choice.shows_reading:
        mine.seen = max(mine.seen, mine.read)


def hold_still(session: Session, by_id: str, other_id: str) -> None:
    """Let a veto wait for what is being delivered, so that nothing is delivered after it."""
    pair = pair_of(by_id, other_id)
    session.exec(select(Conversation).where(Conversation.pair_id == pair).with_for_update()).first()


on_veto.append(hold_still)
