"""Taking a seat, wishing for one, giving it up, and who comes next."""

import pytest
from sqlmodel import Session, select
from starlette.applications import Starlette

from eventnet import clock
from eventnet.absence.queries import away
from eventnet.errors import Conflict, Gone, NotFound
from eventnet.events.models import Event, Unavailable
from eventnet.hosting.actions import call_off
from eventnet.hosting.holding import OnBreak
from eventnet.hosting.sitting import NoSeat, give_up, take_seat, wish_for_seat
from eventnet.meetings.actions import cancel_all_of
from eventnet.meetings.arranging import TimeTaken, free_slots
from eventnet.round_tables.models import RoundSeat, RoundTable, SeatState
from eventnet.wishes.models import Wish, WishKind
from tests.eventnet.hosting.rounds import a_round_event, a_table, slot_of, state_of
from tests.factories import a_meeting, an_attendee, save
from tests.work import do_jobs


@pytest.fixture
def event(session: Session) -> Event:
    return a_round_event(session)


@pytest.fixture
def table(session: Session, event: Event) -> RoundTable:
    return a_table(session, event, an_attendee(session, event, "Host Example"))


def full(session: Session, event: Event, table: RoundTable) -> list[str]:
    """Let three take the seats; return who."""
    people = [an_attendee(session, event).id for _ in range(3)]
    for one in people:
        take_seat(session, event.id, one, table.id)
    return people


def test_taking_a_seat_holds_the_time(session: Session, event: Event, table: RoundTable) -> None:
    ada, bo = an_attendee(session, event), an_attendee(session, event)
    take_seat(session, event.id, ada.id, table.id)
    slot = slot_of(session, event)
    assert state_of(session, table, ada) is SeatState.SEATED
    assert away(session, event.id, [ada.id]) == {(ada.id, slot.id)}
    assert slot.id not in {one.id for one in free_slots(session, event.id, [ada.id, bo.id])}


def test_hosting_holds_the_time(session: Session, event: Event, table: RoundTable) -> None:
    assert away(session, event.id) == {(table.host_id, slot_of(session, event).id)}


def test_taking_it_again_changes_nothing(session: Session, event: Event, table: RoundTable) -> None:
    ada = an_attendee(session, event)
    take_seat(session, event.id, ada.id, table.id)
    take_seat(session, event.id, ada.id, table.id)
    assert session.get_one(RoundSeat, (table.id, ada.id)).sequence == 0


def test_wishing_holds_nothing(session: Session, event: Event, table: RoundTable) -> None:
    ada = an_attendee(session, event)
    wish_for_seat(session, event.id, ada.id, table.id)
    assert state_of(session, table, ada) is SeatState.WISHED
    assert away(session, event.id, [ada.id]) == set()


def test_no_seat_beside_a_meeting(session: Session, event: Event, table: RoundTable) -> None:
    ada = an_attendee(session, event)
    a_meeting(session, event, ada, an_attendee(session, event))
    with pytest.raises(TimeTaken) as refused:
        take_seat(session, event.id, ada.id, table.id)
    assert (
        refused.value.sentence == "You have a meeting at that time. Move it or call it off first."
    )


def test_no_seat_beside_another_round_table(
    session: Session, event: Event, table: RoundTable
) -> None:
    ada = an_attendee(session, event)
    other = a_table(session, event, an_attendee(session, event))
    take_seat(session, event.id, ada.id, table.id)
    with pytest.raises(TimeTaken) as refused:
        take_seat(session, event.id, ada.id, other.id)
    assert "another round table" in refused.value.sentence


def test_no_seat_is_left(session: Session, event: Event, table: RoundTable) -> None:
    full(session, event, table)
    with pytest.raises(NoSeat):
        take_seat(session, event.id, an_attendee(session, event).id, table.id)


