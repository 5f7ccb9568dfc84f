"""Somebody's own calendar says when they are busy: it is read, overruled, fails, and is removed."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.e2e import steps
from tests.e2e.demos import Demos
from tests.e2e.serving import Open
from tests.e2e.steps import ELODIE, EVENT, FLORIAN, TOMAS
from tests.eventnet.absence.calendars import Server, calendar, serving

pytestmark = pytest.mark.e2e

PAGE = f"{EVENT}/attendance"
LUNCH = "DTSTART:20270511T100000Z\nDTEND:20270511T113000Z\nSUMMARY:Lunch with the board"
"""From eleven to half past twelve in Lisbon: two slots of the demo lie in it, and a part of one."""
TAKEN = ["10:45", "11:40", "12:05"]
PATH = "/secret/mine.ics"


@pytest.fixture(scope="module")
def server() -> Iterator[Server]:
    """Serve calendars within the demo's own network."""
    with serving() as made:
        yield made


@pytest.fixture(scope="module")
def demo(demos: Demos, folder: Path, server: Server) -> Iterator[str]:
    """Serve a demo that may read them."""
    demos.fill(folder)
    with demos.serve(folder, EVENTNET_CALENDARS_INSIDE=server.origin) as address:
        yield address
    assert "secret" not in (folder / "log").read_text()


def give(page: Page, address: str) -> None:
    """Give the address of a calendar on the page of attendance."""
    page.goto(PAGE)
    page.get_by_label("address").fill(address)
    page.get_by_role("button", name="Read my calendar").click()


def busy(page: Page) -> list[str]:
    """Return the times that stand as busy, and are not free all the same."""
    page.goto(PAGE)
    shown = page.locator(".free-busy:not(:has(:checked)) label")
    return [words.strip()[:5] for words in shown.all_inner_texts()]


def free(page: Page, time: str, *, anyway: bool) -> None:
    """Be free all the same, or not any more."""
    page.locator(".free-busy", has_text=time).get_by_role("checkbox").set_checked(anyway)
    page.get_by_role("button", name="Save how I attend").click()
    expect(page.get_by_text("Saved.")).to_be_visible()


@pytest.mark.parametrize(("who", "phone"), [(TOMAS, True), (ELODIE, False)])
def test_a_calendar_closes_times_until_its_owner_says_otherwise(
    open_browser: Open, server: Server, who: str, phone: bool
) -> None:
    server.files[PATH] = calendar(LUNCH)
    page = open_browser(phone=phone)
    steps.sign_in(page, who)
    give(page, server.origin + PATH)
    page.get_by_role("link", name="See these times").click()
    expect(page.locator(".free-busy")).to_have_count(3)
    assert busy(page) == TAKEN
    expect(page.get_by_text("Lunch with the board")).to_have_count(0)
    expect(page.locator("body")).not_to_contain_text(PATH)
    steps.fits(page)
    free(page, "11:40", anyway=True)
    assert busy(page) == ["10:45", "12:05"]
    free(page, "11:40", anyway=False)
    assert busy(page) == TAKEN
    del server.files[PATH]
    page.get_by_role("button", name="Read it now").click()
    expect(page.get_by_text("The address answers with 404.")).to_be_visible()
    assert busy(page) == TAKEN
    steps.fits(page)
    give(page, "mine@example.org")
    expect(page.get_by_text("This is a mail address.").first).to_be_visible()
    steps.fits(page)
    page.goto(PAGE)
    page.get_by_role("button", name="Remove my calendar").click()
    expect(page.get_by_text("Your calendar is gone")).to_be_visible()
    assert busy(page) == []


def test_all_of_it_works_without_scripts(open_browser: Open, server: Server) -> None:
    server.files[PATH] = calendar(LUNCH)
    page = open_browser(phone=True, scripts=False)
    steps.sign_in(page, FLORIAN)
    give(page, server.origin + PATH)
    page.goto(f"{PAGE}/calendar")  # which looks again by itself
    expect(page.get_by_text("busy in 3 slots")).to_be_visible()
    page.get_by_role("link", name="See these times").click()
    assert busy(page) == TAKEN
    free(page, "11:40", anyway=True)
    assert busy(page) == ["10:45", "12:05"]
    page.get_by_role("button", name="Remove my calendar").click()
    expect(page.get_by_text("Your calendar is gone")).to_be_visible()
