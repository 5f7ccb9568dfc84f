"""A schedule changed by hand: pairs pinned or kept apart, meetings moved by key and by drag."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.e2e import steps
from tests.e2e.serving import Open
from tests.e2e.steps import ADAEZE, ELODIE, EVENT, FIONA, ORGANIZER, TOMAS
from tests.e2e.test_room_journey import is_sound

pytestmark = pytest.mark.e2e

RULES = f"{EVENT}/organize/by-hand"


def note(page: Page, one: str, other: str, what: str) -> None:
    """Ask of every run to bring two together, or to keep them apart."""
    page.goto(RULES)
    page.get_by_label("One of the two").fill(one)
    page.get_by_label("The other", exact=True).fill(other)
    steps.choose(page, what)
    page.get_by_role("button", name="Note it").click()
    expect(page.get_by_text("Noted. Every run from now on looks at it.")).to_be_visible()


def move_by_keys(page: Page) -> None:
    """Open the first meeting that has another time, and move it there, without a pointer."""
    page.locator(".plan-card").first.focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Move it, or take it out")).to_be_visible()
    first = page.locator("input[name=do]").first
    first.focus()
    page.keyboard.press("Space")
    expect(first).to_be_checked()
    expect(page.locator(".choice-why").first).to_contain_text("The schedule is worth")
    is_sound(page)
    page.keyboard.press("Enter")
    expect(page.get_by_text("Done. Nobody sees it until you publish.")).to_be_visible()


def drag(page: Page) -> None:
    """Drag a meeting to another slot, and read there what it would come to."""
    page.locator(".plan-card:not(.plan-card-moved)").first.drag_to(
        page.locator(".plan-days [data-slot]").nth(3)
    )
    expect(page.locator("#chosen h2")).to_have_text(re.compile(r"^Move to \d\d:\d\d"))
    is_sound(page)
    page.go_back()
    together = page.locator(".plan-slot:has(li + li)").first.locator(".plan-card")
    together.nth(0).drag_to(together.nth(1))
    assert page.locator("#chosen").count() == 0  # both are in one slot, so nothing is to be swapped


@pytest.mark.parametrize("phone", [True, False])
def test_an_organizer_changes_a_draft_by_hand(open_browser: Open, phone: bool) -> None:
    page = open_browser(phone=phone)
    steps.sign_in(page, ORGANIZER)
    two = (ADAEZE, TOMAS) if phone else (FIONA, TOMAS)
    note(page, *two, "Bring them together")
    note(page, two[0], ELODIE, "Keep them apart")
    is_sound(page)
    steps.start_run(page)
    steps.wait_for_draft(page)
    expect(page.get_by_text(re.compile(r"^\d of \d pins? (is|are) kept\.$"))).to_be_visible()
    expect(page.get_by_text("It ended because")).to_be_visible()
    is_sound(page)
    page.get_by_role("link", name="See the plan, and change it by hand").click()
    is_sound(page)
    move_by_keys(page)
    expect(page.get_by_role("heading", name="1 change by hand")).to_be_visible()
    is_sound(page)
    if not phone:
        drag(page)
    page.get_by_role("button", name="Take the last change back").click()
    expect(page.get_by_text("The last change is taken back.")).to_be_visible()
    expect(page.get_by_role("heading", name="1 change by hand")).to_be_hidden()
    move_by_keys(page)
    page.get_by_role("link", name="Back to run").click()
    expect(page.get_by_text("moved or taken out by hand")).to_be_visible()
    steps.publish(page)
    page.goto(RULES)
    page.get_by_role("button", name="Take back").first.click()
    expect(page.get_by_text("Taken back. Runs decide again.")).to_be_visible()
