"""How a community is doing: what is counted, and what is not told."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from sqlmodel import Session

from eventnet import clock
from eventnet.communities.models import Community, MemberRole
from eventnet.discussions.models import Post, Thread
from eventnet.groups.models import Door, Group
from eventnet.stewardship.health import WEEKS, health
from tests.browser import Browser
from tests.factories import a_community, a_member, an_account, save
from tests.queries import counted

Open = Callable[[], Browser]


@pytest.fixture
def here(session: Session) -> Community:
    """Return a community of four who were here lately."""
    here = a_community(session, "harbour")
    for _number in range(4):
        seen(session, here)
    return here


def seen(session: Session, here: Community, days: int = 1) -> str:
    """Add a member who was here so many days ago."""
    account = an_account(session)
    account.seen_at = clock.now() - timedelta(days=days)
    save(session, account)
    return a_member(session, here, account).id


def posts(session: Session, here: Community, by: str, door: Door, number: int) -> None:
    """Let a group have so many posts of last week."""
    group = Group(community_id=here.id, name="Pumps", door=door)
    save(session, group)
    thread = Thread(group_id=group.id, title="t", by_id=by, once=group.id[:14])
    save(session, thread)
    at = clock.now() - timedelta(days=7)
    for count in range(1, number + 1):
        once = f"{group.id[:10]}{count}"
        save(
            session,
            Post(thread_id=thread.id, number=count, by_id=by, words="w", once=once, posted_at=at),
        )


def test_below_a_handful_nothing_is_told(session: Session, here: Community) -> None:
    found = health(session, here.id, clock.now())
    assert (found.members, found.active_month, found.active_quarter) == (4, None, None)
    seen(session, here, 2)
    seen(session, here, 60)
    found = health(session, here.id, clock.now())
    assert (found.members, found.active_month, found.active_quarter) == (6, 5, 6)


def test_a_group_that_hides_itself_is_counted_nowhere(session: Session, here: Community) -> None:
    by = seen(session, here)
    posts(session, here, by, Door.HIDDEN, 6)
    found = health(session, here.id, clock.now())
    assert (found.groups, found.groups_alive) == (0, 0)
    assert {week.posts for week in found.weeks} == {None}
    posts(session, here, by, Door.OPEN, 6)
    posts(session, here, by, Door.REQUEST, 0)
    found = health(session, here.id, clock.now())
    assert (found.groups, found.groups_alive) == (2, 1)
    assert [week.posts for week in found.weeks] == [None] * (WEEKS - 1) + [6]


def test_page_and_file_say_the_same_in_as_many_statements(
    session: Session, here: Community, browser: Open
) -> None:
    steward = an_account(session, "steward@example.org")
    a_member(session, here, steward, MemberRole.STEWARD)
    mine = browser().sign_in("steward@example.org")
    with counted(session) as few:
        words = mine.read("/c/harbour/steward/health")
    for figure in ("Members", "Active in 30 days", "First answer", "Took place", "Groups alive"):
        assert figure in words
    for _number in range(20):
        seen(session, here)
    session.commit()
    with counted(session) as many:
        mine.read("/c/harbour/steward/health")
    assert len(few.statements) == len(many.statements)
    table = mine.get("/c/harbour/steward/health.csv")
    assert table.headers["content-type"].startswith("text/csv")
    assert "Active in 30 days,25,members who opened" in table.text
