"""Where the masthead leads, by who is looking."""

from collections.abc import Callable

import pytest
from sqlmodel import Session, select

from eventnet.communities.models import Community
from tests.browser import Browser
from tests.factories import an_account, an_attendee, an_event

Open = Callable[[], Browser]
OF_ATTENDEES = [
    "My days",
    "Ten people",
    "People",
    "Requests",
    "Messages",
    "Programme",
    "My profile",
]


def links(page: str, nav: str = '<ul class="nav">') -> list[str]:
    """Return the labels of a menu, in order; the marked one with a star."""
    end = "</ul>" if "<ul" in nav else "</nav>"
    menu = page.partition(nav)[2].partition(end)[0]
    return [
        ("*" if 'aria-current="page"' in entry else "") + entry.partition(">")[2].partition("<")[0]
        for entry in menu.split("<a ")[1:]
    ]


@pytest.fixture(autouse=True)
def people(session: Session) -> None:
    """Make an event with an organizer and an attendee, and an operator."""
    event = an_event(session, slug="spring", organizer=an_account(session, "olga@example.org"))
    an_attendee(session, event, "Ada", "ada@example.org")
    an_account(session, "root@example.org", operator=True)
    an_account(session, "eve@example.org")


@pytest.mark.parametrize(
    ("who", "path", "expected"),
    [
        ("ada", "/e/spring", [*OF_ATTENDEES, "My events"]),
        (
            "ada",
            "/e/spring/programme",
            [*OF_ATTENDEES[:5], "*Programme", "My profile", "My events"],
        ),
        ("ada", "/", ["*My events"]),
        ("olga", "/e/spring/organize/roles", ["People", "*Organize", "My events"]),
        ("eve", "/e/spring", ["My events"]),
        ("root", "/e/spring", ["My events"]),
        ("root", "/communities", ["My events", "*Communities"]),
        (None, "/e/spring", []),
    ],
)
def test_menu_leads_to_what_the_reader_may_see(
    browser: Open, who: str | None, path: str, expected: list[str]
) -> None:
    reader = browser()
    if who:
        reader.sign_in(f"{who}@example.org")
    assert links(reader.get(path).text) == expected


@pytest.mark.parametrize(
    ("page", "current"),
    [
        ("", "What comes next"),
        ("/people", "Everyone"),
        ("/roles", "Roles"),
        ("/runs", "Runs"),
    ],
)
def test_console_says_in_which_section_one_is_above_the_page_and_beside_it(
    browser: Open, page: str, current: str
) -> None:
    shown = browser().sign_in("olga@example.org").get(f"/e/spring/organize{page}").text
    for nav in ("sections-above", "sections-beside"):
        found = links(shown, nav)
        assert len(found) == 31
        assert [label for label in found if label[0] == "*"] == [f"*{current}"]
    assert f"Organize: <strong>{current}</strong>" in shown
    assert shown.index("sections-above") < shown.index("<h1") < shown.index("sections-beside")


def test_console_is_not_shown_to_others(browser: Open) -> None:
    assert "sections-above" not in browser().sign_in("ada@example.org").get("/e/spring").text


@pytest.mark.parametrize(
    ("page", "current"),
    [
        ("", "*Community"),
        ("/groups", "*Groups"),
        ("/reaching", "*Community"),
        ("/met", "*People I met"),
    ],
)
def test_menu_of_a_community_says_where_one_is_on_every_page_of_it(
    session: Session, browser: Open, page: str, current: str
) -> None:
    place = session.exec(select(Community)).one()
    shown = browser().sign_in("ada@example.org").get(f"/c/{place.slug}{page}").text
    assert [label for label in links(shown) if label[0] == "*"] == [current]
