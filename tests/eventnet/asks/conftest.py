"""A community in September, of people who know about tide gauges, and one who does not."""

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
from sqlmodel import Session

from eventnet import clock
from eventnet.communities.models import Community, Membership
from eventnet.events.models import Attendance, Event
from tests.eventnet.asks.gauges import GAUGES, knower
from tests.factories import a_community, an_attendee, an_event

LATER = datetime(2027, 9, 6, 9, 0, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _later() -> Iterator[None]:
    """Let it be a Monday morning in September."""
    with clock.at(LATER):
        yield


@pytest.fixture
def community(session: Session) -> Community:
    return a_community(session, "harbour")


@pytest.fixture
def event(session: Session, community: Community) -> Event:
    return an_event(session, community, "spring")


@pytest.fixture
def ada(session: Session, event: Event) -> Attendance:
    return an_attendee(session, event, "Ada Asks", "ada@example.org")


@pytest.fixture
def me(session: Session, ada: Attendance) -> Membership:
    return session.get_one(Membership, ada.membership_id)


@pytest.fixture
def six(session: Session, event: Event) -> list[Membership]:
    """Six who offer tide gauges."""
    return [knower(session, event, f"Gauger {n}", GAUGES) for n in range(6)]
