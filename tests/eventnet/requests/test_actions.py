"""Answers: yes, no, another time, taking back; and what they come too late for."""

from datetime import timedelta

import pytest
from sqlmodel import Session

from eventnet import clock
from eventnet.affinities.models import PairAffinity
from eventnet.errors import Conflict, Gone, NotFound, Refused
from eventnet.events.models import Attendance, Event
from eventnet.meetings.actions import cancel
from eventnet.meetings.arranging import AgendaFull, TimeTaken
from eventnet.meetings.models import Answer, MeetingState
from eventnet.meetings.queries import OwnMeeting, meetings_of
from eventnet.requests.actions import accept, decline, propose, withdraw
from eventnet.requests.making import PATIENCE, ask_to_move
from eventnet.requests.models import MeetingRequest, RequestState
from eventnet.requests.queries import request_of
from eventnet.wishes.actions import make_wish
from eventnet.wishes.models import WishKind
from tests.eventnet.requests.asked import asked, slot_of, state_of
from tests.factories import a_meeting, an_attendee, save


def only_meeting(session: Session, attendance: Attendance) -> OwnMeeting:
    session.rollback()
    (meeting,) = meetings_of(session, attendance.id)
    return meeting


def test_a_yes_makes_a_confirmed_meeting_in_both_agendas(
    session: Session, event: Event, ada: Attendance, bo: Attendance
) -> None:
    a, b = sorted((ada.id, bo.id))
    because = [{"signal": "interests", "detail": ["Pumps"], "share": 1.0}]
    save(session, PairAffinity(a_id=a, b_id=b, event_id=event.id, value=0.5, because=because))
    key = asked(session, event, ada, bo, 2)
    for _twice in range(2):
        accept(session, key, bo.id)
    for one in (ada, bo):
        meeting = only_meeting(session, one)
        assert (meeting.state, meeting.answer) == (MeetingState.CONFIRMED, Answer.YES)
        assert meeting.slot_id == slot_of(session, event, 2).id
        assert (meeting.table_number, meeting.run_id) == (1, None)
        assert (meeting.affinity, meeting.because) == (0.5, because)
    assert state_of(session, key) is RequestState.ACCEPTED


def test_who_answers_chooses_the_time_where_it_was_left_open(
    session: Session, event: Event, ada: Attendance, bo: Attendance
) -> None:
    key = asked(session, event, ada, bo, None)
    with pytest.raises(Refused, match="choose a time"):
        accept(session, key, bo.id)
    accept(session, key, bo.id, slot_of(session, event, 4).id)
    assert only_meeting(session, ada).slot_id == slot_of(session, event, 4).id


def test_a_time_that_was_asked_for_is_not_another_by_a_forged_form(
    session: Session, event: Event, ada: Attendance, bo: Attendance
) -> None:
    accept(session, asked(session, event, ada, bo, 1), bo.id, slot_of(session, event, 4).id)
    assert only_meeting(session, ada).slot_id == slot_of(session, event, 1).id


def test_of_two_requests_for_one_time_the_first_yes_takes_it(
    session: Session, event: Event, ada: Attendance, bo: Attendance
) -> None:
    eve = an_attendee(session, event)
    first, second = asked(session, event, ada, bo, 0), asked(session, event, eve, bo, 0)
    accept(session, first, bo.id)
    with pytest.raises(TimeTaken, match="no longer free for both"):
        accept(session, second, bo.id)
    assert state_of(session, second) is RequestState.WAITING  # it can be answered with another
    propose(session, second, bo.id, slot_of(session, event, 1).id, "")


def test_meetings_stand_at_different_tables_or_at_the_stand(
    session: Session, event: Event, ada: Attendance, bo: Attendance
) -> None:
    cy, dee, eve, fox = (an_attendee(session, event) for _one in range(4))
    fox.stand = "B 12"
    save(session, fox)
    made = [
        accept(session, asked(session, event, one, other, 0), other.id)
        for one, other in ((ada, bo), (cy, dee), (eve, fox))
    ]
    assert [(one.table_number, one.place) for one in made] == [(1, ""), (2, ""), (None, "B 12")]


def test_nobody_gets_more_meetings_than_they_or_their_role_may_have(
    session: Session, event: Event, ada: Attendance, bo: Attendance
) -> None:
    key = asked(session, event, ada, bo, 1)
    a_meeting(session, event, ada, an_attendee(session, event))
    ada.max_meetings = 1
    save(session, ada)
    with pytest.raises(AgendaFull, match="The other person has as many"):
        accept(session, key, bo.id)
    ada.max_meetings, bo.max_meetings = None, 1
    a_meeting(session, event, bo, an_attendee(session, event), table=2)
    save(session, ada, bo)
    with pytest.raises(AgendaFull, match="You have as many"):
        accept(session, key, bo.id)


