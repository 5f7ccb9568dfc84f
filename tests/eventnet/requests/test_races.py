"""Of two things that happen at once to a request, a time or an agenda, exactly one wins."""

from collections.abc import Sequence
from threading import Barrier

import pytest
from sqlmodel import Session, col, select
from starlette.applications import Starlette

from eventnet import clock
from eventnet.database import lock, writing
from eventnet.errors import Refused
from eventnet.events.models import Attendance, Event
from eventnet.events.queries import slots
from eventnet.meetings import arranging
from eventnet.meetings.actions import cancel, cancel_all_of
from eventnet.meetings.booking import book_plan
from eventnet.meetings.difference import Booking
from eventnet.meetings.models import Meeting, MeetingSide, MeetingState
from eventnet.meetings.queries import meetings_of
from eventnet.requests import actions
from eventnet.requests.actions import accept, withdraw
from eventnet.requests.making import ask, ask_to_move
from eventnet.requests.models import MeetingRequest, RequestState
from tests.eventnet.requests.asked import asked, slot_of, state_of
from tests.factories import a_meeting, an_attendee, an_event, save
from tests.races import Deed, at_once

ROUNDS = 25


@pytest.fixture
def event(session: Session) -> Event:
    return an_event(session, slots=ROUNDS, tables=1)


def yes(request_id: str, attendance_id: str) -> Deed:
    """Return the deed of accepting."""
    return lambda own: accept(own, request_id, attendance_id)


def agendas_hold(session: Session, event: Event) -> bool:
    """Say whether nobody sits at two tables, and no table has two meetings."""
    session.rollback()
    live = select(Meeting.slot_id, Meeting.table_number).where(
        Meeting.event_id == event.id, col(Meeting.live), col(Meeting.table_number).is_not(None)
    )
    tables = session.exec(live).all()
    seats = session.exec(
        select(MeetingSide.attendance_id, MeetingSide.slot_id).where(col(MeetingSide.live))
    ).all()
    return len(set(tables)) == len(tables) and len(set(seats)) == len(seats)


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


def test_without_the_hold_of_the_agendas_two_yeses_exceed_a_limit(
    session: Session, app: Starlette, event: Event, monkeypatch: pytest.MonkeyPatch
) -> None:
    if session.get_bind().dialect.name == "sqlite":
        pytest.skip("SQLite lets one write at a time, whatever the code does")
    first, second, bo = _two_for_a_full_agenda(session, event)
    both_have_read = Barrier(2, timeout=60)

    def careless(own: Session, _event_id: str, ids: Sequence[str]) -> dict[str, Attendance]:
        return {key: own.get_one(Attendance, key) for key in ids}

    def taken(_session: Session, _slot: object) -> set[int]:
        both_have_read.wait()  # both look at the agendas before either has written into them
        return set()

    monkeypatch.setattr(actions, "hold_people", careless)
    monkeypatch.setattr(arranging, "_taken", taken)
    assert won(at_once(app, yes(first, bo), yes(second, bo))) == 2
    session.rollback()
    assert len(meetings_of(session, bo)) == 2  # though one is the most that bo wants


def _two_for_a_full_agenda(session: Session, event: Event) -> tuple[str, str, str]:
    """Let two ask somebody who wants one meeting at most."""
    bo = an_attendee(session, event)
    bo.max_meetings = 1
    save(session, bo)
    requests = [
        asked(session, event, an_attendee(session, event), bo, number) for number in range(2)
    ]
    return requests[0], requests[1], bo.id


def test_two_yeses_at_once_keep_the_limit(session: Session, app: Starlette, event: Event) -> None:
    for _round in range(ROUNDS):
        first, second, bo = _two_for_a_full_agenda(session, event)
        assert won(at_once(app, yes(first, bo), yes(second, bo))) == 1
        session.rollback()
        (meeting,) = meetings_of(session, bo)
        cancel(session, meeting.id, bo)


def test_two_yeses_for_one_time_of_one_person_make_one_meeting(
    session: Session, app: Starlette, event: Event
) -> None:
    for number in range(ROUNDS):
        bo = an_attendee(session, event)
        keys = [asked(session, event, an_attendee(session, event), bo, number) for _one in "12"]
        assert won(at_once(app, *[yes(key, bo.id) for key in keys])) == 1
        assert sorted(state_of(session, key) for key in keys) == ["accepted", "waiting"]
        assert agendas_hold(session, event)


