"""Slots taken out, moved, and given tables: what becomes of what stands there, and the undo."""

from datetime import timedelta

import pytest
from sqlmodel import Session

from eventnet import clock
from eventnet.edits.actions import NEAR, SHORT, WINDOW, make_edit, tell_now, undo_edit
from eventnet.edits.kinds import Plan
from eventnet.edits.models import Edit
from eventnet.edits.moving import Moving
from eventnet.edits.tables import Tables
from eventnet.edits.taking_out import TakingOut
from eventnet.errors import Conflict, NotFound
from eventnet.events.models import Attendance, Event, Slot
from eventnet.events.queries import slots
from eventnet.hosting.sitting import take_seat, wish_for_seat
from eventnet.meetings.actions import answer
from eventnet.meetings.models import Answer, Meeting, MeetingState
from eventnet.people.attending import leave
from eventnet.round_tables.models import RoundTable, SeatState
from tests.eventnet.edits.agreeing import edit
from tests.eventnet.edits.conftest import Look
from tests.eventnet.hosting.rounds import a_table, state_of
from tests.factories import a_meeting, an_account, an_attendee, an_event, save

ASKED = (None, Answer.YES)


def of_all(session: Session, event: Event) -> tuple[str, ...]:
    return tuple(slot.id for slot in slots(session, event.id))


@pytest.fixture
def two(session: Session, event: Event) -> tuple[Attendance, Attendance]:
    return an_attendee(session, event), an_attendee(session, event)


def everything(session: Session, event: Event, two: tuple[Attendance, Attendance]) -> RoundTable:
    """Let two meet twice and wait for a yes once, beside a round table of four."""
    a_meeting(session, event, *two)
    a_meeting(session, event, *two, slot=1, table=3)
    a_meeting(session, event, *two, slot=2, answers=ASKED)
    host, sits, wishes = (an_attendee(session, event) for _ in range(3))
    table = a_table(session, event, host)
    take_seat(session, event.id, sits.id, table.id)
    wish_for_seat(session, event.id, wishes.id, table.id)
    return table


@pytest.mark.parametrize("kind", ["out", "moved", "tables"])
def test_after_edit_and_undo_all_stands_as_before(
    session: Session, event: Event, two: tuple[Attendance, Attendance], look: Look, kind: str
) -> None:
    everything(session, event, two)
    before, chosen = look(), of_all(session, event)
    plan: dict[str, Plan] = {
        "out": TakingOut(chosen),
        "moved": Moving(chosen, 15),
        "tables": Tables(chosen, 0),
    }
    made = edit(session, event.id, plan[kind])
    assert look() != before
    assert undo_edit(session, event.id, made.id, an_account(session).id) == 0
    assert look() == before


def test_what_stands_in_a_slot_goes_with_it(
    session: Session, event: Event, two: tuple[Attendance, Attendance]
) -> None:
    table = everything(session, event, two)
    made = edit(session, event.id, TakingOut(of_all(session, event)))
    assert made.detail == {"slots": 4, "meetings": 3, "tables": 1, "people": 5}
    session.refresh(table)
    assert not table.live
    assert slots(session, event.id) == []


def test_meetings_find_another_table_while_one_is_free(session: Session, event: Event) -> None:
    people = [an_attendee(session, event) for _ in range(6)]
    made = [
        a_meeting(session, event, *people[2 * at : 2 * at + 2], table=number)
        for at, number in enumerate((1, 2, 3))
    ]
    first = of_all(session, event)[0]
    edit(session, event.id, Tables((first,), 1))
    for one in made:
        session.refresh(one)
    assert sorted((one.table_number, one.state.value) for one in made if one.live) == [
        (1, "confirmed")
    ]
    assert sum(one.state is MeetingState.CANCELLED for one in made) == 2


