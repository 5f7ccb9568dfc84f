"""Whoever was helped and whoever helped know each other."""

from datetime import UTC, datetime, timedelta

from sqlmodel import Session

from eventnet import clock
from eventnet.asks.knowing import help_given
from eventnet.asks.models import Ask, AskAnswer
from eventnet.communities.models import Membership
from eventnet.ties.sources import happened_between, sources
from eventnet.ties.strength import Contact, Kind
from tests.factories import save

NOW = datetime(2027, 9, 6, 7, 0, tzinfo=UTC)


def answered(
    session: Session, asker: Membership, helper: Membership, helped_at: datetime | None
) -> AskAnswer:
    """Let somebody have answered what another asked, which helped or did not."""
    ask = Ask(
        community_id=asker.community_id,
        by_id=asker.id,
        title="A pump",
        words="Who has one?",
        useful_until=NOW.date() + timedelta(days=9),
        waves=3,
    )
    save(session, ask)
    answer = AskAnswer(ask_id=ask.id, by_id=helper.id, words="I do.", helped_at=helped_at)
    save(session, answer)
    return answer


def test_an_answer_that_helped_makes_a_tie_whoever_comes_first(
    session: Session, me: Membership, six: list[Membership]
) -> None:
    assert help_given in sources
    pairs = {}
    for number, other in enumerate(six[:4]):
        asker, helper = (me, other) if number % 2 else (other, me)
        answered(session, asker, helper, NOW)
        pairs[tuple(sorted((asker.id, helper.id)))] = [Contact(Kind.HELPED, NOW)]
    everybody = [me.id, *(one.id for one in six)]
    assert happened_between(session, everybody, clock.now()) == pairs
    least = min(everybody)
    assert happened_between(session, [least], clock.now()) == {
        two: contacts for two, contacts in pairs.items() if least in two
    }


def test_one_that_did_not_help_or_was_kept_back_makes_none(
    session: Session, me: Membership, six: list[Membership]
) -> None:
    answered(session, me, six[0], None)
    kept = answered(session, me, six[1], NOW)
    kept.delivered = False
    save(session, kept)
    assert happened_between(session, [me.id, six[0].id, six[1].id], clock.now()) == {}
