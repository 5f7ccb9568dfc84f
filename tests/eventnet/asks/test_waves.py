"""An ask goes out to the few best, then to the next, until somebody answers, or to all."""

from contextlib import AbstractContextManager
from datetime import timedelta

import pytest
from sqlmodel import Session, select

from eventnet import clock
from eventnet.asks.actions.answering import answer, pass_on, suggest
from eventnet.asks.actions.asking import TooManyAsks, ask, ask_further
from eventnet.asks.actions.choosing import choose
from eventnet.asks.actions.thanking import accept
from eventnet.asks.models import Ask, AskState, AskTurn, NewsKind, Reach, TurnState, Willingness
from eventnet.asks.waves import move_on
from eventnet.communities.actions import leave_community
from eventnet.communities.models import Membership
from eventnet.events.models import Attendance, Event
from eventnet.people.models import Audience
from eventnet.wishes.models import Wish, WishKind
from tests.eventnet.asks.conftest import LATER
from tests.eventnet.asks.gauges import GAUGES, asked, fields, knower, news, offer, turns, waiting
from tests.factories import a_meeting, an_attendee, save

DAYS = timedelta(days=1)


def later(days: int) -> AbstractContextManager[None]:
    return clock.at(LATER + days * DAYS)


def test_three_are_asked_first_and_four_after_two_days(
    session: Session, me: Membership, six: list[Membership]
) -> None:
    key = asked(session, me)
    first = waiting(session, key)
    assert len(first) == 3
    move_on(session, key)
    assert waiting(session, key) == first
    with later(3):
        move_on(session, key)
        assert len(waiting(session, key)) == 6
        assert first < waiting(session, key)


def test_after_the_last_wave_it_is_open_and_the_asker_is_told(
    session: Session, me: Membership, six: list[Membership]
) -> None:
    key = asked(session, me)
    for days in (3, 6):
        with later(days):
            move_on(session, key)
    assert session.get_one(Ask, key).state is AskState.OPEN
    assert news(session, me.id) == [NewsKind.UNANSWERED]


def test_once_somebody_answers_nobody_further_is_asked(
    session: Session, me: Membership, six: list[Membership]
) -> None:
    key = asked(session, me)
    who = sorted(waiting(session, key))[0]
    answer(session, session.get_one(Membership, who), key, "Against a staff gauge.")
    with later(3):
        move_on(session, key)
        assert len(turns(session, key)) == 3
    assert news(session, me.id) == [NewsKind.ANSWER]
    with later(4):
        ask_further(session, me.id, key)
        move_on(session, key)
        assert len(turns(session, key)) == 6


def test_where_all_pass_the_next_are_asked_at_once(
    session: Session, me: Membership, six: list[Membership]
) -> None:
    key = asked(session, me)
    for who in waiting(session, key):
        pass_on(session, session.get_one(Membership, who), key)
    move_on(session, key)
    assert len(turns(session, key)) == 6


def test_one_who_passes_alone_is_not_told_of_by_the_time(
    session: Session, me: Membership, event: Event
) -> None:
    bo = knower(session, event, "Bo", GAUGES)
    key = asked(session, me)
    before = session.get_one(Ask, key).next_at
    pass_on(session, bo, key)
    session.rollback()
    assert session.get_one(Ask, key).next_at == before


def test_who_wants_to_hear_nothing_is_not_asked_and_the_asker_sees_no_difference(
    session: Session, me: Membership, ada: Attendance, event: Event
) -> None:
    hides = an_attendee(session, event, "Bo", shown_to=Audience.COMMUNITY)
    offer(session, hides, GAUGES)
    save(session, Wish(from_id=hides.id, to_id=ada.id, event_id=event.id, kind=WishKind.AVOID))
    key = asked(session, me)
    made = session.get_one(Ask, key)
    assert turns(session, key) == {}
    assert (made.state, made.wave, made.waves) == (AskState.GOING, 1, 1)


def test_what_somebody_hides_from_the_asker_brings_no_ask(
    session: Session, me: Membership, event: Event
) -> None:
    knower(session, event, "Bo", GAUGES, shown_to=Audience.MET)
    key = asked(session, me)
    assert turns(session, key) == {}
    assert session.get_one(Ask, key).state is AskState.OPEN


