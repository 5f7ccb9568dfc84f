"""Reading and writing in threads, on pages."""

import re

import pytest
from sqlmodel import Session, select

from eventnet.communities.models import Community, Membership
from eventnet.discussions import meaning
from eventnet.discussions.actions.writing import reply
from eventnet.discussions.forms import PostFields
from eventnet.discussions.models import LONGEST_POST, Post, Thread
from eventnet.groups.actions.coming import join
from tests.eventnet.groups.people import Desk, a_group, a_post, a_thread, somebody
from tests.queries import counted

HERE = "/c/harbour/groups"


def of(thread: Thread) -> str:
    return f"{HERE}/{thread.group_id}/threads/{thread.id}"


def test_thread_is_begun_and_answered(
    session: Session, desk: Desk, ada: Membership, bo: Membership
) -> None:
    group = a_group(session, ada, bo)
    mine, theirs = desk.sit(ada), desk.sit(bo)
    values = {"title": "Which pump?", "words": "A **good** one", "once": "a2345678923456"}
    first = mine.post(f"{HERE}/{group.id}/threads", values)
    second = mine.post(f"{HERE}/{group.id}/threads", values)
    assert first.status_code == 303
    assert first.headers["location"] == second.headers["location"]
    thread = session.exec(select(Thread)).one()
    assert "A <strong>good</strong> one" in mine.get(of(thread)).text
    assert "1 new" in theirs.get(f"{HERE}/{group.id}").text
    answer = theirs.post(of(thread), {"words": "The blue one", "quotes": "1"})
    assert answer.headers["location"].endswith("?post=2#post-2")
    page = mine.get(of(thread)).text
    assert "The blue one" in page
    assert "In answer to" in page
    assert "Bo Berg" in page


def test_the_same_form_twice_is_one_post(session: Session, desk: Desk, ada: Membership) -> None:
    thread = a_thread(session, ada, a_group(session, ada))
    mine = desk.sit(ada)
    for _time in range(2):
        mine.post(of(thread), {"words": "Once", "once": "b2345678923456"})
    assert len(session.exec(select(Post)).all()) == 2


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (" ", "There is nothing in it yet"),
        ("x" * (LONGEST_POST + 1), "longer than 20,000 characters"),
        (">" * 7 + " deep", "more than 6 deep"),
        ("- " * 9 + "deep", "more than 6 deep"),
    ],
)
def test_what_cannot_be_posted_is_said_and_kept(
    session: Session, desk: Desk, ada: Membership, words: str, says: str
) -> None:
    thread = a_thread(session, ada, a_group(session, ada))
    answer = desk.sit(ada).post(of(thread), {"words": words})
    assert answer.status_code == 422
    assert says in answer.text
    assert words.strip().replace(">", "&gt;") in answer.text


def test_ten_megabytes_are_not_taken(session: Session, desk: Desk, ada: Membership) -> None:
    thread = a_thread(session, ada, a_group(session, ada))
    assert desk.sit(ada).post(of(thread), {"words": "> " * 5_000_000}).status_code == 413


def test_post_is_edited_and_says_so(session: Session, desk: Desk, ada: Membership) -> None:
    thread = a_thread(session, ada, a_group(session, ada))
    mine, path = desk.sit(ada), f"{of(thread)}/posts/1"
    assert mine.post(path, {"words": "Better", "version": "1"}).status_code == 303
    page = mine.get(of(thread)).text
    assert "Better" in page
    assert "edited" in page
    late = mine.post(path, {"words": "My own words", "version": "1"})
    assert late.status_code == 409
    assert "My own words" in late.text
    assert mine.post(path, {"words": "My own words", "version": "2"}).status_code == 303


def test_removed_post_leaves_its_place_and_no_word(
    session: Session, desk: Desk, ada: Membership, bo: Membership
) -> None:
    thread = a_thread(session, ada, a_group(session, ada, bo), words="Nothing but gossip")
    a_post(session, bo, thread, "Oh!", quotes="1")
    desk.sit(ada).post(f"{of(thread)}/posts/1/remove")
    page = desk.sit(bo).get(of(thread)).text
    assert "Removed by whoever wrote it" in page
    assert "gossip" not in page
    assert "Oh!" in page
    session.expire_all()
    assert session.exec(select(Post.words).where(Post.number == 1)).one() == ""


