"""Switching from the room to afar and back, while others publish and accept."""

from collections.abc import Callable

import pytest
from sqlmodel import Session, col, select
from starlette.applications import Starlette

from eventnet.database import writing
from eventnet.errors import Conflict
from eventnet.events.models import Attendance, Event, Slot
from eventnet.meetings import switching
from eventnet.meetings.arranging import arrange, hold_people
from eventnet.meetings.booking import book_plan
from eventnet.meetings.difference import Booking
from eventnet.meetings.models import Meeting, MeetingSide
from eventnet.meetings.switching import switch
from tests.factories import an_attendee, an_event, save
from tests.races import Deed, at_once, only_where_writes_are_many, overtaken, without

ROUNDS = 25


@pytest.fixture
def event(session: Session) -> Event:
    """Return an event with a slot and two tables a round."""
    made = an_event(session, slots=ROUNDS, tables=2)
    made.online_pattern = "https://meet.example.org/{meeting}"
    save(session, made)
    return made


def misplaced(session: Session, event_id: str) -> list[str]:
    """Return what is wrong with where the live meetings of an event are."""
    session.rollback()
    rows = session.exec(
        select(Meeting, Attendance)
        .join(MeetingSide, col(MeetingSide.meeting_id) == Meeting.id)
        .join(Attendance, col(Attendance.id) == MeetingSide.attendance_id)
        .where(Meeting.event_id == event_id, col(Meeting.live))
    ).all()
    afar = {meeting.id: False for meeting, _attendance in rows}
    for meeting, attendance in rows:
        afar[meeting.id] |= attendance.afar
    return [
        f"{meeting.id}: {'from afar' if afar[meeting.id] else 'here'}, {meeting.table_number}"
        for meeting, _attendance in rows
        if (meeting.room is not None) != afar[meeting.id]
        or (meeting.table_number is None) != afar[meeting.id]
    ]


def switches(attendance_id: str, *, afar: bool) -> Deed:
    """Return the deed of switching."""
    return lambda own: switch(own, attendance_id, afar=afar)


def books(event_id: str, slot_id: str, a: str, b: str) -> Deed:
    """Return the deed of publishing a meeting at table 1."""

    def publish(own: Session) -> None:
        with writing(own):
            held = own.get_one(Event, event_id, with_for_update=True)
            book_plan(own, held, f"run-{slot_id}", [Booking(a, b, slot_id, 1)])

    return publish


def agrees(event_id: str, slot_id: str, a: str, b: str) -> Deed:
    """Return the deed of accepting a request."""

    def accept(own: Session) -> None:
        with writing(own):
            two = hold_people(own, event_id, [a, b])
            arrange(own, event_id, list(two.values()), slot_id, b)

    return accept


def rounds(session: Session, event: Event) -> list[tuple[str, str, str]]:
    """Return a slot and two people of their own for each round."""
    slots = select(Slot.id).where(Slot.event_id == event.id).order_by(col(Slot.starts_at))
    return [
        (slot, an_attendee(session, event).id, an_attendee(session, event).id)
        for slot in session.exec(slots).all()
    ]


def test_without_the_hold_a_meeting_is_left_at_a_table(
    session: Session, app: Starlette, event: Event, monkeypatch: pytest.MonkeyPatch
) -> None:
    event_id = event.id
    (slot, a, b), *_rest = rounds(session, event)
    ahead = switching._ahead

    def late(own: Session, attendance_id: str) -> object:
        seen = ahead(own, attendance_id)  # what is there is looked up before the accept …
        own.rollback()
        agrees(event_id, slot, a, b)(own)  # … which knows nothing of the switch
        return seen

    monkeypatch.setattr(switching, "_ahead", late)
    with Session(app.state.engine) as own:
        attendance = own.get_one(Attendance, a)
        switching._move(own, attendance)
        with writing(own):
            own.get_one(Attendance, a).afar = True
    assert len(misplaced(session, event_id)) == 2


@pytest.mark.parametrize("deed", [books, agrees])
def test_a_switch_comes_before_a_meeting_or_after_it(
    session: Session, app: Starlette, event: Event, deed: Callable[..., Deed]
) -> None:
    event_id = event.id
    for slot, a, b in rounds(session, event):
        results = at_once(app, switches(a, afar=True), deed(event_id, slot, a, b))
        assert not any(isinstance(result, Exception) for result in results), results
        assert misplaced(session, event_id) == []
    made = session.exec(select(Meeting).where(col(Meeting.live))).all()
    assert len(made) == (1 if deed is books else ROUNDS)


def two_for_the_last_table(
    session: Session, event: Event, slot: str, a: str, b: str
) -> tuple[Deed, Deed]:
    """Return the deeds of somebody who comes back to the room, and of two who agree to meet."""
    event_id = event.id
    c, d = an_attendee(session, event).id, an_attendee(session, event).id
    session.get_one(Slot, slot).tables = 1
    session.commit()
    switch(session, a, afar=True)
    with writing(session):
        arrange(session, event_id, list(hold_people(session, event_id, [a, b]).values()), slot, a)
    return switches(a, afar=False), agrees(event_id, slot, c, d)


def tables_in(session: Session, slot: str) -> list[int | None]:
    """Return at which tables there are meetings in a slot."""
    session.rollback()
    query = select(Meeting.table_number).where(Meeting.slot_id == slot, col(Meeting.live))
    return sorted(session.exec(query).all(), key=str)


def test_without_the_hold_and_the_index_two_have_the_last_table(
    session: Session, app: Starlette, event: Event, monkeypatch: pytest.MonkeyPatch
) -> None:
    only_where_writes_are_many(session)
    (slot, a, b), *_rest = rounds(session, event)
    deeds = two_for_the_last_table(session, event, slot, a, b)
    monkeypatch.setattr(switching, "held", lambda own, key: own.get_one(Event, key))
    without(session, "meeting.meeting_table_is_free")
    back, agreed = overtaken(app, *deeds, after="eventnet.meetings.arranging._taken")
    assert isinstance(back, switching.Switched)
    assert (back.moved, isinstance(agreed, Conflict)) == (1, False)
    assert tables_in(session, slot) == [1, 1]


def test_of_two_who_want_the_last_table_one_has_it(
    session: Session, app: Starlette, event: Event
) -> None:
    for slot, a, b in rounds(session, event):
        back, agreed = at_once(app, *two_for_the_last_table(session, event, slot, a, b))
        seated = isinstance(back, switching.Switched) and back.moved == 1
        assert seated == isinstance(agreed, Conflict)
        assert tables_in(session, slot) == ([1] if seated else [1, None])
