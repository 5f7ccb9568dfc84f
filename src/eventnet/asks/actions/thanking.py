"""Verbs about an answer: thank for it, say that it helped, add a line."""

from sqlmodel import Session, func, select

from eventnet import clock
from eventnet.asks.actions.asking import no_such_ask
from eventnet.asks.holding import hold_ask
from eventnet.asks.models import Ask, AskAnswer, AskHelp, AskReply, NewsKind
from eventnet.asks.news import tell
from eventnet.asks.topics import topics_of
from eventnet.communities.models import Membership
from eventnet.database import insert_missing, lock, writing
from eventnet.errors import Refused
from eventnet.i18n import gettext as _
from eventnet.people.silence import is_heard_by

MOST_LINES = 20
"""Lines about one answer: who has more to say has met."""


def thank(session: Session, asker: Membership, ask_id: str, answer_id: str) -> None:
    """Thank for an answer. Again changes nothing."""
    with writing(session):
        ask, answer = _held(session, ask_id, answer_id)
        _refuse_others(ask, answer, asker)
        if answer.thanked_at is None:
            answer.thanked_at = clock.now()
            session.add(answer)
            tell(session, ask.id, answer.by_id, NewsKind.THANKS, answer.id)


def accept(session: Session, asker: Membership, ask_id: str, answer_id: str) -> None:
    """Say that an answer helped: that teaches who knows what. Again teaches nothing."""
    with writing(session):
        ask, answer = _held(session, ask_id, answer_id)
        _refuse_others(ask, answer, asker)
        if answer.helped_at is not None:
            return
        now = clock.now()
        answer.helped_at, answer.thanked_at = now, answer.thanked_at or now
        session.add(answer)
        topics = sorted(topics_of(session, [ask.id])[ask.id])
        for topic_id in topics:
            _teach(session, answer.by_id, topic_id, 1 / len(topics) ** 0.5)
        tell(session, ask.id, answer.by_id, NewsKind.HELPED, answer.id)


def _teach(session: Session, member_id: str, topic_id: str, weight: float) -> None:
    now = clock.now()
    row = {"member_id": member_id, "topic_id": topic_id, "weight": 0.0, "times": 0}
    insert_missing(session, AskHelp, [row | {"last_at": now, "used": True}])
    known = session.get_one(
        AskHelp, (member_id, topic_id), with_for_update=True, populate_existing=True
    )
    known.weight += weight
    known.times += 1
    known.last_at = now
    session.add(known)


def add_line(session: Session, member: Membership, ask_id: str, answer_id: str, words: str) -> None:
    """Add a line about an answer; whether the other wants to hear it, nobody is told."""
    with writing(session):
        ask, answer = _held(session, ask_id, answer_id)
        if member.id != answer.by_id:
            _refuse_others(ask, answer, member)
        other = answer.by_id if member.id == ask.by_id else ask.by_id
        lines = select(func.count()).where(AskReply.answer_id == answer.id)
        if session.exec(lines).one() >= MOST_LINES:
            raise Refused(
                _(
                    "There are %(most)d lines about this answer already. You can go on by meeting, "
                    "or by mail.",
                    most=MOST_LINES,
                )
            )
        delivered = is_heard_by(session, other, member.id)
        line = AskReply(answer_id=answer.id, by_id=member.id, words=words, delivered=delivered)
        session.add(line)
        session.flush()
        if delivered:
            tell(session, ask.id, other, NewsKind.REPLY, line.id)


def _held(session: Session, ask_id: str, answer_id: str) -> tuple[Ask, AskAnswer]:
    """Return an ask and an answer to it, held."""
    ask = hold_ask(session, ask_id)
    answer = lock(session, AskAnswer, answer_id) if ask else None
    if ask is None or answer is None or answer.ask_id != ask.id:
        raise no_such_ask()
    return ask, answer


def _refuse_others(ask: Ask, answer: AskAnswer, reader: Membership) -> None:
    """Refuse to thank for what somebody does not read, or did not ask for."""
    if ask.by_id != reader.id or not answer.delivered:
        raise no_such_ask()