def test_posts_of_others_are_nobody_elses_to_change(
    session: Session, desk: Desk, ada: Membership, bo: Membership
) -> None:
    thread = a_thread(session, ada, a_group(session, ada, bo))
    theirs, path = desk.sit(bo), f"{of(thread)}/posts/1"
    assert theirs.post(path, {"words": "Mine", "version": "1"}).status_code == 404
    assert theirs.post(f"{path}/remove").status_code == 404
    assert theirs.post(f"{path}/verdict", {"do": "hide"}).status_code == 404


def test_reaction_is_given_changed_and_taken_back(
    session: Session, desk: Desk, ada: Membership, bo: Membership
) -> None:
    thread = a_thread(session, ada, a_group(session, ada, bo))
    theirs, path = desk.sit(bo), f"{of(thread)}/posts/1/reaction"
    for kind, shown in (("thanks", "Thanks"), ("agree", "I agree")):
        theirs.post(path, {"kind": kind})
        page = theirs.get(of(thread)).text
        assert page.count("post-number") == 1
        assert f'{shown} <span class="post-number">1</span>' in page
    theirs.post(path, {"kind": ""})
    assert "post-number" not in theirs.get(of(thread)).text
    assert theirs.post(path, {"kind": "hate"}).status_code == 422


def test_reported_post_is_hidden_and_shown_again(
    session: Session, desk: Desk, ada: Membership, bo: Membership, dee: Membership
) -> None:
    group = a_group(session, ada, bo, dee)
    thread = a_thread(session, bo, group, words="Buy my pump")
    mod, writer, reader = desk.sit(ada), desk.sit(bo), desk.sit(dee)
    path = f"{of(thread)}/posts/1"
    assert reader.post(f"{path}/report", {"reason": " "}).status_code == 422
    reader.post(f"{path}/report", {"reason": "It is an advertisement"})
    queue = mod.get(f"{HERE}/{group.id}/reports").text
    assert "It is an advertisement" in queue
    assert "Dee" not in queue
    assert writer.get(f"{HERE}/{group.id}/reports").status_code == 404
    mod.post(f"{path}/verdict", {"do": "hide"})
    for who in (writer, reader):
        page = who.get(of(thread)).text
        assert "Hidden by the moderators" in page
        assert "Buy my pump" not in page
        assert "Buy my pump" not in who.get(path).text
        assert "Buy my pump" not in who.get("/c/harbour/discussions?q=pump").text
    late = writer.post(path, {"words": "Mine anyway", "version": "1"})
    assert late.status_code == 409
    assert "Mine anyway" in late.text
    mod.post(f"{path}/verdict", {"do": "restore"})
    assert "Buy my pump" in reader.get(of(thread)).text
    assert "Buy my" in reader.get("/c/harbour/discussions?q=buy").text


def test_blocked_writer_is_folded_for_who_blocks_and_not_told(
    session: Session, desk: Desk, ada: Membership, bo: Membership, dee: Membership
) -> None:
    group = a_group(session, ada, bo, dee)
    thread = a_thread(session, bo, group, words="Nothing but noise")
    mine, theirs, others = desk.sit(ada), desk.sit(bo), desk.sit(dee)
    before = theirs.get(of(thread)).text
    mine.post(f"{of(thread)}/posts/1/writer", {"do": "block"})
    assert "you blocked" in mine.get(of(thread)).text
    assert "noise" not in mine.get(of(thread)).text
    assert "noise" in mine.get(f"{of(thread)}/posts/1").text
    assert "Nothing found" in mine.get("/c/harbour/discussions?q=noise").text
    assert "noise" in others.get(of(thread)).text
    assert theirs.get(of(thread)).text.count("noise") == before.count("noise")
    mine.post(f"{of(thread)}/posts/1/writer", {"do": "unblock"})
    assert "noise" in mine.get(of(thread)).text


def test_reading_is_noted_and_followed_threads_stand_on_the_community_page(
    session: Session, desk: Desk, ada: Membership, bo: Membership
) -> None:
    group = a_group(session, ada, bo)
    thread = a_thread(session, ada, group)
    a_post(session, bo, thread, "News")
    mine = desk.sit(ada)
    assert "1 new" in mine.get(f"{HERE}/{group.id}").text
    assert 'data-count="groups" data-number="1"' in mine.get(HERE).text
    assert "Which pump?" in mine.get("/c/harbour").text
    assert mine.post(f"{of(thread)}/read", {"up_to": "2"}).status_code == 303
    assert "new</span>" not in mine.get(f"{HERE}/{group.id}").text
    assert "Which pump?" not in mine.get("/c/harbour").text
    a_post(session, bo, thread, "More")
    assert "Which pump?" in mine.get("/c/harbour").text
    mine.post(f"{of(thread)}/follow", {"following": "muted"})
    assert "Which pump?" not in mine.get("/c/harbour").text


