"""Asking: who may ask whom, for when, and how often."""

from datetime import timedelta

import pytest
from sqlmodel import Session

from eventnet import clock
from eventnet.errors import Conflict, NotFound, Refused
from eventnet.events.models import Attendance, Consent, Event, MayMeet, Phase, Unavailable
from eventnet.meetings.actions import answer
from eventnet.meetings.arranging import AgendaFull, TimeTaken, free_slots
from eventnet.meetings.models import Answer
from eventnet.meetings.queries import meetings_of
from eventnet.people.attending import leave
from eventnet.requests.actions import decline, withdraw
from eventnet.requests.allowance import TO_BEGIN_WITH, allowance
from eventnet.requests.making import PATIENCE, AllowanceSpent, ask_to_move
from eventnet.requests.models import MeetingRequest, RequestState
from eventnet.requests.queries import requests_of, waiting_for
from eventnet.requests.rules import Bar, bars
from eventnet.wishes.actions import make_wish, take_back
from eventnet.wishes.models import WishKind
from tests.eventnet.requests.asked import asked, slot_of, state_of
from tests.factories import a_meeting, a_role, an_attendee, an_event, save
from tests.queries import counted


def test_a_request_waits_for_the_other_and_holds_nothing(
    session: Session, event: Event, ada: Attendance, bo: Attendance
) -> None:
    key = asked(session, event, ada, bo, 2)
    (mine,), (theirs,) = requests_of(session, ada.id), requests_of(session, bo.id)
    assert (mine.id, mine.needs_answer, mine.asked_by_reader) == (key, False, True)
    assert (theirs.id, theirs.needs_answer, theirs.message) == (key, True, "Pumps?")
    assert meetings_of(session, ada.id) == []
    assert len(free_slots(session, event.id, [ada.id, bo.id])) == 6
    assert waiting_for(session, [ada.id, bo.id], clock.now()) == {bo.id: 1}


def test_a_request_expires_after_three_days_or_when_its_time_has_come(
    session: Session, event: Event, ada: Attendance, bo: Attendance
) -> None:
    first, last = slot_of(session, event, 0).starts_at, slot_of(session, event, 5).starts_at

    def expires(slot: int | None) -> timedelta:
        key = asked(session, event, ada, bo, slot)
        request = session.get_one(MeetingRequest, key)
        left = request.expires_at - clock.now()
        withdraw(session, key, ada.id)
        return left

    with clock.at(first - timedelta(days=30)):
        assert expires(0) == expires(None) == PATIENCE
    with clock.at(first - timedelta(hours=5)):
        assert expires(0) == timedelta(hours=5)
        assert expires(None) == last - clock.now()


@pytest.mark.parametrize("consent", [*Consent, None])
def test_whoever_may_be_met_may_be_asked_however_they_let_others_plan(
    session: Session, event: Event, ada: Attendance, consent: Consent | None
) -> None:
    other = an_attendee(session, event, consent=consent)
    asked(session, event, ada, other)
    assert meetings_of(session, other.id) == []  # no consent makes a request a meeting


def test_roles_that_do_not_meet_do_not_ask(session: Session, event: Event, ada: Attendance) -> None:
    shop = an_attendee(session, event, role="Exhibitor")
    visitor = a_role(session, event)
    save(session, MayMeet(event_id=event.id, a_role_id=visitor.id, b_role_id=visitor.id))
    assert bars(session, event, ada, [shop.id]) == {shop.id: Bar.ROLES}
    with pytest.raises(Conflict, match="roles that do not meet"):
        asked(session, event, ada, shop)


@pytest.mark.parametrize("phase", [Phase.PREPARING, Phase.OVER])
def test_nobody_asks_before_the_opening_or_after_the_end(
    session: Session, event: Event, ada: Attendance, bo: Attendance, phase: Phase
) -> None:
    event.phase_by_hand = phase
    save(session, event)
    with pytest.raises(Conflict, match="Nobody can be asked at the moment"):
        asked(session, event, ada, bo)


