"""What is kept about somebody's asks in their communities: theirs, and those put to them."""

from typing import Any

from sqlmodel import Session, col, select

from eventnet.asks.models import (
    Ask,
    AskChoice,
    AskHelp,
    AskNews,
    AskState,
    AskTurn,
    TurnState,
)
from eventnet.asks.queries import answers_to
from eventnet.asks.reading import put_to
from eventnet.asks.topics import topics_of
from eventnet.communities.models import Membership, Topic
from eventnet.privacy.declared import told

Lines = list[dict[str, Any]]


def asks_of(session: Session, member: Membership) -> Lines:
    """Return what a member asked and was asked, answered and chose; of others what they read."""
    own = select(Ask).where(Ask.by_id == member.id)
    asked = session.exec(own.order_by(col(Ask.created_at), col(Ask.id))).all()
    put = [
        (ask, turn)
        for ask, turn in put_to(session, member.id, AskTurn.state != TurnState.SUGGESTED)
        if ask.state is not AskState.TAKEN_BACK
    ]
    topics = topics_of(session, [*(ask.id for ask in asked), *(ask.id for ask, _turn in put)])
    lines: Lines = [
        {
            "what": "asked by me",
            **told("ask", ask),
            **_topics(topics[ask.id]),
            "answers": _answers(session, member, ask),
        }
        for ask in asked
    ]
    lines += [
        {
            "what": "put to me",
            "title": ask.title,
            "words": ask.words,
            **_topics(topics[ask.id]),
            "my": told("ask_turn", turn),
            "answers": _answers(session, member, ask),
        }
        for ask, turn in put
    ]
    return lines + _said(session, member)


def _topics(labels: dict[str, str]) -> dict[str, Any]:
    return {"topics": [{"topic": label} for label in labels.values()]}


def _answers(session: Session, member: Membership, ask: Ask) -> Lines:
    return [
        {
            "person": one.person.name,
            "by_me": one.answer.by_id == member.id,
            **told("ask_answer", one.answer),
            "lines": [
                {"by_me": line.by_id == member.id, **told("ask_reply", line)} for line in one.lines
            ],
        }
        for one in answers_to(session, member, ask)
    ]


def _said(session: Session, member: Membership) -> Lines:
    choice = session.get(AskChoice, member.id)
    helps = (
        select(AskHelp, Topic.label)
        .join(Topic, col(Topic.id) == AskHelp.topic_id)
        .where(AskHelp.member_id == member.id)
        .order_by(col(Topic.key))
    )
    heard = select(AskNews).where(AskNews.member_id == member.id).order_by(col(AskNews.at))
    return [
        *([{"what": "chosen", **told("ask_choice", choice)}] if choice else []),
        *(
            {"what": "helped with", "topic": label, **told("ask_help", one)}
            for one, label in session.exec(helps)
        ),
        *({"what": "news", **told("ask_news", one)} for one in session.exec(heard)),
    ]
