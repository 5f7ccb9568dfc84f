"""Two who do something with an ask at once; and what happens where nothing holds it."""

from datetime import timedelta

import pytest
from sqlmodel import Session, select
from starlette.applications import Starlette

from eventnet import clock
from eventnet.asks import holding
from eventnet.asks.actions.answering import answer, pass_on
from eventnet.asks.actions.asking import ask, take_back
from eventnet.asks.actions.choosing import choose
from eventnet.asks.actions.thanking import accept
from eventnet.asks.models import Ask, AskAnswer, AskHelp, AskState, TurnState, Willingness
from eventnet.asks.waves import move_on
from eventnet.communities.models import Membership
from eventnet.events.models import Event
from tests.eventnet.asks.conftest import LATER
from tests.eventnet.asks.gauges import GAUGES, asked, fields, knower, turns, waiting
from tests.factories import an_attendee
from tests.races import Deed, at_once, careless_lock, only_where_writes_are_many, overtaken, refused

FOUR_DAYS = timedelta(days=4)


def moving(ask_id: str) -> Deed:
    """Return how the clock moves an ask on, four days later, in a session of its own."""

    def move(own: Session) -> object:
        with clock.at(LATER + FOUR_DAYS):
            move_on(own, ask_id)
        return None

    return move


def answering(member: Membership, ask_id: str) -> Deed:
    key = member.id
    return lambda own: answer(own, own.get_one(Membership, key), ask_id, "A staff gauge.").id


def passing(member: Membership, ask_id: str) -> Deed:
    key = member.id
    return lambda own: pass_on(own, own.get_one(Membership, key), ask_id)


def taking_back(member: Membership, ask_id: str) -> Deed:
    key = member.id
    return lambda own: take_back(own, key, ask_id)