def test_who_meets_already_or_has_asked_does_not_ask(
    session: Session, event: Event, ada: Attendance, bo: Attendance
) -> None:
    asked(session, event, ada, bo)
    with pytest.raises(Conflict, match="You have asked this person already"):
        asked(session, event, ada, bo, 1)
    with pytest.raises(Conflict, match="has asked you already"):
        asked(session, event, bo, ada, 1)
    cy = an_attendee(session, event)
    a_meeting(session, event, ada, cy, slot=3)
    with pytest.raises(Conflict, match="have a meeting already"):
        asked(session, event, ada, cy)


def test_a_no_closes_the_way_for_who_heard_it_and_not_for_who_said_it(
    session: Session, event: Event, ada: Attendance, bo: Attendance
) -> None:
    decline(session, asked(session, event, ada, bo), bo.id, "No")
    with pytest.raises(Conflict, match="This person said no"):
        asked(session, event, ada, bo)
    asked(session, event, bo, ada)


def test_a_no_to_a_planned_meeting_is_a_no(
    session: Session, event: Event, ada: Attendance, bo: Attendance
) -> None:
    planned = a_meeting(session, event, ada, bo, answers=(Answer.YES, None))
    answer(session, planned.id, bo.id, Answer.NO)
    assert bars(session, event, ada, [bo.id]) == {bo.id: Bar.DECLINED}
    assert bars(session, event, bo, [ada.id]) == {}


def test_own_veto_stands_in_the_way_until_it_is_taken_back(
    session: Session, event: Event, ada: Attendance, bo: Attendance
) -> None:
    make_wish(session, event, ada.id, bo.id, WishKind.AVOID)
    with pytest.raises(Conflict, match="you would rather not meet"):
        asked(session, event, ada, bo)
    take_back(session, event, ada.id, bo.id)
    asked(session, event, ada, bo)


def test_a_request_across_a_veto_seems_sent_and_is_never_seen(
    session: Session, event: Event, ada: Attendance, bo: Attendance
) -> None:
    eve = an_attendee(session, event)
    make_wish(session, event, bo.id, ada.id, WishKind.AVOID)
    vetoed, plain = asked(session, event, ada, bo, None), asked(session, event, ada, eve, None)
    seen = {one.id: one for one in requests_of(session, ada.id)}
    assert seen[vetoed].state is seen[plain].state is RequestState.WAITING
    assert requests_of(session, bo.id) == []
    assert waiting_for(session, [bo.id, eve.id], clock.now()) == {eve.id: 1}
    with pytest.raises(NotFound):
        decline(session, vetoed, bo.id, "No")
    with clock.at(clock.now() + timedelta(days=4)):
        ended = {one.id: one.state for one in requests_of(session, ada.id)}
        assert ended[vetoed] is ended[plain] is RequestState.EXPIRED
        assert bars(session, event, ada, [bo.id, eve.id]) == {}


def test_who_rules_somebody_out_takes_their_own_request_back(
    session: Session, event: Event, ada: Attendance, bo: Attendance
) -> None:
    key = asked(session, event, ada, bo)
    make_wish(session, event, ada.id, bo.id, WishKind.AVOID)
    assert state_of(session, key) is RequestState.WITHDRAWN


def test_only_times_that_are_free_for_both_can_be_asked_for(
    session: Session, event: Event, ada: Attendance, bo: Attendance
) -> None:
    a_meeting(session, event, ada, an_attendee(session, event), slot=0)
    away = slot_of(session, event, 1).id
    save(session, Unavailable(attendance_id=bo.id, slot_id=away))
    for number in range(3):  # all three tables of a slot
        two = an_attendee(session, event), an_attendee(session, event)
        a_meeting(session, event, *two, slot=2, table=number + 1)
    free = {slot.id for slot in free_slots(session, event.id, [ada.id, bo.id])}
    assert free == {slot_of(session, event, number).id for number in (3, 4, 5)}
    for number in range(3):
        with pytest.raises(TimeTaken):
            asked(session, event, ada, bo, number)
    bo.stand = "B 12"
    save(session, bo)
    asked(session, event, ada, bo, 2)  # a stand needs no table


