"""What is new in a community since its reader was here: who joined, and when they were here."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from sqlmodel import Session, select
from starlette.applications import Starlette

from eventnet import clock
from eventnet.accounts.models import Account
from eventnet.communities.models import Community, Membership
from eventnet.communities.visits import GAP, STEP, arrive
from eventnet.discussions.actions.answering import block
from eventnet.home.since import LATELY, MOST, since_then
from eventnet.people.models import Audience, Profile, TopicKind
from eventnet.people.topics import set_topics
from tests.browser import Browser
from tests.factories import a_community, a_member, save
from tests.queries import counted
from tests.races import at_once

Open = Callable[[], Browser]
NOW = datetime(2027, 6, 1, 12, 0, tzinfo=UTC)
"""A Tuesday."""
BEFORE = NOW - timedelta(days=4)


@pytest.fixture
def community(session: Session) -> Community:
    return a_community(session, "harbour")


def joins(
    session: Session,
    community: Community,
    name: str,
    *,
    days_ago: float = 1,
    offers: tuple[str, ...] = (),
    seeks: tuple[str, ...] = (),
    shown_to: Audience = Audience.COMMUNITY,
) -> Membership:
    """Let somebody be a member who shows who they are."""
    member = a_member(session, community)
    member.joined_at = NOW - timedelta(days=days_ago)
    fields = ("name", "headline", "organization", "topics")
    profile = Profile(
        membership_id=member.id,
        community_id=community.id,
        name=name,
        visibility=dict.fromkeys(fields, shown_to.value),
    )
    save(session, member, profile)
    set_topics(session, profile, {TopicKind.OFFER: offers, TopicKind.SEEK: seeks})
    session.commit()
    return member


def names(session: Session, reader: Membership) -> list[str]:
    """Return who is shown as new to a reader."""
    return [one.person.name for one in since_then(session, reader, BEFORE, NOW).newcomers]


def test_whoever_joined_and_offers_what_one_looks_for_is_shown(
    session: Session, community: Community
) -> None:
    ada = joins(session, community, "Ada", days_ago=300, seeks=("Pumps", "Weirs"), offers=("Law",))
    joins(session, community, "Ben", offers=("Pumps",))
    joins(session, community, "Cleo", offers=("Pumps", "Weirs"))
    joins(session, community, "Dana", seeks=("Law",))
    joins(session, community, "Eve", offers=("Law",))
    joins(session, community, "Finn", offers=("Pumps",), days_ago=LATELY.days + 1)
    assert names(session, ada) == ["Cleo", "Ben", "Dana"]
    found = since_then(session, ada, BEFORE, NOW)
    assert found.joined == 4
    assert found.newcomers[0].common.they_offer == ("Pumps", "Weirs")


def test_no_more_are_shown_than_one_reads(session: Session, community: Community) -> None:
    ada = joins(session, community, "Ada", seeks=("Pumps",))
    for number in range(MOST + 3):
        joins(session, community, f"Member {number}", offers=("Pumps",), days_ago=number + 1)
    assert names(session, ada) == [f"Member {number}" for number in range(MOST)]


def test_what_is_hidden_brings_nobody_up(session: Session, community: Community) -> None:
    ada = joins(session, community, "Ada", seeks=("Pumps",))
    joins(session, community, "Hides", offers=("Pumps",), shown_to=Audience.MET)
    quiet = joins(session, community, "Hides topics", offers=("Pumps",))
    profile = session.exec(select(Profile).where(Profile.membership_id == quiet.id)).one()
    profile.visibility = {**profile.visibility, "topics": Audience.NOBODY.value}
    save(session, profile)
    gone = joins(session, community, "Gone", offers=("Pumps",))
    gone.left_at = NOW
    save(session, gone)
    elsewhere = a_community(session, "elsewhere")
    joins(session, elsewhere, "Of another community", offers=("Pumps",))
    assert names(session, ada) == []


def test_two_of_whom_one_blocks_the_other_are_not_new_to_each_other(
    session: Session, community: Community
) -> None:
    ada = joins(session, community, "Ada", seeks=("Pumps",), offers=("Law",))
    ben = joins(session, community, "Ben", offers=("Pumps",), seeks=("Law",))
    block(session, ada, ben.id, blocked=True)
    assert names(session, ada) == names(session, ben) == []


def test_a_visit_lasts_until_one_was_away(session: Session, community: Community) -> None:
    ada = a_member(session, community)
    for after, before in (
        (timedelta(0), None),
        (STEP / 2, None),
        (GAP - STEP, None),
        (2 * GAP, GAP - STEP),
        (2 * GAP + 2 * STEP, GAP - STEP),
        (timedelta(days=3), 2 * GAP + 2 * STEP),
    ):
        since = arrive(session, ada.id, NOW + after)
        assert since == (None if before is None else NOW + before)


def test_two_windows_at_once_are_one_visit(
    app: Starlette, session: Session, community: Community
) -> None:
    ada = a_member(session, community)
    key = ada.id
    arrive(session, key, BEFORE)
    session.rollback()
    assert at_once(app, *[lambda own: arrive(own, key, NOW)] * 4) == [BEFORE] * 4


def test_the_page_says_what_is_new_and_then_that_nothing_is(
    session: Session, community: Community, browser: Open
) -> None:
    ada = joins(session, community, "Ada", days_ago=300, seeks=("Pumps",))
    joins(session, community, "Ben", offers=("Pumps",))
    address = session.get_one(Account, ada.account_id).email
    session.rollback()

    def read() -> str:
        return browser().sign_in(address).read("/c/harbour")

    with clock.at(BEFORE):
        first = read()
    assert "Since you were here" not in first
    assert "Nothing is new" not in first
    with clock.at(NOW):
        page = read()
    assert "Since you were here on Friday 28 May: one person joined" in page
    assert "Offers Pumps" in page
    with clock.at(NOW + timedelta(days=1)):
        page = read()
    assert "Nothing is new since you were here on Tuesday 1 June." in page
    assert "Ben" in page


def test_many_newcomers_are_asked_for_as_often_as_one(
    session: Session, community: Community
) -> None:
    ada = joins(session, community, "Ada", seeks=("Pumps",))
    joins(session, community, "Ben", offers=("Pumps",))
    with counted(session) as few:
        since_then(session, ada, BEFORE, NOW)
    for number in range(30):
        joins(session, community, f"Member {number}", offers=("Pumps",))
    session.expire_all()
    with counted(session) as many:
        since_then(session, ada, BEFORE, NOW)
    assert many.total == few.total
