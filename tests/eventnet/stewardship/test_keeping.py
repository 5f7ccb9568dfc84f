"""What is over goes when its years are over; who does not come is told first, and may stay."""

import re
from collections.abc import Callable
from datetime import date, timedelta

import pytest
from sqlmodel import Session, col, select
from starlette.applications import Starlette

from eventnet import audit, clock
from eventnet.accounts.models import Account
from eventnet.asks.models import Ask, AskState
from eventnet.audit import AuditEntry
from eventnet.communities.models import Community, MemberRole, Membership
from eventnet.database import writing
from eventnet.jobs import Ground
from eventnet.stewardship import over
from eventnet.stewardship.idle import WARNED
from eventnet.stewardship.models import KeepingRule
from eventnet.stewardship.over import YEAR, counts, rule_of, years_of
from eventnet.stewardship.sweeping import forget_jobs, keep
from tests.browser import Browser
from tests.factories import a_community, a_member, an_account, save
from tests.work import do_jobs, mails

Open = Callable[[], Browser]


@pytest.fixture
def here(session: Session) -> Community:
    """Return a community."""
    return a_community(session, "harbour")


def an_ask(session: Session, member: Membership, years: float) -> Ask:
    """Make an ask that ended so many years ago."""
    ended = clock.now() - years * YEAR
    ask = Ask(
        community_id=member.community_id,
        by_id=member.id,
        title="Pumps",
        words="Which?",
        useful_until=date(2020, 1, 1),
        state=AskState.CLOSED,
        waves=1,
        created_at=ended,
        ended_at=ended,
    )
    save(session, ask)
    return ask


def a_stranger(session: Session, here: Community, years: float, email: str) -> Membership:
    """Add a member who was last here so many years ago."""
    account = an_account(session, email)
    account.created_at = account.seen_at = clock.now() - years * YEAR
    member = a_member(session, here, account)
    member.joined_at = clock.now() - years * YEAR
    save(session, account, member)
    return member


def kept(session: Session, email: str) -> Account:
    session.rollback()
    return session.exec(select(Account).where(Account.email == email)).one()


