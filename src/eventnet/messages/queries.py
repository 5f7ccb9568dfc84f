"""Reads of messages: as one of the two has them. What was kept back is for its writer alone."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

import sqlalchemy
from sqlalchemy import ColumnElement
from sqlalchemy.orm import aliased
from sqlmodel import Session, and_, col, func, or_, select
from sqlmodel.sql.expression import SelectOfScalar

from eventnet.communities.models import Membership
from eventnet.events.models import Attendance
from eventnet.messages.models import (
    Conversation,
    ConversationSide,
    Message,
    MessageChoice,
    MessageReport,
)
from eventnet.requests.models import pair_of

PAGE = 30
"""How many messages of a conversation are shown at a time."""
SHOWN_TO_ORGANIZERS = 20
"""How many of the last messages a report shows."""


@dataclass(frozen=True)
class OwnConversation:
    """A conversation as one of its two has it, with its last message."""

    other_id: str
    words: str
    is_mine: bool
    at: datetime
    unread: int


@dataclass(frozen=True)
class Standing:
    """How a conversation stands for one of its two: what a page of it shows depends on this."""

    latest: int = 0
    unread: int = 0
    """How many of the other's messages they have not read."""
    seen: int = 0
    """How far the other has read, where both let each other know; else 0."""
    blocked: bool = False
    reported: bool = False


def conversations_of(session: Session, attendance_id: str) -> list[OwnConversation]:
    """Return somebody's conversations, the latest first: two statements."""
    query = (
        sqlalchemy.select(ConversationSide, Message)
        .join(
            Message,
            and_(
                col(Message.conversation_id) == ConversationSide.conversation_id,
                col(Message.number) == ConversationSide.latest,
            ),
        )
        .where(col(ConversationSide.attendance_id) == attendance_id)
        .order_by(col(ConversationSide.latest_at).desc(), col(ConversationSide.other_id))
        .execution_options(populate_existing=True)
    )
    rows = session.execute(query).all()
    unread = _unread(session, attendance_id)
    return [
        OwnConversation(
            other_id=side.other_id,
            words=message.words,
            is_mine=message.from_id == attendance_id,
            at=message.sent_at,
            unread=unread.get(side.conversation_id, 0),
        )
        for side, message in rows
    ]


def talks_of(
    session: Session, attendance_id: str
) -> tuple[list[ConversationSide], dict[str, list[Message]]]:
    """Return all that somebody sees of their conversations, by conversation: two statements."""
    own = select(ConversationSide).where(
        ConversationSide.attendance_id == attendance_id,
        or_(col(ConversationSide.latest) > 0, col(ConversationSide.blocked_at).is_not(None)),
    )
    sides = list(session.exec(own.order_by(col(ConversationSide.latest_at))))
    found: dict[str, list[Message]] = {}
    query = select(Message).where(
        col(Message.conversation_id).in_([side.conversation_id for side in sides]),
        _seen_by(attendance_id),
    )
    for one in session.exec(query.order_by(col(Message.number))):
        found.setdefault(one.conversation_id, []).append(one)
    return sides, found


def unread_of(session: Session, attendance_id: str) -> int:
    """Return how many messages somebody has not read."""
    return sum(_unread(session, attendance_id).values())


def messages_of(
    session: Session, attendance_id: str, other_id: str, before: int | None = None
) -> list[Message]:
    """Return a page of a conversation as one of its two sees it, the newest at its end.

    It ends with the newest one, or with the last one before a number; one more than a page is
    returned if there are earlier ones.
    """
    query = (
        select(Message)
        .join(Conversation, col(Conversation.id) == Message.conversation_id)
        .where(Conversation.pair_id == pair_of(attendance_id, other_id), _seen_by(attendance_id))
        .order_by(col(Message.number).desc())
        .limit(PAGE + 1)
    )
    if before is not None:
        query = query.where(Message.number < before)
    return list(session.exec(query))[::-1]


def standing_of(session: Session, attendance_id: str, other_id: str) -> Standing:
    """Return how a conversation stands for one of its two; where there is none, nothing."""
    query = select(ConversationSide).where(
        ConversationSide.attendance_id == attendance_id, ConversationSide.other_id == other_id
    )
    side = session.exec(query.execution_options(populate_existing=True)).first()
    if side is None:
        return Standing()
    latest, seen = pulse(session, attendance_id, other_id)
    return Standing(
        latest=latest,
        unread=_unread(session, attendance_id).get(side.conversation_id, 0),
        seen=seen,
        blocked=side.blocked_at is not None,
        reported=_reported(session, attendance_id, side.conversation_id),
    )


