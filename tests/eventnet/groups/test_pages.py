"""Opening a group, coming in and going, on pages."""

import pytest
from sqlmodel import Session, select

from eventnet.communities.models import Community, Membership
from eventnet.groups.actions.coming import join
from eventnet.groups.models import Door, Group, GroupMember, GroupRole, State
from tests.eventnet.groups.people import Desk, a_group, a_thread, somebody
from tests.factories import a_community
from tests.queries import counted

HERE = "/c/harbour/groups"


def test_anybody_opens_a_group_in_one_step(session: Session, desk: Desk, ada: Membership) -> None:
    mine = desk.sit(ada)
    assert "No group yet" in mine.read(HERE)
    values = {"name": "Pumps", "about": "All of them", "door": "open"}
    answer = mine.post(HERE, values)
    group = session.exec(select(Group)).one()
    assert answer.status_code == 303
    assert answer.headers["location"] == f"{HERE}/{group.id}"
    assert "Nothing is discussed yet" in mine.read(f"{HERE}/{group.id}")
    own = session.exec(select(GroupMember)).one()
    assert (own.member_id, own.role, own.state) == (ada.id, GroupRole.OWNER, State.IN)


def test_opening_twice_with_the_same_form_opens_one(
    session: Session, desk: Desk, ada: Membership
) -> None:
    mine = desk.sit(ada)
    values = {"name": "Pumps", "door": "open", "once": "a2345678923456"}
    first, second = mine.post(HERE, values), mine.post(HERE, values)
    assert first.headers["location"] == second.headers["location"]
    assert len(session.exec(select(Group)).all()) == 1


def test_refused_form_keeps_what_was_typed(desk: Desk, ada: Membership) -> None:
    answer = desk.sit(ada).post(HERE, {"name": " ", "about": "Still here", "door": "hidden"})
    assert answer.status_code == 422
    assert "Still here" in answer.text
    assert "Please fill this in" in answer.text


def test_open_group_is_read_by_all_and_joined_with_a_click(
    session: Session, desk: Desk, ada: Membership, bo: Membership
) -> None:
    group = a_group(session, ada)
    a_thread(session, ada, group)
    theirs = desk.sit(bo)
    page = theirs.get(f"{HERE}/{group.id}").text
    assert "Which pump?" in page
    assert "to every member of the community" in page
    theirs.post(f"{HERE}/{group.id}/join")
    assert session.get_one(GroupMember, (group.id, bo.id)).state is State.IN


def test_group_by_request_lets_in_whom_a_moderator_says(
    session: Session, desk: Desk, ada: Membership, bo: Membership
) -> None:
    group = a_group(session, ada, door=Door.REQUEST)
    thread = a_thread(session, ada, group)
    theirs, mine = desk.sit(bo), desk.sit(ada)
    assert "Which pump?" not in theirs.get(f"{HERE}/{group.id}").text
    assert theirs.get(f"{HERE}/{group.id}/threads/{thread.id}").status_code == 404
    theirs.post(f"{HERE}/{group.id}/join")
    assert "You asked to come in" in theirs.get(f"{HERE}/{group.id}").text
    page = mine.get(f"{HERE}/{group.id}/people").text
    assert "Bo Berg" in page
    assert f'action="{HERE}/{group.id}/people/{bo.id}/in"' in page
    assert f'action="{HERE}/{group.id}/people/{bo.id}/out"' in page
    assert 'data-count="groups" data-number="1"' in mine.get(HERE).text
    mine.post(f"{HERE}/{group.id}/people/{bo.id}/in")
    assert (
        f'action="{HERE}/{group.id}/people/{bo.id}/role"'
        in mine.get(f"{HERE}/{group.id}/people").text
    )
    assert "Which pump?" in theirs.get(f"{HERE}/{group.id}").text


def test_hidden_group_is_nowhere_for_others_and_opens_to_whom_is_invited(
    session: Session, desk: Desk, ada: Membership, bo: Membership
) -> None:
    group = a_group(session, ada, door=Door.HIDDEN)
    theirs, mine = desk.sit(bo), desk.sit(ada)
    assert "hidden pumps" not in theirs.get(HERE).text
    assert theirs.get(f"{HERE}/{group.id}").status_code == 404
    assert theirs.post(f"{HERE}/{group.id}/join").status_code == 404
    assert "Bo Berg" in mine.get(f"{HERE}/{group.id}/people?q=ber").text
    mine.post(f"{HERE}/{group.id}/people", {"member": bo.id})
    assert "You are invited" in theirs.get(HERE).text
    assert theirs.get(f"{HERE}/{group.id}/people").status_code == 404
    theirs.post(f"{HERE}/{group.id}/join")
    assert theirs.get(f"{HERE}/{group.id}/people").status_code == 200


