"""Two in a group with a thread, and a port where answers come in."""

from collections.abc import Iterator

import pytest
from sqlmodel import Session
from starlette.applications import Starlette

from eventnet.communities.models import Community, Membership
from eventnet.database import writing
from eventnet.discussions.models import Thread
from eventnet.groups.models import Door, Group
from eventnet.replies.addresses import address_for
from eventnet.replies.port import open_port
from eventnet.settings import Settings
from tests.eventnet.groups.people import a_group, a_thread, somebody
from tests.eventnet.replies.letters import Door as Post
from tests.eventnet.replies.letters import a_free_port
from tests.factories import a_community


@pytest.fixture
def taking(settings: Settings) -> Settings:
    """Return the settings of an installation that takes answers, at a port that is free."""
    taken = {"reply_address": "reply@meet.example.org", "lmtp_port": a_free_port()}
    return settings.model_copy(update=taken)


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
def group(session: Session, bo: Membership, ada: Membership) -> Group:
    return a_group(session, bo, ada, door=Door.REQUEST)


@pytest.fixture
def thread(session: Session, bo: Membership, group: Group) -> Thread:
    return a_thread(session, bo, group)


@pytest.fixture
def address(session: Session, taking: Settings, ada: Membership, thread: Thread) -> str:
    """Return where Ada answers in the thread."""
    with writing(session):
        made = address_for(session, taking, ada.id, thread.id)
    assert made is not None
    return made


@pytest.fixture
def post(app: Starlette, taking: Settings) -> Iterator[Post]:
    """Return the port, open."""
    opened = open_port(taking, app.state.sessions)
    yield Post(opened.port)
    opened.stop()
