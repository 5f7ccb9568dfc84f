"""Files in the one search: by their names, where one may have them, as they are now."""

import pytest
from sqlmodel import Session

from eventnet.communities.models import Membership
from eventnet.discussions.actions import moderating
from eventnet.discussions.actions.answering import block
from eventnet.discussions.actions.writing import remove
from eventnet.discussions.holding import Place
from eventnet.files.actions.judging import judge
from eventnet.files.searching import PAGE, search_files
from eventnet.groups.actions.coming import put_out
from eventnet.groups.models import Door
from eventnet.settings import Settings
from tests.eventnet.files.giving import a_file
from tests.eventnet.groups.people import Desk, a_group, a_post, a_thread
from tests.queries import counted

SEARCH = "/c/harbour/discussions"


def found(session: Session, who: Membership, typed: str, group_id: str = "") -> list[str]:
    files, _last = search_files(session, who, typed, group_id, "")
    return sorted(file.name for file, _group, _thread in files)


@pytest.mark.parametrize(
    ("typed", "finds"),
    [("pump", True), ("PUMPS blue", True), ("pdf", True), ("ump", False), ("...", False)],
)
def test_words_of_its_name_find_it(
    session: Session, settings: Settings, ada: Membership, typed: str, finds: bool
) -> None:
    a_file(session, settings, ada, a_group(session, ada), name="Blue-Pumps.pdf", data=b"%PDF-1")
    assert found(session, ada, typed) == (["Blue-Pumps.pdf"] if finds else [])


def test_door_decides_who_finds(
    session: Session, settings: Settings, ada: Membership, bo: Membership, dee: Membership
) -> None:
    groups = {door: a_group(session, ada, bo, door=door) for door in Door}
    for door, group in groups.items():
        a_file(session, settings, ada, group, name=f"{door.value} plan.txt")
    for who, sees in ((ada, 3), (bo, 3), (dee, 1)):
        assert len(found(session, who, "plan")) == sees
    hidden = groups[Door.HIDDEN].id
    assert found(session, ada, "plan", hidden) == ["hidden plan.txt"]
    assert found(session, dee, "plan", hidden) == []
    put_out(session, ada, hidden, bo.id)
    assert found(session, bo, "plan", hidden) == []


def test_file_of_a_post_is_found_as_long_as_the_post_is_read(
    session: Session, settings: Settings, desk: Desk, ada: Membership, bo: Membership
) -> None:
    group = a_group(session, ada, bo)
    thread = a_thread(session, ada, group)
    a_post(session, bo, thread, "With a plan")
    place = Place(group.id, thread.id, 2)
    a_file(session, settings, bo, group, place)
    shown = desk.sit(ada).get(f"{SEARCH}?q=plan").text
    assert f"With a post in “{thread.title}”" in shown
    moderating.judge(session, ada, place, "hide")
    assert found(session, ada, "plan") == []
    moderating.judge(session, ada, place, "restore")
    assert found(session, ada, "plan") == ["plan.txt"]
    remove(session, bo, place)
    assert found(session, ada, "plan") == []


def test_hidden_file_and_one_of_whom_one_blocks_are_not_found(
    session: Session, settings: Settings, ada: Membership, bo: Membership, dee: Membership
) -> None:
    group = a_group(session, ada, bo)
    file = a_file(session, settings, bo, group)
    block(session, dee, bo.id, blocked=True)
    assert found(session, dee, "plan") == []
    assert found(session, ada, "plan") == ["plan.txt"]
    judge(session, ada, group.id, file.id, "hide")
    assert found(session, ada, "plan") == found(session, bo, "plan") == []


def test_older_ones_follow_and_statements_do_not_grow(
    session: Session, settings: Settings, desk: Desk, ada: Membership
) -> None:
    group = a_group(session, ada)
    a_file(session, settings, ada, group, name="plan 00.txt")
    mine = desk.sit(ada)
    with counted(session) as few:
        mine.get(f"{SEARCH}?q=plan")
    for number in range(1, PAGE + 1):
        a_file(session, settings, ada, group, name=f"plan {number:02}.txt")
    with counted(session) as many:
        first = mine.get(f"{SEARCH}?q=plan").text
    assert many.total == few.total
    assert "plan 10.txt" in first
    assert "plan 00.txt" not in first
    files, last = search_files(session, ada, "plan", "", "")
    assert last == files[-1][0].id
    assert f"files_before={last}" in first
    rest = mine.get(f"{SEARCH}?q=plan&files_before={last}").text
    assert "plan 00.txt" in rest
    assert "plan 10.txt" not in rest
    assert "plan 10.txt" in mine.get(f"{SEARCH}?q=plan&files_before=unknown").text
