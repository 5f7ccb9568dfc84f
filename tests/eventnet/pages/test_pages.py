"""Reading and writing shared pages."""

import re

import pytest
from sqlmodel import Session, select

from eventnet.communities.models import Membership
from eventnet.discussions.actions.answering import block
from eventnet.groups.actions.coming import leave
from eventnet.groups.actions.running import close_group
from eventnet.groups.models import Door
from eventnet.pages.actions.writing import save_page
from eventnet.pages.forms import PageFields
from eventnet.pages.models import LONGEST_PAGE, MOST_LINKS, PageVersion, SharedPage
from tests.eventnet.groups.people import Desk, a_group
from tests.eventnet.pages.writing import HERE, a_page, address, place, saved, words_of
from tests.queries import counted


def once_of(html: str) -> str:
    found = re.search(r'name="once" value="(\w+)"', html)
    assert found
    return found[1]


def test_page_is_written_changed_and_read_by_all_of_the_group(
    session: Session, desk: Desk, ada: Membership, bo: Membership
) -> None:
    group = a_group(session, ada, bo)
    mine, theirs = desk.sit(ada), desk.sit(bo)
    assert "No page yet" in mine.get(f"{HERE}/{group.id}/pages").text
    form = mine.get(f"{HERE}/{group.id}/pages/new").text
    values = {"title": "Pumps", "words": "A **good** one", "once": once_of(form)}
    first = mine.post(f"{HERE}/{group.id}/pages", values)
    second = mine.post(f"{HERE}/{group.id}/pages", values)
    assert first.status_code == 303
    assert first.headers["location"] == second.headers["location"]
    page = session.exec(select(SharedPage)).one()
    assert "A <strong>good</strong> one" in theirs.get(address(page)).text
    form = theirs.get(f"{address(page)}/edit").text
    changed = {
        "title": "Pumps",
        "words": "A better one",
        "note": "Better",
        "version": "1",
        "once": once_of(form),
    }
    assert theirs.post(f"{address(page)}/edit", changed).status_code == 303
    assert theirs.post(f"{address(page)}/edit", changed).status_code == 303
    assert words_of(session, page) == ["A **good** one", "A better one"]
    history = mine.get(f"{address(page)}/history").text
    assert "Better" in history
    assert "Bo Berg" in history
    assert "1 page" in mine.get(f"{HERE}/{group.id}").text


def test_nothing_new_is_no_version(session: Session, ada: Membership) -> None:
    page = a_page(session, ada, a_group(session, ada))
    saved(session, ada, page, "All of them")
    assert words_of(session, page) == ["All of them"]


def test_how_it_looks_is_shown_and_not_saved(session: Session, desk: Desk, ada: Membership) -> None:
    page = a_page(session, ada, a_group(session, ada))
    values = {"title": "Pumps", "words": "Now *this*", "version": "1", "do": "look"}
    answer = desk.sit(ada).post(f"{address(page)}/edit", values)
    assert answer.status_code == 200
    assert "Now <em>this</em>" in answer.text
    assert "Now *this*</textarea>" in answer.text
    assert words_of(session, page) == ["All of them"]


@pytest.mark.parametrize(
    ("values", "says"),
    [
        ({"words": " "}, "There is nothing on the page yet"),
        ({"words": "x" * (LONGEST_PAGE + 1)}, "longer than 20,000 characters"),
        ({"words": ">" * 7 + " deep"}, "more than 6 deep"),
        ({"words": " ".join(f"[[{n}]]" for n in range(MOST_LINKS + 1))}, "more than 300 pages"),
        ({"title": " "}, "Please fill this in"),
        ({"title": "x" * 300}, "at most 120"),
        ({"title": "a]]b"}, "no square brackets"),
        ({"title": "VALVES"}, "has a page of this title already"),
        ({"note": "x" * 300}, "at most 120"),
    ],
)
def test_what_cannot_be_saved_is_said_and_kept(
    session: Session, desk: Desk, ada: Membership, values: dict[str, str], says: str
) -> None:
    group = a_group(session, ada)
    page = a_page(session, ada, group)
    a_page(session, ada, group, "Valves")
    mine, sent = desk.sit(ada), {"title": "Pumps", "words": "Kept", "version": "1", **values}
    answer = mine.post(f"{address(page)}/edit", sent)
    assert answer.status_code == 422
    assert says in answer.text
    for typed in sent.values():
        assert typed.strip().replace(">", "&gt;") in answer.text
    assert mine.post(f"{HERE}/{group.id}/pages", sent).status_code == 422
    assert words_of(session, page) == ["All of them"]


def test_longest_page_in_any_alphabet_is_taken(
    session: Session, desk: Desk, ada: Membership
) -> None:
    group = a_group(session, ada)
    values = {"title": "\u05d0" * 120, "words": "\u6f6e" * LONGEST_PAGE}
    assert desk.sit(ada).post(f"{HERE}/{group.id}/pages", values).status_code == 303


