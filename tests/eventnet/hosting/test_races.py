"""Of two things that happen at once to a seat, exactly one wins; and nobody has two at a time."""

from collections.abc import Collection, Sequence
from threading import Barrier
from typing import Any

import pytest
from sqlalchemy import text
from sqlmodel import Session, col, select
from starlette.applications import Starlette

from eventnet.errors import Refused
from eventnet.events.models import Attendance, Event
from eventnet.hosting import holding, sitting
from eventnet.hosting.actions import call_off
from eventnet.hosting.sitting import give_up, take_seat
from eventnet.meetings import arranging
from eventnet.meetings.models import MeetingSide
from eventnet.requests.actions import accept
from eventnet.round_tables.models import RoundSeat, RoundTable, SeatState
from eventnet.round_tables.queries import free_number
from tests.eventnet.hosting.rounds import a_round_event, a_table, slot_of
from tests.eventnet.requests.asked import asked
from tests.factories import an_attendee
from tests.races import Deed, at_once

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


def careless(own: Session, _event_id: str, ids: Collection[str]) -> dict[str, Attendance]:
    """Return people as a reader without a hold finds them."""
    return {key: own.get_one(Attendance, key) for key in ids}


def only_where_writes_are_many(session: Session) -> None:
    """Skip where the database lets one write at a time."""
    if session.get_bind().dialect.name == "sqlite":
        pytest.skip("SQLite lets one write at a time, whatever the code does")


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

    monkeypatch.setattr(holding, "hold_people", careless)
    monkeypatch.setattr(sitting, "free_number", number)
    session.exec(text("DROP INDEX round_seat_is_free"))  # type: ignore[call-overload]
    session.commit()
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

    monkeypatch.setattr(holding, "hold_people", careless)
    monkeypatch.setattr(arranging, "check_free", free)
    monkeypatch.setattr(sitting, "refuse_if_busy", at_leisure)
    monkeypatch.setattr("eventnet.requests.actions.hold_people", careless)
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


def test_calling_off_against_taking_leaves_nobody_at_a_table_that_is_off(
    session: Session, app: Starlette, event: Event
) -> None:
    event_id = event.id
    for number in range(ROUNDS):
        table = a_table(session, event, an_attendee(session, event), number)
        ada, table_id, host = an_attendee(session, event).id, table.id, table.host_id

        def off(own: Session, table_id: str = table_id, host: str = host) -> None:
            call_off(own, event_id, table_id, "", host_id=host, by="")

        at_once(app, off, take(event, ada, table))
        assert held_by(session, ada) == []


def test_one_gives_up_and_one_takes_at_once(session: Session, app: Starlette, event: Event) -> None:
    event_id = event.id
    for number in range(ROUNDS):
        table = one_seat_left(session, event, number)
        sits, comes = seated(session, table)[0], an_attendee(session, event).id

        def leave(own: Session, sits: str = sits, table_id: str = table.id) -> None:
            give_up(own, event_id, sits, table_id)

        at_once(app, leave, take(event, comes, table))
        assert len(seated(session, table)) == 2
