"""Old links lead to the person that is left, whoever may see them; old feeds tell of them."""

from collections.abc import Callable

import pytest
from sqlmodel import Session

from eventnet.communities.models import Membership
from eventnet.events.models import Attendance, Event
from eventnet.feeds.addresses import Wanted, read_token, renew, tokens_of
from eventnet.feeds.models import FeedKind
from eventnet.settings import Settings
from eventnet.uniting.formerly import now_called
from eventnet.uniting.models import FormerSelf
from tests.browser import Browser
from tests.eventnet.uniting.two import Two, two_at, united
from tests.factories import a_community, an_attendee, an_event, save

Open = Callable[[], Browser]
BO = "bo@example.org"


@pytest.fixture
def event(session: Session) -> Event:
    return an_event(session, a_community(session, "harbour"), "spring")


@pytest.fixture
def bo(session: Session, event: Event) -> Attendance:
    return an_attendee(session, event, "Bo", BO)


@pytest.fixture
def two(session: Session, settings: Settings, event: Event, bo: Attendance) -> tuple[Two, str, str]:
    """Return a person who was two, with the attendance and the membership that are no more."""
    two = two_at(session, event)
    was = two.goes.id, two.goes.membership_id
    united(session, settings, two)
    session.commit()
    return two, *was


def leads(browser: Browser, path: str) -> str | None:
    answer = browser.get(path)
    assert answer.status_code in {200, 303, 404}
    return answer.headers.get("location")


def test_old_links_lead_to_the_person_that_is_left(
    session: Session, browser: Open, two: tuple[Two, str, str]
) -> None:
    found, attendance, membership = two
    now, member = found.stays.id, found.stays.membership_id
    session.rollback()
    mine = browser().sign_in(BO)
    assert leads(mine, f"/e/spring/people/{attendance}") == f"/e/spring/people/{now}"
    assert leads(mine, f"/e/spring/people/{attendance}?a=b") == f"/e/spring/people/{now}?a=b"
    there = f"/e/spring/people/{now}/ask"
    assert leads(mine, f"/e/spring/people/{attendance}/ask") == there
    assert leads(mine, f"/c/harbour/people/{membership}") == f"/c/harbour/people/{member}"
    assert "Ada Example" in mine.read(f"/e/spring/people/{attendance}")
    assert mine.post(f"/e/spring/people/{attendance}/ask", {}).status_code == 404


def test_who_does_not_see_the_person_is_led_nowhere(
    session: Session, browser: Open, event: Event, two: tuple[Two, str, str]
) -> None:
    found, attendance, membership = two
    other = an_event(session, a_community(session, "abroad"), "autumn")
    an_attendee(session, other, "Zoe", "zoe@example.org")
    now = found.stays.id
    session.rollback()
    for path in (f"/e/spring/people/{attendance}", f"/c/harbour/people/{membership}"):
        assert browser().sign_in("zoe@example.org").get(path).status_code == 404
        assert now not in browser().get(path).text + str(browser().get(path).headers)
    assert browser().sign_in(BO).get(f"/e/autumn/people/{attendance}").status_code == 404


def test_who_hides_since_is_led_to_by_nothing(
    session: Session, browser: Open, bo: Attendance, two: tuple[Two, str, str]
) -> None:
    found, attendance, _membership = two
    found.stays.left_at = found.stays.created_at
    save(session, found.stays)
    session.rollback()
    assert browser().sign_in(BO).get(f"/e/spring/people/{attendance}").status_code == 404


def test_a_feed_about_who_is_no_more_tells_of_who_is_left(
    session: Session, settings: Settings, bo: Attendance, two: tuple[Two, str, str], browser: Open
) -> None:
    found, _attendance, membership = two
    reader, now = bo.membership_id, found.stays.membership_id
    (token,) = tokens_of(session, settings.key, reader, [Wanted(FeedKind.MEMBER, membership)])
    assert read_token(session, settings.key, token) == (reader, Wanted(FeedKind.MEMBER, now))
    session.rollback()
    shown = browser().get(f"/feeds/{token}.atom")
    assert (shown.status_code, f"/people/{now}" in shown.text) == (200, True)
    renew(session, session.get_one(Membership, reader), Wanted(FeedKind.MEMBER, now))
    session.rollback()
    assert browser().get(f"/feeds/{token}.atom").status_code == 404


def test_who_became_one_twice_is_found_by_both_old_names(
    session: Session, settings: Settings, event: Event, two: tuple[Two, str, str]
) -> None:
    found, attendance, membership = two
    third = an_attendee(session, event, "Ada Third", "ada@third.example")
    again = Two(third, found.stays)
    was = found.stays.id
    united(session, settings, again)
    assert {now_called(session, key) for key in (attendance, was)} == {third.id}
    assert now_called(session, membership) == third.membership_id
    assert session.get(FormerSelf, third.id) is None
