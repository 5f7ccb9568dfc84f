"""Organizers and their people: found, reminded, printed, and added late; at both widths."""

import re

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from tests.e2e import steps
from tests.e2e.serving import Open
from tests.e2e.steps import EVENT, ORGANIZER
from tests.e2e.test_accessibility import RULES

pytestmark = [pytest.mark.e2e, pytest.mark.demo(published=True)]
PEOPLE = f"{EVENT}/organize/people"


def is_sound(page: Page) -> None:
    """Check that the page fits, and has no fault that can be measured, in the light and dark."""
    steps.fits(page)
    for colours in ("light", "dark"):
        page.emulate_media(color_scheme=colours, reduced_motion="reduce")
        found = Axe().run(page, options=RULES).response["violations"]
        assert [(one["id"], one["nodes"][0]["target"]) for one in found] == []


def find(page: Page, show: str, scripts: bool) -> None:
    """Narrow the list down to those of whom something is so, the emptiest profile first."""
    page.goto(PEOPLE)
    page.get_by_label("Who", exact=True).select_option(label=show)
    page.get_by_label("Order", exact=True).select_option(label="emptiest profile first")
    page.get_by_role("button", name="Find").click()
    expect(page).to_have_url(re.compile("sort=least"))
    if scripts:
        is_sound(page)


@pytest.mark.parametrize(("phone", "scripts"), [(True, False), (False, True)])
def test_people_are_found_marked_reminded_and_printed(
    open_browser: Open, phone: bool, scripts: bool
) -> None:
    page = open_browser(phone=phone, scripts=scripts)
    steps.sign_in(page, ORGANIZER)
    find(page, "no choice about meetings yet", scripts)
    ticks = page.get_by_role("checkbox")
    ticks.nth(0).check()
    ticks.nth(1).check()
    page.get_by_label("What", exact=True).select_option(label="Mark them as VIPs")
    page.get_by_role("button", name="Look whom it touches").click()
    page.get_by_role("button", name="Mark 2 people as VIPs").click()
    expect(page.get_by_text("Done for 2 people.")).to_be_visible()
    find(page, "VIPs", scripts)
    expect(page.locator(".roll-mark")).not_to_have_count(0)
    page.get_by_role("radio", name=re.compile("that match")).check()
    page.get_by_label("What", exact=True).select_option(label="Remind them")
    page.get_by_role("button", name="Look whom it touches").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Remind")
    if scripts:
        is_sound(page)
    remind = page.get_by_role("button", name=re.compile(r"^Remind \d+ "))
    if remind.count():
        remind.click()
        expect(page.get_by_text("Written to in the last two days").first).to_be_visible()
    else:
        expect(page.get_by_role("heading", name="Who is left out")).to_be_visible()
    page.goto(f"{PEOPLE}?show=vip")
    page.get_by_role("radio", name=re.compile("that match")).check()
    page.get_by_role("button", name="Badges and schedules to print").click()
    if scripts:
        is_sound(page)
    for link in ("Badges as PDF", "Schedules as PDF"):
        with page.expect_download() as download:
            page.get_by_role("link", name=link).click()
        assert download.value.path().read_bytes().startswith(b"%PDF")


@pytest.mark.parametrize(("phone", "scripts"), [(True, False), (False, True)])
def test_a_schedule_is_read_out_and_a_late_joiner_gets_meetings(
    open_browser: Open, phone: bool, scripts: bool
) -> None:
    page = open_browser(phone=phone, scripts=scripts)
    steps.sign_in(page, ORGANIZER)
    page.goto(f"{PEOPLE}?q=Okonjo")
    page.locator(".roll-who a").first.click()
    if scripts:
        is_sound(page)
    page.get_by_role("link", name="Schedule on paper").click()
    expect(page.locator(".paper-lines li").first).to_contain_text(re.compile("Table|Stand|Online"))
    if scripts:
        is_sound(page)
    page.get_by_role("link", name="Back to the person").click()
    page.get_by_role("link", name="Find meetings for them now").click()
    expect(page.get_by_text(re.compile(r"people here have \d+ on average"))).to_be_visible()
    if scripts:
        is_sound(page)
    add = page.get_by_role("button", name="Add them, and tell everybody by mail")
    if add.count():
        add.click()
        expect(page.get_by_text(re.compile(r"\d+ meetings? (is|are) added"))).to_be_visible()
    else:
        expect(page.get_by_role("heading", name="Nothing can be added now")).to_be_visible()
