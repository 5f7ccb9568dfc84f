"""A break against what would bring somebody a meeting: it comes before it, or after it."""

import pytest
from sqlmodel import Session, select
from starlette.applications import Starlette

from eventnet.database import writing
from eventnet.errors import Refused
from eventnet.events.models import Attendance, Event
from eventnet.events.queries import slots
from eventnet.meetings import booking
from eventnet.meetings.booking import book_plan
from eventnet.meetings.difference import Booking
from eventnet.meetings.models import Meeting, MeetingState
from eventnet.meetings.participants import participants
from eventnet.people.attending import pause
from eventnet.requests import making
from eventnet.requests.actions import accept
from eventnet.requests.making import ask
from eventnet.requests.models import MeetingRequest
from tests.factories import an_attendee, an_event
from tests.races import Deed, at_once

ROUNDS = 15


def two(session: Session, event: Event) -> tuple[str, str]:
    """Make two attendees."""
    return an_attendee(session, event).id, an_attendee(session, event).id


def pauses(attendance_id: str) -> Deed:
    return lambda own: pause(own, attendance_id)


def books(event_id: str, one: str, other: str, slot_id: str) -> Deed:
    """Return the deed of publishing a plan of one meeting."""

    def publish(own: Session) -> None:
        with writing(own):
            event = own.get_one(Event, event_id)
            book_plan(own, event, "a run", [Booking(one, other, slot_id, 1)])

    return publish


def asks(event_id: str, one: str, other: str) -> Deed:
    def do(own: Session) -> str:
        return ask(own, own.get_one(Event, event_id), one, other, slot_id=None, message="").id

    return do


def paused(session: Session, attendance_id: str) -> Attendance:
    session.rollback()
    found = session.get_one(Attendance, attendance_id, populate_existing=True)
    assert found.paused_at is not None
    return found


def test_without_the_hold_a_plan_books_who_pauses(
    session: Session, app: Starlette, monkeypatch: pytest.MonkeyPatch
) -> None:
    event = an_event(session)
    ada, bo = two(session, event)
    with Session(app.state.engine) as early:
        stale = participants(early, early.get_one(Event, event.id))
    pause(session, bo)
    monkeypatch.setattr(booking, "participants", lambda *_given, **_how: stale)
    books(event.id, ada, bo, slots(session, event.id)[0].id)(session)
    (meeting,) = session.exec(select(Meeting)).all()
    assert meeting.created_at > (paused(session, bo).paused_at or meeting.created_at)


def test_a_break_comes_before_a_publication_or_after_it(session: Session, app: Starlette) -> None:
    event = an_event(session)
    event_id, slot_id = event.id, slots(session, event.id)[0].id
    for _round in range(ROUNDS):
        ada, bo = two(session, event)
        results = at_once(app, books(event_id, ada, bo, slot_id), pauses(bo))
        assert results == [None, None]
        at = paused(session, bo).paused_at
        meetings = session.exec(select(Meeting).where(Meeting.live)).all()
        assert len(meetings) <= 1
        assert all(at is not None and meeting.created_at <= at for meeting in meetings)
        for meeting in meetings:  # nobody else gets the table otherwise
            session.delete(meeting)
        session.commit()


def test_without_a_look_under_the_hold_somebody_asks_who_pauses(
    session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    event = an_event(session)
    ada, bo = two(session, event)
    pause(session, bo)
    monkeypatch.setattr(making, "bars", lambda *_given: {})  # what was read before
    asks(event.id, ada, bo)(session)
    (request,) = session.exec(select(MeetingRequest)).all()
    assert request.created_at > (paused(session, bo).paused_at or request.created_at)


def test_a_break_comes_before_a_request_or_after_it(session: Session, app: Starlette) -> None:
    event = an_event(session)
    for _round in range(ROUNDS):
        ada, bo = two(session, event)
        asked, _paused = at_once(app, asks(event.id, ada, bo), pauses(bo))
        at = paused(session, bo).paused_at
        query = select(MeetingRequest).where(MeetingRequest.to_id == bo)
        requests = session.exec(query).all()
        assert len(requests) == (0 if isinstance(asked, Refused) else 1)
        assert all(at is not None and request.created_at <= at for request in requests)


def test_a_yes_and_a_break_at_once_both_hold(session: Session, app: Starlette) -> None:
    """What waits can be accepted during a break, so neither undoes the other."""
    event = an_event(session, slots=ROUNDS)
    there = [slot.id for slot in slots(session, event.id)]
    for number in range(ROUNDS):
        ada, bo = two(session, event)
        key = ask(session, event, ada, bo, slot_id=there[number], message="").id
        results = at_once(
            app,
            lambda own, key=key, bo=bo: accept(own, key, bo).state,  # type: ignore[misc]
            pauses(bo),
        )
        assert results == [MeetingState.CONFIRMED, None]
        assert paused(session, bo)
        request = session.get_one(MeetingRequest, key, populate_existing=True)
        assert session.get_one(Meeting, request.meeting_id).live
