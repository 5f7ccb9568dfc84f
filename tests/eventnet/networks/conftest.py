"""A community after its event, where two clusters of six hang together over ada and gus."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime

import pytest
from sqlmodel import Session

from eventnet import clock
from eventnet.communities.models import Community
from eventnet.events.models import Event
from eventnet.networks.keeping import forget
from tests.eventnet.networks.circle import DYKES, PUMPS, Circle
from tests.eventnet.people.person import Open, Person, signed_in
from tests.factories import a_community, an_attendee, an_event

LATER = datetime(2027, 9, 1, 9, 0, tzinfo=UTC)
As = Callable[[str], Person]


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
def strangers(session: Session, spring: Event) -> Circle:
    """Return twelve who do not know each other."""
    people = {
        name: an_attendee(session, spring, name.title(), f"{name}@example.org")
        for name in (*PUMPS, *DYKES)
    }
    return Circle(session, spring, people)


@pytest.fixture
def circle(session: Session, strangers: Circle) -> Circle:
    """Return the twelve in two clusters."""
    strangers.hang_together()
    forget(session)
    return strangers


@pytest.fixture
def sign_in(session: Session, browser: Open, strangers: Circle) -> As:
    """Return a function that signs one of them in."""
    return lambda name: signed_in(browser, session, strangers.people[name])
