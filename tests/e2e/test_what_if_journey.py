"""What-ifs: from what comes next to three of them side by side, on a phone and at a desk."""

import re

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from tests.e2e import steps
from tests.e2e.serving import Open
from tests.e2e.steps import EVENT, ORGANIZER
from tests.e2e.test_accessibility import RULES

pytestmark = pytest.mark.e2e

ANSWERED = 90_000


def is_sound(page: Page) -> None:
    """Check that the page fits, and has no fault that can be measured, in the light and dark."""
    steps.fits(page)
    for colours in ("light", "dark"):
        page.emulate_media(color_scheme=colours, reduced_motion="reduce")
        found = Axe().run(page, options=RULES).response["violations"]
        assert [(one["id"], one["nodes"][0]["target"]) for one in found] == []


def ask(page: Page, name: str, **fields: str) -> None:
    """Fill in the form, and wait until the answer stands on the page."""
    page.get_by_role("link", name="Try a change").click()
    for label, value in fields.items():
        page.get_by_label(label.replace("_", " ")).fill(value)
    page.get_by_label("What to call it").fill(name)
    page.get_by_role("button", name="See what it gives").click()
    shown = page.locator(".scenario-chart li", has_text=name)
    expect(shown).to_contain_text(re.compile(r"\d+ wishes met"), timeout=ANSWERED)
    expect(page.locator("[data-run]")).to_have_count(0, timeout=ANSWERED)


@pytest.mark.parametrize(("phone", "scripts"), [(True, False), (False, True)])
def test_three_stand_side_by_side_and_one_is_deleted(
    open_browser: Open, phone: bool, scripts: bool
) -> None:
    page = open_browser(phone=phone, scripts=scripts)
    steps.sign_in(page, ORGANIZER)
    page.goto(f"{EVENT}/organize/runs")
    page.get_by_role("link", name="Try what-ifs").click()
    before = page.locator(".scenario").count()
    mark = "phone" if phone else "desk"
    ask(page, f"More tables {mark}", Tables_in_each_slot="+4")
    ask(page, f"Shorter days {mark}", Slots_at_the_end_of_the_day="-3")
    ask(page, f"Four each {mark}", Nobody_has_more_than="4")
    expect(page.locator(".scenario")).to_have_count(max(1, before) + 3)
    row = page.locator("tr", has_text=f"Four each {mark}")
    expect(row).to_contain_text(re.compile(r"\d+ of \d+"))
    if scripts:  # axe is one
        is_sound(page)
    one = page.locator(".scenario", has_text=f"Shorter days {mark}")
    expect(one.get_by_role("link", name="Slots and tables")).to_be_visible()
    one.locator("summary", has_text="Delete it").click()
    one.get_by_role("button", name="Delete it").click()
    expect(page.get_by_text("The what-if is deleted.")).to_be_visible()
    expect(page.locator(".scenario")).to_have_count(max(1, before) + 2)
    expect(page.get_by_text(f"Shorter days {mark}")).to_have_count(0)


@pytest.mark.parametrize("phone", [True, False])
def test_form_refuses_what_changes_nothing_and_keeps_what_was_typed(
    open_browser: Open, phone: bool
) -> None:
    page = open_browser(phone=phone)
    steps.sign_in(page, ORGANIZER)
    page.goto(f"{EVENT}/organize/what-if/new")
    is_sound(page)
    page.get_by_label("What to call it").fill("Nothing")
    page.get_by_role("button", name="See what it gives").click()
    expect(page.get_by_role("alert")).to_contain_text("This changes nothing.")
    expect(page.get_by_label("What to call it")).to_have_value("Nothing")
    is_sound(page)
