"""How a meeting went is told by its two, once it is over; what was agreed is theirs together."""

from datetime import UTC, date, datetime, timedelta

import pytest
from sqlmodel import Session, select

from eventnet import clock
from eventnet.errors import Conflict, NotFound
from eventnet.events.models import Attendance, Event
from eventnet.meetings.models import Answer, Meeting, MeetingState
from eventnet.outcomes.actions import Agreed, Told, tell
from eventnet.outcomes.models import Happened, Outcome, Promise, PromiseState, Worth
from eventnet.outcomes.promising import deny, mark_done, reopen, take_back
from eventnet.outcomes.queries import outcome_of, to_tell, untold
from tests.eventnet.outcomes.conftest import NOON
from tests.eventnet.outcomes.promises import MAY_18, now_of, promised
from tests.factories import a_meeting, an_attendee, an_event


def test_each_of_the_two_tells_their_own(
    session: Session, event: Event, ada: Attendance, bo: Attendance, meeting: Meeting
) -> None:
    tell(session, event, meeting.id, ada.id, Told(Happened.YES, Worth.MUCH, "Knows pumps"))
    tell(session, event, meeting.id, bo.id, Told(Happened.THEY_MISSED, Worth.LITTLE, "Waited"))
    hers, his = (outcome_of(session, meeting.id, one.id) for one in (ada, bo))
    assert hers is not None
    assert his is not None
    assert (hers.happened, hers.worth, hers.memory) == (Happened.YES, Worth.MUCH, "Knows pumps")
    assert (his.happened, his.worth, his.memory) == (Happened.THEY_MISSED, None, "Waited")


def test_telling_anew_is_what_holds(
    session: Session, event: Event, ada: Attendance, meeting: Meeting
) -> None:
    tell(session, event, meeting.id, ada.id, Told(Happened.YES, Worth.MUCH, "Knows pumps"))
    tell(session, event, meeting.id, ada.id, Told(Happened.I_MISSED, Worth.MUCH))
    (outcome,) = session.exec(select(Outcome)).all()
    assert (outcome.happened, outcome.worth, outcome.memory) == (Happened.I_MISSED, None, "")


def test_the_form_sent_twice_is_one_promise(
    session: Session, event: Event, ada: Attendance, bo: Attendance, meeting: Meeting
) -> None:
    agreed = Agreed("Send the map", mine=False, due_on=MAY_18)
    for _twice in range(2):
        tell(session, event, meeting.id, ada.id, Told(Happened.YES, agreed=agreed))
    (promise,) = session.exec(select(Promise)).all()
    assert (promise.by_id, promise.to_id, promise.maker_id) == (bo.id, ada.id, ada.id)
    assert (promise.words, promise.due_on) == ("Send the map", MAY_18)
    tell(session, event, meeting.id, bo.id, Told(Happened.YES, agreed=agreed))
    assert len(session.exec(select(Promise)).all()) == 2  # the other wrote it down too


def test_nothing_is_told_of_what_is_not_over_off_or_of_others(
    session: Session, event: Event, ada: Attendance, bo: Attendance, meeting: Meeting
) -> None:
    told = Told(Happened.YES)
    eve = an_attendee(session, event)
    waits = a_meeting(session, event, ada, eve, slot=1, table=2, answers=(Answer.YES, None))
    off = a_meeting(session, event, ada, eve, slot=2, table=2, state=MeetingState.CANCELLED)
    for refused in (waits, off):
        with pytest.raises(Conflict, match="does not stand"):
            tell(session, event, refused.id, ada.id, told)
    with pytest.raises(NotFound):
        tell(session, event, meeting.id, eve.id, told)
    with pytest.raises(NotFound):
        tell(session, an_event(session), meeting.id, ada.id, told)
    during = datetime(2027, 5, 11, 8, 19, tzinfo=UTC)
    with clock.at(during), pytest.raises(Conflict, match="not over yet"):
        tell(session, event, meeting.id, ada.id, told)
    with clock.at(during + timedelta(minutes=1)):
        tell(session, event, meeting.id, ada.id, told)
    assert len(session.exec(select(Outcome)).all()) == 1
    assert bo.id != eve.id


