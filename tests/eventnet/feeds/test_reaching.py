"""The page of what reaches somebody: the digest, whom they follow, and the addresses of feeds."""

import re

from sqlmodel import Session, select

from eventnet.communities.models import Community, Membership
from eventnet.digests.models import Rhythm
from eventnet.digests.queries import rhythm_of
from eventnet.feeds.models import FeedAddress
from eventnet.following.actions import follow
from eventnet.groups.models import Group
from eventnet.mail.models import MailStop
from tests.eventnet.groups.people import Desk, a_group, somebody
from tests.factories import save
from tests.queries import counted

HERE = "/c/harbour/reaching"


def feeds_in(html: str) -> list[str]:
    return re.findall(r'href="(/feeds/[^"]+)"', html)


def test_it_names_groups_people_and_feeds(
    session: Session, desk: Desk, ada: Membership, bo: Membership, hidden: Group
) -> None:
    follow(session, ada, bo.id)
    page = desk.sit(ada).browser.get(HERE).text
    assert "hidden pumps" in page
    assert "Bo Berg" in page
    assert f"/people/{bo.id}/unfollow" in page
    assert len(feeds_in(page)) == 4
    for path in feeds_in(page):
        assert desk.browser().get(path).status_code == 200
    assert hidden.name in page


def test_it_says_what_there_is_to_do_where_there_is_nothing_yet(
    desk: Desk, dee: Membership
) -> None:
    page = desk.sit(dee).browser.get(HERE).text
    assert "You are in no group yet." in page
    assert "Nobody so far." in page
    assert len(feeds_in(page)) == 2


def test_a_rhythm_is_chosen_and_nonsense_is_refused_in_words(
    session: Session, desk: Desk, ada: Membership
) -> None:
    browser = desk.sit(ada).browser
    assert browser.post(HERE, {"rhythm": "daily"}).status_code == 303
    session.rollback()
    assert rhythm_of(session, ada.id) is Rhythm.DAILY
    answer = browser.post(HERE, {"rhythm": "hourly"})
    assert answer.status_code == 422
    assert "to put right" in answer.text
    session.rollback()
    assert rhythm_of(session, ada.id) is Rhythm.DAILY


def test_whoever_stopped_digests_by_a_click_reads_that_and_takes_it_back(
    session: Session, desk: Desk, ada: Membership
) -> None:
    save(session, MailStop(email="ada@example.org", kind="digests"))
    sitting = desk.sit(ada)
    assert "You stopped digests by a click in a mail" in sitting.read(HERE)
    sitting.browser.post(HERE, {"rhythm": "weekly"})
    assert "You stopped digests" not in sitting.read(HERE)


def test_a_feed_gets_a_new_address_and_only_ones_own(
    session: Session, desk: Desk, ada: Membership, dee: Membership, hidden: Group
) -> None:
    sitting = desk.sit(ada)
    before = feeds_in(sitting.browser.get(HERE).text)
    assert sitting.browser.post(f"{HERE}/feeds/group-{hidden.id}/renew", {}).status_code == 303
    after = feeds_in(sitting.browser.get(HERE).text)
    assert len(set(before) - set(after)) == 1
    theirs = desk.sit(dee).browser
    assert theirs.post(f"{HERE}/feeds/group-{hidden.id}/renew", {}).status_code == 404
    assert theirs.post(f"{HERE}/feeds/nonsense/renew", {}).status_code == 404
    session.rollback()
    assert [one.member_id for one in session.exec(select(FeedAddress))] == [ada.id]


def test_it_takes_as_many_queries_for_one_as_for_thirty(
    session: Session, desk: Desk, ada: Membership, bo: Membership
) -> None:
    a_group(session, bo, ada)
    follow(session, ada, bo.id)
    sitting = desk.sit(ada)
    sitting.read(HERE)
    with counted(desk.browser().app.state.engine) as one:
        sitting.read(HERE)
    community = session.get_one(Community, ada.community_id)
    for number in range(15):
        other = somebody(session, community, f"Nr{number} Follow")
        a_group(session, other, ada)
        follow(session, ada, other.id)
    session.rollback()
    with counted(desk.browser().app.state.engine) as many:
        sitting.read(HERE)
    assert many.total == one.total
