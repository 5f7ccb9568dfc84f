"""What the two of a meeting say when its time comes, and what that undoes."""

import pytest
from sqlmodel import Session

from eventnet.day.rematching import find_somebody
from eventnet.day.signs import say_came, say_here, say_late, say_missing
from eventnet.errors import Conflict, NotFound, Refused
from eventnet.events.models import Attendance, Event
from eventnet.meetings.models import Meeting, MeetingState
from tests.eventnet.day.day import fresh, minutes_in, seeks, sign_of
from tests.factories import a_meeting, an_attendee, an_event, save


@pytest.fixture
def event(session: Session) -> Event:
    return an_event(session)


@pytest.fixture
def ada(session: Session, event: Event) -> Attendance:
    return an_attendee(session, event, "Ada")


@pytest.fixture
def bo(session: Session, event: Event) -> Attendance:
    return an_attendee(session, event, "Bo")


@pytest.fixture
def meeting(session: Session, event: Event, ada: Attendance, bo: Attendance) -> Meeting:
    return a_meeting(session, event, ada, bo)


def test_one_is_at_the_table_once(
    session: Session, event: Event, ada: Attendance, bo: Attendance, meeting: Meeting
) -> None:
    with minutes_in(-5):
        say_late(session, event, meeting.id, ada.id, 10)
        assert sign_of(session, meeting, ada).late_minutes == 10
    with minutes_in(2):
        say_here(session, event, meeting.id, ada.id)
    first = sign_of(session, meeting, ada)
    with minutes_in(3):
        say_here(session, event, meeting.id, ada.id)
    assert sign_of(session, meeting, ada).here_at == first.here_at
    assert sign_of(session, meeting, ada).late_minutes is None
    assert sign_of(session, meeting, bo).here_at is None


def test_who_did_not_come_says_that_they_are_here_and_all_is_as_before(
    session: Session, event: Event, ada: Attendance, bo: Attendance, meeting: Meeting
) -> None:
    cy = an_attendee(session, event, "Cy")
    seeks(session, event, cy)
    with minutes_in(5):
        say_missing(session, event, meeting.id, ada.id)
        proposal = find_somebody(session, event, ada.id)
        say_here(session, event, meeting.id, bo.id)
        assert sign_of(session, meeting, ada).missing_at is None
        assert fresh(session, proposal).state == "overtaken"
        with pytest.raises(Conflict):
            say_missing(session, event, meeting.id, ada.id)
    session.refresh(meeting)
    assert meeting.state is MeetingState.CONFIRMED


def test_the_sayer_takes_it_back(
    session: Session, event: Event, ada: Attendance, bo: Attendance, meeting: Meeting
) -> None:
    cy = an_attendee(session, event, "Cy")
    seeks(session, event, cy)
    with minutes_in(5):
        say_missing(session, event, meeting.id, ada.id)
        proposal = find_somebody(session, event, ada.id)
        say_came(session, event, meeting.id, ada.id)
        assert sign_of(session, meeting, ada).missing_at is None
        assert fresh(session, proposal).state == "overtaken"
        say_missing(session, event, meeting.id, ada.id)


@pytest.mark.parametrize("minutes", [-1, 20, 3000])
def test_nobody_is_missing_before_the_meeting_or_after_it(
    session: Session, event: Event, ada: Attendance, meeting: Meeting, minutes: int
) -> None:
    with minutes_in(minutes), pytest.raises(Conflict):
        say_missing(session, event, meeting.id, ada.id)


@pytest.mark.parametrize("minutes", [-16, 20])
def test_nobody_is_at_the_table_or_late_long_before_or_after(
    session: Session, event: Event, ada: Attendance, meeting: Meeting, minutes: int
) -> None:
    with minutes_in(minutes):
        with pytest.raises(Conflict):
            say_here(session, event, meeting.id, ada.id)
        with pytest.raises(Conflict):
            say_late(session, event, meeting.id, ada.id, 5)


def test_nothing_is_said_about_the_meetings_of_others_or_those_that_do_not_stand(
    session: Session, event: Event, ada: Attendance, bo: Attendance, meeting: Meeting
) -> None:
    stranger = an_attendee(session, event)
    off = a_meeting(session, event, ada, bo, slot=1, state=MeetingState.CANCELLED, live=False)
    waiting = a_meeting(session, event, ada, stranger, slot=2, answers=(None, None))
    elsewhere = an_event(session)
    with minutes_in(5):
        for verb in (say_here, say_missing, say_came):
            for key, who, where in (
                (meeting.id, stranger.id, event),
                ("nothing", ada.id, event),
                (meeting.id, ada.id, elsewhere),
            ):
                with pytest.raises(NotFound):
                    verb(session, where, key, who)
            for settled in (off, waiting):
                with pytest.raises(Refused):
                    verb(session, event, settled.id, ada.id)


def test_a_no_show_is_left_alone_once_they_left_the_event(
    session: Session, event: Event, ada: Attendance, bo: Attendance, meeting: Meeting
) -> None:
    bo.left_at = meeting.created_at
    save(session, bo)
    with minutes_in(5):
        say_missing(session, event, meeting.id, ada.id)
    assert sign_of(session, meeting, ada).missing_at is not None
