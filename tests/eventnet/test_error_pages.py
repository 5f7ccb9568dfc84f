"""What went wrong is said in words, with the way back to where one was."""

from collections.abc import Callable

import pytest
from sqlalchemy.exc import OperationalError
from sqlmodel import Session
from starlette.applications import Starlette

from tests.browser import Browser
from tests.factories import an_attendee, an_event

Open = Callable[[], Browser]
BACK = 'class="button" href="/e/spring">Go to Spring<'
HOME = 'href="/">Go to the start page<'


@pytest.fixture
def ada(session: Session, browser: Open) -> Browser:
    """Return the browser of an attendee of the event `spring`."""
    an_attendee(session, an_event(session, slug="spring"), "Ada", "ada@example.org")
    return browser().sign_in("ada@example.org")


@pytest.mark.parametrize(
    ("method", "path", "status"),
    [
        ("GET", "/e/spring/people/gone", 404),
        ("GET", "/e/spring/organize", 404),
        ("GET", "/e/spring/no-such-page", 404),
        ("POST", "/e/spring/schedule/seen", 422),
        ("PUT", "/e/spring/people", 405),
    ],
)
def test_what_goes_wrong_in_an_event_leads_back_to_it(
    ada: Browser, method: str, path: str, status: int
) -> None:
    answer = ada.client.request(method, path, headers={"origin": ada.settings.origin})
    assert answer.status_code == status
    assert BACK in answer.text
    assert HOME in answer.text
    assert "ada@example.org" not in answer.text


@pytest.mark.parametrize("path", ["/nowhere", "/e/autumn/people", "/e/spring%00/people", "/e/"])
def test_what_goes_wrong_elsewhere_leads_to_the_start_page(ada: Browser, path: str) -> None:
    answer = ada.get(path)
    assert answer.status_code in {400, 404}
    assert "Go to Spring" not in answer.text
    assert HOME in answer.text


def test_page_says_what_went_wrong_when_the_database_is_gone(app: Starlette, ada: Browser) -> None:
    def gone() -> None:
        raise OperationalError("SELECT 1", {}, Exception("the disk is full of Ada"))

    app.state.sessions = gone
    answer = ada.get("/e/spring/people")
    assert answer.status_code == 503
    assert "The database does not answer" in answer.text
    assert "Ada" not in answer.text
    lost = ada.get("/e/spring/no-such-page")
    assert lost.status_code == 404
    assert HOME in lost.text


@pytest.mark.parametrize(
    ("path", "leads"),
    [
        ("/e/spring/", "/e/spring"),
        ("/e/spring/people/?q=a%20b", "/e/spring/people?q=a%20b"),
        ("/communities//", "/communities"),
    ],
)
def test_slash_at_the_end_leads_to_the_page_without_it(ada: Browser, path: str, leads: str) -> None:
    answer = ada.client.get(path, headers={"host": "meet.example.org:6666"})
    assert (answer.status_code, answer.headers["location"]) == (307, leads)


@pytest.mark.parametrize("path", ["//evil.example/", "/nowhere/", "/%2F/", "/\\evil.example/"])
def test_slash_at_the_end_of_no_page_of_ours_leads_nowhere(ada: Browser, path: str) -> None:
    answer = ada.client.get(f"https://meet.example.org{path}")
    assert answer.status_code == 404
    assert "location" not in answer.headers
