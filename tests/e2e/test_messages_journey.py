"""Two who meet write to each other, live on a phone; one has enough, and an organizer looks."""

import pytest
from playwright.sync_api import Page, expect

from tests.e2e import steps
from tests.e2e.serving import Open
from tests.e2e.steps import ELODIE, EVENT, FLORIAN, ORGANIZER

pytestmark = pytest.mark.e2e


def test_two_write_live_and_one_blocks_and_reports(open_browser: Open) -> None:
    desk, phone = open_browser(), open_browser(phone=True)
    steps.sign_in(desk, ELODIE)
    steps.sign_in(phone, FLORIAN)
    begin(desk)
    answer(phone)
    expect(desk.locator(".talk-text", has_text="By the window.")).to_be_visible()
    live(desk, phone)
    block(phone)
    kept_back(desk, phone)
    report(phone)
    office = open_browser()
    steps.sign_in(office, ORGANIZER)
    settle(office)


def test_without_scripts_a_button_notes_what_was_read(open_browser: Open) -> None:
    desk, plain = open_browser(), open_browser(scripts=False, phone=True)
    steps.sign_in(desk, ELODIE)
    steps.sign_in(plain, FLORIAN)
    begin(desk, "And tomorrow?")
    plain.goto(f"{EVENT}/messages")
    expect(plain.locator(".nav .count")).to_have_count(1)
    plain.locator(".talk-row a").first.click()
    plain.get_by_role("button", name="Mark as read").click()
    expect(plain.locator(".nav .count")).to_have_count(0)
    plain.get_by_label("Your message").fill("I read you.")
    plain.get_by_role("button", name="Send").click()
    expect(plain.locator(".talk-text", has_text="I read you.")).to_be_visible()
    steps.fits(plain)


def begin(page: Page, words: str = "Where do you sit?") -> None:
    """Find the meeting that was agreed to, and write from its page."""
    page.goto(f"{EVENT}/schedule")
    page.locator(".ribbon").get_by_role("link", name="Florian").click()
    page.get_by_role("link", name="Write a message").click()
    steps.fits(page)
    page.get_by_label("Your message").fill(f"{words} <b>Élodie</b>")
    page.get_by_role("button", name="Send").click()
    expect(page.locator(".talk-mine", has_text=f"{words} <b>Élodie</b>")).to_be_visible()


def answer(page: Page) -> None:
    """Find the message behind the menu, read it, and answer."""
    page.goto(f"{EVENT}/schedule")
    expect(page.locator(".nav .count")).to_have_count(1)
    page.goto(f"{EVENT}/messages")
    steps.fits(page)
    expect(page.get_by_text("unread")).to_be_visible()
    page.locator(".talk-row a").first.click()
    expect(page.locator(".talk-text", has_text="Where do you sit?")).to_be_visible()
    expect(page.locator(".nav .count")).to_have_count(0)
    page.get_by_label("Your message").fill("By the window.")
    page.get_by_role("button", name="Send").click()
    expect(page.locator(".talk-mine", has_text="By the window.")).to_be_visible()
    steps.fits(page)


def live(desk: Page, phone: Page) -> None:
    """See what is written while one looks."""
    desk.get_by_label("Your message").fill("On my way.")
    desk.get_by_role("button", name="Send").click()
    expect(phone.locator(".talk-text", has_text="On my way.")).to_be_visible()


def block(page: Page) -> None:
    """Hear no more."""
    steps.confirm(page, "Block", "Block them")
    expect(page.get_by_text("You blocked this person.")).to_be_visible()
    steps.fits(page)


def kept_back(desk: Page, phone: Page) -> None:
    """Write to somebody who does not hear it."""
    desk.get_by_label("Your message").fill("Are you there?")
    desk.get_by_role("button", name="Send").click()
    expect(desk.locator(".talk-mine", has_text="Are you there?")).to_be_visible()
    phone.get_by_role("button", name="Undo the block").click()
    expect(phone.get_by_label("Your message")).to_be_visible()
    expect(phone.locator(".talk-text", has_text="On my way.")).to_be_visible()
    expect(phone.locator(".talk-text", has_text="Are you there?")).to_have_count(0)


def report(page: Page) -> None:
    """Say what is wrong."""
    page.locator("summary", has_text="Report").click()
    page.get_by_label("What is wrong").fill("She will not stop.")
    page.get_by_role("button", name="Report it").click()
    expect(page.get_by_text("You reported this conversation")).to_be_visible()
    steps.fits(page)


def settle(page: Page) -> None:
    """Read the report, and settle it."""
    page.goto(f"{EVENT}/organize/reports")
    expect(page.get_by_text("She will not stop.")).to_be_visible()
    expect(page.get_by_text("Are you there?")).to_have_count(0)
    steps.fits(page)
    page.get_by_role("button", name="Mark as settled").click()
    expect(page.get_by_role("button", name="Not settled after all")).to_be_visible()