def test_meeting_at_a_table_that_goes_sits_at_a_free_one(
    session: Session, event: Event, two: tuple[Attendance, Attendance]
) -> None:
    meeting = a_meeting(session, event, *two, table=3)
    stand = a_meeting(session, event, *two, slot=1, table=None, place="Stand 4")
    edit(session, event.id, Tables(of_all(session, event), 2))
    session.refresh(meeting)
    session.refresh(stand)
    assert (meeting.table_number, meeting.live, stand.live) == (1, True, True)


def test_more_tables_touch_nobody_and_need_no_second_word(
    session: Session, event: Event, two: tuple[Attendance, Attendance]
) -> None:
    a_meeting(session, event, *two)
    made = make_edit(session, event.id, Tables(of_all(session, event), 9), None)
    assert made.detail["people"] == 0


def test_meeting_that_waits_for_a_yes_does_not_wait_beyond_its_beginning(
    session: Session, event: Event, two: tuple[Attendance, Attendance]
) -> None:
    meeting = a_meeting(session, event, *two, answers=ASKED)
    slot = session.get_one(Slot, meeting.slot_id)
    meeting.answer_until = slot.starts_at
    save(session, meeting)
    made = edit(session, event.id, Moving((slot.id,), -60))
    session.refresh(meeting)
    session.refresh(slot)
    assert meeting.answer_until == slot.starts_at
    undo_edit(session, event.id, made.id, an_account(session).id)
    session.refresh(meeting)
    assert meeting.answer_until == slot.starts_at


@pytest.mark.parametrize(
    ("moment", "minutes", "words"),
    [
        (timedelta(minutes=5), 10, "has begun, and people meet in it"),
        (timedelta(minutes=-5), -10, "would be over already"),
    ],
)
def test_what_began_stays(
    session: Session,
    event: Event,
    two: tuple[Attendance, Attendance],
    moment: timedelta,
    minutes: int,
    words: str,
) -> None:
    meeting = a_meeting(session, event, *two)
    starts = session.get_one(Slot, meeting.slot_id).starts_at
    with clock.at(starts + moment), pytest.raises(Exception, match=words):
        edit(session, event.id, Moving((meeting.slot_id,), minutes))


def test_slot_moves_to_where_another_was_taken_out(session: Session, event: Event) -> None:
    first, second, *_rest = of_all(session, event)
    at = session.get_one(Slot, first).starts_at
    edit(session, event.id, TakingOut((first,)))
    edit(session, event.id, Moving((second,), -20))
    session.rollback()
    assert session.get_one(Slot, second).starts_at == at


def test_slots_that_were_moved_again_are_moved_back_one_by_one(
    session: Session, event: Event
) -> None:
    chosen, by = of_all(session, event), an_account(session).id
    first = edit(session, event.id, Moving(chosen, 10))
    second = edit(session, event.id, Moving(chosen, 10))
    with pytest.raises(Conflict, match="moved again"):
        undo_edit(session, event.id, first.id, by)
    undo_edit(session, event.id, second.id, by)
    undo_edit(session, event.id, first.id, by)


def test_undo_leaves_what_people_did_since(
    session: Session, event: Event, two: tuple[Attendance, Attendance]
) -> None:
    by = an_account(session).id
    waits = a_meeting(session, event, *two, answers=ASKED)
    made = edit(session, event.id, Moving((waits.slot_id,), -30))
    answer(session, waits.id, two[0].id, Answer.NO)
    undo_edit(session, event.id, made.id, by)
    session.refresh(waits)
    assert waits.state is MeetingState.DECLINED


def test_who_left_or_is_taken_is_told_that_it_stays_off(
    session: Session, event: Event, two: tuple[Attendance, Attendance]
) -> None:
    by, third = an_account(session).id, an_attendee(session, event)
    gone, stays = a_meeting(session, event, *two), a_meeting(session, event, *two, slot=1)
    made = edit(session, event.id, TakingOut((gone.slot_id,)))
    leave(session, event, two[0].id)
    assert undo_edit(session, event.id, made.id, by) == 1
    session.refresh(gone)
    assert (gone.state, gone.cause_id) == (MeetingState.CANCELLED, None)
    assert session.get_one(Slot, gone.slot_id).removed_at is None
    session.refresh(stays)
    assert not stays.live
    assert a_meeting(session, event, two[1], third).live


