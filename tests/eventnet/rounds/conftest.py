"""A community that holds rounds, in September 2027, and people of it."""

from collections.abc import Iterator

import pytest
from sqlmodel import Session

from eventnet import clock
from eventnet.communities.models import Community, MemberRole, Membership
from eventnet.events.models import Attendance, Event
from tests.eventnet.rounds.round import MONDAY, a_setting
from tests.factories import a_community, a_member, an_account, an_attendee, an_event


@pytest.fixture(autouse=True)
def _monday() -> Iterator[None]:
    """Let it be a Monday morning in September."""
    with clock.at(MONDAY):
        yield


@pytest.fixture
def community(session: Session) -> Community:
    """Return a community that holds rounds every week."""
    community = a_community(session, "harbour")
    a_setting(session, community)
    return community


@pytest.fixture
def event(session: Session, community: Community) -> Event:
    """Return its event of May, which is over."""
    return an_event(session, community, "spring")


@pytest.fixture
def steward(session: Session, community: Community) -> Membership:
    """Return its steward, who has no profile and takes part in nothing."""
    account = an_account(session, "steward@example.org")
    return a_member(session, community, account, MemberRole.STEWARD)


@pytest.fixture
def ada(session: Session, event: Event) -> Attendance:
    return an_attendee(session, event, "Ada", "ada@example.org")


@pytest.fixture
def bo(session: Session, event: Event) -> Attendance:
    return an_attendee(session, event, "Bo", "bo@example.org")


@pytest.fixture
def cy(session: Session, event: Event) -> Attendance:
    return an_attendee(session, event, "Cy", "cy@example.org")
