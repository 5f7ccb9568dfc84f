"""Round tables for tests."""

from typing import Any

from sqlmodel import Session

from eventnet.events.models import Attendance, Event, Slot
from eventnet.events.queries import slots
from eventnet.hosting.actions import propose
from eventnet.hosting.forms import TableFields
from eventnet.round_tables.models import RoundSeat, RoundTable, SeatState
from tests.factories import an_event, save


def a_round_event(session: Session, *, tables: int = 2, **fields: Any) -> Event:
    """Make an event with so many round tables in each slot."""
    event = an_event(session, **fields)
    event.round_tables = tables
    save(session, event)
    return event


def slot_of(session: Session, event: Event, number: int = 0) -> Slot:
    """Return the slot of that number."""
    return slots(session, event.id)[number]


def fields(session: Session, event: Event, slot: int = 0, **said: Any) -> TableFields:
    """Return what a host says."""
    told = {"title": "Pumps that last", "seats": 3, "slot": slot_of(session, event, slot).id}
    return TableFields.model_validate(told | said)


def a_table(
    session: Session, event: Event, host: Attendance, slot: int = 0, **said: Any
) -> RoundTable:
    """Make a round table of three seats in the slot of that number."""
    return propose(session, event.id, host.id, fields(session, event, slot, **said))


def state_of(session: Session, table: RoundTable, person: Attendance) -> SeatState | None:
    """Return how somebody stands to a round table."""
    session.rollback()
    seat = session.get(RoundSeat, (table.id, person.id), populate_existing=True)
    return None if seat is None else seat.state