def test_two_pairs_take_the_last_table_once(session: Session, app: Starlette, event: Event) -> None:
    for number in range(ROUNDS):
        pairs = [(an_attendee(session, event), an_attendee(session, event)) for _one in "12"]
        keys = [asked(session, event, one, other, number) for one, other in pairs]
        deeds = [yes(key, other.id) for key, (_one, other) in zip(keys, pairs, strict=True)]
        assert won(at_once(app, *deeds)) == 1
        assert agendas_hold(session, event)


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


def test_a_yes_and_a_publication_book_nobody_twice(
    session: Session, app: Starlette, event: Event
) -> None:
    event_id = event.id
    for number in range(ROUNDS):
        ada, bo, eve = (an_attendee(session, event) for _one in range(3))
        key = asked(session, event, ada, bo, number)
        plan = [Booking(bo.id, eve.id, slot_of(session, event, number).id, 1)]

        def publish(own: Session, plan: list[Booking] = plan, run: str = str(number)) -> int:
            with writing(own):
                lock(own, Event, event_id)  # as publishing does
                return len(book_plan(own, own.get_one(Event, event_id), run, plan).bookings)

        said, booked = at_once(app, yes(key, bo.id), publish)
        assert agendas_hold(session, event)
        assert booked == (1 if isinstance(said, Refused) else 0)
        assert len(meetings_of(session, bo.id)) == 1
        for meeting in meetings_of(session, bo.id):
            cancel(session, meeting.id, bo.id)


def test_a_yes_books_nobody_who_leaves_at_the_same_time(
    session: Session, app: Starlette, event: Event
) -> None:
    for number in range(ROUNDS):
        ada, bo = an_attendee(session, event), an_attendee(session, event)
        key = asked(session, event, ada, bo, number)

        def leave(own: Session, who: str = ada.id) -> None:
            with writing(own):
                lock(own, Attendance, who)
                cancel_all_of(own, who, "left")
                own.get_one(Attendance, who).left_at = clock.now()

        at_once(app, yes(key, bo.id), leave)
        session.rollback()
        assert meetings_of(session, bo.id) == []
        assert state_of(session, key) in {RequestState.ACCEPTED, RequestState.LEFT}


def test_of_a_move_and_a_calling_off_none_leaves_half_a_meeting(
    session: Session, app: Starlette, event: Event
) -> None:
    there = [slot.id for slot in slots(session, event.id)]
    ada, bo = an_attendee(session, event), an_attendee(session, event)
    ada_id, bo_id = ada.id, bo.id
    for number in range(ROUNDS - 1):
        meeting = a_meeting(session, event, ada, bo, slot=number).id
        key = ask_to_move(session, event, meeting, ada_id, slot_id=there[-1], message="").id

        def call_off(own: Session, meeting: str = meeting) -> Meeting:
            return cancel(own, meeting, ada_id)

        moved, _off = at_once(app, yes(key, bo_id), call_off)
        session.rollback()
        after = session.get_one(Meeting, meeting)
        assert (after.state, after.live) == (MeetingState.CANCELLED, False)
        assert after.slot_id == (there[number] if isinstance(moved, Refused) else there[-1])
        sides = session.exec(select(MeetingSide).where(MeetingSide.meeting_id == meeting)).all()
        assert {(side.slot_id, side.live) for side in sides} == {(after.slot_id, False)}
        if isinstance(moved, Refused):
            withdraw(session, key, ada_id)


def test_asking_twice_at_once_is_asking_once(
    session: Session, app: Starlette, event: Event
) -> None:
    event_id = event.id
    for number in range(ROUNDS):
        ada, bo = an_attendee(session, event).id, an_attendee(session, event).id
        slot = slot_of(session, event, number).id

        def one_asks(own: Session, a: str, b: str, slot: str = slot) -> MeetingRequest:
            return ask(own, own.get_one(Event, event_id), a, b, slot_id=slot, message="Pumps?")

        results = at_once(
            app,
            lambda own, a=ada, b=bo, f=one_asks: f(own, a, b),  # type: ignore[misc]
            lambda own, a=ada, b=bo, f=one_asks: f(own, b, a),  # type: ignore[misc]
        )
        assert won(results) == 1
        session.rollback()