def careless(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let nobody hold an ask, nor those whom it concerns."""
    monkeypatch.setattr(holding, "lock", careless_lock)
    monkeypatch.setattr(holding, "hold_members", lambda *_given: None)


def test_two_waves_at_once_are_one(
    session: Session, app: Starlette, me: Membership, six: list[Membership]
) -> None:
    key = asked(session, me)
    at_once(app, *[moving(key)] * 4)
    assert session.get_one(Ask, key, populate_existing=True).wave == 2
    assert len(turns(session, key)) == 6


@pytest.mark.parametrize("guarded", [False, True])
def test_a_wave_that_another_overtakes_is_not_sent_again(
    session: Session,
    app: Starlette,
    event: Event,
    me: Membership,
    six: list[Membership],
    monkeypatch: pytest.MonkeyPatch,
    guarded: bool,
) -> None:
    only_where_writes_are_many(session)
    for number in range(6):
        knower(session, event, f"More {number}", GAUGES)
    key = asked(session, me)
    session.rollback()
    if guarded:
        at_once(app, moving(key), moving(key))
    else:
        careless(monkeypatch)
        overtaken(app, moving(key), moving(key), after="eventnet.asks.waves.end_of")
    session.rollback()
    assert len(turns(session, key)) == (3 + 4 if guarded else 3 + 4 + 4)


def test_of_an_answer_and_taking_back_one_comes_first(
    session: Session, app: Starlette, me: Membership, six: list[Membership]
) -> None:
    for number in range(4):
        key = asked(session, me, f"Ask {number}")
        some = waiting(session, key)
        if not some:
            break
        who = session.get_one(Membership, min(some))
        deeds = answering(who, key), taking_back(me, key)
        session.rollback()
        results = at_once(app, *deeds)
        session.rollback()
        state = turns(session, key)[who.id]
        assert session.get_one(Ask, key).state is AskState.TAKEN_BACK
        assert state is (TurnState.ENDED if refused(results) else TurnState.ANSWERED)


@pytest.mark.parametrize("guarded", [False, True])
def test_an_answer_that_taking_back_overtakes_is_refused(
    session: Session,
    app: Starlette,
    me: Membership,
    six: list[Membership],
    monkeypatch: pytest.MonkeyPatch,
    guarded: bool,
) -> None:
    only_where_writes_are_many(session)
    key = asked(session, me)
    who = session.get_one(Membership, min(waiting(session, key)))
    deed, taking = answering(who, key), taking_back(me, key)
    session.rollback()
    if guarded:
        at_once(app, deed, taking)
        session.rollback()
        assert turns(session, key)[who.id] in {TurnState.ANSWERED, TurnState.ENDED}
    else:
        careless(monkeypatch)
        overtaken(app, deed, taking, after="eventnet.asks.actions.answering.is_heard_by")
        session.rollback()
        assert session.get_one(Ask, key).state is AskState.TAKEN_BACK
        assert turns(session, key)[who.id] is TurnState.ANSWERED


def test_passing_and_the_next_wave_at_once_end_well(
    session: Session, app: Starlette, me: Membership, six: list[Membership]
) -> None:
    key = asked(session, me)
    who = session.get_one(Membership, min(waiting(session, key)))
    deed = passing(who, key)
    session.rollback()
    at_once(app, deed, moving(key))
    assert turns(session, key)[who.id] is TurnState.PASSED
    assert len(turns(session, key)) == 6


def test_an_answer_that_is_accepted_twice_at_once_teaches_once(
    session: Session, app: Starlette, me: Membership, six: list[Membership]
) -> None:
    key = asked(session, me)
    who = session.get_one(Membership, min(waiting(session, key)))
    said, mine = answer(session, who, key, "A staff gauge.").id, me.id
    session.rollback()

    def accepting(own: Session) -> object:
        accept(own, own.get_one(Membership, mine), key, said)
        return None

    at_once(app, *[accepting] * 4)
    session.rollback()
    assert [(one.times, one.weight) for one in session.exec(select(AskHelp))] == [(1, 1.0)]


@pytest.mark.parametrize("guarded", [False, True])
def test_two_asks_at_once_bring_nobody_more_than_they_want(
    session: Session,
    app: Starlette,
    event: Event,
    me: Membership,
    monkeypatch: pytest.MonkeyPatch,
    guarded: bool,
) -> None:
    only_where_writes_are_many(session)
    one = knower(session, event, "Bo", GAUGES)
    other = session.get_one(Membership, an_attendee(session, event, "Cy").membership_id)
    session.rollback()
    first, second = ask(session, me, fields("One")).id, ask(session, other, fields("Two")).id
    session.rollback()
    if guarded:
        at_once(app, moving(first), moving(second))
    else:
        careless(monkeypatch)
        overtaken(app, moving(first), moving(second))
    put = [key for key in (first, second) if one.id in waiting(session, key)]
    assert len(put) == (1 if guarded else 2)


def test_whoever_asks_the_same_twice_at_once_asks_once(
    session: Session, app: Starlette, me: Membership, six: list[Membership]
) -> None:
    mine = me.id
    session.rollback()
    said = fields()

    def asking(own: Session) -> object:
        return ask(own, own.get_one(Membership, mine), said).id

    assert len(set(at_once(app, *[asking] * 4))) == 1


def test_whoever_chooses_twice_at_once_has_chosen(
    session: Session, app: Starlette, me: Membership
) -> None:
    mine = me.id
    session.rollback()
    choices = [Willingness.NOT, Willingness.GLADLY] * 2
    at_once(
        app,
        *(lambda own, one=one: choose(own, mine, one, shows_reliability=True) for one in choices),
    )


def test_two_who_answer_at_once_both_do(
    session: Session, app: Starlette, me: Membership, six: list[Membership]
) -> None:
    key = asked(session, me)
    some = [session.get_one(Membership, one) for one in waiting(session, key)]
    deeds = [answering(one, key) for one in some]
    session.rollback()
    at_once(app, *deeds, *deeds)
    session.rollback()
    assert len(session.exec(select(AskAnswer)).all()) == 3
