"""An event is archived: everybody reads, nobody changes; and it is opened again."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from tests.e2e import steps
from tests.e2e.conftest import Open
from tests.e2e.steps import EVENT, FIONA, ORGANIZER
from tests.e2e.test_accessibility import RULES

pytestmark = [pytest.mark.e2e, pytest.mark.usefixtures("published")]
CONSOLE = f"{EVENT}/organize"
STRIP = "This event is archived"


def is_sound(page: Page) -> None:
    """Check that the page fits, and has no fault that can be measured."""
    steps.fits(page)
    found = Axe().run(page, options=RULES).response["violations"]
    assert [(one["id"], one["nodes"][0]["target"]) for one in found] == []


@pytest.mark.parametrize("phone", [True, False])
def test_an_event_is_archived_and_opened_again(open_browser: Open, phone: bool) -> None:
    page = open_browser(phone=phone)
    steps.sign_in(page, ORGANIZER)
    theirs = open_browser(phone=phone)
    steps.sign_in(theirs, FIONA)

    page.goto(f"{CONSOLE}/archive")
    expect(page.get_by_role("heading", name="What it takes away")).to_be_visible()
    is_sound(page)
    try:
        page.get_by_role("button", name="Archive the event").click()
        expect(page.get_by_role("heading", name="Archived", level=1)).to_be_visible()
        is_sound(page)

        theirs.goto(f"{EVENT}/attendance")
        expect(theirs.get_by_text(STRIP)).to_be_visible()
        is_sound(theirs)
        theirs.get_by_role("button", name="Take a break").click()
        expect(theirs.get_by_role("heading", name="This is archived")).to_be_visible()
        theirs.goto("/account/data")
        expect(theirs.get_by_role("heading", level=1)).to_be_visible()
        public = open_browser(phone=phone)
        public.goto(EVENT)
        expect(public.get_by_text(STRIP)).to_be_visible()
    finally:
        page.goto(f"{CONSOLE}/archive")
        page.get_by_role("button", name="Open again").click()
    expect(page.get_by_text("open for changes again")).to_be_visible()
    theirs.goto(f"{EVENT}/attendance")
    expect(theirs.get_by_text(STRIP)).to_have_count(0)
