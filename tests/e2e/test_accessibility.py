"""No page has a fault that a program can find: on a phone and at a desk, by day and by night."""

import json
from collections.abc import Callable, Iterator
from typing import Literal

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, ViewportSize

from eventnet.demo.sessions import make_schedule
from tests.e2e import steps
from tests.e2e.conftest import DESKTOP, PHONE, browsers
from tests.e2e.steps import ADAEZE, ELODIE, EVENT, FIONA, OPERATOR, ORGANIZER

pytestmark = pytest.mark.e2e

SPREADSHEET = f"""\
Name,E-mail,Company,Ticket type
Mirthe Dommel,mirthe.dommel@polderwerk.example,Polderwerk,Attendee
Sem Dommel,not an address,Polderwerk,Attendee
Fiona Hathersage,{FIONA},Another Firm,Exhibitor
"""
CONSOLE = f"{EVENT}/organize"
RULES = {
    "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    "resultTypes": ["violations"],
}
# By day at a desk, by night on a phone: each size and each set of colours, at half the time.
LOOKS: list[tuple[ViewportSize, Literal["light", "dark"]]] = [(DESKTOP, "light"), (PHONE, "dark")]


def a_person(page: Page) -> None:
    """Open the first person of the directory."""
    page.goto(f"{EVENT}/people")
    page.locator("#results .person-name a").first.click()


def nobody_found(page: Page) -> None:
    """Look for somebody who is not there."""
    page.goto(f"{EVENT}/people?q=nobodyofthisname")


def a_meeting(page: Page) -> None:
    """Open the first meeting of one's days."""
    page.goto(f"{EVENT}/schedule")
    page.locator(".meeting .person-name a").first.click()


def a_request(page: Page) -> None:
    """Open the first of one's requests, with everything that can be said to it."""
    page.goto(f"{EVENT}/requests")
    page.locator(".request-row .person-name a").first.click()
    for panel in page.locator("main details summary").all():
        panel.click()


def a_conversation(page: Page) -> None:
    """Open a conversation, with everything that can be done about it."""
    page.goto(f"{EVENT}/messages")
    page.locator(".talk-row a").first.click()
    for panel in page.locator("main details summary").all():
        panel.click()


def a_report(page: Page) -> None:
    """Report a conversation, and look at it as an organizer."""
    steps.sign_in(page, ELODIE)
    page.goto(f"{EVENT}/messages")
    page.locator(".talk-row a").first.click()
    page.locator("summary", has_text="Report").click()
    page.get_by_label("What is wrong").fill("He brings no maps.")
    page.get_by_role("button", name="Report it").click()
    page.get_by_role("button", name="Sign out").click()
    steps.sign_in(page, ORGANIZER)
    page.goto(f"{CONSOLE}/reports")


def a_form_to_ask(page: Page) -> None:
    """Begin to ask somebody of the list."""
    page.goto(f"{EVENT}/people")
    page.get_by_role("link", name="Ask for a meeting").first.click()


def a_kept_search(page: Page) -> None:
    """Open the search that she keeps."""
    page.goto(f"{EVENT}/searches")
    page.get_by_role("link", name="Change").first.click()
    page.get_by_role("heading", name="Change it").wait_for()


def the_keys(page: Page) -> None:
    """Look at what keys do, on a search with chips."""
    page.goto(f"{EVENT}/people?q=pilot")
    page.get_by_role("button", name="Keys").click()


def a_form_that_came_back(page: Page) -> None:
    """Send a profile without a name."""
    page.goto(f"{EVENT}/profile")
    page.locator("#name").evaluate("field => { field.required = false; field.value = ''; }")
    page.get_by_role("button", name="Save my profile").click()
    page.locator(".error-summary").wait_for()


def no_word_tapped(page: Page) -> None:
    """Save a screen on which nothing is chosen."""
    page.goto(f"{EVENT}/next/seeks")
    page.get_by_role("button", name="Save, and see ten people").click()
    page.locator(".error-summary").wait_for()


def columns_of_a_file(page: Page) -> None:
    """Upload a spreadsheet whose columns are to be named."""
    steps.upload(page, "a spreadsheet.csv", SPREADSHEET)
    steps.see_the_columns(page)