def test_only_those_one_met_are_asked_where_the_asker_wants_so(
    session: Session, me: Membership, ada: Attendance, event: Event, six: list[Membership]
) -> None:
    met = an_attendee(session, event, "Cy Met")
    cy = offer(session, met, GAUGES)
    a_meeting(session, event, ada, met)
    key = asked(session, me, reach=Reach.MET)
    assert waiting(session, key) == {cy.id}


def test_who_is_willing_not_at_all_is_not_asked_and_who_gladly_more_than_once(
    session: Session, me: Membership, event: Event
) -> None:
    never, weekly, gladly = (
        knower(session, event, name, GAUGES) for name in ("Never", "Weekly", "Gladly")
    )
    choose(session, never.id, Willingness.NOT, shows_reliability=True)
    choose(session, gladly.id, Willingness.GLADLY, shows_reliability=True)
    assert waiting(session, asked(session, me, "One")) == {weekly.id, gladly.id}
    assert waiting(session, asked(session, me, "Two")) == {gladly.id}


def test_load_is_spread(session: Session, me: Membership, six: list[Membership]) -> None:
    first = waiting(session, asked(session, me, "One"))
    second = waiting(session, asked(session, me, "Two"))
    assert len(first) == len(second) == 3
    assert not first & second


def test_who_helped_is_asked_first_next_time_with_that_reason(
    session: Session, me: Membership, event: Event, six: list[Membership]
) -> None:
    key = asked(session, me, "One")
    helper = session.get_one(Membership, max(waiting(session, key)))
    said = answer(session, helper, key, "Against a staff gauge.")
    accept(session, me, key, said.id)
    with later(9):
        again = asked(session, me, "Two")
        turn = session.get_one(AskTurn, (again, helper.id))
        others = select(AskTurn.score).where(AskTurn.ask_id == again)
        assert turn.score == max(session.exec(others))
        assert [why["what"] for why in turn.because] == ["offers", "helped"]


def test_who_is_suggested_comes_first_in_the_next_wave(
    session: Session, me: Membership, event: Event, six: list[Membership]
) -> None:
    dee = an_attendee(session, event, "Dee", shown_to=Audience.COMMUNITY)
    key = asked(session, me)
    who = session.get_one(Membership, sorted(waiting(session, key))[0])
    for _twice in range(2):
        suggest(session, who, key, dee.membership_id, tells_who=False)
    assert turns(session, key)[dee.membership_id] is TurnState.SUGGESTED
    with later(3):
        move_on(session, key)
        assert dee.membership_id in waiting(session, key)


def test_an_ask_lapses_and_all_are_told(
    session: Session, me: Membership, six: list[Membership]
) -> None:
    key = asked(session, me, useful_until=clock.now().date())
    put = waiting(session, key)
    with later(3):
        move_on(session, key)
        assert set(turns(session, key).values()) == {TurnState.ENDED}
    assert NewsKind.LAPSED in news(session, me.id)
    for who in put:
        assert NewsKind.ENDED in news(session, who)


def test_who_leaves_takes_their_asks_along(
    session: Session, me: Membership, six: list[Membership]
) -> None:
    key = asked(session, me)
    put = waiting(session, key)
    leave_community(session, me.community_id, me.account_id)
    session.rollback()
    assert session.get_one(Ask, key).state is AskState.TAKEN_BACK
    assert all(NewsKind.ENDED in news(session, who) for who in put)


def test_who_is_asked_and_leaves_is_waited_for_no_more(
    session: Session, me: Membership, six: list[Membership]
) -> None:
    key = asked(session, me)
    who = session.get_one(Membership, sorted(waiting(session, key))[0])
    leave_community(session, who.community_id, who.account_id)
    assert turns(session, key)[who.id] is TurnState.ENDED


def test_one_alone_in_a_community_is_told_at_once(session: Session, me: Membership) -> None:
    key = asked(session, me)
    assert session.get_one(Ask, key).state is AskState.OPEN
    assert news(session, me.id) == [NewsKind.UNANSWERED]


def test_the_same_words_twice_are_one_ask(session: Session, me: Membership) -> None:
    said = fields()
    assert ask(session, me, said).id == ask(session, me, said).id


def test_more_than_three_asks_at_a_time_are_refused(session: Session, me: Membership) -> None:
    for number in range(3):
        ask(session, me, fields(f"Ask {number}"))
    with pytest.raises(TooManyAsks, match="3 asks under way"):
        ask(session, me, fields("One more"))
