"""After the last day: one asks for a circle, asks those picked, and opens a group with a yes."""

from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from eventnet.crews.models import SeatState
from tests.e2e import steps
from tests.e2e.serving import Open
from tests.e2e.steps import AFTER, FIONA, ORGANIZER
from tests.e2e.test_accessibility import faults
from tests.e2e.test_crews_journey import CREWS, picked, seated

pytestmark = [pytest.mark.e2e, pytest.mark.demo(now=AFTER)]


def asks_for(page: Page, title: str) -> None:
    """Ask for a circle of five, and wait for it."""
    page.goto(CREWS)
    page.get_by_role("link", name="Find a circle").click()
    expect(page.get_by_role("heading", name="What you bring")).to_be_visible()
    page.get_by_label("What to call it").fill(title)
    page.get_by_label("What you would do together").fill("A day in each other's towns.")
    steps.fits(page)
    page.get_by_role("button", name="Look for the circle").click()
    picked(page)


@pytest.mark.parametrize(
    ("phone", "scripts"),
    [(True, True), (False, True), (True, False)],
    ids=["phone", "desk", "without-scripts"],
)
def test_one_asks_for_a_circle_and_opens_a_group_with_a_yes(
    open_browser: Open, folder: Path, phone: bool, scripts: bool
) -> None:
    title = f"Round trip {phone} {scripts}"
    page = open_browser(phone=phone, scripts=scripts)
    steps.sign_in(page, ORGANIZER if phone else FIONA)
    asks_for(page, title)
    team = page.locator("#team")
    expect(team).to_contain_text("no better circle can be made around you")
    expect(page.get_by_role("img", name="Who gives something to whom")).to_be_visible()
    expect(page.get_by_role("table").get_by_role("row")).not_to_have_count(1)
    steps.fits(page)
    if scripts:
        assert faults(page) == []
    page.get_by_role("button", name="Ask them").click()
    expect(team).to_contain_text("Invited, no word yet")

    guest = open_browser(phone=phone, scripts=scripts)
    steps.sign_in(guest, seated(folder, title, SeatState.INVITED)[0])
    guest.goto(CREWS)
    guest.get_by_role("link", name=title, exact=True).click()
    expect(guest.get_by_text("You would give")).to_be_visible()
    steps.fits(guest)
    if scripts:
        assert faults(guest) == []
    guest.get_by_role("button", name="Yes, I am in").click()
    expect(guest.get_by_role("heading", name="Who is in it")).to_be_visible()

    page.reload()
    expect(page.get_by_role("heading", name="One is in")).to_be_visible()
    page.get_by_text("By request", exact=True).click()
    page.get_by_role("button", name="Open a group with them").click()
    expect(page.get_by_role("heading", name=title)).to_be_visible()
    guest.reload()
    guest.get_by_role("link", name=title, exact=True).click()
    expect(guest.get_by_role("heading", name=title)).to_be_visible()
    steps.fits(guest)
