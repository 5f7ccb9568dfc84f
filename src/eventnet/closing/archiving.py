"""Verbs of archiving: close an event for every change, and open it again."""

from sqlmodel import Session

from eventnet import audit, clock
from eventnet.database import shut_gate, writing
from eventnet.events.actions import held
from eventnet.events.closed import gate_of


def archive(session: Session, event_id: str, by: str) -> None:
    """Close an event for changes, once those under way have ended. Again changes nothing."""
    with writing(session):
        shut_gate(session, gate_of(event_id))
        event = held(session, event_id)
        if event.archived_at is not None:
            return
        event.archived_at = clock.now()
        session.add(event)
        audit.record(session, "event.archived", account_id=by, event_id=event_id)


def open_again(session: Session, event_id: str, by: str) -> None:
    """Let an event be changed again, as it was left. Again changes nothing."""
    with writing(session):
        event = held(session, event_id)
        if event.archived_at is None:
            return
        event.archived_at = None
        session.add(event)
        audit.record(session, "event.opened_again", account_id=by, event_id=event_id)
