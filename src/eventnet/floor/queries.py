"""Reads of the room."""

from sqlmodel import Session, col, func, select

from eventnet.events.models import Slot
from eventnet.floor.models import FloorPlan
from eventnet.floor.room import Room, room_of


def room(session: Session, event_id: str) -> Room:
    """Return the room of an event: as many tables as its fullest slot has."""
    plan = session.get(FloorPlan, event_id)
    return room_of(plan, most_tables(session, event_id))


def most_tables(session: Session, event_id: str) -> int:
    """Return how many tables there are when there are most."""
    query = select(func.coalesce(func.max(Slot.tables), 0)).where(
        Slot.event_id == event_id, col(Slot.removed_at).is_(None)
    )
    return session.exec(query).one()