def test_thread_of_ten_thousand_posts_pages_in_as_many_statements(
    session: Session, desk: Desk, ada: Membership, bo: Membership
) -> None:
    group = a_group(session, ada, bo)
    thread = a_thread(session, ada, group)
    mine = desk.sit(ada)
    for number in range(2, 21):
        a_post(session, bo, thread, f"Post {number}", quotes="1", meant_for=ada.id)
    with counted(session) as few:
        assert "Post 20" in mine.get(of(thread)).text
    rows = [
        {
            "thread_id": thread.id,
            "number": number,
            "by_id": bo.id,
            "words": f"Post {number}",
            "once": f"{number:014}",
            "version": 1,
            "posted_at": thread.created_at,
        }
        for number in range(21, 10_001)
    ]
    session.execute(Post.__table__.insert(), rows)  # type: ignore[attr-defined]
    thread.latest = 10_000
    session.add(thread)
    session.commit()
    mine.post(f"{of(thread)}/read", {"up_to": "9950"})
    with counted(session) as many:
        page = mine.get(of(thread)).text
    assert "Page 498 of 500" in page
    assert "Post 9951" in page
    assert 'id="new"' in page
    assert many.total <= few.total


def test_whom_a_post_is_meant_for_must_be_in_the_group(
    session: Session, desk: Desk, ada: Membership, bo: Membership, dee: Membership
) -> None:
    thread = a_thread(session, ada, a_group(session, ada, bo))
    mine = desk.sit(ada)
    page = mine.get(of(thread)).text
    assert f'<option value="{bo.id}">Bo Berg</option>' in page
    assert dee.id not in page
    answer = mine.post(of(thread), {"words": "For Dee", "meant_for": dee.id})
    assert answer.status_code == 404
    assert "For Dee" in answer.text
    mine.post(of(thread), {"words": "For Bo", "meant_for": bo.id})
    assert "@Bo Berg" in desk.sit(bo).get(of(thread)).text
    assert reply(
        session, ada, thread.group_id, thread.id, PostFields(words="No one", meant_for=ada.id)
    )


def test_whoever_is_not_listed_is_meant_by_their_name(
    session: Session,
    desk: Desk,
    ada: Membership,
    bo: Membership,
    dee: Membership,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(meaning, "MOST_NAMES", 1)
    other = somebody(session, session.get_one(Community, ada.community_id), "Brook Bo")
    group = a_group(session, ada, dee, bo, other)
    thread = a_thread(session, ada, group)
    mine = desk.sit(ada)
    page = mine.get(of(thread)).text
    assert bo.id not in page
    assert 'name="meant_name"' in page
    nobody = mine.post(of(thread), {"words": "Hello", "meant_name": "Zoe"})
    assert nobody.status_code == 422
    assert "Nobody else in this group is called so." in nobody.text
    several = mine.post(of(thread), {"words": "Hello", "meant_name": "bo"})
    assert several.status_code == 422
    assert "Several people are called so" in several.text
    assert f'<option value="{bo.id}">Bo Berg</option>' in several.text
    assert f'<option value="{other.id}">Brook Bo</option>' in several.text
    mine.post(of(thread), {"words": "Hello", "meant_name": "bo berg"})
    assert "@Bo Berg" in mine.get(of(thread)).text


def test_a_name_after_an_at_finds_those_in_the_group_and_nobody_else(
    session: Session, desk: Desk, ada: Membership, bo: Membership, dee: Membership
) -> None:
    group = a_group(session, ada, bo)
    hidden = somebody(
        session,
        session.get_one(Community, ada.community_id),
        "Bela Hidden",
        visibility={"name": "nobody"},
    )
    join(session, hidden, group.id)
    script, path = {"HX-Request": "true"}, f"{HERE}/{group.id}/people?name="
    found = desk.sit(ada).get(f"{path}b", **script).text
    assert re.findall('data-name="([^"]+)"', found) == ["Bela Hidden", "Bo Berg"]
    assert "<html" not in found
    assert "data-name" not in desk.sit(ada).get(f"{path}dee", **script).text
    assert desk.sit(dee).get(f"{path}b", **script).status_code == 404
    page = desk.sit(bo).get(f"{path}bel").text
    assert "Bela Hidden" in page
    assert "Ada" not in page.partition("<main")[2]
