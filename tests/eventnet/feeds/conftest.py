"""Three of a community, with an open group and a hidden one, in September."""

from collections.abc import Callable

import pytest
from sqlmodel import Session
from starlette.applications import Starlette

from eventnet.communities.models import Community, Membership
from eventnet.feeds.addresses import Wanted, tokens_of
from eventnet.feeds.models import FeedKind
from eventnet.groups.models import Door, Group
from tests.browser import Browser
from tests.eventnet.groups.people import Desk, Open, a_group, somebody
from tests.factories import a_community

Address = Callable[..., str]


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
def dee(session: Session, community: Community) -> Membership:
    return somebody(session, community, "Dee")


@pytest.fixture
def open_group(session: Session, bo: Membership) -> Group:
    return a_group(session, bo)


@pytest.fixture
def hidden(session: Session, bo: Membership, ada: Membership) -> Group:
    return a_group(session, bo, ada, door=Door.HIDDEN)


@pytest.fixture
def desk(browser: Open, session: Session) -> Desk:
    return Desk(browser, session)


@pytest.fixture
def program(browser: Open) -> Browser:
    """Return a program that reads feeds, and is signed in nowhere."""
    return browser()


@pytest.fixture
def address(session: Session, app: Starlette) -> Address:
    """Return a function that tells the address of a member's feed."""

    def of(member: Membership, kind: FeedKind = FeedKind.COMMUNITY, about: str = "") -> str:
        session.rollback()
        key = app.state.settings.key
        (token,) = tokens_of(session, key, member.id, [Wanted(kind, about)])
        session.commit()
        return f"/feeds/{token}.atom"

    return of
