"""Two rounds, two answers, two who leave at once; and what happens where nothing holds them."""

from datetime import timedelta
from threading import Barrier

import pytest
from sqlalchemy.exc import IntegrityError
from sqlmodel import Session, col, select
from starlette.applications import Starlette

from eventnet import clock
from eventnet.communities.models import Community, Membership
from eventnet.events.models import Attendance
from eventnet.jobs import Ground
from eventnet.rounds import beginning, talks
from eventnet.rounds.beginning import begin_now
from eventnet.rounds.holding import hold
from eventnet.rounds.models import RoundTalk, RoundTalkSide, TalkRound
from tests.eventnet.rounds.round import MONDAY, a_round, is_first, joins, the_talk, who_talks
from tests.races import (
    Deed,
    at_once,
    careless_lock,
    only_where_writes_are_many,
    refused,
)


def beginning_one(community: Community, by: Membership) -> Deed:
    """Return how a steward begins a round."""
    key, who = community.id, by.account_id
    return lambda own: begin_now(own, key, who) and None


def holding_one(ground: Ground, round_id: str) -> Deed:
    """Return how a worker holds a round."""
    return lambda _own: hold(ground.sessions, round_id)


def test_two_taps_begin_one_round(
    session: Session, app: Starlette, community: Community, steward: Membership
) -> None:
    deeds = [beginning_one(community, steward) for _tap in range(4)]
    session.rollback()
    assert refused(at_once(app, *deeds)) == 3
    session.rollback()
    assert len(session.exec(select(TalkRound)).all()) == 1


def test_without_the_hold_the_second_is_stopped_by_the_database_alone(
    session: Session,
    app: Starlette,
    community: Community,
    steward: Membership,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    only_where_writes_are_many(session)
    both_have_looked, real = Barrier(2, timeout=60), beginning._latest

    def latest(own: Session, key: str) -> TalkRound | None:
        found = real(own, key)
        both_have_looked.wait()
        return found

    deeds = [beginning_one(community, steward) for _tap in range(2)]
    session.rollback()
    monkeypatch.setattr(beginning, "lock", careless_lock)
    monkeypatch.setattr(beginning, "_latest", latest)
    with pytest.raises(IntegrityError):
        at_once(app, *deeds)


def test_two_workers_hold_a_round_once(
    session: Session, app: Starlette, ground: Ground, ada: Attendance, bo: Attendance
) -> None:
    joins(session, ada, bo)
    beginning.begin_due.work(ground)
    key = session.exec(select(TalkRound.id)).one()
    session.rollback()
    at_once(app, holding_one(ground, key), holding_one(ground, key))
    assert len(who_talks(session)) == 1


def test_without_the_hold_two_workers_bring_them_together_twice(
    session: Session,
    app: Starlette,
    ground: Ground,
    ada: Attendance,
    bo: Attendance,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    only_where_writes_are_many(session)
    joins(session, ada, bo)
    beginning.begin_due.work(ground)
    key = session.exec(select(TalkRound.id)).one()
    session.rollback()
    both_have_looked = Barrier(2, timeout=60)

    def here(_own: Session, _held: TalkRound) -> set[str]:
        both_have_looked.wait()
        return {ada_key, bo_key}

    ada_key, bo_key = ada.membership_id, bo.membership_id
    session.rollback()
    monkeypatch.setattr("eventnet.rounds.holding.lock", careless_lock)
    monkeypatch.setattr("eventnet.rounds.holding._hold_members", here)
    at_once(app, holding_one(ground, key), holding_one(ground, key))
    assert len(who_talks(session)) == 2


def test_of_two_who_propose_a_time_one_is_told(
    session: Session, app: Starlette, ground: Ground, ada: Attendance, bo: Attendance
) -> None:
    joins(session, ada, bo)
    a_round(session, ground)
    talk = the_talk(session)
    key, at = talk.id, talk.starts_at

    def proposing(who: str, hours: int) -> Deed:
        def propose(own: Session) -> None:
            with clock.at(MONDAY):  # a thread has a clock of its own
                talks.propose(own, key, who, at + timedelta(hours=hours), 0)

        return propose

    deeds = proposing(ada.membership_id, 1), proposing(bo.membership_id, 2)
    session.rollback()
    assert refused(at_once(app, *deeds)) == 1
    assert the_talk(session).sequence == 1


def test_two_of_a_talk_leave_at_once_and_neither_waits_for_the_other(
    session: Session, app: Starlette, ground: Ground, ada: Attendance, bo: Attendance
) -> None:
    joins(session, ada, bo)
    a_round(session, ground)
    keys = ada.membership_id, bo.membership_id
    session.rollback()

    def leaving(key: str) -> Deed:
        return lambda own: talks.withdraw(own, key)

    at_once(app, *(leaving(key) for key in keys))
    assert who_talks(session) == []
    assert not is_first(session, ada)
    assert not is_first(session, bo)
    out = select(RoundTalkSide).where(col(RoundTalkSide.out_at).is_not(None))
    assert len(session.exec(out).all()) == 1
    assert not session.exec(select(RoundTalk)).one().live
