"""Requests for tests, made as people make them."""

from sqlmodel import Session

from eventnet.events.models import Attendance, Event, Slot
from eventnet.events.queries import slots
from eventnet.requests.making import ask
from eventnet.requests.models import MeetingRequest, RequestState


def slot_of(session: Session, event: Event, number: int) -> Slot:
    """Return the slot of that number."""
    return slots(session, event.id)[number]


def asked(
    session: Session,
    event: Event,
    one: Attendance,
    other: Attendance,
    slot: int | None = 0,
    message: str = "Pumps?",
) -> str:
    """Let one ask the other; return the id of the request."""
    at = None if slot is None else slot_of(session, event, slot).id
    return ask(session, event, one.id, other.id, slot_id=at, message=message).id


def state_of(session: Session, request_id: str) -> RequestState:
    """Return how a request stands now."""
    session.rollback()
    return session.get_one(MeetingRequest, request_id).state
