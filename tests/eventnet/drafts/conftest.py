"""An event with a small crowd that has time to spare, and runs that become drafts."""

import pytest
from sqlmodel import Session, select

from eventnet.events.models import Event, Role
from tests.crowds import a_crowd
from tests.eventnet.matching.conftest import draft
from tests.factories import an_event

__all__ = ["draft"]


@pytest.fixture
def crowd(session: Session) -> Event:
    """Return an event of 30 people, 6 slots and 12 tables, where each has 4 meetings at most."""
    event = an_event(session, slots=6, tables=12)
    a_crowd(session, event, 30)
    for role in session.exec(select(Role).where(Role.event_id == event.id)):
        role.max_meetings, role.floor = 4, 3
    session.commit()
    return event
