"""A new event begins as a copy of last year's."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from tests.e2e import steps
from tests.e2e.serving import Open
from tests.e2e.steps import ORGANIZER, SLUG
from tests.e2e.test_accessibility import RULES

pytestmark = pytest.mark.e2e


def is_sound(page: Page) -> None:
    """Check that the page fits, and has no fault that can be measured."""
    steps.fits(page)
    found = Axe().run(page, options=RULES).response["violations"]
    assert [(one["id"], one["nodes"][0]["target"]) for one in found] == []


@pytest.mark.parametrize("phone", [True, False])
def test_a_copy_is_looked_at_moved_and_made(open_browser: Open, phone: bool) -> None:
    page = open_browser(phone=phone)
    steps.sign_in(page, ORGANIZER)
    name, slug = ("Estuary again", "again-p") if phone else ("Estuary once more", "again-d")
    page.goto("/c/estuary/events/new")
    is_sound(page)
    page.get_by_label("Start as a copy of").select_option(SLUG)
    page.get_by_role("button", name="See what is copied").click()
    expect(page.get_by_role("heading", name="A copy of Estuary 2027")).to_be_visible()
    expect(page.get_by_text("9 May 2028").first).to_be_visible()
    is_sound(page)

    page.get_by_label("Name").first.fill(name)
    page.get_by_label("Address").fill(slug)
    page.get_by_label("First day").fill("2028-06-06")
    page.get_by_label("Last day").fill("2028-06-07")
    page.get_by_role("button", name="Make the event").click()
    expect(page.get_by_text("6 June 2028").first).to_be_visible()
    is_sound(page)
    page.get_by_role("button", name="Make the event").click()
    expect(page.get_by_text("The event is made")).to_be_visible()

    page.goto(f"/e/{slug}/organize/grid")
    expect(page.get_by_text("6 June").first).to_be_visible()
    page.goto(f"/e/{slug}/organize/people")
    expect(page.locator(".table tbody tr")).to_have_count(0)

    page.goto(f"/e/{slug}/organize/archive/delete")
    page.get_by_label("Type the name of the event").fill(name)
    page.get_by_role("button", name="Delete the event").click()
    expect(page.get_by_role("heading", name="Deleted", level=1)).to_be_visible()
