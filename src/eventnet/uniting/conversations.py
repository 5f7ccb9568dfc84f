"""Conversations: what somebody wrote with the same person twice is read as one, in its order."""

from collections.abc import Mapping

from sqlmodel import Session, col, delete, select, update

from eventnet.messages.models import Conversation, ConversationSide, Message, MessageReport
from eventnet.requests.models import pair_of

FAR = 1_000_000
"""Beyond every number of a message: where they stand while they are numbered anew."""


def unite_conversations(session: Session, into: Mapping[str, str]) -> None:
    """Let those who stay have the conversations of those who go; none is left with oneself."""
    query = (
        select(Conversation)
        .join(ConversationSide, col(ConversationSide.conversation_id) == Conversation.id)
        .where(col(ConversationSide.attendance_id).in_(list(into)))
        .order_by(col(Conversation.id))
    )
    for one in session.exec(query).unique().all():
        two = sorted({into.get(key, key) for key in one.pair_id.split("|")})
        if len(two) < len(one.pair_id.split("|")):
            session.delete(one)
            session.flush()
            continue
        pair = pair_of(*two)
        kept = session.exec(
            select(Conversation).where(Conversation.pair_id == pair, Conversation.id != one.id)
        ).one_or_none()
        if kept is None:
            one.pair_id = pair
            session.add(one)
            session.flush()
            _call_anew(session, one.id, into)
        else:
            _call_anew(session, one.id, into)
            _pour(session, one.id, kept.id)


def _call_anew(session: Session, conversation_id: str, into: Mapping[str, str]) -> None:
    here = col(ConversationSide.conversation_id) == conversation_id
    for goes, stays in into.items():
        mine = update(ConversationSide).where(here, col(ConversationSide.attendance_id) == goes)
        session.exec(mine.values(attendance_id=stays))
        theirs = update(ConversationSide).where(here, col(ConversationSide.other_id) == goes)
        session.exec(theirs.values(other_id=stays))
    session.expire_all()


def _pour(session: Session, from_id: str, to_id: str) -> None:
    """Pour one conversation of two into the other, and number its messages by their time."""
    messages = session.exec(
        select(Message)
        .where(col(Message.conversation_id).in_((from_id, to_id)))
        .order_by(col(Message.sent_at), col(Message.conversation_id), col(Message.number))
    ).all()
    numbers = {
        (one.conversation_id, one.number): place for place, one in enumerate(messages, start=1)
    }
    _join_sides(session, from_id, to_id, numbers)
    for report in session.exec(
        select(MessageReport).where(col(MessageReport.conversation_id).in_((from_id, to_id)))
    ).all():
        report.up_to = _reached(numbers, report.conversation_id, report.up_to)
        session.add(report)
    session.flush()
    keys = [one.id for one in messages]
    moving = update(Message).where(col(Message.conversation_id).in_((from_id, to_id)))
    session.exec(moving.values(number=col(Message.number) + FAR))
    for place, key in enumerate(keys, start=1):
        put = update(Message).where(col(Message.id) == key)
        session.exec(put.values(conversation_id=to_id, number=place))
    _keep_reports(session, from_id, to_id)
    session.exec(delete(Conversation).where(col(Conversation.id) == from_id))
    session.expire_all()


def _join_sides(
    session: Session, from_id: str, to_id: str, numbers: Mapping[tuple[str, int], int]
) -> None:
    """Let each of the two have read what they have read of both, and block who is blocked."""
    for stays in session.exec(
        select(ConversationSide).where(ConversationSide.conversation_id == to_id)
    ).all():
        goes = session.get_one(ConversationSide, (from_id, stays.attendance_id))
        both = (stays, goes)
        unread = [
            numbers[side.conversation_id, number]
            for side in both
            for number in range(side.read + 1, side.latest + 1)
            if (side.conversation_id, number) in numbers
        ]
        latest = max(_reached(numbers, side.conversation_id, side.latest) for side in both)
        stays.heard = max(_reached(numbers, side.conversation_id, side.heard) for side in both)
        stays.seen = min(_reached(numbers, side.conversation_id, side.seen) for side in both)
        stays.read = min(unread) - 1 if unread else latest
        stays.latest = latest
        stays.latest_at = max((s.latest_at for s in both if s.latest_at), default=None)
        stays.due_at = min((side.due_at for side in both if side.due_at), default=None)
        stays.mailed = stays.mailed or goes.mailed
        stays.blocked_at = stays.blocked_at or goes.blocked_at
        session.add(stays)


def _reached(numbers: Mapping[tuple[str, int], int], conversation_id: str, number: int) -> int:
    """Return the new number of a message; 0 is none."""
    return numbers.get((conversation_id, number), 0)


def _keep_reports(session: Session, from_id: str, to_id: str) -> None:
    """Let reports hang on the conversation that stays; of two that wait from one, one waits."""
    waiting = select(MessageReport.by_id).where(
        MessageReport.conversation_id == to_id, col(MessageReport.settled_at).is_(None)
    )
    for report in session.exec(
        select(MessageReport).where(MessageReport.conversation_id == from_id)
    ).all():
        if report.settled_at is None and report.by_id in session.exec(waiting).all():
            session.delete(report)
        else:
            report.conversation_id = to_id
            session.add(report)
        session.flush()
