"""An event of May 2027 whose morning has passed, with a meeting of two."""

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
from sqlmodel import Session

from eventnet import clock
from eventnet.events.models import Attendance, Event
from eventnet.meetings.models import Meeting
from tests.factories import a_meeting, an_attendee, an_event

NOON = datetime(2027, 5, 11, 11, 0, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _noon() -> Iterator[None]:
    """Let it be noon in Lisbon, after all slots."""
    with clock.at(NOON):
        yield


@pytest.fixture
def event(session: Session) -> Event:
    return an_event(session, slug="one", slots=6)


@pytest.fixture
def ada(session: Session, event: Event) -> Attendance:
    return an_attendee(session, event, "Ada", "ada@example.org")


@pytest.fixture
def bo(session: Session, event: Event) -> Attendance:
    return an_attendee(session, event, "Bo <b>Berg", "bo@example.org")


@pytest.fixture
def meeting(session: Session, event: Event, ada: Attendance, bo: Attendance) -> Meeting:
    return a_meeting(session, event, ada, bo)