def test_freed_seat_goes_to_the_first_who_waits_and_is_free(
    session: Session, event: Event, table: RoundTable
) -> None:
    first, *_rest = full(session, event, table)
    busy, away_then, waits, later = (an_attendee(session, event) for _ in range(4))
    for one in (busy, away_then, waits, later):
        wish_for_seat(session, event.id, one.id, table.id)
    a_meeting(session, event, busy, an_attendee(session, event))
    slot = slot_of(session, event)
    save(session, Unavailable(attendance_id=away_then.id, slot_id=slot.id))
    give_up(session, event.id, first, table.id)
    assert [state_of(session, table, one) for one in (busy, away_then, waits, later)] == [
        SeatState.WISHED,
        SeatState.WISHED,
        SeatState.SEATED,
        SeatState.WISHED,
    ]


def test_wish_waits_for_the_schedule_where_seats_were_free_all_along(
    session: Session, event: Event, table: RoundTable
) -> None:
    ada, bo = an_attendee(session, event), an_attendee(session, event)
    wish_for_seat(session, event.id, ada.id, table.id)
    take_seat(session, event.id, bo.id, table.id)
    give_up(session, event.id, bo.id, table.id)
    assert state_of(session, table, ada) is SeatState.WISHED


def test_freed_seat_goes_past_a_veto_only_where_somebody_else_waits(
    session: Session, event: Event, table: RoundTable
) -> None:
    first, second, third = full(session, event, table)
    ruled_out, other = an_attendee(session, event), an_attendee(session, event)
    for one in (ruled_out, other):
        wish_for_seat(session, event.id, one.id, table.id)
    save(
        session,
        Wish(from_id=third, to_id=ruled_out.id, event_id=event.id, kind=WishKind.AVOID),
    )
    give_up(session, event.id, first, table.id)
    assert state_of(session, table, other) is SeatState.SEATED
    give_up(session, event.id, second, table.id)
    assert state_of(session, table, ruled_out) is SeatState.SEATED


def test_leaving_the_event_gives_up_seats_and_calls_off_what_one_hosts(
    session: Session, event: Event, table: RoundTable
) -> None:
    ada = an_attendee(session, event)
    take_seat(session, event.id, ada.id, table.id)
    own = a_table(session, event, ada, 1)
    cancel_all_of(session, ada.id, "left")
    assert state_of(session, table, ada) is SeatState.OFF
    assert not session.get_one(RoundTable, own.id).live
    assert away(session, event.id, [ada.id]) == set()


def test_a_seat_of_whoever_leaves_goes_to_who_waits(
    session: Session, app: Starlette, event: Event, table: RoundTable
) -> None:
    first, *_rest = full(session, event, table)
    waits = an_attendee(session, event)
    wish_for_seat(session, event.id, waits.id, table.id)
    cancel_all_of(session, first, "left")
    assert "fill_left" in do_jobs(app)
    assert state_of(session, table, waits) is SeatState.SEATED


def test_on_a_break_nobody_takes_a_seat(session: Session, event: Event, table: RoundTable) -> None:
    ada = an_attendee(session, event)
    ada.paused_at = clock.now()
    save(session, ada)
    for do in (take_seat, wish_for_seat):
        with pytest.raises(OnBreak):
            do(session, event.id, ada.id, table.id)


def test_host_cannot_give_up_the_own_seat(
    session: Session, event: Event, table: RoundTable
) -> None:
    with pytest.raises(Conflict):
        give_up(session, event.id, table.host_id, table.id)


def test_nothing_is_taken_at_a_table_that_is_off(
    session: Session, event: Event, table: RoundTable
) -> None:
    ada = an_attendee(session, event)
    call_off(session, event.id, table.id, "Ill", host_id=table.host_id, by="")
    with pytest.raises(Gone):
        take_seat(session, event.id, ada.id, table.id)


def test_table_of_another_event_is_unknown(session: Session, table: RoundTable) -> None:
    other = a_round_event(session)
    ada = an_attendee(session, other)
    with pytest.raises(NotFound):
        take_seat(session, other.id, ada.id, table.id)
    assert session.exec(select(RoundSeat).where(RoundSeat.attendance_id == ada.id)).all() == []