def test_a_no_has_its_words_and_is_said_once(
    session: Session, event: Event, ada: Attendance, bo: Attendance
) -> None:
    key = asked(session, event, ada, bo)
    decline(session, key, bo.id, "Not this time")
    decline(session, key, bo.id, "Another word")
    seen = request_of(session, key, ada.id)
    assert seen is not None
    assert (seen.state, seen.reply, seen.sequence) == (RequestState.DECLINED, "Not this time", 1)
    with pytest.raises(Conflict, match="declined already"):
        accept(session, key, bo.id)
    with pytest.raises(Conflict, match="declined already"):
        withdraw(session, key, ada.id)


def test_another_time_waits_for_the_one_who_asked_within_a_new_term(
    session: Session, event: Event, ada: Attendance, bo: Attendance
) -> None:
    key = asked(session, event, ada, bo, 0)
    with clock.at(clock.now() + timedelta(days=1)):
        propose(session, key, bo.id, slot_of(session, event, 3).id, "Later?")
        session.rollback()
        request = session.get_one(MeetingRequest, key)
        assert (request.awaits_id, request.reply) == (ada.id, "Later?")
        assert request.expires_at == clock.now() + PATIENCE
        with pytest.raises(Refused, match="for the other person to answer"):
            accept(session, key, bo.id)
        accept(session, key, ada.id)
    assert only_meeting(session, bo).slot_id == slot_of(session, event, 3).id


def test_the_same_proposal_twice_is_one(
    session: Session, event: Event, ada: Attendance, bo: Attendance
) -> None:
    key, at = asked(session, event, ada, bo, 0), slot_of(session, event, 3).id
    for _twice in range(2):
        propose(session, key, bo.id, at, "Later?")
    session.rollback()
    assert session.get_one(MeetingRequest, key).sequence == 1


def test_what_was_taken_back_or_waited_in_vain_cannot_be_answered(
    session: Session, event: Event, ada: Attendance, bo: Attendance
) -> None:
    key = asked(session, event, ada, bo)
    for _twice in range(2):
        withdraw(session, key, ada.id)
    with pytest.raises(Gone, match="taken back"):
        accept(session, key, bo.id)
    key = asked(session, event, ada, bo)
    with clock.at(clock.now() + PATIENCE), pytest.raises(Gone, match="until its hour"):
        accept(session, key, bo.id)
    with clock.at(clock.now() + PATIENCE):  # and gives way to another
        assert asked(session, event, ada, bo) != key
    assert state_of(session, key) is RequestState.EXPIRED


def test_a_request_is_its_twos_only(
    session: Session, event: Event, ada: Attendance, bo: Attendance
) -> None:
    key, eve = asked(session, event, ada, bo), an_attendee(session, event)
    for answer in (
        lambda: accept(session, key, eve.id),
        lambda: decline(session, key, eve.id, ""),
        lambda: withdraw(session, key, eve.id),
        lambda: propose(session, key, eve.id, slot_of(session, event, 1).id, ""),
    ):
        with pytest.raises(NotFound):
            answer()
    assert request_of(session, key, eve.id) is None
    with pytest.raises(Refused, match="not yours to take back"):
        withdraw(session, key, bo.id)
    with pytest.raises(Refused, match="take it back"):
        decline(session, key, ada.id, "")


def test_a_proposal_of_somebody_who_then_rules_the_other_out_is_taken_back(
    session: Session, event: Event, ada: Attendance, bo: Attendance
) -> None:
    key = asked(session, event, ada, bo, 0)
    propose(session, key, bo.id, slot_of(session, event, 3).id, "")
    make_wish(session, event, bo.id, ada.id, WishKind.AVOID)
    with pytest.raises(Conflict, match="declined already"):
        accept(session, key, ada.id)
    assert meetings_of(session, ada.id) == []


def test_a_meeting_moves_in_place_with_a_yes_and_stays_without(
    session: Session, event: Event, ada: Attendance, bo: Attendance
) -> None:
    meeting = a_meeting(session, event, ada, bo, slot=0, run_id="run")
    key, later = meeting.id, slot_of(session, event, 4).id
    moving = ask_to_move(session, event, key, ada.id, slot_id=later, message="").id
    assert only_meeting(session, bo).slot_id == slot_of(session, event, 0).id
    decline(session, moving, bo.id, "No")
    assert only_meeting(session, bo).slot_id == slot_of(session, event, 0).id
    again = ask_to_move(session, event, key, ada.id, slot_id=later, message="").id
    accept(session, again, bo.id)
    for one in (ada, bo):
        moved = only_meeting(session, one)
        assert (moved.id, moved.slot_id, moved.sequence) == (key, later, 1)
        assert moved.run_id is None  # it is theirs now, and no plan moves it


def test_a_meeting_that_was_called_off_does_not_move(
    session: Session, event: Event, ada: Attendance, bo: Attendance
) -> None:
    meeting = a_meeting(session, event, ada, bo, slot=0)
    later = slot_of(session, event, 4).id
    moving = ask_to_move(session, event, meeting.id, ada.id, slot_id=later, message="").id
    cancel(session, meeting.id, ada.id, "I am ill")
    with pytest.raises(Conflict, match="is off"):
        accept(session, moving, bo.id)
    session.rollback()
    assert session.get_one(type(meeting), meeting.id).said == "I am ill"
