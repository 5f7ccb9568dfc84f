"""Pages in the one search: where one may read, as they are now."""

from sqlmodel import Session, select, text

from eventnet.communities.models import Community, Membership
from eventnet.groups.actions.coming import put_out
from eventnet.groups.models import Door, Group
from eventnet.pages.searching import PAGE, search_pages
from tests.eventnet.groups.people import Desk, a_group, somebody
from tests.eventnet.pages.writing import a_page, saved
from tests.factories import a_community


def found(session: Session, who: Membership, typed: str, group_id: str = "") -> list[str]:
    pages, _before = search_pages(session, who, typed, group_id, None)
    return [page.title for page, _version, _group in pages]


def test_door_decides_who_finds(
    session: Session, ada: Membership, bo: Membership, dee: Membership
) -> None:
    for door in Door:
        a_page(session, ada, a_group(session, ada, bo, door=door), f"{door.value} pumps")
    for who, sees in ((ada, 3), (bo, 3), (dee, 1)):
        assert len(found(session, who, "pump")) == sees
    hidden = session.exec(select(Group).where(Group.door == Door.HIDDEN)).one()
    assert found(session, ada, "pump", hidden.id) == ["hidden pumps"]
    assert found(session, dee, "pump", hidden.id) == []
    put_out(session, ada, hidden.id, bo.id)
    assert found(session, bo, "pump", hidden.id) == []


def test_page_is_found_as_it_is_now(session: Session, ada: Membership) -> None:
    page = a_page(session, ada, a_group(session, ada), "Pumps", "A *blue* one of [[Steel|iron]]")
    for word in ("pump", "blue", "iron"):
        assert found(session, ada, word) == ["Pumps"]
    assert found(session, ada, "steel") == []
    saved(session, ada, page, "A red one", title="Valves")
    assert found(session, ada, "blue") == found(session, ada, "pumps") == []
    assert found(session, ada, "red valves") == ["Valves"]


def test_another_community_finds_nothing_of_it(
    session: Session, community: Community, ada: Membership
) -> None:
    group = a_group(session, ada)
    a_page(session, ada, group)
    other = somebody(session, a_community(session, "quarry"), "Zoe")
    assert other.community_id != community.id
    assert found(session, other, "pumps") == found(session, other, "pumps", group.id) == []


def test_older_ones_follow(session: Session, desk: Desk, ada: Membership) -> None:
    group = a_group(session, ada)
    for number in range(PAGE + 1):
        a_page(session, ada, group, f"Pump {number:02}")
    mine = desk.sit(ada)
    first = mine.get("/c/harbour/discussions?q=pump").text
    assert "Pump 10" in first
    assert "Pump 00" not in first
    _pages, before = search_pages(session, ada, "pump", "", None)
    assert f"pages_before={before}" in first
    rest = mine.get(f"/c/harbour/discussions?q=pump&pages_before={before}").text
    assert "Pump 00" in rest
    assert "Pump 10" not in rest


def test_group_that_is_gone_leaves_no_word(session: Session, ada: Membership) -> None:
    group = a_group(session, ada)
    a_page(session, ada, group)
    session.delete(session.get_one(Group, group.id))
    session.commit()
    assert session.execute(text("SELECT count(*) FROM page_search")).scalar_one() == 0
