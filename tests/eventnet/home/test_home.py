"""The front pages: for strangers, for somebody signed in, and of a community."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta

import pytest
from sqlmodel import Session
from starlette.applications import Starlette

from eventnet.accounts.models import Account
from eventnet.communities.models import Community, MemberRole, Membership
from eventnet.events.models import Attendance, Event, Organizer, Phase
from eventnet.home.queries import my_events, upcoming_events
from eventnet.waiting.models import WaitingGuest
from tests.browser import Browser
from tests.factories import (
    a_community,
    a_meeting,
    a_member,
    a_role,
    an_account,
    an_attendee,
    an_event,
    save,
)
from tests.queries import counted

Open = Callable[[], Browser]
NOW = datetime(2027, 5, 1, 12, 0, tzinfo=UTC)
SCRIPTS = "<script>alert(1)</script>\"'><img src=x onerror=alert(1)>"


def account_of(session: Session, attendance: Attendance) -> Account:
    """Return whose attendance it is."""
    membership = session.get_one(Membership, attendance.membership_id)
    return session.get_one(Account, membership.account_id)


def is_in(session: Session, event: Event, phase: Phase | None) -> Event:
    """Switch the event by hand."""
    event.phase_by_hand = phase
    save(session, event)
    return event


def test_a_stranger_reads_what_this_is_and_what_is_coming(session: Session, browser: Open) -> None:
    for phase, slug in ((Phase.OPEN, "open-one"), (Phase.RUNNING, "running-one")):
        is_in(session, an_event(session, slug=slug), phase)
    for phase, slug in ((Phase.PREPARING, "hidden-one"), (Phase.OVER, "over-one")):
        is_in(session, an_event(session, slug=slug), phase)
    page = browser().get("/").text
    assert "Know whom to meet" in page
    assert "/e/open-one" in page
    assert "/e/running-one" in page
    assert "hidden-one" not in page
    assert "over-one" not in page


def test_a_stranger_reads_what_this_is_without_events(browser: Open) -> None:
    page = browser().read("/")
    assert "How it works" in page
    assert "Coming up" not in page


def test_events_come_up_by_their_dates(session: Session) -> None:
    event = an_event(session, slug="lisbon")
    event.opens_at = NOW
    save(session, event)
    for now, shown in (
        (NOW - timedelta(seconds=1), []),
        (NOW, ["lisbon"]),
        (datetime(2027, 5, 11, 0, 0, tzinfo=UTC), ["lisbon"]),
        (datetime(2027, 5, 12, 22, 59, tzinfo=UTC), ["lisbon"]),
        (datetime(2027, 5, 12, 23, 1, tzinfo=UTC), []),
    ):
        assert [line.slug for line in upcoming_events(session, now)] == shown


def test_an_event_that_i_wait_for_is_listed_with_my_place_until_it_is_over(
    session: Session, browser: Open
) -> None:
    event = an_event(session, slug="crowded")
    an_attendee(session, event, email="in@example.org")
    gone = an_account(session, "gone@example.org")
    gone.deactivated_at = NOW
    accounts = [gone, *(an_account(session, f"{name}@example.org") for name in ("ada", "bo"))]
    accounts.append(account_of(session, an_attendee(session, event, email="up@example.org")))
    for minute, account in enumerate(accounts):
        since = NOW + timedelta(minutes=minute)
        save(
            session,
            WaitingGuest(event_id=event.id, account_id=account.id, name="Guest", since=since),
        )
    here = browser().sign_in("bo@example.org")
    words = here.read("/")
    assert "You are number 2 on the waiting list. Your place in the line" in words
    assert "number 2" in here.read("/e/crowded/waiting")
    assert "waiting list" not in browser().sign_in("up@example.org").read("/")
    is_in(session, event, Phase.OVER)
    assert "Crowded" not in here.read("/")


def test_mine_are_those_i_attend_or_organize(session: Session, browser: Open) -> None:
    ada = an_attendee(session, an_event(session, slug="attended"), email="ada@example.org")
    community = session.get_one(Event, ada.event_id).community_id
    an_event(session, session.get_one(Community, community), slug="of-others")
    an_event(session, slug="organized", organizer=account_of(session, ada))
    page = browser().sign_in("ada@example.org").get("/").text
    assert "/e/attended" in page
    assert "/e/organized/organize" in page
    assert "/e/attended/organize" not in page
    assert "of-others" not in page


def test_mine_are_not_those_that_i_left(session: Session) -> None:
    event = an_event(session)
    ada, ben = (an_attendee(session, event) for _number in range(2))
    ada.left_at = NOW
    membership = session.get_one(Membership, ben.membership_id)
    membership.left_at = NOW
    save(session, ada, membership)
    for attendance in (ada, ben):
        assert my_events(session, account_of(session, attendance).id, NOW) == []


def test_those_to_come_stand_before_the_past(session: Session) -> None:
    community = a_community(session)
    organizer = an_account(session)
    for slug, day in (("past-1", 2), ("past-2", 5), ("next-1", 10), ("next-2", 20)):
        event = an_event(session, community, slug=slug, organizer=organizer)
        event.starts_on = event.ends_on = date(2027, 5, day)
        save(session, event)
    now = datetime(2027, 5, 8, tzinfo=UTC)
    found = [line.slug for line in my_events(session, organizer.id, now)]
    assert found == ["next-1", "next-2", "past-2", "past-1"]


def test_what_is_next_leads_to_where_it_is_done(session: Session, browser: Open) -> None:
    asked = an_event(session, slug="asked")
    ada = an_attendee(session, asked, email="ada@example.org", consent=None)
    booked = an_event(session, session.get_one(Community, asked.community_id), slug="booked")
    role = a_role(session, booked)
    there = Attendance(event_id=booked.id, membership_id=ada.membership_id, role_id=role.id)
    save(session, there)
    a_meeting(session, booked, there, an_attendee(session, booked))
    page = browser().sign_in("ada@example.org").get("/").text
    for words in (
        "Choose how your meetings come about; until then none are planned for you.",
        '<a href="/e/asked/next">Begin with three short pages</a>',
        "Your next meeting: Tue 11 May, 09:00.",
        '<a href="/e/booked/schedule">See your days</a>',
    ):
        assert words in page


@pytest.mark.parametrize("role", list(MemberRole))
def test_a_community_shows_its_events(session: Session, browser: Open, role: MemberRole) -> None:
    community = a_community(session, "founders")
    a_member(session, community, an_account(session, "ada@example.org"), role)
    is_in(session, an_event(session, community, slug="open-one"), Phase.OPEN)
    is_in(session, an_event(session, community, slug="over-one"), Phase.OVER)
    is_in(session, an_event(session, community, slug="early-one"), Phase.PREPARING)
    an_event(session, slug="of-others")
    page = browser().sign_in("ada@example.org").get("/c/founders").text
    assert "/e/open-one" in page
    assert "/e/over-one" in page
    assert ("/e/early-one" in page) == (role is MemberRole.STEWARD)
    assert ("/c/founders/events/new" in page) == (role is MemberRole.STEWARD)
    assert "of-others" not in page


def test_scripts_are_shown_as_text(session: Session, browser: Open) -> None:
    community = a_community(session, "evil")
    ada = an_account(session, "ada@example.org")
    a_member(session, community, ada)
    event = is_in(session, an_event(session, community, organizer=ada), Phase.OPEN)
    community.name = event.name = event.tagline = event.venue = event.city = SCRIPTS
    save(session, community, event)
    for one in (browser(), browser().sign_in("ada@example.org")):
        page = one.get("/").text
        assert "<script>alert" not in page
        assert "<img src=x" not in page
        assert "&lt;script&gt;alert(1)" in page
    assert "<script>alert" not in browser().sign_in("ada@example.org").get("/c/evil").text


def test_front_pages_ask_as_much_for_thirty_events_as_for_one(
    app: Starlette, session: Session, browser: Open
) -> None:
    account = an_account(session, "ada@example.org")
    community = a_community(session, "founders")
    membership = a_member(session, community, account, MemberRole.STEWARD)
    counts = []
    for more in (1, 29):
        for _number in range(more):
            event = is_in(session, an_event(session, community), Phase.OPEN)
            session.add(Organizer(event_id=event.id, account_id=account.id))
            role = a_role(session, event)
            session.add(Attendance(event_id=event.id, membership_id=membership.id, role_id=role.id))
            a_member(session, a_community(session), account)
        session.commit()
        ada = browser().sign_in("ada@example.org")
        ada.get("/c/founders")  # that somebody is here is noted once a minute
        with counted(app.state.engine) as count:
            for one, path in ((browser(), "/"), (ada, "/"), (ada, "/c/founders")):
                assert one.get(path).status_code == 200
        counts.append(count.total)
    assert counts[0] == counts[1]


def test_pages_of_somebody_are_kept_by_no_cache(session: Session, browser: Open) -> None:
    an_account(session, "ada@example.org")
    assert browser().sign_in("ada@example.org").get("/").headers["cache-control"] == "no-store"


def test_an_operator_without_an_event_is_shown_to_the_communities(
    session: Session, browser: Open
) -> None:
    an_account(session, "root@example.org", operator=True)
    is_in(session, an_event(session, slug="of-others"), Phase.OPEN)
    page = browser().sign_in("root@example.org").get("/").text
    assert 'class="button" href="/communities"' in page
    assert "You attend none and organize none." in page
    assert "/e/of-others" in page


def test_a_page_that_is_not_there_does_not_ask_somebody_signed_in_to_sign_in(
    session: Session, browser: Open
) -> None:
    an_account(session, "ada@example.org")
    ada = browser().sign_in("ada@example.org")
    page = ada.get("/nowhere").text
    assert "/sign-in" not in page
    assert 'href="/"' in page