def test_whoever_is_put_out_reads_nothing_with_the_next_request(
    session: Session, desk: Desk, ada: Membership, bo: Membership
) -> None:
    group = a_group(session, ada, bo, door=Door.HIDDEN)
    thread = a_thread(session, bo, group)
    theirs, mine = desk.sit(bo), desk.sit(ada)
    assert theirs.get(f"{HERE}/{group.id}/threads/{thread.id}").status_code == 200
    mine.post(f"{HERE}/{group.id}/people/{bo.id}/out")
    assert theirs.get(f"{HERE}/{group.id}/threads/{thread.id}").status_code == 404
    assert theirs.get(f"{HERE}/{group.id}").status_code == 404
    assert "Which pump?" not in theirs.get("/c/harbour/discussions?q=pump").text
    assert "Somebody who left" in mine.get(f"{HERE}/{group.id}/threads/{thread.id}").text


def test_put_out_of_an_open_group_one_reads_and_cannot_come_back(
    session: Session, desk: Desk, ada: Membership, bo: Membership
) -> None:
    group = a_group(session, ada, bo)
    theirs, mine = desk.sit(bo), desk.sit(ada)
    mine.post(f"{HERE}/{group.id}/people/{bo.id}/out")
    assert theirs.get(f"{HERE}/{group.id}").status_code == 200
    assert theirs.post(f"{HERE}/{group.id}/join").status_code == 422
    mine.post(f"{HERE}/{group.id}/people", {"member": bo.id})
    theirs.post(f"{HERE}/{group.id}/join")
    assert session.get_one(GroupMember, (group.id, bo.id)).state is State.IN


def test_name_that_is_hidden_elsewhere_is_told_to_the_group_only(
    session: Session, desk: Desk, ada: Membership, cy: Membership, dee: Membership
) -> None:
    group = a_group(session, ada, cy, door=Door.REQUEST)
    assert "Cy Hidden" in desk.sit(ada).get(f"{HERE}/{group.id}/people").text
    others = desk.sit(dee)
    assert "Cy Hidden" not in others.get(f"{HERE}/{group.id}").text
    assert "Cy Hidden" not in others.get(HERE).text


def test_owner_changes_the_group_and_two_at_once_are_told(
    session: Session, desk: Desk, ada: Membership
) -> None:
    group = a_group(session, ada)
    mine, path = desk.sit(ada), f"{HERE}/{group.id}/settings"
    version = mine.get(path).text.split('name="version" value="')[1].split('"')[0]
    values = {"name": "Valves", "about": "New", "door": "request", "version": version}
    assert mine.post(path, values).status_code == 303
    late = mine.post(path, {**values, "name": "Taps"})
    assert late.status_code == 409
    assert "Taps" in late.text
    session.expire_all()
    assert (session.get_one(Group, group.id).name, group.door) == ("Valves", Door.REQUEST)


def test_closed_group_is_read_and_not_written_in(
    session: Session, desk: Desk, ada: Membership, bo: Membership
) -> None:
    group = a_group(session, ada, bo)
    thread = a_thread(session, ada, group)
    mine, theirs = desk.sit(ada), desk.sit(bo)
    mine.post(f"{HERE}/{group.id}/settings/closed", {"do": "close"})
    answer = theirs.post(f"{HERE}/{group.id}/threads/{thread.id}", {"words": "Too late"})
    assert answer.status_code == 409
    assert "is closed" in answer.text
    mine.post(f"{HERE}/{group.id}/settings/closed", {"do": "reopen"})
    answer = theirs.post(f"{HERE}/{group.id}/threads/{thread.id}", {"words": "In time"})
    assert answer.status_code == 303


@pytest.mark.parametrize("page", ["", "/people", "of"])
def test_lists_take_as_many_statements_for_one_as_for_thirty(
    session: Session, desk: Desk, community: Community, ada: Membership, page: str
) -> None:
    group = a_group(session, ada)
    a_thread(session, ada, group)
    mine, here = desk.sit(ada), HERE if page == "of" else f"{HERE}/{group.id}{page}"
    with counted(session) as few:
        mine.get(here)
    for number in range(30):
        other = somebody(session, community, f"M{number} Name")
        a_thread(session, other, a_group(session, other))
        join(session, other, group.id)
        a_thread(session, other, group)
    with counted(session) as many:
        mine.get(here)
    assert many.total == few.total


def test_members_of_other_communities_are_not_let_in(
    session: Session, desk: Desk, ada: Membership
) -> None:
    other = somebody(session, a_community(session, "quarry"), "Zoe")
    group, mine = a_group(session, ada), desk.sit(ada)
    for path, values in (("", {"member": other.id}), (f"/{other.id}/in", {})):
        assert mine.post(f"{HERE}/{group.id}/people{path}", values).status_code == 404
    assert session.get(GroupMember, (group.id, other.id)) is None
