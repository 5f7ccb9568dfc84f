"""The room and its map, the way of a day, and meetings online, on a phone and at a desk."""

import re

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from tests.e2e import steps
from tests.e2e.serving import Open
from tests.e2e.steps import ADAEZE, EVENT, ORGANIZER
from tests.e2e.test_accessibility import RULES

pytestmark = [pytest.mark.e2e, pytest.mark.demo(published=True)]


def is_sound(page: Page) -> None:
    """Check that the page fits, and has no fault that can be measured, in the light and dark."""
    steps.fits(page)
    for colours in ("light", "dark"):
        page.emulate_media(color_scheme=colours, reduced_motion="reduce")
        found = Axe().run(page, options=RULES).response["violations"]
        assert [(one["id"], one["nodes"][0]["target"]) for one in found] == []


@pytest.mark.parametrize("phone", [True, False])
def test_an_organizer_says_how_the_room_is(open_browser: Open, phone: bool) -> None:
    page = open_browser(phone=phone)
    steps.sign_in(page, ORGANIZER)
    page.goto(f"{EVENT}/organize/room")
    per_row = "8" if phone else "9"
    page.get_by_label("Tables in a row").fill(per_row)
    page.get_by_role("button", name="Save the room").click()
    expect(page.get_by_text("People see this map beside their meetings")).to_be_visible()
    expect(page.get_by_label("Tables in a row")).to_have_value(per_row)
    page.get_by_label("Address of a meeting online").fill("http://meet.example.org/")
    page.get_by_role("button", name="Save the address").click()
    expect(page.get_by_role("alert")).to_contain_text("exactly once")
    is_sound(page)


@pytest.mark.parametrize("phone", [True, False])
def test_a_table_is_found_and_the_way_of_the_day_is_told(open_browser: Open, phone: bool) -> None:
    page = open_browser(phone=phone)
    steps.sign_in(page, ADAEZE)
    page.goto(f"{EVENT}/schedule")
    page.locator(".way-of-day summary").first.click()
    expect(page.locator(".floor-map").first).to_be_visible()
    expect(page.locator(".way-of-day figcaption").first).to_contain_text("of this day")
    expect(page.locator(".meeting-break").first).to_contain_text(re.compile(r"Break: \d+ minutes"))
    is_sound(page)
    at_table = page.locator(".meeting", has=page.locator(".meeting-place", has_text="Table"))
    at_table.first.locator(".person-name a").click()
    expect(page.locator(".floor figcaption")).to_have_text(re.compile(r"^Table \d+: .+\.$"))
    expect(page.get_by_role("img", name=re.compile(r"^Table \d+: "))).to_be_visible()
    is_sound(page)


@pytest.mark.parametrize(("phone", "scripts"), [(True, False), (False, True)])
def test_somebody_takes_part_from_afar_and_comes_back(
    open_browser: Open, phone: bool, scripts: bool
) -> None:
    page = open_browser(phone=phone, scripts=scripts)
    steps.sign_in(page, ADAEZE)
    page.goto(f"{EVENT}/attendance")
    page.locator("summary", has_text="I take part from afar").click()
    expect(page.locator("#room")).to_contain_text(re.compile(r"\d+ of your meetings move"))
    page.get_by_role("button", name="Take part from afar", exact=True).click()
    expect(page.get_by_text("You take part from afar now.")).to_be_visible()
    if scripts:
        is_sound(page)
    page.goto(f"{EVENT}/schedule")
    places = set(page.locator(".meeting-place").all_inner_texts())
    assert places == {"Online"}
    expect(
        page.get_by_text(re.compile(r"^You can join from \d\d:\d\d on\.$")).first
    ).to_be_visible()
    page.locator(".meeting .person-name a").first.click()
    expect(page.get_by_text("only for the two of you")).to_be_visible()
    steps.fits(page)
    page.goto(f"{EVENT}/attendance")
    steps.confirm(page, "I come to the room", "Come to the room")
    expect(page.get_by_text("You take part in the room now.")).to_be_visible()
