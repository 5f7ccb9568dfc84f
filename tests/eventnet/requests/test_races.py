"""Of two things that happen at once to a request, exactly one wins."""

from collections.abc import Sequence

import pytest
from sqlmodel import Session, select
from starlette.applications import Starlette

from eventnet import clock
from eventnet.database import lock, writing
from eventnet.errors import Refused
from eventnet.events.models import Attendance, Event
from eventnet.events.queries import slots
from eventnet.meetings.actions import cancel, cancel_all_of
from eventnet.meetings.models import Meeting, MeetingSide, MeetingState
from eventnet.meetings.queries import meetings_of
from eventnet.requests import actions, making
from eventnet.requests.actions import accept, withdraw
from eventnet.requests.making import ask, ask_to_move
from eventnet.requests.models import MeetingRequest, RequestState
from tests.eventnet.requests.asked import asked, slot_of, state_of
from tests.factories import a_meeting, an_attendee, an_event
from tests.races import (
    Deed,
    at_once,
    careless_hold,
    careless_lock,
    only_where_writes_are_many,
    overtaken,
    without,
)

ROUNDS = 25


@pytest.fixture
def event(session: Session) -> Event:
    return an_event(session, slots=ROUNDS, tables=1)


def yes(request_id: str, attendance_id: str) -> Deed:
    """Return the deed of accepting."""
    return lambda own: accept(own, request_id, attendance_id)


def won(results: Sequence[object]) -> int:
    """Return how many were not refused."""
    return sum(not isinstance(result, Refused) for result in results)


def test_without_the_hold_of_the_request_a_yes_and_a_taking_back_both_win(
    session: Session, app: Starlette, event: Event, monkeypatch: pytest.MonkeyPatch
) -> None:
    ada, bo = an_attendee(session, event), an_attendee(session, event)
    key = asked(session, event, ada, bo)
    with Session(app.state.engine) as early:
        stale = early.get_one(MeetingRequest, key)

    def careless(session: Session, model: type[MeetingRequest], _key: str) -> MeetingRequest:
        return session.merge(stale, load=False)  # what a reader without a hold believes

    monkeypatch.setattr(actions, "lock", careless)
    withdraw(session, key, ada.id)
    accept(session, key, bo.id)
    assert len(meetings_of(session, bo.id)) == 1  # of a request that was taken back


def test_of_a_yes_and_a_taking_back_one_wins(
    session: Session, app: Starlette, event: Event
) -> None:
    for number in range(ROUNDS):
        ada, bo = an_attendee(session, event), an_attendee(session, event)
        key = asked(session, event, ada, bo, number)
        results = at_once(app, yes(key, bo.id), lambda own, k=key, a=ada.id: withdraw(own, k, a))  # type: ignore[misc]
        assert won(results) == 1
        accepted = state_of(session, key) is RequestState.ACCEPTED
        assert len(meetings_of(session, bo.id)) == accepted


def leaves(who: str) -> Deed:
    """Return the deed of leaving the event."""

    def leave(own: Session) -> None:
        with writing(own):
            lock(own, Attendance, who)
            cancel_all_of(own, who, "left")
            own.get_one(Attendance, who).left_at = clock.now()

    return leave


