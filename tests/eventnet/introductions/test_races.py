"""Two at once on the same way; and what happens where nothing holds it."""

from collections.abc import Callable
from datetime import datetime

import pytest
from sqlmodel import Session, select
from starlette.applications import Starlette

from eventnet import clock
from eventnet.communities.actions import leave_community
from eventnet.introductions import answering, asking
from eventnet.introductions.asking import ask
from eventnet.introductions.models import Introduction, IntroductionState, IntroductionStep
from eventnet.introductions.rules import PATIENCE
from eventnet.introductions.settling import expire_due
from eventnet.introductions.ways import MOST_WAITING
from eventnet.jobs import Ground
from tests.eventnet.introductions.chain import Chain
from tests.factories import an_attendee
from tests.races import (
    Deed,
    at_once,
    careless_lock,
    only_where_writes_are_many,
    overtaken,
    refused,
)


@pytest.fixture(autouse=True)
def _later() -> None:
    """Let it be now: threads have a clock of their own."""


Deeds = Callable[[Chain, str], tuple[Deed, Deed]]
ROUNDS = 6


def then(moment: datetime, deed: Deed) -> Deed:
    """Return a deed that is done at another time."""

    def do(session: Session) -> object:
        with clock.at(moment):
            return deed(session)

    return do


def asking_bo(chain: Chain, name: str) -> Deed:
    """Return how somebody asks bo for an introduction to cy."""
    ids = chain.id(name), chain.id("cy"), chain.id("bo")
    return lambda session: ask(session, *ids, "About pumps")


def passing(chain: Chain, key: str) -> Deed:
    own, goal = chain.id("bo"), chain.id("cy")
    return lambda session: answering.pass_on(session, key, own, goal, "")


def declining(chain: Chain, key: str, name: str = "bo") -> Deed:
    own = chain.id(name)
    return lambda session: answering.decline(session, key, own)


def agreeing(chain: Chain, key: str) -> Deed:
    own = chain.id("cy")
    return lambda session: answering.agree(session, key, own, gives_address=False)


def taking_back(chain: Chain, key: str) -> Deed:
    own = chain.id("ada")
    return lambda session: answering.take_back(session, key, own)


def leaving(chain: Chain, name: str) -> Deed:
    membership = chain.member(name)
    community_id, account_id = membership.community_id, membership.account_id
    return lambda session: leave_community(session, community_id, account_id)


def asked(chain: Chain, *, passed: bool = False) -> str:
    """Return a request that waits for bo, or for cy."""
    key = chain.asks("ada", "bo", "cy")
    if passed:
        chain.passes("bo", key, "cy")
    chain.session.rollback()
    return key


def begun_anew(chain: Chain) -> None:
    """Let nothing have been asked."""
    chain.session.rollback()
    for one in chain.session.exec(select(Introduction)):
        chain.session.delete(one)
    chain.session.commit()


PAIRS: dict[str, tuple[bool, Deeds]] = {
    "two who pass it on": (False, lambda chain, key: (passing(chain, key), passing(chain, key))),
    "yes and no of one between": (
        False,
        lambda chain, key: (passing(chain, key), declining(chain, key)),
    ),
    "taken back and passed on": (
        False,
        lambda chain, key: (taking_back(chain, key), passing(chain, key)),
    ),
    "yes and no of who is asked for": (
        True,
        lambda chain, key: (agreeing(chain, key), declining(chain, key, "cy")),
    ),
}


def consistent(chain: Chain, key: str, results: list[object]) -> bool:
    """Say whether what is stored can have come of one after the other."""
    state, steps = chain.state(key), chain.steps(key)
    ended = state is not IntroductionState.WAITING
    waits = [step for step in steps if step.answered_at is None]
    noes = [step for step in steps if step.yes is False]
    if state is IntroductionState.DECLINED:
        return len(noes) == 1
    return not noes and (ended or len(waits) == 1)


