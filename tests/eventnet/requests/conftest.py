"""Two people at an event who may ask each other."""

import pytest
from sqlmodel import Session

from eventnet.events.models import Attendance, Event
from tests.factories import an_attendee, an_event


@pytest.fixture
def event(session: Session) -> Event:
    return an_event(session, slug="one", slots=6)


@pytest.fixture
def ada(session: Session, event: Event) -> Attendance:
    return an_attendee(session, event, "Ada", "ada@example.org")


@pytest.fixture
def bo(session: Session, event: Event) -> Attendance:
    return an_attendee(session, event, "Bo Berg", "bo@example.org")