def test_without_the_holds_a_yes_books_who_has_left(
    session: Session, app: Starlette, event: Event, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whoever leaves would wait for either hold: of the two people, and of the request."""
    only_where_writes_are_many(session)
    ada, bo = an_attendee(session, event), an_attendee(session, event)
    key = asked(session, event, ada, bo)
    monkeypatch.setattr(actions, "hold_people", careless_hold)
    monkeypatch.setattr(actions, "lock", careless_lock)
    check = "eventnet.meetings.arranging.check_free"
    assert won(overtaken(app, yes(key, bo.id), leaves(ada.id), after=check)) == 2
    session.rollback()
    assert len(meetings_of(session, bo.id)) == 1


def test_a_yes_books_nobody_who_leaves_at_the_same_time(
    session: Session, app: Starlette, event: Event
) -> None:
    for number in range(ROUNDS):
        ada, bo = an_attendee(session, event), an_attendee(session, event)
        key = asked(session, event, ada, bo, number)
        at_once(app, yes(key, bo.id), leaves(ada.id))
        session.rollback()
        assert meetings_of(session, bo.id) == []
        assert state_of(session, key) in {RequestState.ACCEPTED, RequestState.LEFT}


def calls_off(meeting_id: str, attendance_id: str) -> Deed:
    """Return the deed of calling a meeting off."""
    return lambda own: cancel(own, meeting_id, attendance_id)


def test_without_the_hold_of_the_meeting_a_move_forgets_that_it_was_called_off(
    session: Session, app: Starlette, event: Event, monkeypatch: pytest.MonkeyPatch
) -> None:
    only_where_writes_are_many(session)
    there = [slot.id for slot in slots(session, event.id)]
    ada, bo = an_attendee(session, event), an_attendee(session, event)
    meeting = a_meeting(session, event, ada, bo).id
    key = ask_to_move(session, event, meeting, ada.id, slot_id=there[-1], message="").id
    monkeypatch.setattr(actions, "lock", careless_lock)
    looks = "eventnet.requests.actions.check_movable"
    results = overtaken(app, yes(key, bo.id), calls_off(meeting, ada.id), after=looks)
    assert won(results) == 2
    session.rollback()
    after = session.get_one(Meeting, meeting)
    assert (after.live, after.slot_id) == (False, there[-1])  # moved once it was off
    assert after.sequence == 1  # and two editions of its calendar entry have one number


def test_of_a_move_and_a_calling_off_none_leaves_half_a_meeting(
    session: Session, app: Starlette, event: Event
) -> None:
    there = [slot.id for slot in slots(session, event.id)]
    ada, bo = an_attendee(session, event), an_attendee(session, event)
    ada_id, bo_id = ada.id, bo.id
    for number in range(ROUNDS - 1):
        meeting = a_meeting(session, event, ada, bo, slot=number).id
        key = ask_to_move(session, event, meeting, ada_id, slot_id=there[-1], message="").id
        moved, _off = at_once(app, yes(key, bo_id), calls_off(meeting, ada_id))
        session.rollback()
        after = session.get_one(Meeting, meeting)
        assert (after.state, after.live) == (MeetingState.CANCELLED, False)
        assert after.sequence == (1 if isinstance(moved, Refused) else 2)
        assert after.slot_id == (there[number] if isinstance(moved, Refused) else there[-1])
        sides = session.exec(select(MeetingSide).where(MeetingSide.meeting_id == meeting)).all()
        assert {(side.slot_id, side.live) for side in sides} == {(after.slot_id, False)}
        if isinstance(moved, Refused):
            withdraw(session, key, ada_id)


def each_asks_the_other(session: Session, event: Event, number: int) -> tuple[Deed, Deed]:
    """Return the deeds of two who ask each other for the same time."""
    ada, bo = an_attendee(session, event).id, an_attendee(session, event).id
    slot, event_id = slot_of(session, event, number).id, event.id

    def asks(one: str, other: str) -> Deed:
        return lambda own: ask(
            own, own.get_one(Event, event_id), one, other, slot_id=slot, message="Pumps?"
        )

    return asks(ada, bo), asks(bo, ada)


def test_without_the_hold_and_the_index_two_ask_each_other(
    session: Session, app: Starlette, event: Event, monkeypatch: pytest.MonkeyPatch
) -> None:
    only_where_writes_are_many(session)
    deeds = each_asks_the_other(session, event, 0)
    monkeypatch.setattr(making, "hold_people", careless_hold)
    without(session, "meeting_request.meeting_request_waits_once")
    assert won(overtaken(app, *deeds)) == 2
    assert len(session.exec(select(MeetingRequest)).all()) == 2


def test_asking_twice_at_once_is_asking_once(
    session: Session, app: Starlette, event: Event
) -> None:
    for number in range(ROUNDS):
        assert won(at_once(app, *each_asks_the_other(session, event, number))) == 1
        session.rollback()