@pytest.mark.parametrize("case", PAIRS)
def test_of_two_at_once_one_comes_first_and_the_other_is_told(
    app: Starlette, chain: Chain, case: str
) -> None:
    passed, deeds = PAIRS[case]
    for _round in range(ROUNDS):
        key = asked(chain, passed=passed)
        two = deeds(chain, key)
        chain.session.rollback()
        results = at_once(app, *two)
        if case != "taken back and passed on":  # what is passed on can be taken back after it
            assert refused(results) == 1
        assert consistent(chain, key, results)
        begun_anew(chain)


@pytest.mark.parametrize("case", ["yes and no of one between", "yes and no of who is asked for"])
def test_without_the_hold_both_answers_are_taken(
    app: Starlette, chain: Chain, case: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    only_where_writes_are_many(chain.session)
    passed, deeds = PAIRS[case]
    key = asked(chain, passed=passed)
    one, other = deeds(chain, key)
    chain.session.rollback()
    monkeypatch.setattr(answering, "lock", careless_lock)
    monkeypatch.setattr(asking, "lock", careless_lock)
    name = "eventnet.introductions.answering._held"
    assert refused(overtaken(app, one, other, after=name)) == 0


def test_what_expires_just_as_it_is_agreed_to_is_one_of_the_two(
    app: Starlette, ground: Ground, chain: Chain
) -> None:
    for _round in range(ROUNDS):
        key = asked(chain, passed=True)
        agree, late = agreeing(chain, key), clock.now() + PATIENCE
        chain.session.rollback()

        def expire(_session: Session) -> None:
            expire_due.work(ground)

        results = at_once(app, then(late, agree), then(late, expire))
        assert refused(results) == 1
        assert chain.state(key) is IntroductionState.EXPIRED
        begun_anew(chain)


def test_the_last_request_that_somebody_is_to_answer_is_one(app: Starlette, chain: Chain) -> None:
    deeds = []
    for number in range(MOST_WAITING + 1):
        name = f"asker{number}"
        chain.people[name] = an_attendee(chain.session, chain.event(), name)
        chain.tie(name, "bo")
        if number < MOST_WAITING - 1:
            chain.asks(name, "bo", "cy")
        else:
            deeds.append(asking_bo(chain, name))
    chain.session.rollback()
    assert refused(at_once(app, *deeds)) == 1
    assert len(chain.waits("bo")) == MOST_WAITING


def test_without_the_hold_they_get_more_than_they_are_to_answer(
    app: Starlette, chain: Chain, monkeypatch: pytest.MonkeyPatch
) -> None:
    only_where_writes_are_many(chain.session)
    monkeypatch.setattr("eventnet.introductions.ways.MOST_WAITING", 1)
    chain.people["fay"] = an_attendee(chain.session, chain.event(), "fay")
    chain.tie("fay", "bo")
    one, other = asking_bo(chain, "ada"), asking_bo(chain, "fay")
    chain.session.rollback()
    monkeypatch.setattr(asking, "lock", careless_lock)
    results = overtaken(app, one, other, after="eventnet.introductions.asking.ways")
    assert refused(results) == 0
    assert len(chain.waits("bo")) == 2


def test_the_same_request_sent_twice_at_once_is_one(app: Starlette, chain: Chain) -> None:
    send = asking_bo(chain, "ada")
    for _round in range(ROUNDS):
        chain.session.rollback()
        assert refused(at_once(app, send, send)) == 1
        chain.session.rollback()
        assert len(chain.session.exec(select(IntroductionStep)).all()) == 1
        begun_anew(chain)


@pytest.mark.parametrize("who", ["ada", "cy"])
def test_who_leaves_while_it_is_passed_on(app: Starlette, chain: Chain, who: str) -> None:
    key = asked(chain)
    deeds = leaving(chain, who), passing(chain, key)
    chain.session.rollback()
    results = at_once(app, *deeds)
    assert refused(results) <= 1
    state = chain.state(key)
    if who == "ada":
        assert state is IntroductionState.WITHDRAWN
        assert chain.waits("bo") == chain.waits("cy") == []
    else:
        assert state is IntroductionState.WAITING
        assert len(chain.steps(key)) == 2 - refused(results)