def what_a_file_would_change(page: Page) -> None:
    """Go on to the difference."""
    columns_of_a_file(page)
    steps.name_the_columns(page)
    page.get_by_role("heading", name="Row by row").wait_for()


def what_a_programme_would_change(page: Page) -> None:
    """Upload a programme of which a part is new, a part gone, and a part left out."""
    programme = make_schedule()
    days = programme["schedule"]["conference"]["days"]
    rooms = days[0]["rooms"]
    rooms["Quay"] = [
        {"guid": "new", "title": "New", "date": "2027-05-11T09:00:00+01:00", "duration": "00:30"}
    ]
    rooms["Gallery"][0]["title"] = "Doors"
    days[1]["rooms"]["Gallery"].append({**rooms["Gallery"][0], "guid": "other", "duration": "soon"})
    page.goto(f"{CONSOLE}/programme")
    page.get_by_label("A file").set_input_files(
        {
            "name": "schedule.json",
            "mimeType": "application/json",
            "buffer": json.dumps(programme).encode(),
        }
    )
    page.get_by_role("button", name="Show what it would change", exact=True).click()
    page.get_by_role("heading", name="Left out").wait_for()


def one_attendee(page: Page) -> None:
    """Open the first person of the organizer's list."""
    page.goto(f"{CONSOLE}/people")
    page.locator(".table tbody a").first.click()


def one_role(page: Page) -> None:
    """Open the first role."""
    page.goto(f"{CONSOLE}/roles")
    page.locator(".table tbody a").first.click()


def a_draft(page: Page) -> None:
    """Compute a schedule that is not published."""
    steps.start_run(page)
    steps.wait_for_draft(page)


def what_is_published(page: Page) -> None:
    """Open the run that was published."""
    page.goto(f"{CONSOLE}/runs")
    page.locator("tr", has_text="everybody's schedule now").get_by_role("link").click()


