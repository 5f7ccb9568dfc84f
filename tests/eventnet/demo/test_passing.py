"""The demo's clock can be set to an evening of the conference, when those asked have said yes."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlmodel import Session

from eventnet import clock
from eventnet.demo.load import by_its_clocks
from eventnet.demo.passing import say_yes
from eventnet.meetings.models import Answer, MeetingState
from eventnet.meetings.queries import meetings_of
from tests.factories import a_meeting, an_attendee, an_event


def test_clock_goes_on_from_the_moment_it_is_set_to(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "_ahead", timedelta())
    evening = datetime(2027, 5, 11, 18, 30, tzinfo=UTC)
    clock.set_to(evening)
    assert evening <= clock.now() < evening + timedelta(minutes=5)
    with clock.at(datetime(2020, 1, 1, tzinfo=UTC)):
        assert clock.now().year == 2020


def test_moment_without_an_offset_is_one_of_the_conference() -> None:
    evening = datetime(2027, 5, 11, 18, 30, tzinfo=UTC)
    assert by_its_clocks(datetime.fromisoformat("2027-05-11T19:30")) == evening
    assert by_its_clocks(evening) == evening


def test_whoever_is_asked_says_yes_and_nobody_is_written_to(session: Session) -> None:
    event = an_event(session)
    ada, bo = an_attendee(session, event), an_attendee(session, event)
    a_meeting(session, event, ada, bo, answers=(Answer.YES, None))
    a_meeting(session, event, ada, bo, slot=1, state=MeetingState.DECLINED, live=False)
    say_yes(session)
    (meeting,) = meetings_of(session, bo.id)
    assert (meeting.state, meeting.answer) == (MeetingState.CONFIRMED, Answer.YES)
