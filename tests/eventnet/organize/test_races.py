"""Slots are taken out of the grid while a plan is being published into them."""

from threading import Barrier

import pytest
from sqlmodel import Session, col, select
from starlette.applications import Starlette

from eventnet import clock
from eventnet.database import lock, writing
from eventnet.errors import Conflict
from eventnet.events.models import Event, Slot
from eventnet.events.queries import slots
from eventnet.meetings.booking import book_plan
from eventnet.meetings.difference import Booking
from eventnet.meetings.models import Meeting, MeetingState
from eventnet.organize.actions import remove_slots
from tests.factories import an_attendee, an_event
from tests.races import at_once

BARRIER = Barrier(2)
ROUNDS = 15


def publish(session: Session, event_id: str) -> None:
    """Do what publishing does as far as slots are concerned: hold the event, look, book."""
    with writing(session):
        lock(session, Event, event_id)
        book(session, event_id)


def book(session: Session, event_id: str) -> None:
    free = slots(session, event_id)
    if not free:
        raise Conflict("no slot is left")
    session.add(
        Meeting(
            event_id=event_id,
            slot_id=free[0].id,
            table_number=1,
            state=MeetingState.CONFIRMED,
        )
    )
    session.flush()


def publish_unguarded(session: Session, event_id: str) -> None:
    free = slots(session, event_id)
    BARRIER.wait(5)
    session.add(
        Meeting(event_id=event_id, slot_id=free[0].id, table_number=1, state=MeetingState.CONFIRMED)
    )
    session.commit()


def remove_unguarded(session: Session, event_id: str) -> None:
    standing = slots(session, event_id)
    booked = session.exec(select(Meeting).where(Meeting.event_id == event_id)).all()
    BARRIER.wait(5)
    if not booked:
        for slot in standing:
            slot.removed_at = clock.now()
            session.add(slot)
    session.commit()


def meetings_in_removed_slots(session: Session, event_id: str) -> int:
    session.rollback()
    rows = session.exec(
        select(Meeting, Slot)
        .join(Slot, Slot.id == Meeting.slot_id)  # type: ignore[arg-type]
        .where(Meeting.event_id == event_id, Slot.removed_at != None)  # noqa: E711
    )
    return len(rows.all())


def test_no_meeting_stands_in_a_slot_that_was_taken_out(
    app: Starlette, session: Session, request: pytest.FixtureRequest
) -> None:
    if request.config.getoption("--database") == "postgresql":  # SQLite has one writer at a time
        unsafe = an_event(session, slots=1).id
        session.rollback()
        at_once(
            app,
            lambda one: publish_unguarded(one, unsafe),
            lambda other: remove_unguarded(other, unsafe),
        )
        assert meetings_in_removed_slots(session, unsafe) == 1  # the race is real
    for _round in range(ROUNDS):
        session.rollback()
        event = an_event(session, slots=1)
        event_id, chosen = event.id, [slot.id for slot in slots(session, event.id)]
        session.rollback()
        results = at_once(
            app,
            lambda one, key=event_id: publish(one, key),  # type: ignore[misc]
            lambda other, key=event_id, ids=chosen: remove_slots(  # type: ignore[misc]
                other, key, ids, "me"
            ),
        )
        assert sum(isinstance(result, Conflict) for result in results) == 1
        assert meetings_in_removed_slots(session, event_id) == 0


def test_no_meeting_stands_in_a_slot_whose_meetings_were_called_off(
    app: Starlette, session: Session
) -> None:
    event = an_event(session, slots=ROUNDS)
    event_id = event.id
    for slot in slots(session, event_id):
        slot_id = slot.id
        bookings = [
            Booking(an_attendee(session, event).id, an_attendee(session, event).id, slot_id, 1)
        ]
        session.rollback()

        def publish(own: Session, bookings: list[Booking] = bookings) -> None:
            with writing(own):
                held = lock(own, Event, event_id)
                assert held is not None
                book_plan(own, held, "run", bookings)

        def remove(own: Session, slot_id: str = slot_id) -> int:
            return remove_slots(own, event_id, [slot_id], "me", call_off=True)

        assert not any(isinstance(one, Conflict) for one in at_once(app, publish, remove))
        session.rollback()
        live = select(Meeting).where(Meeting.slot_id == slot_id, col(Meeting.live))
        assert session.exec(live).all() == []
    assert slots(session, event_id) == []
