"""What ties are made from: what happened between two, as far as both of them know it.

Each source is asked for all that happened between some members and others whose ids are greater,
so that each pair is found once, by whichever of the two comes first.
"""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping
from datetime import datetime

import sqlalchemy
from sqlalchemy.orm import aliased
from sqlmodel import Session, col, exists

from eventnet.contacts.models import Contact as Exchange
from eventnet.events.models import Event, Slot
from eventnet.events.queries import not_deleted
from eventnet.meetings.models import Meeting, MeetingState
from eventnet.messages.models import ConversationSide
from eventnet.outcomes.models import Happened, Outcome
from eventnet.people.viewers import MINE, MY_SIDE, THEIR_SIDE, THEIRS
from eventnet.ties.strength import Contact, Kind

Pair = tuple[str, str]
"""The memberships of two, the smaller id first."""
Happening = tuple[str, str, Contact]
Source = Callable[[Session, Collection[str], datetime], Iterable[Happening]]

HEARD, HEARER = aliased(ConversationSide), aliased(ConversationSide)
DENIED = aliased(Outcome)


def meetings(session: Session, ids: Collection[str], now: datetime) -> Iterable[Happening]:
    """Give the meetings that stood and are over, unless one of the two says that it was not so."""
    denied = exists().where(
        col(DENIED.meeting_id) == Meeting.id, col(DENIED.happened) != Happened.YES
    )
    rows = session.execute(
        sqlalchemy.select(
            col(MINE.membership_id),
            col(THEIRS.membership_id),
            col(Slot.starts_at),
            col(Slot.minutes),
        )
        .join(MY_SIDE, col(MY_SIDE.attendance_id) == MINE.id)
        .join(Meeting, col(Meeting.id) == MY_SIDE.meeting_id)
        .join(THEIR_SIDE, col(THEIR_SIDE.meeting_id) == Meeting.id)
        .join(THEIRS, col(THEIRS.id) == THEIR_SIDE.attendance_id)
        .join(Event, col(Event.id) == Meeting.event_id)
        .join(Slot, col(Slot.id) == Meeting.slot_id)
        .where(
            col(MINE.membership_id).in_(ids),
            col(MINE.membership_id) < THEIRS.membership_id,
            col(Meeting.state) == MeetingState.CONFIRMED,
            col(Slot.starts_at) <= now,
            not_deleted(),
            ~denied,
        )
    )
    for one, other, starts_at, minutes in rows:
        if (now - starts_at).total_seconds() >= 60 * minutes:
            yield one, other, Contact(Kind.MET, starts_at)


def exchanges(session: Session, ids: Collection[str], _now: datetime) -> Iterable[Happening]:
    """Give the exchanges of contact details that stand."""
    ends = (col(Exchange.a_id), col(Exchange.b_id))
    for mine, theirs in (ends, ends[::-1]):
        rows = session.execute(
            sqlalchemy.select(
                col(MINE.membership_id), col(THEIRS.membership_id), col(Exchange.created_at)
            )
            .join(Exchange, mine == MINE.id)
            .join(THEIRS, col(THEIRS.id) == theirs)
            .join(Event, col(Event.id) == Exchange.event_id)
            .where(
                col(MINE.membership_id).in_(ids),
                col(MINE.membership_id) < THEIRS.membership_id,
                not_deleted(),
            )
        )
        for one, other, at in rows:
            yield one, other, Contact(Kind.EXCHANGED, at)


def letters(session: Session, ids: Collection[str], _now: datetime) -> Iterable[Happening]:
    """Give the conversations in which each of the two read something of the other."""
    rows = session.execute(
        sqlalchemy.select(
            col(MINE.membership_id),
            col(THEIRS.membership_id),
            col(HEARER.latest_at),
            col(HEARD.latest_at),
        )
        .join(HEARER, col(HEARER.attendance_id) == MINE.id)
        .join(THEIRS, col(THEIRS.id) == HEARER.other_id)
        .join(
            HEARD,
            sqlalchemy.and_(
                col(HEARD.conversation_id) == HEARER.conversation_id,
                col(HEARD.attendance_id) == HEARER.other_id,
            ),
        )
        .join(Event, col(Event.id) == MINE.event_id)
        .where(
            col(MINE.membership_id).in_(ids),
            col(MINE.membership_id) < THEIRS.membership_id,
            col(HEARER.heard) > 0,
            col(HEARD.heard) > 0,
            not_deleted(),
        )
    )
    for one, other, mine, theirs in rows:
        if mine is not None and theirs is not None:  # the earlier is what both have in common
            yield one, other, Contact(Kind.WROTE, min(mine, theirs))


sources: list[Source] = [meetings, exchanges, letters]
"""All that makes a tie; later features add what they know of."""


def happened_between(
    session: Session, ids: Collection[str], now: datetime
) -> Mapping[Pair, list[Contact]]:
    """Return what happened between some members and those whose ids are greater, by pair."""
    found: dict[Pair, list[Contact]] = defaultdict(list)
    for source in sources:
        for one, other, contact in source(session, ids, now):
            found[one, other].append(contact)
    return {two: sorted(contacts) for two, contacts in found.items()}
