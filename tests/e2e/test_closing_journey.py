"""The end of an event: archived and opened again, deleted and taken back."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from tests.e2e import steps
from tests.e2e.serving import Open
from tests.e2e.steps import EVENT, FIONA, ORGANIZER
from tests.e2e.test_accessibility import RULES

pytestmark = [pytest.mark.e2e, pytest.mark.demo(published=True)]
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
    theirs.goto(f"{EVENT}/attendance")

    page.goto(f"{CONSOLE}/archive")
    expect(page.get_by_role("heading", name="What it takes away")).to_be_visible()
    is_sound(page)
    try:
        page.get_by_role("button", name="Archive the event").click()
        expect(page.get_by_role("heading", name="Archived", level=1)).to_be_visible()
        is_sound(page)

        theirs.get_by_role("button", name="Take a break").click()  # on a page of before
        expect(theirs.get_by_role("heading", name="This is archived")).to_be_visible()
        theirs.goto(f"{EVENT}/attendance")
        expect(theirs.get_by_text(STRIP)).to_be_visible()
        is_sound(theirs)
        expect(theirs.get_by_role("button", name="Take a break")).to_be_disabled()
        expect(theirs.get_by_label("Ask me")).to_be_disabled()
        expect(theirs.get_by_text("Leave this event")).to_be_enabled()
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


@pytest.mark.parametrize("phone", [True, False])
def test_an_event_is_deleted_and_taken_back(open_browser: Open, phone: bool) -> None:
    page = open_browser(phone=phone)
    steps.sign_in(page, ORGANIZER)
    page.goto(f"{CONSOLE}/archive")
    page.get_by_role("link", name="Delete the event").click()
    is_sound(page)
    page.get_by_label("Type the name of the event").fill("Estuary")
    page.get_by_role("button", name="Delete the event").click()
    expect(page.get_by_text("The event is called Estuary 2027").first).to_be_visible()
    is_sound(page)
    page.get_by_label("Type the name of the event").fill("Estuary 2027")
    try:
        page.get_by_role("button", name="Delete the event").click()
        expect(page.get_by_role("heading", name="Deleted", level=1)).to_be_visible()
        is_sound(page)
        public = open_browser(phone=phone)
        gone = public.goto(EVENT)
        assert gone is not None
        assert gone.status == 404
        expect(public.get_by_text("Estuary 2027")).to_have_count(0)
        page.goto("/")
        page.get_by_role("link", name="Take it back").click()
    finally:
        page.goto(f"{CONSOLE}/archive/delete")
        page.get_by_role("button", name="Take it back").click()
    expect(page.get_by_text("The event is there again")).to_be_visible()
    public.goto(EVENT)
    expect(public.get_by_role("heading", name="Estuary 2027", level=1)).to_be_visible()
