"""What people of the world need to know, to whom it was put, and what they answered."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from sqlmodel import Session

from eventnet import clock
from eventnet.asks.models import (
    Ask,
    AskAnswer,
    AskChoice,
    AskHelp,
    AskNews,
    AskReply,
    AskState,
    AskTopic,
    AskTurn,
    NewsKind,
    TurnState,
    Willingness,
)
from eventnet.events.models import Event
from tests.eventnet.world.building import Facts, a_topic
from tests.eventnet.world.cast import Persona
from tests.eventnet.world.marks import mark
from tests.factories import save

ME = Persona.ATTENDEE.value


def asks(session: Session, facts: Facts, spring: Event, winter: Event) -> None:
    """Let the attendee ask and be asked: also by one who rules them out, and one whom they do."""
    topic = a_topic(session, spring.community_id, mark("harbour", "asktopic"))
    facts.ids["topic-helped"] = topic.id
    put = _ask(session, facts, spring, "near0")
    mine = _ask(session, facts, spring, ME)
    by_far1 = _ask(session, facts, spring, "far1", state=AskState.OPEN, named=False)
    by_far3 = _ask(session, facts, spring, "far3", state=AskState.OPEN)
    foreign = _ask(session, facts, winter, "winter1")
    facts.ids |= {"ask": put.id, "ask-mine": mine.id}
    facts.foreign["ask"] = foreign.id
    members = facts.memberships
    because: list[dict[str, Any]] = [
        {"what": "offers", "topics": [topic.id]},
        {"what": "words", "words": [mark(ME, "askreason")]},
    ]
    _turn(session, put, members[ME], TurnState.WAITING, because=because)
    _turn(session, put, members["far2"], TurnState.ANSWERED)
    _turn(session, mine, members["near0"], TurnState.ANSWERED)
    _turn(session, mine, members["far0"], TurnState.SUGGESTED, suggested_by_id=members["near0"])
    for one in (by_far1, by_far3):
        _turn(session, one, members[ME], TurnState.WAITING)
    _answer(session, put, members["far2"], mark("far2", "askanswer"))
    answer = _answer(session, mine, members["near0"], mark("near0", "askanswer"))
    line = mark("near0", "askline")
    hidden = mark("near0", "askhidden")
    other = AskReply(answer_id=answer.id, by_id=members["near0"], words=line)
    save(session, other)
    unheard = AskReply(answer_id=answer.id, by_id=members["near0"], words=hidden, delivered=False)
    save(session, unheard)
    unread = _answer(session, mine, members["far1"], mark("far1", "askhidden"))
    unread.delivered = False
    save(session, unread)
    facts.ids["answer"] = answer.id
    theirs = _answer(session, foreign, members[Persona.OUTSIDER.value], "About stone.")
    facts.foreign["answer"] = theirs.id
    save(
        session,
        AskTopic(ask_id=put.id, topic_id=topic.id),
        AskChoice(member_id=members[ME], willing=Willingness.GLADLY),
        AskHelp(member_id=members[ME], topic_id=topic.id, weight=1.0, times=1, last_at=clock.now()),
        AskNews(ask_id=put.id, member_id=members[ME], kind=NewsKind.ASKED),
    )


def _ask(
    session: Session,
    facts: Facts,
    event: Event,
    by: str,
    state: AskState = AskState.GOING,
    *,
    named: bool = True,
) -> Ask:
    made = Ask(
        community_id=event.community_id,
        by_id=facts.memberships[by],
        title=mark(by, "asktitle"),
        words=mark(by, "askwords"),
        useful_until=clock.now().date() + timedelta(days=20),
        waves=1,
        wave=1,
        next_at=clock.now() + timedelta(days=1),
        state=state,
        named=named,
        may_open=state is AskState.OPEN,
        escalated_at=clock.now(),
    )
    save(session, made)
    return made


def _turn(
    session: Session,
    ask: Ask,
    member_id: str,
    state: TurnState,
    because: Sequence[dict[str, Any]] = (),
    suggested_by_id: str | None = None,
) -> None:
    made = AskTurn(
        ask_id=ask.id,
        member_id=member_id,
        state=state,
        wave=1,
        because=list(because),
        suggested_by_id=suggested_by_id,
        asked_at=None if state is TurnState.SUGGESTED else clock.now(),
    )
    save(session, made)


def _answer(session: Session, ask: Ask, member_id: str, words: str) -> AskAnswer:
    made = AskAnswer(ask_id=ask.id, by_id=member_id, words=words)
    save(session, made)
    return made
