"""Whom no round brings together: who met, who had a talk before, and who is not to meet.

Why two are barred is told to nobody, and looks like any other reason.
"""

from collections.abc import Iterable
from typing import Any

from sqlalchemy.orm import aliased
from sqlmodel import Session, col, select

from eventnet.events.models import Attendance, Event
from eventnet.matching.models import HandRule, RuleKind
from eventnet.meetings.models import Meeting, MeetingSide, MeetingState
from eventnet.people.silence import at_large
from eventnet.rounds.hall import Two, two
from eventnet.rounds.models import RoundTalk, RoundTalkSide
from eventnet.wishes.models import Wish, WishKind
from eventnet.wishes.silence import all_silences

ONE, OTHER = aliased(Attendance), aliased(Attendance)
MINE, THEIRS = aliased(MeetingSide), aliased(MeetingSide)
MY_TALK, THEIR_TALK = aliased(RoundTalkSide), aliased(RoundTalkSide)


def barred(session: Session, community_id: str) -> set[Two]:
    """Return all pairs of members that no round brings together, whatever else holds."""
    found = _pairs(session, community_id, _met())
    found |= _pairs(session, community_id, _apart())
    for silences in all_silences:
        found |= _pairs(session, community_id, silences())
    for way in at_large:
        found |= {two(*pair) for pair in session.exec(way())}
    talked = (
        select(MY_TALK.membership_id, THEIR_TALK.membership_id)
        .join(THEIR_TALK, col(THEIR_TALK.talk_id) == MY_TALK.talk_id)
        .join(RoundTalk, col(RoundTalk.id) == MY_TALK.talk_id)
        .where(
            RoundTalk.community_id == community_id,
            col(MY_TALK.membership_id) < THEIR_TALK.membership_id,
        )
    )
    return found | set(session.exec(talked))


def wished(session: Session, community_id: str) -> set[Two]:
    """Return the pairs who both wanted to meet, at whichever event; met or not."""
    query = select(Wish.from_id, Wish.to_id).where(Wish.kind == WishKind.WANT)
    ways = set(_directed(session, community_id, query))
    return {two(*way) for way in ways if way[::-1] in ways}


def wants(session: Session, community_id: str) -> set[tuple[str, str]]:
    """Return who wanted to meet whom, at whichever event."""
    query = select(Wish.from_id, Wish.to_id).where(Wish.kind == WishKind.WANT)
    return set(_directed(session, community_id, query))


def _met() -> Any:
    """Return the two of each meeting that stands, or stood to its end."""
    return (
        select(MINE.attendance_id, THEIRS.attendance_id)
        .join(THEIRS, col(THEIRS.meeting_id) == MINE.meeting_id)
        .join(Meeting, col(Meeting.id) == MINE.meeting_id)
        .where(
            Meeting.state == MeetingState.CONFIRMED,
            col(MINE.attendance_id) < THEIRS.attendance_id,
        )
    )


def _apart() -> Any:
    return select(HandRule.a_id, HandRule.b_id).where(HandRule.kind == RuleKind.FORBID)


def _pairs(session: Session, community_id: str, query: Any) -> set[Two]:
    return {two(*way) for way in _directed(session, community_id, query) if way[0] != way[1]}


def _directed(session: Session, community_id: str, query: Any) -> Iterable[tuple[str, str]]:
    """Return the members behind pairs of attendances at the community's events."""
    pairs = query.subquery()
    first, second = pairs.c
    rows = (
        select(ONE.membership_id, OTHER.membership_id)
        .join(pairs, first == ONE.id)
        .join(OTHER, col(OTHER.id) == second)
        .join(Event, col(Event.id) == ONE.event_id)
        .where(Event.community_id == community_id)
    )
    return session.exec(rows).all()
