"""An event with organizers, two exhibitors of one team, and a visitor."""

import pytest
from sqlmodel import Session

from eventnet.events.models import Attendance, Event
from eventnet.teams.models import ExhibitorTeam
from eventnet.teams.targets import put_target
from tests.eventnet.board.desk import a_desk
from tests.eventnet.teams.team import a_team
from tests.factories import an_attendee, an_event


@pytest.fixture
def event(session: Session) -> Event:
    """Return an event whose wishes are open."""
    return an_event(session)


@pytest.fixture
def desk(session: Session, event: Event) -> str:
    """Return the id of an organizer's account."""
    return a_desk(session, event).id


@pytest.fixture
def ada(session: Session, event: Event) -> Attendance:
    """Return an exhibitor."""
    return an_attendee(session, event, "Ada", "ada@example.org")


@pytest.fixture
def bo(session: Session, event: Event) -> Attendance:
    """Return another."""
    return an_attendee(session, event, "Bo", "bo@example.org")


@pytest.fixture
def vera(session: Session, event: Event) -> Attendance:
    """Return a visitor."""
    return an_attendee(session, event, "Vera", "vera@example.org")


@pytest.fixture
def team(
    session: Session, event: Event, desk: str, ada: Attendance, bo: Attendance
) -> ExhibitorTeam:
    """Return the team of the two."""
    return a_team(session, event, desk, ada, bo)


@pytest.fixture
def wanted(
    session: Session, event: Event, team: ExhibitorTeam, ada: Attendance, vera: Attendance
) -> Attendance:
    """Return the visitor, on the list of the team."""
    put_target(session, event, ada.id, vera.id)
    return vera