def test_second_save_sees_both_and_loses_nothing(
    session: Session, desk: Desk, ada: Membership, bo: Membership
) -> None:
    page = a_page(session, ada, a_group(session, ada, bo), words="One\nTwo")
    saved(session, bo, page, "One\nTwo and a half")
    mine = desk.sit(ada)
    values = {"title": "Pumps", "words": "One and mine\nTwo", "version": "1"}
    answer = mine.post(f"{address(page)}/edit", values)
    assert answer.status_code == 409
    for shown in ("Bo Berg", "Two and a half", "One and mine", "<ins> and a half</ins>"):
        assert shown in answer.text
    assert 'name="version" value="2"' in answer.text
    assert words_of(session, page) == ["One\nTwo", "One\nTwo and a half"]
    together = {**values, "words": "One and mine\nTwo and a half", "version": "2"}
    assert mine.post(f"{address(page)}/edit", together).status_code == 303
    assert words_of(session, page)[-1] == "One and mine\nTwo and a half"


def test_links_lead_to_pages_by_every_title_they_had(
    session: Session, desk: Desk, ada: Membership
) -> None:
    group = a_group(session, ada)
    pumps = a_page(session, ada, group, "Pumps")
    index = a_page(session, ada, group, "Index", "See [[ pUMPS ]], [[Pumps|those]], [[Valves]].")
    mine = desk.sit(ada)
    saved(session, ada, pumps, "All of them", title="Pumps and ropes")
    shown = mine.get(address(index)).text
    assert shown.count(f'href="{address(pumps)}"') == 2
    assert "not written yet" in shown
    assert "/pages/new?title=Valves" in shown
    assert "Valves" in mine.get(f"{HERE}/{group.id}/pages/new?title=Valves").text
    assert f'href="{address(index)}"' in mine.get(address(pumps)).text
    valves = a_page(session, ada, group, "valves")
    assert f'href="{address(index)}"' in mine.get(address(valves)).text
    assert "not written yet" not in mine.get(address(index)).text
    there = mine.get(f"{HERE}/{group.id}/pages/new?title=PUMPS")
    assert there.headers["location"] == address(pumps)
    taken = mine.post(f"{HERE}/{group.id}/pages", {"title": "Pumps", "words": "Other"})
    assert taken.status_code == 422
    assert "was called so" in taken.text


def test_links_lead_nowhere_else(session: Session, desk: Desk, ada: Membership) -> None:
    here, there = a_group(session, ada), a_group(session, ada, door=Door.HIDDEN)
    secret = a_page(session, ada, there, "Secret")
    index = a_page(session, ada, here, "Index", "See [[Secret]]")
    mine = desk.sit(ada)
    assert secret.key not in mine.get(address(index)).text
    assert f'href="{address(index)}"' not in mine.get(address(secret)).text
    moved = address(secret).replace(there.id, here.id)
    assert mine.get(moved).status_code == 404


def test_versions_are_read_compared_and_brought_back(
    session: Session, desk: Desk, ada: Membership, bo: Membership
) -> None:
    page = a_page(session, ada, a_group(session, ada, bo), "Pumps", "Blue\nand grey")
    saved(session, bo, page, "Red\nand grey", title="Red pumps")
    saved(session, bo, page, "Red\nand green")
    mine = desk.sit(ada)
    assert "Blue" in mine.get(f"{address(page)}/versions/1").text
    changes = mine.get(f"{address(page)}/changes?a=3&b=1").text
    for shown in ("<del>Blue</del>", "<ins>Red</ins>", '<del dir="auto">Pumps</del>', "Taken out:"):
        assert shown in changes
    assert "The words are the same" in mine.get(f"{address(page)}/changes?a=2&b=2").text
    back = mine.post(f"{address(page)}/versions/1/restore", {"version": "3"})
    assert back.status_code == 303
    assert words_of(session, page)[2:] == ["Red\nand green", "Blue\nand grey"]
    assert "Brought version 1 back" in mine.get(f"{address(page)}/history").text
    late = mine.post(f"{address(page)}/versions/2/restore", {"version": "3"})
    assert late.status_code == 409
    for odd in ("0", "99", "x", "-1"):
        assert mine.get(f"{address(page)}/versions/{odd}").status_code == 404
        answer = mine.get(f"{address(page)}/changes?a={odd}&b=1")
        assert answer.status_code == 422
        assert "from 1 to 4" in answer.text


def test_locked_page_is_changed_by_moderators_only(
    session: Session, desk: Desk, ada: Membership, bo: Membership
) -> None:
    page = a_page(session, bo, a_group(session, ada, bo))
    mine, theirs = desk.sit(ada), desk.sit(bo)
    mine.post(f"{address(page)}/lock", {"do": "lock"})
    assert "Change this page" not in theirs.get(address(page)).text
    values = {"title": "Pumps", "words": "But I", "version": "1"}
    answer = theirs.post(f"{address(page)}/edit", values)
    assert answer.status_code == 409
    assert "But I" in answer.text
    assert theirs.post(f"{address(page)}/versions/1/restore", {"version": "1"}).status_code == 409
    saved(session, ada, page, "As moderator")
    mine.post(f"{address(page)}/lock", {"do": "unlock"})
    saved(session, bo, page, "I too")
    assert words_of(session, page) == ["All of them", "As moderator", "I too"]


