"""Two organizers change rules at once, one forbids what people have arranged, and undoes it."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.e2e import steps
from tests.e2e.serving import Open
from tests.e2e.steps import EVENT, FOR_MATCHING, ORGANIZER

pytestmark = [pytest.mark.e2e, pytest.mark.demo(published=True)]

CONSOLE = f"{EVENT}/organize"


def test_rules_are_changed_merged_and_undone(open_browser: Open) -> None:
    one, other = open_browser(phone=True), open_browser()
    steps.sign_in(one, ORGANIZER)
    steps.sign_in(other, FOR_MATCHING)
    merge_limits(one, other)
    choose_between(one, other)
    forbid(one)
    undo(one)


def a_role(page: Page) -> None:
    """Open the first role."""
    page.goto(f"{CONSOLE}/roles")
    page.locator(".table tbody a").first.click()


def save(page: Page) -> None:
    """Save the role, whomever that touches."""
    page.get_by_role("button", name="Save", exact=True).click()
    if page.get_by_role("button", name="Do it").count():
        page.get_by_role("button", name="Do it").click()


def merge_limits(one: Page, other: Page) -> None:
    """Let both change the same role, each another field."""
    a_role(one)
    a_role(other)
    other.get_by_label("Meetings at most").fill("9")
    save(other)
    one.get_by_label("Place in the list").fill("0")
    one.get_by_label("Meetings that everyone of this role").fill("3")
    save(one)
    expect(one.get_by_text("“Meetings at most” meanwhile; it was kept.")).to_be_visible()


def choose_between(one: Page, other: Page) -> None:
    """Let both change the same field, and choose the other's."""
    a_role(one)
    a_role(other)
    other.get_by_label("Meetings at most").fill("8")
    save(other)
    one.get_by_label("Meetings at most").fill("7")
    one.get_by_role("button", name="Save", exact=True).click()
    both = one.locator(".both")
    expect(both.locator(".choice")).to_have_count(2)
    steps.fits(one)
    both.locator("label", has_text="8").click()
    save(one)
    a_role(one)
    expect(one.get_by_label("Meetings at most")).to_have_value("8")


def forbid(page: Page) -> None:
    """Forbid a pair that has meetings, once what it does was read."""
    page.goto(f"{CONSOLE}/roles")
    steps.fits(page)
    page.locator(".who-meets input:checked").first.uncheck()
    page.get_by_role("button", name="Save who may meet").click()
    expect(page.get_by_text(re.compile("would no longer be allowed"))).to_be_visible()
    steps.fits(page)
    page.get_by_role("button", name=re.compile("call off")).click()
    expect(page.get_by_text("You can undo it on the page")).to_be_visible()


def undo(page: Page) -> None:
    """Take it back, so that all stands as before."""
    page.goto(f"{CONSOLE}/changes")
    steps.fits(page)
    page.get_by_role("button", name=re.compile("Undo")).first.click()
    expect(page.get_by_text("Undone: all stands as before.")).to_be_visible()