# Who looks (None: nobody who is known), and at what: a path, or the way there.
PAGES: list[tuple[str | None, str | Callable[[Page], None]]] = [
    (None, "/"),
    (None, EVENT),
    (None, "/sign-in"),
    (None, "/mailbox"),
    (None, "/privacy"),
    (None, "/no-such-page"),
    (FIONA, "/"),
    (FIONA, EVENT),
    (FIONA, "/account"),
    (FIONA, "/account/address"),
    (FIONA, "/account/data"),
    (FIONA, "/account/delete"),
    (None, "/account/deleted"),
    (FIONA, "/c/estuary/privacy"),
    (FIONA, "/c/estuary"),
    (FIONA, f"{EVENT}/people"),
    (FIONA, nobody_found),
    (FIONA, a_person),
    (FIONA, f"{EVENT}/profile"),
    (FIONA, f"{EVENT}/as-seen"),
    (FIONA, f"{EVENT}/as-seen?eyes=everyone"),
    (FIONA, f"{EVENT}/as-seen?eyes=organizers"),
    (FIONA, a_form_that_came_back),
    (FIONA, f"{EVENT}/attendance"),
    (FIONA, f"{EVENT}/recommended"),
    (FIONA, f"{EVENT}/wishes"),
    (FIONA, f"{EVENT}/saved"),
    (FIONA, f"{EVENT}/day"),
    (FIONA, f"{EVENT}/searches"),
    (FIONA, f"{EVENT}/searches/new?q=pilot"),
    (FIONA, a_kept_search),
    (FIONA, the_keys),
    (FIONA, f"{EVENT}/code"),
    (FIONA, f"{EVENT}/contacts"),
    (FIONA, f"{EVENT}/programme"),
    (FIONA, f"{EVENT}/programme?starred=yes"),
    (FIONA, f"{EVENT}/programme?q=nothing-of-the-kind"),
    (FIONA, f"{EVENT}/requests"),
    (FIONA, a_request),
    (FIONA, a_form_to_ask),
    (FIONA, f"{EVENT}/messages"),
    (ELODIE, f"{EVENT}/messages"),
    (ELODIE, a_conversation),
    (FIONA, f"{EVENT}/schedule"),
    (FIONA, f"{EVENT}/not-met"),
    (FIONA, a_meeting),
    (FIONA, f"{EVENT}/tell"),
    (FIONA, f"{EVENT}/agreed"),
    (steps.TICKET_ONLY, f"{EVENT}/next"),
    (steps.TICKET_ONLY, f"{EVENT}/next/offers"),
    (steps.TICKET_ONLY, no_word_tapped),
    (steps.TICKET_ONLY, f"{EVENT}/next/photo"),
    (steps.TICKET_ONLY, f"{EVENT}/recommended"),
    (steps.TICKET_ONLY, f"{EVENT}/schedule"),
    (steps.TICKET_ONLY, f"{EVENT}/wishes"),
    (steps.TICKET_ONLY, f"{EVENT}/not-met"),
    (ADAEZE, f"{EVENT}/next"),
    (ORGANIZER, CONSOLE),
    (ORGANIZER, f"{CONSOLE}/day"),
    (ORGANIZER, f"{CONSOLE}/people"),
    (ORGANIZER, one_attendee),
    (ORGANIZER, f"{CONSOLE}/imports"),
    (ORGANIZER, columns_of_a_file),
    (ORGANIZER, what_a_file_would_change),
    (ORGANIZER, f"{CONSOLE}/invite"),
    (ORGANIZER, f"{CONSOLE}/joining"),
    (ORGANIZER, f"{CONSOLE}/details"),
    (ORGANIZER, f"{CONSOLE}/look"),
    (ORGANIZER, f"{CONSOLE}/grid"),
    (ORGANIZER, f"{CONSOLE}/programme"),
    (ORGANIZER, what_a_programme_would_change),
    (ORGANIZER, f"{CONSOLE}/roles"),
    (ORGANIZER, one_role),
    (ORGANIZER, f"{CONSOLE}/phase"),
    (ORGANIZER, f"{CONSOLE}/team"),
    (ORGANIZER, "/account/delete"),
    (ORGANIZER, f"{CONSOLE}/reports"),
    (ORGANIZER, f"{CONSOLE}/runs"),
    (ORGANIZER, a_draft),
    (ORGANIZER, what_is_published),
    (ORGANIZER, "/c/estuary/events/new"),
    (OPERATOR, "/communities"),
    (OPERATOR, "/communities/estuary/stewards"),
    (None, a_report),  # whose browser is somebody's from here on
]


@pytest.fixture(scope="module")
def page_of(chromium: Browser, demo: str, published: None) -> Iterator[Callable[..., Page]]:
    """Return a function that gives each person a browser of their own, signed in once."""
    pages: dict[str | None, Page] = {}
    with browsers(chromium, demo) as open_one:

        def find(who: str | None) -> Page:
            if who not in pages:
                pages[who] = open_one()
                if who:
                    steps.sign_in(pages[who], who)
            return pages[who]

        yield find


def _name(part: object) -> str:
    return getattr(part, "__name__", str(part).replace(EVENT, ""))


@pytest.mark.parametrize(("who", "where"), PAGES, ids=_name)
def test_a_page_has_no_fault_that_can_be_measured(
    page_of: Callable[..., Page], who: str | None, where: str | Callable[[Page], None]
) -> None:
    page = page_of(who)
    look(page, *LOOKS[0])
    if callable(where):
        where(page)
    else:
        page.goto(where)
    assert faults(page) == []


def faults(page: Page) -> list[str]:
    """Return the faults of the page that is open, in every look."""
    found = []
    for size, colours in LOOKS:
        look(page, size, colours)
        found += [
            f"{size['width']} px, {colours}: {one['id']}: {one['help']}: {node['target']}"
            for one in Axe().run(page, options=RULES).response["violations"]
            for node in one["nodes"]
        ]
    return found


def look(page: Page, size: ViewportSize, colours: Literal["light", "dark"]) -> None:
    """Look at the page on a screen of a size, in the light or in the dark."""
    page.set_viewport_size(size)
    page.emulate_media(color_scheme=colours, reduced_motion="reduce")
