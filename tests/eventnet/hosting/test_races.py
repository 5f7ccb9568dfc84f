"""Of two things that happen at once to a seat, exactly one wins; and nobody has two at a time."""

from collections.abc import Sequence
from threading import Barrier
from typing import Any

import pytest
from sqlmodel import Session, col, select
from starlette.applications import Starlette

from eventnet.errors import Refused
from eventnet.events.models import Event
from eventnet.hosting import holding, sitting
from eventnet.hosting.actions import call_off
from eventnet.hosting.sitting import give_up, take_seat, wish_for_seat
from eventnet.meetings import arranging
from eventnet.meetings.models import MeetingSide
from eventnet.requests.actions import accept
from eventnet.round_tables.models import RoundSeat, RoundTable, SeatState
from eventnet.round_tables.queries import free_number
from tests.eventnet.hosting.rounds import a_round_event, a_table, slot_of
from tests.eventnet.requests.asked import asked
from tests.factories import an_attendee
from tests.races import (
    Deed,
    at_once,
    careless_hold,
    only_where_writes_are_many,
    overtaken,
    without,
)

ROUNDS = 25


@pytest.fixture
def event(session: Session) -> Event:
    return a_round_event(session, tables=1, slots=ROUNDS)


def take(event: Event, person: str, table: RoundTable) -> Deed:
    """Return the deed of taking a seat."""
    event_id, table_id = event.id, table.id
    return lambda own: take_seat(own, event_id, person, table_id)


def won(results: Sequence[object]) -> int:
    """Return how many were not refused."""
    return sum(not isinstance(result, Refused) for result in results)


def held_by(session: Session, person: str) -> list[str]:
    """Return the slots that somebody is in, once for each meeting or seat."""
    session.rollback()
    meets = select(MeetingSide.slot_id).where(
        MeetingSide.attendance_id == person, col(MeetingSide.live)
    )
    sits = select(RoundSeat.slot_id).where(RoundSeat.attendance_id == person, col(RoundSeat.live))
    return [*session.exec(meets), *session.exec(sits)]


def seated(session: Session, table: RoundTable) -> list[str]:
    """Return who sits at a round table."""
    session.rollback()
    query = select(RoundSeat.attendance_id).where(
        RoundSeat.table_id == table.id, RoundSeat.state == SeatState.SEATED
    )
    return list(session.exec(query))


def one_seat_left(session: Session, event: Event, slot: int) -> RoundTable:
    """Make a round table at which two of three seats are taken."""
    table = a_table(session, event, an_attendee(session, event), slot)
    for _ in range(2):
        take_seat(session, event.id, an_attendee(session, event).id, table.id)
    return table


def test_without_the_hold_and_the_index_two_sit_on_the_last_seat(
    session: Session, app: Starlette, event: Event, monkeypatch: pytest.MonkeyPatch
) -> None:
    only_where_writes_are_many(session)
    table, both_have_read = one_seat_left(session, event, 0), Barrier(2, timeout=60)
    ada, bo = (an_attendee(session, event).id for _ in range(2))
    looked = free_number

    def number(*given: Any) -> int | None:
        found = looked(*given)
        both_have_read.wait()  # both look for a seat before either has taken one
        return found

    monkeypatch.setattr(holding, "hold_people", careless_hold)
    monkeypatch.setattr(sitting, "free_number", number)
    without(session, "round_seat.round_seat_is_free")
    assert won(at_once(app, take(event, ada, table), take(event, bo, table))) == 2
    assert len(seated(session, table)) == 4  # on three seats


def test_two_for_the_last_seat(session: Session, app: Starlette, event: Event) -> None:
    for number in range(ROUNDS):
        table = one_seat_left(session, event, number)
        ada, bo = (an_attendee(session, event).id for _ in range(2))
        assert won(at_once(app, take(event, ada, table), take(event, bo, table))) == 1
        assert len(seated(session, table)) == 3


