"""An event in spring, its organizer, and somebody who attends."""

import pytest
from sqlmodel import Session

from eventnet.events.models import Event
from tests.browser import Browser
from tests.eventnet.event_questions.asked import Open
from tests.factories import an_account, an_attendee, an_event


@pytest.fixture
def event(session: Session) -> Event:
    """Return the event."""
    return an_event(session, slug="spring", organizer=an_account(session, "olga@example.org"))


@pytest.fixture
def olga(event: Event, browser: Open) -> Browser:
    """Return the organizer's browser."""
    return browser().sign_in("olga@example.org")


@pytest.fixture
def ada(session: Session, event: Event, browser: Open) -> Browser:
    """Return the browser of somebody who attends."""
    an_attendee(session, event, "Ada", "ada@example.org")
    return browser().sign_in("ada@example.org")
