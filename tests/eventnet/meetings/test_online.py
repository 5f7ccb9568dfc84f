"""Meetings online: patterns of addresses, and what switching does to tables."""

from datetime import timedelta

import pytest
from sqlmodel import Session, select

from eventnet import clock
from eventnet.database import writing
from eventnet.errors import NotFound, Refused
from eventnet.events.models import Attendance, Event, Slot
from eventnet.meetings.arranging import arrange, free_slots, hold_people
from eventnet.meetings.booking import book_plan
from eventnet.meetings.difference import Booking
from eventnet.meetings.models import Answer, Meeting
from eventnet.meetings.online import address, check_pattern, is_open
from eventnet.meetings.queries import meeting_of
from eventnet.meetings.switching import Switched, switch, would_switch
from tests.factories import a_meeting, an_attendee, an_event, save

PATTERN = "https://meet.example.org/{meeting}"


@pytest.fixture
def event(session: Session) -> Event:
    """Return an event with two tables at which people may take part from afar."""
    made = an_event(session, slots=3, tables=2)
    made.online_pattern = PATTERN
    save(session, made)
    return made


@pytest.fixture
def two(session: Session, event: Event) -> tuple[Attendance, Attendance]:
    """Return two attendees."""
    return an_attendee(session, event, "Ada"), an_attendee(session, event, "Bo")


@pytest.mark.parametrize("pattern", [PATTERN, "https://a.example/x?room={meeting}#v"])
def test_a_pattern_makes_addresses(pattern: str) -> None:
    assert check_pattern(pattern) == pattern


@pytest.mark.parametrize(
    "pattern",
    [
        "https://meet.example.org/",
        "https://meet.example.org/{meeting}/{meeting}",
        "https://meet.example.org/{meeting}{x}",
        "https://meet.example.org/{meeting}}",
        "http://meet.example.org/{meeting}",
        "javascript:alert({meeting})",
        "//meet.example.org/{meeting}",
        "https://{meeting}.example.org/",
        "https://user@meet.example.org/{meeting}",
        "https://meet/{meeting}",
        "https://meet.example.org/{meeting} x",
        'https://meet.example.org/{meeting}"',
        "https://meet.example.org:no/{meeting}",
        "https://[meet.example.org/{meeting}",
    ],
)
def test_what_makes_no_address_is_refused_in_words(pattern: str) -> None:
    with pytest.raises(ValueError, match=r"[Aa]ddress|comes after"):
        check_pattern(pattern)


def test_from_afar_the_meetings_ahead_go_online_and_back(
    session: Session, event: Event, two: tuple[Attendance, Attendance]
) -> None:
    ada, bo = two
    meeting = a_meeting(session, event, ada, bo, table=2)
    past = a_meeting(session, event, ada, bo, slot=1)
    _begin(session, past)
    before = meeting.sequence
    assert would_switch(session, ada) == Switched(1, [])
    assert switch(session, ada.id, afar=True) == Switched(1, [])
    session.refresh(meeting)
    session.refresh(past)
    assert (meeting.table_number, meeting.place, meeting.sequence) == (None, "", before + 1)
    assert (past.table_number, past.room) == (1, None)
    seen = meeting_of(session, meeting.id, bo.id)
    assert seen is not None
    assert meeting.room is not None
    assert len(meeting.room) >= 40
    assert meeting.id not in str(address(event, seen))
    assert address(event, seen) == f"https://meet.example.org/{meeting.room}"
    assert switch(session, ada.id, afar=True) == Switched(0, [])
    assert would_switch(session, ada) == Switched(1, [])
    assert switch(session, ada.id, afar=False) == Switched(1, [])
    session.refresh(meeting)
    assert [meeting.table_number, meeting.room, meeting.sequence] == [1, None, before + 2]


def _begin(session: Session, meeting: Meeting) -> None:
    slot = session.get_one(Slot, meeting.slot_id)
    slot.starts_at = clock.now() - timedelta(minutes=1)
    save(session, slot)


def test_both_from_afar_one_alone_changes_nothing(
    session: Session, event: Event, two: tuple[Attendance, Attendance]
) -> None:
    ada, bo = two
    meeting = a_meeting(session, event, ada, bo)
    switch(session, ada.id, afar=True)
    session.refresh(meeting)
    room = meeting.room
    assert switch(session, bo.id, afar=True) == Switched(0, [])
    assert switch(session, ada.id, afar=False) == Switched(0, [])
    session.refresh(meeting)
    assert meeting.room == room
    assert switch(session, bo.id, afar=False) == Switched(1, [])


