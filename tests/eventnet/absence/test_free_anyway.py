"""Being free all the same, in slots that a calendar closes."""

from sqlmodel import Session
from starlette.applications import Starlette

from eventnet.absence.actions import remove_calendar
from eventnet.absence.models import OwnCalendar
from eventnet.events.models import Attendance, Event
from eventnet.events.queries import slots
from eventnet.people.attending import choose_attendance
from tests.eventnet.absence.calendars import Server, calendar
from tests.eventnet.absence.own import FIRST, PATH, SECOND, choose, closed, read


def test_being_free_all_the_same_can_be_said_and_taken_back(
    session: Session, event: Event, ada: Attendance, given: OwnCalendar
) -> None:
    first = slots(session, event.id)[0].id
    choose(session, ada, [first], [first])
    assert closed(session, event, ada) == []
    choose(session, ada, [first], [])
    assert closed(session, event, ada) == [0]


def test_what_was_closed_by_hand_is_left_to_the_hand(
    session: Session, event: Event, ada: Attendance, given: OwnCalendar
) -> None:
    first = slots(session, event.id)[0].id
    choose_attendance(
        session, ada.id, consent=None, max_meetings=None, shown=[first], free=[], busy=[first]
    )
    remove_calendar(session, ada.id)
    assert closed(session, event, ada) == [0]


def test_free_all_the_same_lasts_as_long_as_what_it_is_said_of(
    session: Session,
    app: Starlette,
    event: Event,
    ada: Attendance,
    given: OwnCalendar,
    server: Server,
) -> None:
    first = slots(session, event.id)[0].id
    choose(session, ada, [first], [first])
    server.files[PATH] = calendar(FIRST, SECOND)
    read(app, session, ada)
    assert closed(session, event, ada) == [1]
    server.files[PATH] = calendar(SECOND)
    read(app, session, ada)
    server.files[PATH] = calendar(FIRST)
    read(app, session, ada)
    assert closed(session, event, ada) == [0]
