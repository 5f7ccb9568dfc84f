"""A schedule is published, looked at and undone, and nobody hears of it; then it is told."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.e2e import steps
from tests.e2e.serving import Open
from tests.e2e.steps import EVENT, FIONA, ORGANIZER

pytestmark = pytest.mark.e2e

MAIL = r"you have \d+ meeting"


def test_a_publication_is_undone_and_then_told(open_browser: Open) -> None:
    office, guest = open_browser(phone=True), open_browser()
    steps.sign_in(office, ORGANIZER)
    steps.sign_in(guest, FIONA)
    before = days(guest)
    steps.start_run(office)
    steps.wait_for_draft(office)
    run = office.url
    look_up_by_name(office, run)

    steps.publish(office, tell=False)
    steps.fits(office)
    planned = days(guest)
    assert planned != before
    undo(office)
    assert days(guest) == before
    assert steps.latest_mail(guest, FIONA, MAIL) is None

    steps.publish(office, tell=False)
    assert days(guest) == planned
    steps.confirm(office, "Tell people now", "Tell them")
    expect(office.get_by_text("It can no longer be undone")).to_be_visible()
    steps.open_mail(guest, FIONA, MAIL)


def days(page: Page) -> list[str]:
    """Return what somebody's days say of meetings, but for the hour by which to answer.

    Whoever is asked anew has the same time to answer anew.
    """
    page.goto(f"{EVENT}/schedule")
    lines = page.locator(".ribbon > li").all_inner_texts()
    return [re.sub(r", until .*", "", line) for line in lines]


def look_up_by_name(page: Page, run: str) -> None:
    """Find out what publishing changes for one person, and come back."""
    page.get_by_role("link", name="by name").click()
    steps.fits(page)
    page.get_by_label("Name", exact=True).fill("Nobody of this name")
    page.get_by_role("button", name="Find").click()
    expect(page.get_by_text("Nobody is found")).to_be_visible()
    page.get_by_role("link", name="Show everybody").click()
    person = page.locator(".table tbody th a").first
    name = person.inner_text()
    page.get_by_label("Name", exact=True).fill(name)
    page.get_by_role("button", name="Find").click()
    expect(page.locator(".table tbody tr")).to_have_count(1)
    page.goto(run)


def undo(page: Page) -> None:
    """Undo what the page shows as published."""
    section = page.locator("#undo")
    expect(section).to_contain_text("this can be undone")
    section.locator("summary", has_text="Undo this publication").click()
    steps.fits(page)
    page.get_by_role("button", name="Undo it", exact=True).click()
    expect(page.get_by_text("Everybody has the schedule of before")).to_be_visible()
    expect(page.get_by_role("heading", name="What publishing changes")).to_be_visible()
    steps.fits(page)
