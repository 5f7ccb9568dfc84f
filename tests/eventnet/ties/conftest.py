"""A community after its event, and people who were there."""

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
from sqlmodel import Session

from eventnet import clock
from eventnet.communities.models import Community
from eventnet.events.models import Attendance, Event
from tests.factories import a_community, an_attendee, an_event

LATER = datetime(2027, 9, 1, 9, 0, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _later() -> Iterator[None]:
    """Let it be a morning in September."""
    with clock.at(LATER):
        yield


@pytest.fixture
def community(session: Session) -> Community:
    return a_community(session, "harbour")


@pytest.fixture
def spring(session: Session, community: Community) -> Event:
    return an_event(session, community, "spring", slots=12, tables=9)


@pytest.fixture
def ada(session: Session, spring: Event) -> Attendance:
    return an_attendee(session, spring, "Ada", "ada@example.org")


@pytest.fixture
def bo(session: Session, spring: Event) -> Attendance:
    return an_attendee(session, spring, "Bo", "bo@example.org")
