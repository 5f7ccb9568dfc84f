"""Three of a community."""

import pytest
from sqlmodel import Session

from eventnet.communities.models import Community, Membership
from tests.eventnet.groups.people import Desk, Open, somebody
from tests.factories import a_community


@pytest.fixture
def community(session: Session) -> Community:
    return a_community(session, "harbour")


@pytest.fixture
def ada(session: Session, community: Community) -> Membership:
    return somebody(session, community, "Ada")


@pytest.fixture
def bo(session: Session, community: Community) -> Membership:
    return somebody(session, community, "Bo Berg")


@pytest.fixture
def cy(session: Session, community: Community) -> Membership:
    return somebody(session, community, "Cy Hidden", visibility={"name": "nobody"})


@pytest.fixture
def desk(browser: Open, session: Session) -> Desk:
    return Desk(browser, session)
