"""Two who had a talk in a round know each other, unless one of them says that it was not so."""

from datetime import timedelta

import pytest
from sqlmodel import Session, select

from eventnet import clock
from eventnet.events.models import Attendance
from eventnet.jobs import Ground
from eventnet.rounds.knowing import talks
from eventnet.rounds.models import Met, RoundTalk, RoundTalkSide
from eventnet.ties.sources import happened_between, sources
from eventnet.ties.strength import Contact, Kind
from tests.eventnet.rounds.round import a_round, joins, the_talk
from tests.factories import save


@pytest.fixture
def pair(ada: Attendance, bo: Attendance) -> list[Attendance]:
    return [ada, bo]


@pytest.fixture
def talk(session: Session, ground: Ground, pair: list[Attendance]) -> RoundTalk:
    """Return the talk of two whom a round brought together."""
    joins(session, *pair)
    a_round(session, ground)
    return the_talk(session)


def known(session: Session, pair: list[Attendance], talk: RoundTalk) -> list[Contact]:
    """Return what ties know of the two once their talk is over."""
    session.rollback()
    now = talk.starts_at + timedelta(days=1)
    found = happened_between(session, [one.membership_id for one in pair], now)
    return [contact for contacts in found.values() for contact in contacts]


def test_a_talk_that_is_over_makes_a_tie(
    session: Session, pair: list[Attendance], talk: RoundTalk
) -> None:
    assert talks in sources
    ids = [one.membership_id for one in pair]
    assert happened_between(session, ids, talk.starts_at) == {}
    assert known(session, pair, talk) == [Contact(Kind.MET, talk.starts_at)]


@pytest.mark.parametrize("how", ["denied", "called off", "out"])
def test_one_that_did_not_take_place_makes_none(
    session: Session, pair: list[Attendance], talk: RoundTalk, how: str
) -> None:
    side = session.exec(select(RoundTalkSide).where(RoundTalkSide.talk_id == talk.id)).first()
    assert side is not None
    if how == "denied":
        side.met = Met.NO
    elif how == "out":
        side.out_at = clock.now()
    else:
        talk.live = False
    save(session, side, talk)
    assert known(session, pair, talk) == []