def test_back_in_the_room_a_full_slot_is_named_and_the_meeting_stays_online(
    session: Session, event: Event, two: tuple[Attendance, Attendance]
) -> None:
    ada, bo = two
    meeting = a_meeting(session, event, ada, bo)
    switch(session, ada.id, afar=True)
    for table in (1, 2):
        others = an_attendee(session, event), an_attendee(session, event)
        a_meeting(session, event, *others, table=table)
    starts = session.get_one(Slot, meeting.slot_id).starts_at
    session.refresh(ada)
    assert would_switch(session, ada) == Switched(0, [starts])
    assert switch(session, ada.id, afar=False) == Switched(0, [starts])
    session.refresh(meeting)
    assert meeting.room is not None
    assert meeting.table_number is None


def test_at_a_stand_the_room_is_the_stand(
    session: Session, event: Event, two: tuple[Attendance, Attendance]
) -> None:
    ada, bo = two
    bo.stand = "B4"
    save(session, bo)
    meeting = a_meeting(session, event, ada, bo, table=None, place="B4")
    switch(session, ada.id, afar=True)
    session.refresh(meeting)
    assert (meeting.place, meeting.room is None) == ("", False)
    switch(session, ada.id, afar=False)
    session.refresh(meeting)
    assert (meeting.place, meeting.room) == ("B4", None)


def test_nobody_takes_part_from_afar_where_the_event_has_no_address(
    session: Session, event: Event, two: tuple[Attendance, Attendance]
) -> None:
    event.online_pattern = ""
    save(session, event)
    with pytest.raises(Refused, match="in the room"):
        switch(session, two[0].id, afar=True)
    two[0].left_at = clock.now()
    save(session, two[0])
    with pytest.raises(NotFound):
        switch(session, two[0].id, afar=True)


def test_asking_and_planning_need_no_table_for_whoever_is_afar(
    session: Session, event: Event, two: tuple[Attendance, Attendance]
) -> None:
    ada, bo = two
    for slot in session.exec(select(Slot).where(Slot.event_id == event.id)):
        slot.tables = 0
        session.add(slot)
    session.commit()
    ids = [ada.id, bo.id]
    assert free_slots(session, event.id, ids) == []
    switch(session, ada.id, afar=True)
    first, second, _third = free_slots(session, event.id, ids)
    with writing(session):
        hold_people(session, event.id, ids)
        made = arrange(session, event.id, [ada, bo], first.id, ada.id)
        assert (made.table_number, made.place, made.room is None) == (None, "", False)
    cy = an_attendee(session, event)
    with writing(session):
        booked = book_plan(session, event, "run", [Booking(ada.id, cy.id, second.id, 1)])
    assert [(one.table_number, one.online) for one in booked.bookings] == [(None, True)]
    planned = meeting_of(session, _only(session, second.id), cy.id)
    assert planned is not None
    assert planned.is_online


def _only(session: Session, slot_id: str) -> str:
    return session.exec(select(Meeting.id).where(Meeting.slot_id == slot_id)).one()


def test_a_draft_of_before_seats_whoever_came_back(
    session: Session, event: Event, two: tuple[Attendance, Attendance]
) -> None:
    first = session.exec(select(Slot).where(Slot.event_id == event.id)).all()[0]
    cy, di = an_attendee(session, event), an_attendee(session, event)
    drafted = [
        Booking(two[0].id, two[1].id, first.id, None, affinity=2),
        Booking(cy.id, di.id, first.id, 1, affinity=1),
    ]
    with writing(session):
        booked = book_plan(session, event, "run", drafted)
    assert [one.table_number for one in booked.bookings] == [2, 1]


def test_an_address_is_told_from_a_quarter_of_an_hour_before(
    session: Session, event: Event, two: tuple[Attendance, Attendance]
) -> None:
    ada, bo = two
    meeting = a_meeting(session, event, ada, bo, answers=(Answer.YES, Answer.YES))
    switch(session, ada.id, afar=True)
    seen = meeting_of(session, meeting.id, ada.id)
    assert seen is not None
    minutes = {-16: False, -15: True, 0: True, 20: True, 34: True, 35: False}
    assert {
        after: is_open(seen, seen.starts_at + timedelta(minutes=after)) for after in minutes
    } == minutes
