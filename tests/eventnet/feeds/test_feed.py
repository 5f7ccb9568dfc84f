"""Feeds: what their owner may read at the moment, as other people's programs read it."""

import feedparser
import pytest
from sqlmodel import Session, select

from eventnet import clock
from eventnet.accounts.models import Account
from eventnet.communities.models import Community, Membership
from eventnet.discussions.actions.answering import block, follow
from eventnet.discussions.actions.moderating import judge
from eventnet.discussions.actions.writing import edit, remove
from eventnet.discussions.forms import EditFields
from eventnet.discussions.holding import Place
from eventnet.discussions.models import Following, Thread
from eventnet.feeds.addresses import Wanted, renew
from eventnet.feeds.gathering import MOST
from eventnet.feeds.models import FeedKind
from eventnet.groups.actions.coming import leave, put_out
from eventnet.groups.models import Group
from eventnet.people.models import Profile
from tests.browser import Browser
from tests.eventnet.feeds.conftest import Address
from tests.eventnet.feeds.programs import ATOM, checked, read, text_of
from tests.eventnet.groups.people import a_group, a_post, a_thread
from tests.factories import save
from tests.queries import counted


def test_it_holds_what_is_new_with_who_wrote_it_and_where(
    session: Session,
    program: Browser,
    ada: Membership,
    bo: Membership,
    hidden: Group,
    address: Address,
) -> None:
    thread = a_thread(session, bo, hidden, "Which *pump*?", "The **red** one & <b>no</b> other")
    answer = program.get(address(ada))
    assert answer.headers["content-type"].startswith("application/atom+xml")
    assert answer.headers["cache-control"].startswith("private")
    assert answer.headers["referrer-policy"] == "no-referrer"
    (entry,) = feedparser.parse(answer.content).entries
    assert entry.title == "Which *pump*?"
    assert entry.author == "Bo Berg"
    assert "<strong>red</strong> one &amp; &lt;b&gt;no&lt;/b&gt; other" in entry.content[0].value
    there = f"/c/harbour/groups/{hidden.id}/threads/{thread.id}?post=1#post-1"
    assert entry.link == f"https://meet.example.org{there}"
    assert [tag.term for tag in entry.tags] == ["hidden pumps"]


@pytest.mark.parametrize(
    "why", ["left", "put out", "blocked", "removed", "moderated", "muted", "erased writer"]
)
def test_what_its_owner_may_not_read_any_more_is_gone(
    session: Session,
    program: Browser,
    ada: Membership,
    bo: Membership,
    hidden: Group,
    address: Address,
    why: str,
) -> None:
    thread = a_thread(session, bo, hidden, words="Secret")
    paths = [address(ada), address(ada, FeedKind.GROUP, hidden.id)]
    assert [read(program, path) for path in paths] == [["Secret"], ["Secret"]]
    place = Place(hidden.id, thread.id, 1)
    if why == "left":
        leave(session, ada, hidden.id)
    if why == "put out":
        put_out(session, bo, hidden.id, ada.id)
    if why == "blocked":
        block(session, ada, bo.id, blocked=True)
    if why in {"removed", "erased writer"}:
        remove(session, bo, place)
    if why == "moderated":
        judge(session, bo, place, "hide")
    if why == "muted":
        follow(session, ada, hidden.id, thread.id, Following.MUTED)
    session.rollback()
    assert read(program, paths[0]) == []
    if why in {"left", "put out"}:
        assert program.get(paths[1]).status_code == 404
    else:
        assert read(program, paths[1]) == []
    for path in paths:
        assert "Secret" not in program.get(path).text


def test_a_hidden_group_is_no_feed_for_others(
    session: Session,
    program: Browser,
    dee: Membership,
    bo: Membership,
    hidden: Group,
    address: Address,
) -> None:
    a_thread(session, bo, hidden, words="Secret")
    assert program.get(address(dee, FeedKind.GROUP, hidden.id)).status_code == 404
    assert read(program, address(dee)) == []


def test_a_member_who_hides_is_no_feed_and_one_who_shows_is(
    session: Session,
    program: Browser,
    ada: Membership,
    bo: Membership,
    open_group: Group,
    address: Address,
) -> None:
    a_thread(session, bo, open_group, words="Open")
    path = address(ada, FeedKind.MEMBER, bo.id)
    assert read(program, path) == ["Open"]
    profile = session.exec(select(Profile).where(Profile.membership_id == bo.id)).one()
    profile.visibility = {"name": "nobody"}
    save(session, profile)
    assert program.get(path).status_code == 404


def test_what_somebody_wrote_in_a_group_that_they_left_is_not_theirs_in_a_feed(
    session: Session,
    program: Browser,
    ada: Membership,
    bo: Membership,
    dee: Membership,
    address: Address,
) -> None:
    group = a_group(session, dee, bo)
    a_thread(session, bo, group, words="Mine")
    leave(session, bo, group.id)
    assert read(program, address(ada, FeedKind.MEMBER, bo.id)) == []
    assert "Bo Berg" not in program.get(address(ada, FeedKind.GROUP, group.id)).text