def test_reported_page_is_removed_and_put_back(
    session: Session, desk: Desk, ada: Membership, bo: Membership
) -> None:
    group = a_group(session, ada, bo)
    page = a_page(session, ada, group, "Pumps", "Rude words")
    index = a_page(session, ada, group, "Index", "[[Pumps]]")
    mine, theirs = desk.sit(ada), desk.sit(bo)
    assert theirs.post(f"{address(page)}/report", {"reason": " "}).status_code == 422
    theirs.post(f"{address(page)}/report", {"reason": "Not kind"})
    reports = mine.get(f"{HERE}/{group.id}/reports").text
    assert "Not kind" in reports
    assert "Rude words" in reports
    assert "Not kind" in mine.get(address(page)).text
    assert "Not kind" not in theirs.get(address(page)).text
    assert theirs.post(f"{address(page)}/verdict", {"do": "remove"}).status_code == 404
    mine.post(f"{address(page)}/verdict", {"do": "remove"})
    for path in ("", "/history", "/versions/1", "/changes", "/edit"):
        answer = theirs.get(address(page) + path)
        assert answer.status_code == 404
        assert "The moderators removed this page" in answer.text
    assert "Rude" not in theirs.get("/c/harbour/discussions?q=rude").text
    assert address(page) not in theirs.get(f"{HERE}/{group.id}/pages").text
    assert "<em>(removed)</em>" in theirs.get(address(index)).text
    taken = theirs.post(f"{HERE}/{group.id}/pages", {"title": "Pumps", "words": "Again"})
    assert "removed a page of this title" in taken.text
    assert "Put it back" in mine.get(address(page)).text
    assert address(page) in mine.get(f"{HERE}/{group.id}/pages").text
    mine.post(f"{address(page)}/verdict", {"do": "restore"})
    assert "Rude words" in theirs.get(address(page)).text
    assert address(page) in theirs.get("/c/harbour/discussions?q=rude").text


def test_closed_group_keeps_its_pages_as_they_are(
    session: Session, desk: Desk, ada: Membership
) -> None:
    group = a_group(session, ada)
    page = a_page(session, ada, group)
    close_group(session, ada, group.id, closed=True)
    mine, values = desk.sit(ada), {"title": "Pumps", "words": "Late", "version": "1"}
    assert "All of them" in mine.get(address(page)).text
    assert "nobody writes in it" in mine.get(f"{address(page)}/edit").text
    for path in (f"{address(page)}/edit", f"{HERE}/{group.id}/pages"):
        answer = mine.post(path, {**values, "title": "Else"})
        assert answer.status_code == 409
        assert "Late" in answer.text


def test_who_has_left_is_nobodys_name(
    session: Session, desk: Desk, ada: Membership, cy: Membership
) -> None:
    group = a_group(session, ada, cy)
    page = a_page(session, cy, group)
    mine = desk.sit(ada)
    assert "Cy Hidden" in mine.get(address(page)).text
    mine.post(f"{HERE}/{group.id}/people/{cy.id}/out")
    for path in (address(page), f"{address(page)}/history", f"{HERE}/{group.id}/pages"):
        assert "Cy Hidden" not in mine.get(path).text
        assert "Somebody who left" in mine.get(path).text


def test_note_of_whom_one_blocks_is_folded(
    session: Session, desk: Desk, ada: Membership, bo: Membership
) -> None:
    group = a_group(session, ada, bo)
    page = a_page(session, ada, group)
    saved(session, bo, page, "Better", note="Since Ada cannot write")
    mine = desk.sit(ada)
    block(session, ada, bo.id, blocked=True)
    shown = mine.get(f"{address(page)}/history").text
    assert "cannot write" not in shown
    assert "Folded" in shown


def test_lists_take_as_many_statements_for_one_as_for_thirty(
    session: Session, desk: Desk, ada: Membership, bo: Membership
) -> None:
    group = a_group(session, ada, bo)
    page = a_page(session, ada, group, words="[[P1]]")
    mine = desk.sit(ada)
    paths = [f"{HERE}/{group.id}/pages", f"{address(page)}/history", address(page)]
    paths.append("/c/harbour/discussions?q=p")
    few = []
    for path in paths:
        with counted(session) as queries:
            mine.get(path)
        few.append(queries.total)
    for number in range(30):
        a_page(session, bo, group, f"P{number}", "[[Pumps]]")
        by = ada if number % 2 else bo
        said = PageFields(
            title="Pumps",
            words=f"{number} " + " ".join(f"[[P{n}]]" for n in range(30)),
            version=str(number + 1),
        )
        save_page(session, by, place(page), said)
    many = []
    for path in paths:
        with counted(session) as queries:
            mine.get(path)
        many.append(queries.total)
    assert many == few


def test_versions_go_with_their_group(session: Session, ada: Membership) -> None:
    group = a_group(session, ada, door=Door.HIDDEN)
    a_page(session, ada, group)
    leave(session, ada, group.id)
    session.rollback()
    assert session.exec(select(PageVersion)).all() == []
