"""A community of some who write, on a Monday morning in September; the post office is far."""

from collections.abc import Iterator

import pytest
from sqlmodel import Session

from eventnet import clock
from eventnet.communities.models import Community, Membership
from eventnet.groups.models import Door, Group
from tests.eventnet.digests.people import SUNDAY, long_a_member
from tests.eventnet.groups.people import a_group
from tests.factories import a_community


@pytest.fixture(autouse=True)
def _on_sunday() -> Iterator[None]:
    """Let it be the day before."""
    with clock.at(SUNDAY):
        yield


@pytest.fixture
def community(session: Session) -> Community:
    return a_community(session, "harbour")


@pytest.fixture
def ada(session: Session, community: Community) -> Membership:
    return long_a_member(session, community, "Ada")


@pytest.fixture
def bo(session: Session, community: Community) -> Membership:
    return long_a_member(session, community, "Bo Berg")


@pytest.fixture
def dee(session: Session, community: Community) -> Membership:
    return long_a_member(session, community, "Dee")


@pytest.fixture
def group(session: Session, bo: Membership, ada: Membership) -> Group:
    return a_group(session, bo, ada, door=Door.REQUEST)