@pytest.mark.parametrize("why", ["left", "deactivated", "renewed", "forged", "erased"])
def test_an_address_that_holds_no_more_is_no_feed(
    session: Session, program: Browser, ada: Membership, address: Address, why: str
) -> None:
    path = address(ada)
    assert program.get(path).status_code == 200
    account = session.get_one(Account, ada.account_id)
    if why == "left":
        ada.left_at = clock.now()
        save(session, ada)
    if why == "deactivated":
        account.deactivated_at = clock.now()
        save(session, account)
    if why == "renewed":
        renew(session, ada, Wanted(FeedKind.COMMUNITY))
    if why == "forged":
        path = path.replace(path[10], "x" if path[10] != "x" else "y", 1)
    if why == "erased":
        session.delete(account)
        session.commit()
    session.rollback()
    assert program.get(path).status_code == 404


def test_a_new_address_ends_the_one_feed_only(
    session: Session, program: Browser, ada: Membership, address: Address
) -> None:
    old, other = address(ada), address(ada, FeedKind.ASKS)
    renew(session, ada, Wanted(FeedKind.COMMUNITY))
    assert program.get(old).status_code == 404
    assert program.get(other).status_code == 200
    assert program.get(address(ada)).status_code == 200


def test_what_has_not_changed_is_not_sent_again(
    session: Session,
    program: Browser,
    ada: Membership,
    bo: Membership,
    open_group: Group,
    address: Address,
) -> None:
    thread = a_thread(session, bo, open_group)
    path = address(ada)
    first = program.get(path)
    tag, changed = first.headers["etag"], first.headers["last-modified"]
    for asked in ({"If-None-Match": tag}, {"If-None-Match": f'"x", W/{tag}'}):
        same = program.client.get(path, headers=asked)
        assert (same.status_code, same.content, same.headers["etag"]) == (304, b"", tag)
    assert program.client.get(path, headers={"If-Modified-Since": changed}).status_code == 304
    both = {"If-None-Match": '"other"', "If-Modified-Since": changed}
    assert program.client.get(path, headers=both).status_code == 200
    edit(session, bo, Place(open_group.id, thread.id, 1), EditFields(words="Else", version="1"))
    session.rollback()
    assert program.client.get(path, headers={"If-None-Match": tag}).status_code == 200
    block(session, ada, bo.id, blocked=True)
    session.rollback()
    gone = program.client.get(path, headers={"If-None-Match": tag, "If-Modified-Since": changed})
    assert gone.status_code == 200
    assert read(program, path) == []


def test_an_entry_keeps_its_id_when_it_is_edited(
    session: Session,
    program: Browser,
    ada: Membership,
    bo: Membership,
    open_group: Group,
    address: Address,
) -> None:
    thread = a_thread(session, bo, open_group)
    path = address(ada)
    (before,) = feedparser.parse(program.get(path).content).entries
    with clock.at(clock.now().replace(microsecond=0, year=2028)):
        place = Place(open_group.id, thread.id, 1)
        edit(session, bo, place, EditFields(words="Else", version="1"))
    (after,) = feedparser.parse(program.get(path).content).entries
    assert (after.id, after.published) == (before.id, before.published)
    assert after.updated > before.updated


def test_fifty_at_most_and_as_many_queries_for_one_as_for_all(
    session: Session,
    program: Browser,
    ada: Membership,
    bo: Membership,
    open_group: Group,
    address: Address,
) -> None:
    thread = a_thread(session, bo, open_group)
    path = address(ada)
    program.get(path)
    with counted(program.app.state.engine) as one:
        assert len(read(program, path)) == 1
    for number in range(MOST + 5):
        a_post(session, bo, thread, f"Nr {number}")
    session.rollback()
    with counted(program.app.state.engine) as many:
        found = read(program, path)
    assert len(found) == MOST
    assert found[0] == f"Nr {MOST + 4}"
    assert many.total == one.total


def test_scripts_and_what_no_document_may_hold_do_no_harm(
    session: Session,
    program: Browser,
    ada: Membership,
    bo: Membership,
    community: Community,
    address: Address,
) -> None:
    community.name = "]]><x>&\x01\x0b\ufffe"
    save(session, community)
    group = a_group(session, bo)
    title = "</title><script>x()</script>"
    words = (
        "]]></content><script>x()</script> [a](javascript:x()) \x1b \uffff <img src=x onerror=x()>"
    )
    a_thread(session, bo, group, title, words)
    answer = program.get(address(ada))
    root = checked(answer.content)
    (entry,) = root.findall(ATOM + "entry")
    assert text_of(entry, "title") == title
    content = text_of(entry, "content")
    assert "<script" not in content
    assert "<img" not in content
    assert 'href="javascript' not in content
    assert answer.headers["content-security-policy"] == "default-src 'none'; sandbox"


def test_feed_of_a_thread_without_a_title_says_so(
    session: Session,
    program: Browser,
    ada: Membership,
    bo: Membership,
    open_group: Group,
    address: Address,
) -> None:
    thread = session.get_one(Thread, a_thread(session, bo, open_group).id)
    thread.title = ""
    save(session, thread)
    (entry,) = feedparser.parse(program.get(address(ada)).content).entries
    assert entry.title == "Removed"