def pulse(session: Session, attendance_id: str, other_id: str) -> tuple[int, int]:
    """Return what changes while somebody looks at a conversation: one statement.

    It is the last message that they see, and how far the other has read if both let that be known.
    """
    mine, theirs = aliased(MessageChoice), aliased(MessageChoice)
    other = aliased(ConversationSide)
    both = and_(col(mine.shows_reading), col(theirs.shows_reading))
    query = (
        sqlalchemy.select(
            col(ConversationSide.latest), sqlalchemy.case((both, col(other.seen)), else_=0)
        )
        .join(
            other,
            and_(
                col(other.conversation_id) == ConversationSide.conversation_id,
                col(other.attendance_id) == other_id,
            ),
        )
        .outerjoin(mine, col(mine.attendance_id) == ConversationSide.attendance_id)
        .outerjoin(theirs, col(theirs.attendance_id) == other.attendance_id)
        .where(
            col(ConversationSide.attendance_id) == attendance_id,
            col(ConversationSide.other_id) == other_id,
        )
    )
    row = session.execute(query).first()
    return (row[0], row[1]) if row else (0, 0)


def shows_reading(session: Session, attendance_id: str) -> bool:
    """Return whether somebody lets others know what they have read."""
    choice = session.get(MessageChoice, attendance_id)
    return choice is not None and choice.shows_reading


def reports_of_event(session: Session, event_id: str, account_id: str) -> list[MessageReport]:
    """Return the reports at an event for one of its organizers: those that wait first.

    A report about an organizer who attends, or who left, is not shown to them.
    """
    query = select(MessageReport).where(*_readable(event_id, account_id))
    waits_first = col(MessageReport.settled_at).is_not(None)
    return list(session.exec(query.order_by(waits_first, col(MessageReport.created_at).desc())))


def waiting_reports(session: Session, event_id: str, account_id: str) -> int:
    """Return how many reports wait for one of the organizers."""
    return session.exec(
        select(func.count()).where(
            *_readable(event_id, account_id), col(MessageReport.settled_at).is_(None)
        )
    ).one()


def latest_report(session: Session, event_id: str, account_id: str) -> datetime | None:
    """Return when the latest report that waits for one of the organizers was made."""
    return session.exec(
        select(func.max(MessageReport.created_at)).where(
            *_readable(event_id, account_id), col(MessageReport.settled_at).is_(None)
        )
    ).one()


def is_about(session: Session, report: MessageReport, account_id: str) -> bool:
    """Say whether a report is about whoever has this account."""
    return report.about_id in session.exec(_own(report.event_id, account_id)).all()


def _own(event_id: str, account_id: str) -> SelectOfScalar[str]:
    return (
        select(Attendance.id)
        .join(Membership, col(Membership.id) == Attendance.membership_id)
        .where(Attendance.event_id == event_id, Membership.account_id == account_id)
    )


def _readable(event_id: str, account_id: str) -> tuple[ColumnElement[bool], ...]:
    return (
        col(MessageReport.event_id) == event_id,
        col(MessageReport.about_id).not_in(_own(event_id, account_id)),
    )


def reported(session: Session, reports: Sequence[MessageReport]) -> dict[str, list[Message]]:
    """Return, by report, the last messages that its writer saw when they wrote it: one statement.

    What was written later, and what was kept from them, is not among them.
    """
    shown: dict[str, list[Message]] = {one.id: [] for one in reports}
    number = func.row_number().over(
        partition_by=col(MessageReport.id), order_by=col(Message.number).desc()
    )
    ranked = (
        sqlalchemy.select(col(MessageReport.id), col(Message.id), number)
        .join(Message, col(Message.conversation_id) == MessageReport.conversation_id)
        .where(
            col(MessageReport.id).in_(list(shown)),
            col(Message.number) <= MessageReport.up_to,
            or_(col(Message.delivered), col(Message.from_id) == MessageReport.by_id),
        )
        .subquery("ranked")
    )
    report_id, message_id, rank = ranked.c
    query = (
        sqlalchemy.select(report_id, Message)
        .join(Message, col(Message.id) == message_id)
        .where(rank <= SHOWN_TO_ORGANIZERS)
        .order_by(col(Message.number))
    )
    for key, message in session.execute(query):
        shown[key].append(message)
    return shown


def _seen_by(attendance_id: str) -> ColumnElement[bool]:
    return or_(col(Message.delivered), col(Message.from_id) == attendance_id)


def _unread(session: Session, attendance_id: str) -> dict[str, int]:
    """Return how many messages somebody has not read, by conversation; one statement."""
    rows = session.exec(
        select(Message.conversation_id, func.count())
        .join(
            ConversationSide,
            and_(
                col(ConversationSide.conversation_id) == Message.conversation_id,
                col(ConversationSide.heard) > ConversationSide.read,
                col(Message.number) > ConversationSide.read,
            ),
        )
        .where(
            ConversationSide.attendance_id == attendance_id,
            Message.from_id != attendance_id,
            col(Message.delivered),
        )
        .group_by(col(Message.conversation_id))
    )
    return dict(rows.all())


def _reported(session: Session, by_id: str, conversation_id: str) -> bool:
    query = select(MessageReport.id).where(
        MessageReport.conversation_id == conversation_id,
        MessageReport.by_id == by_id,
        col(MessageReport.settled_at).is_(None),
    )
    return session.exec(query).first() is not None
