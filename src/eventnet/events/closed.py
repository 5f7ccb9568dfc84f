"""Archived events: they are read, and nothing at them is changed until they are opened again.

A change is looked at twice: before its handler runs, and as its transaction begins. There it goes
through a gate that archiving shuts, so that none is under way when the event is archived.
"""

from collections.abc import Collection

from sqlmodel import Session, col, select

from eventnet.database import look_first, pass_gate
from eventnet.errors import Closed
from eventnet.events.models import Event
from eventnet.i18n import gettext as _
from eventnet.mail.outbox import quiet


def gate_of(event_id: str) -> str:
    """Return the name of the gate that every change at an event goes through."""
    return f"event:{event_id}"


def expect_open(session: Session, event_id: str) -> None:
    """Refuse a change at an archived event: now, and in each transaction of this session."""
    refuse_archived(session, event_id)

    def look(writes: Session) -> None:
        pass_gate(writes, gate_of(event_id))
        refuse_archived(writes, event_id)

    look_first(session, look)


def refuse_archived(session: Session, event_id: str) -> None:
    """Refuse what would change an archived event."""
    archived = select(Event.name).where(Event.id == event_id, col(Event.archived_at).is_not(None))
    name = session.exec(archived).first()
    if name is not None:
        raise Closed(
            _(
                "%(event)s is archived: it can be read, and nothing is changed any more. An "
                "organizer can open it again.",
                event=name,
            )
        )


def archived_among(session: Session, event_ids: Collection[str]) -> set[str]:
    """Return which of these events are archived: of them nothing comes by mail by itself."""
    archived = select(Event.id).where(
        col(Event.id).in_(event_ids), col(Event.archived_at).is_not(None)
    )
    return set(session.exec(archived))


quiet.append(archived_among)
