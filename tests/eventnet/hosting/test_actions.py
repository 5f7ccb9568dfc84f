"""Proposing a round table, changing it, moving it, calling it off, switching them on and off."""

import pytest
from sqlmodel import Session

from eventnet.absence.queries import away
from eventnet.errors import Conflict, NotFound
from eventnet.events.models import Event
from eventnet.hosting.actions import (
    FieldRefused,
    call_off,
    change,
    open_slots,
    propose,
    set_round_tables,
)
from eventnet.hosting.sitting import give_up, take_seat, wish_for_seat
from eventnet.meetings.arranging import TimeTaken
from eventnet.round_tables.models import RoundSeat, RoundTable, SeatState
from tests.eventnet.hosting.rounds import a_round_event, a_table, fields, slot_of, state_of
from tests.factories import a_meeting, an_account, an_attendee


@pytest.fixture
def event(session: Session) -> Event:
    return a_round_event(session)


def test_times_to_choose_have_a_table_and_the_host_free(session: Session, event: Event) -> None:
    ada, bo, cy = (an_attendee(session, event) for _ in range(3))
    a_meeting(session, event, ada, bo, slot=1)
    a_table(session, event, bo)
    a_table(session, event, cy)
    free = {slot.id for slot in open_slots(session, event, ada.id)}
    assert free == {slot_of(session, event, number).id for number in (2, 3)}
    with pytest.raises(TimeTaken, match="no round table is free"):
        propose(session, event.id, ada.id, fields(session, event, 0))
    with pytest.raises(TimeTaken, match="You have a meeting"):
        propose(session, event.id, ada.id, fields(session, event, 1))


def test_round_tables_of_a_slot_have_numbers_of_their_own(session: Session, event: Event) -> None:
    made = [a_table(session, event, an_attendee(session, event)) for _ in range(2)]
    assert [one.number for one in made] == [1, 2]


def test_no_more_seats_than_the_organizers_say(session: Session, event: Event) -> None:
    set_round_tables(session, event.id, 2, 5, an_account(session).id)
    with pytest.raises(FieldRefused, match="room for 5"):
        a_table(session, event, an_attendee(session, event), seats=6)


def test_seats_stay_as_many_as_are_taken(session: Session, event: Event) -> None:
    host = an_attendee(session, event)
    table = a_table(session, event, host, seats=5)
    for _ in range(4):
        take_seat(session, event.id, an_attendee(session, event).id, table.id)
    with pytest.raises(FieldRefused, match="4 seats are taken"):
        change(session, event.id, host.id, table.id, fields(session, event, seats=3))
    assert change(session, event.id, host.id, table.id, fields(session, event, seats=4)).seats == 4


def test_who_waits_gets_the_seats_that_a_host_adds(session: Session, event: Event) -> None:
    host, waits = an_attendee(session, event), an_attendee(session, event)
    table = a_table(session, event, host)
    for _ in range(3):
        take_seat(session, event.id, an_attendee(session, event).id, table.id)
    wish_for_seat(session, event.id, waits.id, table.id)
    change(session, event.id, host.id, table.id, fields(session, event, seats=4))
    assert state_of(session, table, waits) is SeatState.SEATED


def test_fewer_seats_leave_everybody_on_one_that_is_there(session: Session, event: Event) -> None:
    host, ada, bo = (an_attendee(session, event) for _ in range(3))
    table = a_table(session, event, host, seats=4)
    gone = an_attendee(session, event)
    for one in (gone, ada, bo):
        take_seat(session, event.id, one.id, table.id)
    four = an_attendee(session, event)
    take_seat(session, event.id, four.id, table.id)
    give_up(session, event.id, gone.id, table.id)
    change(session, event.id, host.id, table.id, fields(session, event, seats=3))
    numbers = {session.get_one(RoundSeat, (table.id, one.id)).number for one in (ada, bo, four)}
    assert numbers == {1, 2, 3}


def test_at_another_time_a_round_table_begins_empty(session: Session, event: Event) -> None:
    host, sits, wishes = (an_attendee(session, event) for _ in range(3))
    table = a_table(session, event, host)
    take_seat(session, event.id, sits.id, table.id)
    wish_for_seat(session, event.id, wishes.id, table.id)
    change(session, event.id, host.id, table.id, fields(session, event, 2))
    assert state_of(session, table, sits) is SeatState.OFF
    assert state_of(session, table, wishes) is SeatState.OFF
    assert away(session, event.id) == {(host.id, slot_of(session, event, 2).id)}


def test_only_the_host_changes_it(session: Session, event: Event) -> None:
    table = a_table(session, event, an_attendee(session, event))
    with pytest.raises(NotFound):
        change(
            session, event.id, an_attendee(session, event).id, table.id, fields(session, event, 1)
        )


def test_called_off_frees_everybody(session: Session, event: Event) -> None:
    host, sits = an_attendee(session, event), an_attendee(session, event)
    table = a_table(session, event, host)
    take_seat(session, event.id, sits.id, table.id)
    call_off(session, event.id, table.id, "Ill", host_id=host.id, by="")
    assert away(session, event.id) == set()
    assert session.get_one(RoundTable, table.id).said == "Ill"
    assert a_table(session, event, host).number == 1  # its place is free again


def test_not_switched_off_while_some_are_ahead(session: Session, event: Event) -> None:
    a_table(session, event, an_attendee(session, event))
    with pytest.raises(Conflict, match="1 round table is ahead"):
        set_round_tables(session, event.id, 0, 12, an_account(session).id)
