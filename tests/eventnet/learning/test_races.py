"""Of two learnings at once that one stays which read the ratings last, whichever ends last."""

from datetime import datetime, timedelta
from threading import Barrier, Event

import pytest
from sqlmodel import Session, select
from starlette.applications import Starlette

from eventnet.affinities.models import AffinityState, Learning
from eventnet.audit import AuditEntry
from eventnet.events import models as events
from eventnet.learning import actions
from eventnet.learning.actions import choose_weights, keep
from tests.eventnet.learning.conftest import NIGHT
from tests.factories import an_account, an_event, save
from tests.races import (
    Deed,
    at_once,
    careless_lock,
    only_where_writes_are_many,
    overtaken,
)

ROUNDS = 20
LATE = NIGHT + timedelta(seconds=5)


def found(community_id: str, read_at: datetime, weights: dict[str, float] | None) -> Learning:
    return Learning(
        community_id=community_id, learned_at=read_at, ratings=100, raters=30, weights=weights
    )


def stored(session: Session, community_id: str) -> Learning:
    session.rollback()
    return session.get_one(Learning, community_id, populate_existing=True)


def test_without_asking_who_read_last_what_was_taken_back_comes_back(
    app: Starlette, session: Session
) -> None:
    community_id, ready, ended = an_event(session).community_id, Barrier(2, timeout=60), Event()

    def careless(own: Session, learning: Learning, wait: bool) -> None:
        known = own.get(Learning, community_id)
        own.rollback()
        ready.wait()
        assert known is None
        if wait:  # the one that began first takes longer
            ended.wait(60)
        own.merge(learning)
        own.commit()
        ended.set()

    at_once(
        app,
        lambda own: careless(own, found(community_id, NIGHT, {"seek": 9.0}), wait=True),
        lambda own: careless(own, found(community_id, LATE, None), wait=False),
    )
    assert stored(session, community_id).weights == {"seek": 9.0}


def test_of_two_learnings_at_once_the_one_that_read_last_stays(
    app: Starlette, session: Session
) -> None:
    for _round in range(ROUNDS):
        community_id = an_event(session).community_id
        both: list[Deed] = [
            lambda own, key=community_id: keep(own, found(key, NIGHT, {"seek": 9.0})),  # type: ignore[misc]
            lambda own, key=community_id: keep(own, found(key, LATE, None)),  # type: ignore[misc]
        ]
        assert at_once(app, *both) == [None, None]
        last = stored(session, community_id)
        assert (last.learned_at, last.weights, last.weights_id) == (LATE, None, None)


def an_event_with_affinities(session: Session) -> str:
    """Make an event of which something was counted already."""
    event_id = an_event(session).id
    save(session, AffinityState(event_id=event_id, changes=1))
    return event_id


def chooses(event_id: str, account_id: str) -> Deed:
    """Return the deed of choosing the standard weights."""
    return lambda own: choose_weights(
        own, own.get_one(events.Event, event_id), account_id, standard=True
    )


def chosen(session: Session, event_id: str) -> list[str]:
    """Return what the trail says was chosen, each time."""
    session.rollback()
    assert session.get_one(AffinityState, event_id).standard_weights
    query = select(AuditEntry.deed).where(AuditEntry.event_id == event_id)
    return list(session.exec(query))


def test_without_the_hold_of_the_state_it_is_chosen_twice(
    app: Starlette, session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    only_where_writes_are_many(session)
    account_id = an_account(session, "org@example.org").id
    event_id = an_event_with_affinities(session)
    monkeypatch.setattr(actions, "lock", careless_lock)
    overtaken(app, *[chooses(event_id, account_id)] * 2)
    assert chosen(session, event_id) == ["weights.standard"] * 2


def test_choosing_at_once_is_choosing_once(app: Starlette, session: Session) -> None:
    account_id = an_account(session, "org@example.org").id
    for number in range(ROUNDS):
        event_id = an_event(session).id if number % 2 else an_event_with_affinities(session)
        assert at_once(app, *[chooses(event_id, account_id)] * 3) == [None, None, None]
        assert chosen(session, event_id) == ["weights.standard"]
