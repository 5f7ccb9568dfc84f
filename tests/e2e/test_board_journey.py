"""The organizers' day: the board moves by itself, a repair, an announcement, and the door."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from tests.e2e import steps
from tests.e2e.demos import Demos
from tests.e2e.serving import Open
from tests.e2e.steps import ADAEZE, EVENT, FIONA, ORGANIZER
from tests.e2e.test_accessibility import RULES
from tests.e2e.test_day_journey import DAYS, at_their_meeting, press

pytestmark = pytest.mark.e2e

BOARD = f"{EVENT}/organize/day"
DOOR = f"{EVENT}/organize/door"
SAID = "Lunch is upstairs, through the glass door."


@pytest.fixture(scope="module")
def demo(demos: Demos, folder: Path) -> Iterator[str]:
    """Serve a demo in which Fiona meets Tomas now, since three minutes, and Adaeze is free."""
    demos.fill(folder)
    with at_their_meeting(demos, folder) as address:
        yield address


def test_organizers_see_mend_announce_and_let_in(open_browser: Open) -> None:
    desk, phone, fiona, adaeze = (
        open_browser(),
        open_browser(phone=True),
        open_browser(phone=True),
        open_browser(),
    )
    for page, email in ((desk, ORGANIZER), (fiona, FIONA), (adaeze, ADAEZE)):
        steps.sign_in(page, email)
    same_person(desk, phone)
    see_somebody_alone(desk, fiona, adaeze)
    repair_and_undo(phone, desk)
    announce(desk, phone, fiona)
    let_in(phone, desk)
    without_scripts = open_browser(scripts=False)
    same_person(desk, without_scripts)
    all_of_it_without_scripts(without_scripts)


def same_person(one: Page, other: Page) -> None:
    """Let another browser be signed in as well: where the clock stands, mails have no order."""
    other.context.add_cookies(one.context.cookies())  # type: ignore[arg-type]


def see_somebody_alone(desk: Page, fiona: Page, adaeze: Page) -> None:
    """Watch the board while somebody at a phone says that they are at the table."""
    desk.goto(BOARD)
    expect(desk.locator("#board")).to_contain_text("Nobody says that they wait alone.")
    expect(desk.locator("[data-bell]")).to_have_text("17:00")
    press(fiona, "I'm at the table")
    expect(desk.locator("#board")).to_contain_text("Fiona Hathersage")
    press(adaeze, "Tell me if somebody becomes free")
    expect(desk.locator("#board")).to_contain_text("Nobody found yet")
    steps.fits(desk)
    no_fault(desk)


def repair_and_undo(phone: Page, desk: Page) -> None:
    """Read what a repair would do, have it done with one tap, and undo it; the desk follows."""
    phone.goto(BOARD)
    steps.fits(phone)
    no_fault(phone)
    phone.get_by_role("link", name="What would it do?").click()
    expect(phone.locator(".repair")).to_contain_text("Adaeze")
    steps.fits(phone)
    no_fault(phone)
    phone.get_by_role("button", name="Find somebody else").click()
    expect(phone.locator("#notices")).to_contain_text("are both asked now")
    expect(desk.locator("#board")).to_contain_text("Both asked")
    desk.get_by_role("button", name="Undo").first.click()
    expect(desk.locator("#notices")).to_contain_text("Undone")
    expect(phone.locator("#board")).not_to_contain_text("Both asked")


def announce(desk: Page, phone: Page, fiona: Page) -> None:
    """Announce something; it appears on an open page, on the board and on the wall."""
    fiona.goto(DAYS)
    expect(fiona.locator(".announcement")).to_have_count(0)
    desk.goto(f"{EVENT}/organize/announcements")
    desk.get_by_label("Words").fill(SAID)
    desk.get_by_role("button", name="See whom it reaches").click()
    expect(desk.locator(".announcement-preview")).to_contain_text("This reaches")
    steps.fits(desk)
    no_fault(desk)
    desk.get_by_role("button", name="Announce it now").click()
    expect(fiona.locator(".announcement")).to_contain_text(SAID)
    steps.fits(fiona)
    no_fault(fiona)
    expect(phone.locator("#board")).to_contain_text(SAID)
    desk.goto(f"{BOARD}/wall")
    expect(desk.locator(".wall")).to_contain_text(SAID)
    expect(desk.locator(".wall")).not_to_contain_text("Fiona")
    steps.fits(desk)
    no_fault(desk)
    fiona.get_by_role("button", name="I have read this").click()
    expect(fiona.locator(".announcement")).to_have_count(0)


def let_in(phone: Page, desk: Page) -> None:
    """Check in one after the other by typing, without loading the page; the board counts them."""
    desk.goto(BOARD)
    phone.goto(DOOR)
    phone.evaluate("window.still = true")
    for _twice, words in ((1, "Checked in at"), (2, "Here since")):
        phone.get_by_label("Name, e-mail, ticket or code").fill(FIONA)
        phone.keyboard.press("Enter")
        expect(phone.locator("#door-result")).to_contain_text(words)
        expect(phone.locator("#code")).to_have_value("")
    phone.locator("#code").fill("Okonjo")
    phone.keyboard.press("Enter")
    phone.get_by_role("button", name="Adaeze").click()
    expect(phone.locator("#door-result")).to_contain_text("Checked in at")
    phone.locator("#code").fill("https://tickets.example/1")
    phone.keyboard.press("Enter")
    expect(phone.locator("#door-result")).to_contain_text("This is no code of this event.")
    assert phone.evaluate("window.still") is True
    steps.fits(phone)
    no_fault(phone)
    expect(desk.locator(".board-counts .number-value").first).to_have_text("2")


def all_of_it_without_scripts(page: Page) -> None:
    """Do the same with nothing but forms."""
    page.goto(BOARD)
    expect(page.locator("[data-bell]")).to_have_text("17 minutes")
    page.get_by_role("button", name="Find somebody else").click()
    expect(page.locator("#board")).to_contain_text("Both asked")
    page.goto(DOOR)
    page.get_by_label("Name, e-mail, ticket or code").fill(ADAEZE)
    page.get_by_role("button", name="Check in or look up").click()
    expect(page.locator("#door-result")).to_contain_text("Here since")
    page.get_by_role("button", name="Undo: not here").click()
    expect(page.locator("#door-result")).to_contain_text("Not checked in")
    page.goto(f"{EVENT}/organize/announcements")
    page.locator(".announcement-list summary").first.click()
    page.locator(".announcement-list").get_by_role("button", name="Take it back").click()
    expect(page.locator(".announcement-list")).to_contain_text("Taken back")


def no_fault(page: Page) -> None:
    """Check what a program can measure, as every page is."""
    found = Axe().run(page, options=RULES).response["violations"]
    assert [(fault["id"], fault["nodes"][0]["html"]) for fault in found] == []