def test_without_the_hold_a_seat_and_a_meeting_take_one_time(
    session: Session, app: Starlette, event: Event, monkeypatch: pytest.MonkeyPatch
) -> None:
    only_where_writes_are_many(session)
    table, both_have_read = one_seat_left(session, event, 0), Barrier(2, timeout=60)
    ada, bo = an_attendee(session, event), an_attendee(session, event)
    request, ada_id, bo_id = asked(session, event, bo, ada, 0), ada.id, bo.id
    looked, busy = arranging.check_free, holding.refuse_if_busy

    def free(*given: Any, **more: Any) -> Any:
        found = looked(*given, **more)
        both_have_read.wait()
        return found

    def at_leisure(*given: Any) -> None:
        busy(*given)
        both_have_read.wait()

    monkeypatch.setattr(holding, "hold_people", careless_hold)
    monkeypatch.setattr(arranging, "check_free", free)
    monkeypatch.setattr(sitting, "refuse_if_busy", at_leisure)
    monkeypatch.setattr("eventnet.requests.actions.hold_people", careless_hold)
    deeds = (take(event, ada_id, table), lambda own: accept(own, request, ada_id))
    assert won(at_once(app, *deeds)) == 2
    assert held_by(session, ada_id) == [slot_of(session, event).id] * 2
    assert len(held_by(session, bo_id)) == 1


def test_a_seat_against_a_yes_to_a_meeting(session: Session, app: Starlette, event: Event) -> None:
    for number in range(ROUNDS):
        table = a_table(session, event, an_attendee(session, event), number)
        ada, bo = an_attendee(session, event), an_attendee(session, event)
        request, ada_id = asked(session, event, bo, ada, number), ada.id
        deeds = (
            take(event, ada_id, table),
            lambda own, request=request, who=ada_id: accept(own, request, who),
        )
        assert won(at_once(app, *deeds)) == 1
        assert len(held_by(session, ada_id)) == 1


def off(event: Event, table: RoundTable) -> Deed:
    """Return the deed of calling a round table off."""
    event_id, table_id, host_id = event.id, table.id, table.host_id
    return lambda own: call_off(own, event_id, table_id, "", host_id=host_id, by="")


def test_without_the_hold_somebody_sits_at_a_table_that_is_off(
    session: Session, app: Starlette, event: Event, monkeypatch: pytest.MonkeyPatch
) -> None:
    only_where_writes_are_many(session)
    table, ada = one_seat_left(session, event, 0), an_attendee(session, event).id
    monkeypatch.setattr(holding, "hold_people", careless_hold)
    assert won(overtaken(app, take(event, ada, table), off(event, table))) == 2
    assert held_by(session, ada) == [slot_of(session, event).id]


def test_calling_off_against_taking_leaves_nobody_at_a_table_that_is_off(
    session: Session, app: Starlette, event: Event
) -> None:
    for number in range(ROUNDS):
        table = a_table(session, event, an_attendee(session, event), number)
        ada = an_attendee(session, event).id
        at_once(app, off(event, table), take(event, ada, table))
        assert held_by(session, ada) == []


def leave(event: Event, person: str, table: RoundTable) -> Deed:
    """Return the deed of giving a seat up."""
    event_id, table_id = event.id, table.id
    return lambda own: give_up(own, event_id, person, table_id)


def full_with_one_waiting(session: Session, event: Event, slot: int) -> tuple[RoundTable, str, str]:
    """Make a full round table; return it, one who sits there, and one who waits for a seat."""
    table = one_seat_left(session, event, slot)
    sits, waits = (an_attendee(session, event).id for _ in range(2))
    take_seat(session, event.id, sits, table.id)
    wish_for_seat(session, event.id, waits, table.id)
    return table, sits, waits


def test_without_the_hold_somebody_is_seated_who_waits_no_more(
    session: Session, app: Starlette, event: Event, monkeypatch: pytest.MonkeyPatch
) -> None:
    only_where_writes_are_many(session)
    table, sits, waits = full_with_one_waiting(session, event, 0)
    monkeypatch.setattr(holding, "hold_people", careless_hold)
    deeds = leave(event, sits, table), leave(event, waits, table)
    assert won(overtaken(app, *deeds, after="eventnet.hosting.sitting._next")) == 2
    assert waits in seated(session, table)


def test_one_gives_up_a_seat_and_one_the_wish_for_it_at_once(
    session: Session, app: Starlette, event: Event
) -> None:
    for number in range(ROUNDS):
        table, sits, waits = full_with_one_waiting(session, event, number)
        at_once(app, leave(event, sits, table), leave(event, waits, table))
        assert len(seated(session, table)) == 2
        assert not {sits, waits} & set(seated(session, table))