def test_what_ended_goes_by_default_and_some_at_a_time(
    session: Session, ground: Ground, here: Community, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(over, "AT_A_TIME", 2)
    member = a_member(session, here)
    for years in (3.1, 3.2, 4, 5, 9):
        an_ask(session, member, years)
    stays = an_ask(session, member, 2.9).id
    assert counts(session, here.id, years_of(rule_of(session, here.id)), clock.now())["asks"] == 5
    keep.work(ground)
    session.rollback()
    assert session.exec(select(Ask.id)).all() == [stays]
    done = session.exec(select(AuditEntry).where(AuditEntry.deed == "keeping.done")).one()
    assert done.detail == {"gone": {"asks": 5}}
    keep.work(ground)  # again there is nothing to do, and nothing to say
    session.rollback()
    assert len(session.exec(select(AuditEntry).where(AuditEntry.deed == "keeping.done")).all()) == 1


def test_old_deeds_of_stewards_go_and_those_of_events_stay(
    session: Session, ground: Ground, here: Community
) -> None:
    with clock.at(clock.now() - 6 * YEAR), writing(session):
        audit.record(session, "steward.appointed", community_id=here.id)
        audit.record(session, "plan.published", community_id=here.id, event_id="an event")
    keep.work(ground)
    session.rollback()
    left = session.exec(select(AuditEntry.deed).where(col(AuditEntry.community_id) == here.id))
    assert set(left) == {"plan.published", "keeping.done"}


def test_nobody_is_idle_until_a_steward_says_so(
    session: Session, ground: Ground, here: Community
) -> None:
    a_stranger(session, here, 9, "ada@example.org")
    keep.work(ground)
    assert mails(session, "ada@example.org") == []


def test_who_does_not_come_is_told_and_then_erased_with_the_account(
    app: Starlette, session: Session, ground: Ground, here: Community
) -> None:
    save(session, KeepingRule(community_id=here.id, members=5))
    a_stranger(session, here, 6, "ada@example.org")
    a_stranger(session, here, 4, "bo@example.org")
    keep.work(ground)
    keep.work(ground)
    do_jobs(app)
    assert len(mails(session, "ada@example.org")) == 1
    assert mails(session, "bo@example.org") == []
    assert kept(session, "ada@example.org").deactivated_at is None
    session.rollback()
    with clock.at(clock.now() + WARNED + timedelta(minutes=1)):
        keep.work(ground)
        assert kept(session, "ada@example.org").erase_at is not None
    assert kept(session, "bo@example.org").erase_at is None


def test_who_is_elsewhere_too_leaves_this_community_alone(
    session: Session, ground: Ground, here: Community
) -> None:
    save(session, KeepingRule(community_id=here.id, members=5))
    member = a_stranger(session, here, 6, "ada@example.org")
    a_member(session, a_community(session, "abroad"), kept(session, "ada@example.org"))
    key = member.id
    keep.work(ground)
    with clock.at(clock.now() + WARNED + timedelta(minutes=1)):
        keep.work(ground)
    assert kept(session, "ada@example.org").erase_at is None
    assert session.get_one(Membership, key).left_at is not None


@pytest.mark.parametrize("how", ["click", "visit"])
def test_one_click_or_one_visit_is_enough_to_stay(
    app: Starlette, session: Session, ground: Ground, here: Community, browser: Open, how: str
) -> None:
    save(session, KeepingRule(community_id=here.id, members=5))
    key = a_stranger(session, here, 6, "ada@example.org").id
    keep.work(ground)
    do_jobs(app)
    found = re.search(r"(/stay/\S+)", mails(session, "ada@example.org")[-1].text)
    assert found is not None
    session.rollback()
    anyone = browser()
    if how == "click":
        assert "Otherwise your membership ends on" in anyone.read(found[1])
        session.rollback()
        assert session.get_one(Membership, key).ends_at is not None
        session.rollback()
        assert "You stay in Harbour" in anyone.post(found[1]).text
    else:
        anyone.sign_in("ada@example.org").get("/account")
    with clock.at(clock.now() + WARNED + timedelta(minutes=1)):
        keep.work(ground)
        session.rollback()
        assert session.get_one(Membership, key).left_at is None
        assert kept(session, "ada@example.org").deactivated_at is None


def test_a_steward_sees_what_would_go_before_it_is_saved(
    session: Session, here: Community, browser: Open
) -> None:
    a_member(session, here, an_account(session, "steward@example.org"), MemberRole.STEWARD)
    a_stranger(session, here, 3, "ada@example.org")
    mine = browser().sign_in("steward@example.org")
    path = "/c/harbour/steward/keeping"
    said = {"asks": "3", "introductions": "2", "talks": "", "trail": "5", "members": "2"}
    shown = re.search(r'name="version" value="([^"]*)"', mine.get(path).text)
    assert shown is not None
    said["version"] = shown[1]
    looked = mine.post(path, {**said, "do": "look"})
    assert (looked.status_code, "members who are told" in looked.text) == (200, True)
    session.rollback()
    assert session.exec(select(KeepingRule)).all() == []
    session.rollback()
    assert mine.post(path, {**said, "do": "save"}).status_code == 303
    session.rollback()
    assert session.get_one(KeepingRule, here.id).members == 2
    session.rollback()
    wrong = mine.post(path, {**said, "asks": "none", "do": "save"})
    assert wrong.status_code == 422
    stale = mine.post(path, {**said, "asks": "7", "do": "save"})
    assert (stale.status_code, 'value="7"' in stale.text) == (409, True)


def test_who_is_idle_in_two_communities_that_both_end_it_is_erased_with_the_last(
    session: Session, ground: Ground, here: Community
) -> None:
    abroad = a_community(session, "abroad")
    save(session, *(KeepingRule(community_id=one.id, members=5) for one in (here, abroad)))
    first = a_stranger(session, here, 6, "ada@example.org").id
    account = kept(session, "ada@example.org")
    second = a_member(session, abroad, account)
    second.joined_at = clock.now() - 6 * YEAR
    save(session, second)
    other = second.id
    keep.work(ground)
    with clock.at(clock.now() + WARNED + timedelta(minutes=1)):
        keep.work(ground)
    assert kept(session, "ada@example.org").erase_at is not None
    left = [session.get_one(Membership, key).left_at is not None for key in (first, other)]
    assert left.count(True) == 1


def test_jobs_that_are_done_are_forgotten_after_a_month(ground: Ground, app: Starlette) -> None:
    do_jobs(app)
    forget_jobs.work(ground)
