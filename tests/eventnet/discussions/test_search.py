"""One search over all that one may read: what it finds, and what it never does."""

import pytest
from sqlmodel import Session, col, delete, select, text

from eventnet.communities.models import Community, Membership
from eventnet.discussions.actions.writing import edit, remove
from eventnet.discussions.forms import EditFields
from eventnet.discussions.holding import Place
from eventnet.discussions.models import Post, Thread
from eventnet.discussions.search import PAGE, search
from eventnet.groups.actions.coming import put_out
from eventnet.groups.actions.running import change_group
from eventnet.groups.forms import GroupFields
from eventnet.groups.models import Door, Group
from eventnet.versions import version_of
from tests.eventnet.groups.people import Desk, a_group, a_post, a_thread, somebody
from tests.factories import a_community
from tests.queries import counted


def found(session: Session, who: Membership, typed: str, group_id: str = "") -> list[str]:
    return [one.post.words for one in search(session, who, typed, group_id=group_id).found]


@pytest.mark.parametrize(
    ("typed", "finds"),
    [
        ("pümp", True),
        ("PUMP", True),
        ("pum", True),
        ("ump", False),
        ("blue pump", True),
        ("pump blue", True),
        ("blue valve", False),
        ("question", True),
        ("strong", True),
        ("example", False),
        ("pump OR valve", False),
        ('"pump', True),
        ("pump*", True),
        ("place:pump", False),
        ("NEAR(pump blue)", False),
        ("*", False),
        ("'); DROP TABLE group_post; --", False),
    ],
)
def test_words_are_found_without_case_accents_and_operators(
    session: Session, ada: Membership, typed: str, finds: bool
) -> None:
    group = a_group(session, ada)
    words = "A blue **Pümp**, *strong* as [steel](https://example.example)"
    a_thread(session, ada, group, "A question", words)
    assert (found(session, ada, typed) == [words]) is finds


def test_door_and_place_decide_who_finds(
    session: Session, ada: Membership, bo: Membership, dee: Membership
) -> None:
    for door in Door:
        a_thread(session, ada, a_group(session, ada, bo, door=door), words=f"{door.value} pump")
    for who, sees in ((ada, 3), (bo, 3), (dee, 1)):
        assert len(found(session, who, "pump")) == sees


def test_what_happens_to_a_post_or_its_group_shows_at_once(
    session: Session, ada: Membership, bo: Membership
) -> None:
    group = a_group(session, ada, bo, door=Door.REQUEST)
    thread = a_thread(session, ada, group, words="First pump")
    a_post(session, ada, thread, "Second pump")
    edit(session, ada, Place(group.id, thread.id, 1), EditFields(words="A valve", version="1"))
    assert found(session, bo, "pump") == ["Second pump", "A valve"]  # by the title
    remove(session, ada, Place(group.id, thread.id, 2))
    assert found(session, bo, "second") == []
    put_out(session, ada, group.id, bo.id)
    assert found(session, bo, "valve") == []
    session.rollback()
    here = session.get_one(Group, group.id)
    said = GroupFields(
        name="Open", door=Door.OPEN, version=version_of(here, only=("name", "about", "door"))
    )
    change_group(session, ada, group.id, said)
    assert found(session, bo, "valve") == ["A valve"]


def test_another_community_finds_nothing_of_it(session: Session, ada: Membership) -> None:
    a_thread(session, ada, a_group(session, ada))
    other = somebody(session, a_community(session, "quarry"), "Zoe")
    assert found(session, other, "pump") == []
    assert found(session, other, "pump", group_id=session.exec(select(Group.id)).one()) == []


def test_pages_go_on_from_the_last_one(session: Session, desk: Desk, ada: Membership) -> None:
    thread = a_thread(session, ada, a_group(session, ada), words="pump 1")
    for number in range(2, PAGE + 3):
        a_post(session, ada, thread, f"pump {number}")
    first = search(session, ada, "pump")
    assert [one.post.number for one in first.found] == list(range(PAGE + 2, 2, -1))
    rest = search(session, ada, "pump", before=first.before)
    assert ([one.post.number for one in rest.found], rest.before) == ([2, 1], None)
    mine = desk.sit(ada)
    page = mine.get("/c/harbour/discussions?q=pump").text
    assert "Older ones" in page
    with counted(session) as many:
        mine.get("/c/harbour/discussions?q=pump")
    with counted(session) as few:
        mine.get("/c/harbour/discussions?q=20")
    assert many.total == few.total


def test_many_groups_are_searched_at_once(
    session: Session, community: Community, ada: Membership
) -> None:
    groups = [Group(community_id=community.id, name=f"G{number}") for number in range(1_000)]
    session.add_all(groups)
    session.commit()
    a_thread(session, ada, a_group(session, ada), words="pump")
    assert found(session, ada, "pump") == ["pump"]


def test_rows_that_are_deleted_leave_no_word_in_the_index(
    session: Session, ada: Membership
) -> None:
    a_thread(session, ada, a_group(session, ada))
    session.exec(delete(Thread).where(col(Thread.title) != ""))
    session.commit()
    assert session.exec(select(Post)).all() == []
    rows = session.execute(text("SELECT count(*) FROM post_search")).scalar_one()
    assert rows == 0
