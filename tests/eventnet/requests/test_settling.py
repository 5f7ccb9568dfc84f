"""What becomes of requests without an answer."""

from datetime import timedelta

from sqlmodel import Session
from starlette.applications import Starlette

from eventnet import clock
from eventnet.database import writing
from eventnet.events.models import Attendance, Event
from eventnet.jobs import Ground
from eventnet.meetings.actions import cancel
from eventnet.meetings.booking import book_plan
from eventnet.meetings.difference import Booking
from eventnet.meetings.queries import meetings_of
from eventnet.people.attending import leave
from eventnet.requests.actions import accept, decline
from eventnet.requests.making import ask_to_move
from eventnet.requests.models import RequestState
from eventnet.requests.settling import expire_due
from tests.eventnet.requests.asked import asked, slot_of, state_of
from tests.factories import a_meeting, an_attendee
from tests.work import do_jobs


def book(session: Session, event: Event, run: str, *two: tuple[Attendance, Attendance, int]) -> int:
    """Publish a plan of these pairs in these slots; return how many meetings fit."""
    plan = [Booking(a.id, b.id, slot_of(session, event, slot).id, 1) for a, b, slot in two]
    with writing(session):
        return len(book_plan(session, event, run, plan).bookings)


def test_requests_expire_at_their_hour_and_not_before(
    session: Session, event: Event, ada: Attendance, bo: Attendance, ground: Ground
) -> None:
    key = asked(session, event, ada, bo)
    with clock.at(clock.now() + timedelta(days=2, hours=23)):
        expire_due.work(ground)
    assert state_of(session, key) is RequestState.WAITING
    with clock.at(clock.now() + timedelta(days=3)):
        expire_due.work(ground)
    assert state_of(session, key) is RequestState.EXPIRED


def test_a_plan_that_brings_two_together_closes_their_request(
    session: Session, event: Event, ada: Attendance, bo: Attendance
) -> None:
    eve = an_attendee(session, event)
    key, other = asked(session, event, ada, bo, 0), asked(session, event, ada, eve, 1)
    assert book(session, event, "run", (ada, bo, 3)) == 1
    assert state_of(session, key) is RequestState.MOOT
    assert state_of(session, other) is RequestState.WAITING


def test_a_plan_keeps_what_two_arranged_and_plans_around_it(
    session: Session, event: Event, ada: Attendance, bo: Attendance
) -> None:
    eve = an_attendee(session, event)
    made = accept(session, asked(session, event, ada, bo, 0), bo.id).id
    assert book(session, event, "run", (ada, eve, 0), (ada, bo, 2)) == 0
    assert [one.id for one in meetings_of(session, ada.id)] == [made]


def test_no_plan_brings_together_whom_a_no_has_kept_apart(
    session: Session, event: Event, ada: Attendance, bo: Attendance
) -> None:
    decline(session, asked(session, event, ada, bo), bo.id, "No")
    assert book(session, event, "run", (ada, bo, 3)) == 0


def test_a_plan_that_moves_a_meeting_closes_what_was_asked_about_it(
    session: Session, event: Event, ada: Attendance, bo: Attendance
) -> None:
    book(session, event, "one", (ada, bo, 0))
    (meeting,) = meetings_of(session, ada.id)
    later = slot_of(session, event, 4).id
    moving = ask_to_move(session, event, meeting.id, ada.id, slot_id=later, message="").id
    book(session, event, "one", (ada, bo, 0))
    assert state_of(session, moving) is RequestState.WAITING
    book(session, event, "two", (ada, bo, 2))
    assert state_of(session, moving) is RequestState.MOOT


def test_calling_off_closes_what_was_asked_about_the_meeting(
    session: Session, event: Event, ada: Attendance, bo: Attendance, app: Starlette
) -> None:
    meeting = a_meeting(session, event, ada, bo)
    later = slot_of(session, event, 4).id
    moving = ask_to_move(session, event, meeting.id, ada.id, slot_id=later, message="").id
    cancel(session, meeting.id, bo.id)
    do_jobs(app)
    assert state_of(session, moving) is RequestState.MOOT


def test_leaving_closes_requests_on_both_sides(
    session: Session, event: Event, ada: Attendance, bo: Attendance
) -> None:
    eve = an_attendee(session, event)
    made, got = asked(session, event, ada, bo), asked(session, event, eve, ada)
    others = asked(session, event, eve, bo)
    leave(session, event, ada.id)
    assert state_of(session, made) is state_of(session, got) is RequestState.LEFT
    assert state_of(session, others) is RequestState.WAITING
