"""A community of five, one of them its steward."""

import pytest
from sqlmodel import Session

from eventnet.communities.models import Community, MemberRole, Membership
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
def dee(session: Session, community: Community) -> Membership:
    return somebody(session, community, "Dee")


@pytest.fixture
def stu(session: Session, community: Community) -> Membership:
    return somebody(session, community, "Stu Steward", MemberRole.STEWARD)


@pytest.fixture
def desk(browser: Open, session: Session) -> Desk:
    return Desk(browser, session)
