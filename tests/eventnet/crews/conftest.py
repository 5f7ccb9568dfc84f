"""A harbour community whose members offer maps, pumps and law, and one who needs a crew."""

import pytest
from sqlmodel import Session

from eventnet.communities.models import Community, Membership
from eventnet.events.models import Attendance, Event
from eventnet.people.models import Audience
from tests.eventnet.asks.gauges import knower
from tests.eventnet.crews.circles import shows
from tests.factories import a_community, an_attendee, an_event


@pytest.fixture
def community(session: Session) -> Community:
    return a_community(session, "harbour")


@pytest.fixture
def event(session: Session, community: Community) -> Event:
    return an_event(session, community, "spring")


@pytest.fixture
def ada(session: Session, event: Event) -> Attendance:
    return an_attendee(session, event, "Ada Asks", "ada@example.org", shown_to=Audience.COMMUNITY)


@pytest.fixture
def me(session: Session, ada: Attendance) -> Membership:
    return session.get_one(Membership, ada.membership_id)


@pytest.fixture
def four(session: Session, event: Event) -> list[Membership]:
    """Two who offer maps, one pumps, and one both."""
    return [
        knower(session, event, "Mia Maps", "maps"),
        knower(session, event, "Moe Maps", "maps"),
        knower(session, event, "Pia Pumps", "pumps"),
        knower(session, event, "Bo Both", "maps", "pumps"),
    ]


@pytest.fixture
def ring(session: Session, event: Event, me: Membership) -> list[Membership]:
    """Let three close a ring with Ada: no two of them complete each other alone."""
    shows(session, me, "maps", "law")
    return [
        shows(session, knower(session, event, "Pia Pumps"), "pumps", "maps"),
        shows(session, knower(session, event, "Lea Leaks"), "leaks", "pumps"),
        shows(session, knower(session, event, "Lou Law"), "law", "leaks"),
    ]
