"""What a browser keeps for times without network: one account's own days, until it signs out."""

from collections.abc import Callable

import pytest
from sqlmodel import Session

from eventnet.events.models import Event
from tests.browser import Browser
from tests.factories import an_attendee, an_event

Open = Callable[[], Browser]


@pytest.fixture
def event(session: Session) -> Event:
    return an_event(session, slug="one")


def test_worker_looks_after_the_whole_site_and_is_asked_for_again(browser: Open) -> None:
    answer = browser().get("/worker.js")
    assert answer.headers["content-type"].startswith("text/javascript")
    assert answer.headers["cache-control"] == "no-cache"
    assert "connect-src 'self'" in answer.headers["content-security-policy"]


def test_days_are_marked_with_their_owner_and_other_pages_with_nobody(
    session: Session, event: Event, browser: Open
) -> None:
    for name in ("ada", "bo"):
        an_attendee(session, event, name, f"{name}@example.org")
    ada, again, bo = (browser().sign_in(f"{name}@example.org") for name in ("ada", "ada", "bo"))
    marks = [one.get("/e/one/schedule").headers["days-of"] for one in (ada, again, bo)]
    assert marks[0] == marks[1] != marks[2]
    assert "ada" not in marks[0]
    for page in ("wishes", "not-met", "people", "nothing-here"):
        assert "days-of" not in ada.get(f"/e/one/{page}").headers


def test_browser_lets_go_of_what_it_kept_when_somebody_signs_out(
    session: Session, event: Event, browser: Open
) -> None:
    an_attendee(session, event, "Ada", "ada@example.org")
    for path in ("/sign-out", "/account/sign-out-everywhere"):
        answer = browser().sign_in("ada@example.org").post(path)
        assert answer.headers["clear-site-data"] == '"cache", "storage"'