def test_round_table_without_its_host_stays_off_and_with_them_comes_back(
    session: Session, event: Event
) -> None:
    by = an_account(session).id
    host, sits = an_attendee(session, event), an_attendee(session, event)
    table = a_table(session, event, host)
    take_seat(session, event.id, sits.id, table.id)
    made = edit(session, event.id, TakingOut((table.slot_id,)))
    undo_edit(session, event.id, made.id, by)
    assert state_of(session, table, sits) is SeatState.SEATED
    made = edit(session, event.id, TakingOut((table.slot_id,)))
    leave(session, event, host.id)
    undo_edit(session, event.id, made.id, by)
    session.refresh(table)
    assert not table.live


def test_undo_has_its_time_and_ends_with_telling(
    session: Session, event: Event, two: tuple[Attendance, Attendance]
) -> None:
    by = an_account(session).id
    meeting = a_meeting(session, event, *two)
    made = edit(session, event.id, TakingOut((meeting.slot_id,)))
    assert made.undo_until - made.at == WINDOW
    with clock.at(made.undo_until), pytest.raises(Conflict, match="have been told"):
        undo_edit(session, event.id, made.id, by)
    tell_now(session, event.id, made.id, by)
    with pytest.raises(Conflict, match="have been told"):
        undo_edit(session, event.id, made.id, by)


def test_time_is_short_where_people_have_to_know(
    session: Session, event: Event, two: tuple[Attendance, Attendance]
) -> None:
    meeting = a_meeting(session, event, *two)
    starts = session.get_one(Slot, meeting.slot_id).starts_at
    with clock.at(starts - NEAR + timedelta(minutes=1)):
        made = edit(session, event.id, TakingOut((meeting.slot_id,)))
    assert made.undo_until - made.at == SHORT


def test_undo_twice_does_no_harm_and_then_there_is_nothing_to_tell(
    session: Session, event: Event, two: tuple[Attendance, Attendance], look: Look
) -> None:
    by = an_account(session).id
    meeting = a_meeting(session, event, *two)
    made = edit(session, event.id, TakingOut((meeting.slot_id,)))
    undo_edit(session, event.id, made.id, by)
    before = look()
    assert undo_edit(session, event.id, made.id, by) == 0
    assert look() == before
    with pytest.raises(Conflict, match="was undone"):
        tell_now(session, event.id, made.id, by)


def test_edit_of_another_event_is_not_there(session: Session, event: Event) -> None:
    other = an_event(session)
    made = edit(session, other.id, TakingOut(of_all(session, other)))
    for deed in (undo_edit, tell_now):
        with pytest.raises(NotFound):
            deed(session, event.id, made.id, an_account(session).id)
    session.rollback()
    assert session.get_one(Edit, made.id).undone_at is None


def test_slots_of_another_event_are_not_touched(session: Session, event: Event) -> None:
    other = an_event(session)
    theirs = of_all(session, other)
    plans: tuple[Plan, ...] = (TakingOut(theirs), Moving(theirs, 10), Tables(theirs, 1))
    for plan in plans:
        edit(session, event.id, plan)
    assert of_all(session, other) == theirs
    session.rollback()
    assert {slot.tables for slot in slots(session, other.id)} == {3}


def test_nothing_is_done_while_nobody_agreed(
    session: Session, event: Event, two: tuple[Attendance, Attendance], look: Look
) -> None:
    meeting = a_meeting(session, event, *two)
    before = look()
    for agreed in ("", "something else"):
        with pytest.raises(Conflict):
            make_edit(session, event.id, TakingOut((meeting.slot_id,)), None, agreed=agreed)
    assert look() == before
    assert session.get_one(Meeting, meeting.id).live