def test_what_waits_for_a_word_comes_in_order_and_goes_after_a_month(
    session: Session, event: Event, ada: Attendance, bo: Attendance, meeting: Meeting
) -> None:
    later = a_meeting(session, event, ada, an_attendee(session, event), slot=3)
    assert [one.id for one in to_tell(session, ada.id, NOON)] == [meeting.id, later.id]
    assert untold(session, [ada.id, bo.id], NOON) == {ada.id: 2, bo.id: 1}
    tell(session, event, meeting.id, ada.id, Told(Happened.YES))
    assert [one.id for one in to_tell(session, ada.id, NOON)] == [later.id]
    assert untold(session, [ada.id, bo.id], NOON) == {ada.id: 1, bo.id: 1}
    past = NOON + timedelta(days=31)
    assert to_tell(session, ada.id, past) == []
    assert untold(session, [ada.id, bo.id], past) == {}
    before = datetime(2027, 5, 11, 8, 19, tzinfo=UTC)
    assert to_tell(session, bo.id, before) == []
    assert untold(session, [bo.id], before) == {}


def test_either_marks_a_promise_done_and_either_undoes_it(
    session: Session, event: Event, ada: Attendance, bo: Attendance, meeting: Meeting
) -> None:
    key = promised(session, event, meeting, ada).id
    for one, other in ((ada.id, bo.id), (bo.id, ada.id)):
        mark_done(session, event, key, one)
        mark_done(session, event, key, other)  # says what holds, and changes nothing
        done = now_of(session, key)
        assert (done.state, done.changed_by_id, done.nudge_at) == (PromiseState.DONE, one, None)
        reopen(session, event, key, other)
        again = now_of(session, key)
        assert (again.state, again.nudge_at is None) == (PromiseState.OPEN, False)


def test_the_other_says_not_so_and_only_they_take_that_back(
    session: Session, event: Event, ada: Attendance, bo: Attendance, meeting: Meeting
) -> None:
    key = promised(session, event, meeting, ada, mine=False).id
    with pytest.raises(Conflict, match="yourself"):
        deny(session, event, key, ada.id)
    deny(session, event, key, bo.id)
    deny(session, event, key, bo.id)
    assert now_of(session, key).nudge_at is None
    for change in (mark_done, reopen):
        with pytest.raises(Conflict):
            change(session, event, key, ada.id)
    reopen(session, event, key, bo.id)
    mark_done(session, event, key, bo.id)
    with pytest.raises(Conflict, match="Undo that first"):
        deny(session, event, key, bo.id)


def test_only_who_wrote_it_down_takes_it_back(
    session: Session, event: Event, ada: Attendance, bo: Attendance, meeting: Meeting
) -> None:
    key = promised(session, event, meeting, ada).id
    with pytest.raises(Conflict, match="They wrote this down"):
        take_back(session, event, key, bo.id)
    mark_done(session, event, key, bo.id)
    with pytest.raises(Conflict, match="Undo that first"):
        take_back(session, event, key, ada.id)
    reopen(session, event, key, bo.id)
    take_back(session, event, key, ada.id)
    with pytest.raises(NotFound):
        take_back(session, event, key, ada.id)


def test_a_promise_is_of_its_two_and_their_event(
    session: Session, event: Event, ada: Attendance, meeting: Meeting
) -> None:
    key, eve = promised(session, event, meeting, ada).id, an_attendee(session, event)
    for change in (mark_done, reopen, deny, take_back):
        with pytest.raises(NotFound):
            change(session, event, key, eve.id)
        with pytest.raises(NotFound):
            change(session, an_event(session), key, ada.id)
        with pytest.raises(NotFound):
            change(session, event, "nothing", ada.id)
    assert now_of(session, key).due_on == date(2027, 5, 18)