def test_whoever_is_full_does_not_ask(
    session: Session, event: Event, ada: Attendance, bo: Attendance
) -> None:
    ada.max_meetings = 1
    a_meeting(session, event, ada, an_attendee(session, event))
    save(session, ada)
    with pytest.raises(AgendaFull, match="How and when I attend"):
        asked(session, event, ada, bo, 3)


def test_people_and_times_of_other_events_are_not_there(
    session: Session, event: Event, ada: Attendance, bo: Attendance
) -> None:
    other = an_event(session)
    stranger = an_attendee(session, other)
    with pytest.raises(NotFound):
        asked(session, event, ada, stranger, None)
    with pytest.raises(NotFound):
        asked(session, event, ada, ada, None)
    leave(session, event, bo.id)
    with pytest.raises(NotFound):
        asked(session, event, ada, bo)


def test_attention_is_earned_by_answering_and_by_coming(
    session: Session, event: Event, ada: Attendance
) -> None:
    for _time in range(TO_BEGIN_WITH):
        asked(session, event, ada, an_attendee(session, event), None)
    with pytest.raises(AllowanceSpent, match="5 requests of yours are open"):
        asked(session, event, ada, an_attendee(session, event), None)
    asker = an_attendee(session, event)
    decline(session, asked(session, event, asker, ada, None), ada.id, "Sorry")
    assert (allowance(session, ada).answered, allowance(session, ada).left) == (1, 1)
    asked(session, event, ada, an_attendee(session, event), None)
    a_meeting(session, event, ada, asker, slot=0)
    with clock.at(slot_of(session, event, 1).starts_at):
        grown = allowance(session, ada)
        assert (grown.held, grown.total) == (1, TO_BEGIN_WITH + 2)
        assert grown.open == 0  # they have all expired


def test_what_keeps_from_asking_is_looked_up_for_many_at_once(
    session: Session, event: Event, ada: Attendance
) -> None:
    people = [an_attendee(session, event).id for _one in range(30)]
    assert bars(session, event, ada, people) == {}
    with counted(session) as one:
        bars(session, event, ada, people[:1])
    with counted(session) as many:
        assert bars(session, event, ada, people) == {}
    assert one.total == many.total


def test_who_ruled_the_other_out_calls_off_and_does_not_move(
    session: Session, event: Event, ada: Attendance, bo: Attendance
) -> None:
    meeting = a_meeting(session, event, ada, bo, slot=0).id
    later = slot_of(session, event, 4).id
    ask_to_move(session, event, meeting, bo.id, slot_id=later, message="")
    make_wish(session, event, ada.id, bo.id, WishKind.AVOID)
    with pytest.raises(Conflict, match="call the meeting off"):
        ask_to_move(session, event, meeting, ada.id, slot_id=later, message="")
    assert requests_of(session, ada.id) == []


def test_another_time_is_asked_for_a_meeting_that_stands_and_once(
    session: Session, event: Event, ada: Attendance, bo: Attendance
) -> None:
    meeting = a_meeting(session, event, ada, bo, slot=0)
    later = slot_of(session, event, 4).id
    ask_to_move(session, event, meeting.id, ada.id, slot_id=later, message="")
    with pytest.raises(Conflict, match="was proposed already"):
        ask_to_move(session, event, meeting.id, bo.id, slot_id=later, message="")
    eve = an_attendee(session, event)
    with pytest.raises(NotFound):
        ask_to_move(session, event, meeting.id, eve.id, slot_id=later, message="")
    waits = a_meeting(session, event, ada, eve, slot=1, answers=(None, Answer.YES))
    with pytest.raises(Refused, match="still waits for a yes"):
        ask_to_move(session, event, waits.id, ada.id, slot_id=later, message="")
