"""Closed events: archived ones are read and not changed, deleted ones are not even found.

A change is looked at twice: before its handler runs, and as its transaction begins. There it goes
through a gate that archiving shuts, so that none is under way when the event is archived.
"""

from collections.abc import Collection
from datetime import timedelta

from sqlalchemy import ColumnElement
from sqlmodel import Session, and_, col, not_, select

from eventnet.database import look_first, pass_gate
from eventnet.errors import Closed, NotFound
from eventnet.events.models import Event
from eventnet.events.queries import not_deleted
from eventnet.i18n import gettext as _
from eventnet.mail.outbox import quiet

GRACE = timedelta(days=7)
"""How long an organizer can take back that an event is deleted."""


def gate_of(event_id: str) -> str:
    """Return the name of the gate that every change at an event goes through."""
    return f"event:{event_id}"


def expect_open(session: Session, event_id: str) -> None:
    """Refuse a change at a closed event: now, and in each transaction of this session."""
    refuse_closed(session, event_id)

    def look(writes: Session) -> None:
        pass_gate(writes, gate_of(event_id))
        refuse_closed(writes, event_id)

    look_first(session, look)


def refuse_closed(session: Session, event_id: str) -> None:
    """Refuse what would change an event that is archived, or deleted a moment ago."""
    closed = select(Event.name, Event.erase_at).where(Event.id == event_id, _is_closed())
    found = session.exec(closed).first()
    if found is None:
        return
    name, erase_at = found
    if erase_at is not None:
        raise NotFound(_("There is no event at this address."))
    raise Closed(
        _(
            "%(event)s is archived: it can be read, and nothing is changed any more. An "
            "organizer can open it again.",
            event=name,
        )
    )


def closed_among(session: Session, event_ids: Collection[str]) -> set[str]:
    """Return which of these events are closed: of them nothing comes by mail by itself."""
    return set(session.exec(select(Event.id).where(col(Event.id).in_(event_ids), _is_closed())))


def is_open() -> ColumnElement[bool]:
    """Return the condition of being neither archived nor deleted."""
    return and_(col(Event.archived_at).is_(None), not_deleted())


def _is_closed() -> ColumnElement[bool]:
    return not_(is_open())


quiet.append(closed_among)
