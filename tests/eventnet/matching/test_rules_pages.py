"""The page of pins and forbids: whom words mean, and what a helper is not told."""

from collections.abc import Callable

import pytest
from sqlmodel import Session

from eventnet.events.models import Event, Helper, Organizer
from eventnet.matching.hand_rules import rules_of
from tests.browser import Browser
from tests.factories import an_account, an_attendee, an_event, save

PAGE = "/e/spring/organize/by-hand"


@pytest.fixture
def event(session: Session) -> Event:
    """Return an event of four, two of whom have one name; who organizes it, and who helps."""
    event = an_event(session, slug="spring")
    an_attendee(session, event, "Ada Lovell", "ada@example.org")
    an_attendee(session, event, "Bo Lind", "bo@example.org", organization="Quay")
    an_attendee(session, event, "Bo Lind", "bo.lind@example.org", organization="Harbour")
    an_attendee(session, event, "", "nameless@example.org", organization="Quay")
    olga, hanna = (an_account(session, f"{name}@example.org") for name in ("olga", "hanna"))
    save(session, Organizer(event_id=event.id, account_id=olga.id))
    save(session, Helper(event_id=event.id, account_id=hanna.id, matching=True))
    session.commit()
    return event


@pytest.fixture
def organizer(event: Event, browser: Callable[[], Browser]) -> Browser:
    """Return the browser of somebody who organizes the event and has no name here."""
    return browser().sign_in("olga@example.org")


@pytest.fixture
def helper(event: Event, browser: Callable[[], Browser]) -> Browser:
    """Return the browser of somebody who helps with the matching."""
    return browser().sign_in("hanna@example.org")


def said(one: str, other: str, **more: str) -> dict[str, str]:
    return {"one": one, "other": other, "kind": "pin", "slot": "", "reason": "Asked for", **more}


def test_two_of_one_name_are_told_apart(
    session: Session, event: Event, organizer: Browser, helper: Browser
) -> None:
    for own, shows in ((organizer, True), (helper, False)):
        answer = own.post(PAGE, said("Ada Lovell", "Bo Lind"))
        assert answer.status_code == 422
        assert "Harbour" in answer.text
        assert ("bo.lind@example.org" in answer.text) == shows
    assert rules_of(session, event.id) == []


def test_somebody_is_named_by_their_address_to_who_may_know_it(
    session: Session, event: Event, organizer: Browser, helper: Browser
) -> None:
    by_address = said("ada@example.org", "bo@example.org")
    answer = helper.post(PAGE, by_address)
    assert answer.status_code == 422
    assert "Nobody of this event is called that." in answer.text
    assert organizer.post(PAGE, by_address).status_code == 303
    session.rollback()
    [rule] = rules_of(session, event.id)
    assert "olga@example.org" in organizer.read(PAGE)
    page = helper.read(PAGE)
    assert "olga@example.org" not in page
    assert "One of the organizers" in page
    one = f"{PAGE}?one={rule.a_id}"
    assert "@example.org" in organizer.get(one).text.replace("olga@example.org", "")
    assert "@example.org" not in helper.get(one).text.replace("hanna@example.org", "")


def test_somebody_without_a_name_is_shown_by_what_else_one_may_know(
    organizer: Browser, helper: Browser
) -> None:
    by_organization = said("Quay", "Ada Lovell")
    assert "Without a name" in helper.post(PAGE, by_organization).text
    page = organizer.post(PAGE, by_organization).text
    assert "Without a name" not in page
    assert "nameless@example.org" in page
