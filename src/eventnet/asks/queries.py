"""What the pages of asks show: what waits for me, what I asked, what I answered."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from sqlmodel import Session, col, func, or_, select

from eventnet import clock
from eventnet.asks.models import (
    LIVE,
    Ask,
    AskAnswer,
    AskHelp,
    AskReply,
    AskState,
    AskTurn,
    TurnState,
)
from eventnet.asks.people import view_told
from eventnet.asks.reading import put_to, tells_asker, waits
from eventnet.asks.topics import LIVING, labels_of, topics_of
from eventnet.communities.models import Membership, Topic
from eventnet.people.queries import PersonView

SHOWN_AFTER = timedelta(days=14)
"""So long a list still shows what has ended."""
MOST_ENDED = 20
MOST_IN_LETTER = 3


@dataclass(frozen=True)
class Line:
    """An ask in a list, as its reader sees it."""

    ask: Ask
    topics: list[str]
    asker: PersonView | None
    """None where the asker's name is not told to the reader, or it is their own."""
    turn: AskTurn | None = None
    helped: bool = False
    """Whether the reader's answer helped."""
    answers: int = 0


@dataclass(frozen=True)
class Mine:
    """What a member has to do with asks."""

    waiting: list[Line]
    asked: list[Line]
    answered: list[Line]
    ended: list[Line]


def mine(session: Session, member: Membership) -> Mine:
    """Return a member's asks, in as many statements for one as for thirty."""
    lately = clock.now() - SHOWN_AFTER
    put = put_to(
        session,
        member.id,
        or_(
            waits(),
            AskTurn.state == TurnState.ANSWERED,
            (col(AskTurn.state) == TurnState.ENDED) & (col(AskTurn.changed_at) > lately),
        ),
    )
    own = select(Ask).where(
        Ask.by_id == member.id, or_(col(Ask.state).in_(LIVE), col(Ask.ended_at) > lately)
    )
    asked = session.exec(own.order_by(col(Ask.created_at).desc(), col(Ask.id))).all()
    lines = _lines(session, member, [*put, *((ask, None) for ask in asked)])

    def those(state: TurnState) -> list[Line]:
        return [one for one in lines if one.turn is not None and one.turn.state is state]

    return Mine(
        waiting=those(TurnState.WAITING),
        asked=[one for one in lines if one.ask.by_id == member.id],
        answered=those(TurnState.ANSWERED)[:MOST_ENDED],
        ended=[one for one in those(TurnState.ENDED) if one.turn and one.turn.asked_at],
    )


@dataclass(frozen=True)
class Letter:
    """What the community's first page says of asks: only what there is to do or to read."""

    waiting: list[Line]
    answered: list[Line]
    unanswered: list[Line]


def for_letter(session: Session, member: Membership) -> Letter:
    """Return what a member should know of asks."""
    found = mine(session, member)
    own = [one for one in found.asked if one.ask.state in LIVE]
    return Letter(
        waiting=found.waiting[:MOST_IN_LETTER],
        answered=[one for one in own if one.answers],
        unanswered=[one for one in own if not one.answers and one.ask.state is AskState.OPEN],
    )


def lines_of(session: Session, member: Membership, asks: Collection[Ask]) -> list[Line]:
    """Return asks as a member reads them in a list."""
    query = select(AskTurn).where(
        AskTurn.member_id == member.id, col(AskTurn.ask_id).in_([ask.id for ask in asks])
    )
    turns = {turn.ask_id: turn for turn in session.exec(query)}
    return _lines(session, member, [(ask, turns.get(ask.id)) for ask in asks])


def _lines(
    session: Session, member: Membership, rows: Collection[tuple[Ask, AskTurn | None]]
) -> list[Line]:
    ids = [ask.id for ask, _turn in rows]
    topics = topics_of(session, ids)
    told = {ask.by_id for ask, turn in rows if tells_asker(ask, turn)}
    people = view_told(session, member, told - {member.id})
    counted = select(AskAnswer.ask_id, func.count()).where(
        col(AskAnswer.ask_id).in_(ids), col(AskAnswer.delivered)
    )
    answers = dict(session.exec(counted.group_by(col(AskAnswer.ask_id))).all())
    helped = set(
        session.exec(
            select(AskAnswer.ask_id).where(
                col(AskAnswer.ask_id).in_(ids),
                AskAnswer.by_id == member.id,
                col(AskAnswer.helped_at).is_not(None),
            )
        )
    )
    return [
        Line(
            ask,
            list(topics[ask.id].values()),
            people.get(ask.by_id) if tells_asker(ask, turn) else None,
            turn,
            ask.id in helped,
            answers.get(ask.id, 0) if ask.by_id == member.id else 0,
        )
        for ask, turn in rows
    ]


@dataclass(frozen=True)
class Answered:
    """An answer, with what was said about it."""

    answer: AskAnswer
    person: PersonView
    lines: list[AskReply] = field(default_factory=list)


def answers_to(session: Session, reader: Membership, ask: Ask) -> list[Answered]:
    """Return the answers that a reader may see: all to the asker, to others their own."""
    query = select(AskAnswer).where(AskAnswer.ask_id == ask.id)
    if reader.id == ask.by_id:
        query = query.where(col(AskAnswer.delivered))
    else:
        query = query.where(AskAnswer.by_id == reader.id)
    answers = session.exec(query.order_by(col(AskAnswer.at), col(AskAnswer.id))).all()
    people = view_told(session, reader, {one.by_id for one in answers})
    said: dict[str, list[AskReply]] = defaultdict(list)
    lines = select(AskReply).where(
        col(AskReply.answer_id).in_([one.id for one in answers]),
        or_(col(AskReply.delivered), AskReply.by_id == reader.id),
    )
    for line in session.exec(lines.order_by(col(AskReply.at), col(AskReply.id))):
        said[line.answer_id].append(line)
    return [Answered(one, people[one.by_id], said[one.id]) for one in answers]


@dataclass(frozen=True)
class Helped:
    """A topic that somebody has helped with."""

    topic_id: str
    label: str
    times: int
    last_at: datetime
    used: bool


def helped_with(session: Session, member_id: str) -> list[Helped]:
    """Return what a member has helped with, the most first."""
    query = (
        select(AskHelp, LIVING)
        .join(Topic, col(Topic.id) == AskHelp.topic_id)
        .where(AskHelp.member_id == member_id)
        .order_by(col(AskHelp.weight).desc(), col(AskHelp.topic_id))
    )
    rows = session.exec(query).all()
    labels = labels_of(session, [topic_id for _one, topic_id in rows])
    return [
        Helped(one.topic_id, labels[topic_id], one.times, one.last_at, one.used)
        for one, topic_id in rows
    ]


def waiting_count(session: Session, member: Membership) -> int:
    """Return how many asks wait for a member."""
    return len(put_to(session, member.id, waits()))


def is_over(ask: Ask) -> bool:
    """Say whether an ask needs no answer any more."""
    return ask.state not in LIVE
