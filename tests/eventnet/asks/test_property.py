"""Whatever people do with asks, in whatever order: nobody twice, none too many, all are told."""

import random
from datetime import timedelta
from itertools import pairwise

import pytest
from sqlmodel import Session, select

from eventnet import clock
from eventnet.asks.actions.answering import answer, pass_on, suggest
from eventnet.asks.actions.asking import ask, ask_further, close, take_back
from eventnet.asks.actions.choosing import choose
from eventnet.asks.actions.thanking import accept
from eventnet.asks.load import MOST_WAITING, WEEK, willingness
from eventnet.asks.models import (
    LIVE,
    Ask,
    AskAnswer,
    AskNews,
    AskTurn,
    NewsKind,
    TurnState,
    Willingness,
)
from eventnet.asks.waves import move_on
from eventnet.communities.models import Membership
from eventnet.errors import Refused
from eventnet.events.models import Event
from eventnet.people.models import Audience
from tests.eventnet.asks.conftest import LATER
from tests.eventnet.asks.gauges import GAUGES, fields, knower
from tests.factories import an_attendee

STEPS = 70


@pytest.mark.any_database
@pytest.mark.parametrize("seed", range(4))
def test_nobody_is_asked_twice_nor_too_often_and_all_are_told_of_the_end(
    session: Session, event: Event, seed: int
) -> None:
    chance = random.Random(seed)
    members = [knower(session, event, f"Gauger {n}", GAUGES) for n in range(9)]
    for n in range(3):
        made = an_attendee(session, event, f"Asker {n}", shown_to=Audience.COMMUNITY)
        members.append(session.get_one(Membership, made.membership_id))
    for one in members[:6]:
        choose(session, one.id, chance.choice(list(Willingness)), shows_reliability=True)
    seen: dict[tuple[str, str], object] = {}
    for step in range(STEPS):
        with clock.at(LATER + timedelta(hours=11 * step)):
            _do_something(session, chance, members, step)
            _hold_what_must_hold(session, members, seen)
    session.rollback()
    _all_are_told(session)


def _do_something(
    session: Session, chance: random.Random, members: list[Membership], step: int
) -> None:
    session.rollback()
    asks, who = session.exec(select(Ask)).all(), chance.choice(members)
    for one in sorted(asks, key=lambda one: one.id):
        move_on(session, one.id)
    waits = session.exec(select(AskTurn).where(AskTurn.state == TurnState.WAITING)).all()
    said = session.exec(select(AskAnswer)).all()
    try:
        deed = chance.randrange(8)
        if deed == 0 or not asks:
            days = chance.randrange(1, 20)
            until = clock.now().date() + timedelta(days=days)
            ask(session, chance.choice(members[-3:]), fields(f"Ask {step}", useful_until=until))
        elif deed == 1 and waits:
            turn = chance.choice(waits)
            answer(session, session.get_one(Membership, turn.member_id), turn.ask_id, "So.")
        elif deed in (2, 3) and waits:
            turn = chance.choice(waits)
            pass_on(session, session.get_one(Membership, turn.member_id), turn.ask_id)
        elif deed == 4 and waits:
            turn = chance.choice(waits)
            by = session.get_one(Membership, turn.member_id)
            suggest(session, by, turn.ask_id, who.id, tells_who=False)
        elif deed == 5 and said:
            given = chance.choice(said)
            by = session.get_one(Membership, session.get_one(Ask, given.ask_id).by_id)
            accept(session, by, given.ask_id, given.id)
        elif deed == 6:
            some = chance.choice(asks)
            ask_further(session, some.by_id, some.id)
        elif deed == 7:
            some = chance.choice(asks)
            chance.choice([close, take_back])(session, some.by_id, some.id)
    except Refused:
        session.rollback()


def _hold_what_must_hold(
    session: Session, members: list[Membership], seen: dict[tuple[str, str], object]
) -> None:
    session.rollback()
    turns = session.exec(select(AskTurn)).all()
    for turn in turns:  # whoever was asked is not asked anew
        if turn.asked_at is not None:
            assert seen.setdefault((turn.ask_id, turn.member_id), turn.asked_at) == turn.asked_at
    willing = willingness(session, [one.id for one in members])
    for one in members:
        mine = [turn for turn in turns if turn.member_id == one.id]
        waiting = [turn for turn in mine if turn.state is TurnState.WAITING]
        assert len(waiting) <= max(1, MOST_WAITING[willing[one.id]])
        asked_at = sorted(turn.asked_at for turn in mine if turn.asked_at is not None)
        if willing[one.id] is Willingness.WEEKLY:
            pairs = pairwise(asked_at)
            assert all(later - sooner >= WEEK for sooner, later in pairs)
        if willing[one.id] is Willingness.NOT:
            assert len(asked_at) <= len([turn for turn in mine if turn.suggested_by_id])


def _all_are_told(session: Session) -> None:
    ended = [one for one in session.exec(select(Ask)) if one.state not in LIVE]
    assert ended
    for one in ended:
        turns = session.exec(select(AskTurn).where(AskTurn.ask_id == one.id)).all()
        assert {turn.state for turn in turns} <= {
            TurnState.ANSWERED,
            TurnState.PASSED,
            TurnState.ENDED,
        }
        told = select(AskNews.member_id).where(
            AskNews.ask_id == one.id, AskNews.kind == NewsKind.ENDED
        )
        silent = {turn.member_id for turn in turns if turn.state is TurnState.ENDED}
        asked = {turn.member_id for turn in turns if turn.asked_at is not None}
        assert silent & asked == set(session.exec(told))
