"""A community in which ada knows bo, bo knows cy, cy knows dee and dee knows eve; all agree."""

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
from sqlmodel import Session

from eventnet import clock
from eventnet.communities.models import Community
from eventnet.events.models import Attendance, Event
from eventnet.people.models import Audience
from tests.eventnet.introductions.chain import Chain
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
    return an_event(session, community, "spring")


@pytest.fixture
def chain(session: Session, spring: Event) -> Chain:
    """Return the five, by name."""
    people: dict[str, Attendance] = {
        name: an_attendee(
            session,
            spring,
            name.title(),
            f"{name}@example.org",
            shown_to=Audience.COMMUNITY,
            headline=f"{name} runs pumps",
        )
        for name in ("ada", "bo", "cy", "dee", "eve")
    }
    made = Chain(session, people)
    for one, other in (("ada", "bo"), ("bo", "cy"), ("cy", "dee"), ("dee", "eve")):
        made.tie(one, other)
    for name in people:
        made.agrees(name)
    return made
