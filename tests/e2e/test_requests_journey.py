"""Two people arrange a meeting themselves: one at a desk, the other with a phone."""

from pathlib import Path

import pytest
from icalendar import Calendar
from playwright.sync_api import Page, expect

from tests.e2e import steps
from tests.e2e.serving import Open
from tests.e2e.steps import EVENT, FIONA

pytestmark = pytest.mark.e2e

ZEYNEP = "zeynep.aydogan@sarnic.example"
NAME = "Zeynep"
"""Wants only meetings of her own making, so no plan comes between."""


def test_two_people_ask_agree_move_and_call_off(open_browser: Open) -> None:
    desk, phone = open_browser(), open_browser(phone=True)
    steps.sign_in(desk, FIONA)
    steps.sign_in(phone, ZEYNEP)
    ask(desk)
    say_yes_from_the_mail(phone)
    have_it_in_ones_calendar(desk)
    propose_another_time(desk)
    agree(phone)
    call_off(phone)
    read_why(desk)


def ask(page: Page) -> None:
    """Find somebody, and ask her for any time."""
    page.goto(f"{EVENT}/people?q={NAME}")
    page.locator(".people").get_by_role("link", name=NAME).first.click()
    page.get_by_role("link", name="Ask for a meeting").click()
    page.get_by_label("What it is about").fill("How do you keep a cistern cool?")
    page.get_by_role("button", name="Ask", exact=True).click()
    expect(page.get_by_text("is asked. You can take it back")).to_be_visible()
    expect(page.get_by_text("How do you keep a cistern cool?")).to_be_visible()


def say_yes_from_the_mail(page: Page) -> None:
    """Open the mail, and choose a time on the phone."""
    steps.open_mail(page, ZEYNEP, "asks to meet you")
    steps.follow(page, "/way-in/")
    expect(page.get_by_text("How do you keep a cistern cool?")).to_be_visible()
    steps.fits(page)
    page.get_by_label("A time that suits you").select_option(index=0)
    page.get_by_role("button", name="Yes, at this time").click()
    expect(page.get_by_text("You said yes: the meeting stands")).to_be_visible()
    steps.fits(page)


def have_it_in_ones_calendar(page: Page) -> None:
    """Read the answer in the mail, and keep the meeting."""
    steps.open_mail(page, FIONA, f"{NAME}.* says yes")
    page.goto(f"{EVENT}/schedule")
    with page.expect_download() as download:
        page.get_by_role("link", name="Download a file").click()
    entries = Calendar.from_ical(Path(download.value.path()).read_bytes()).walk("VEVENT")
    (entry,) = [one for one in entries if NAME in str(one["SUMMARY"])]
    assert entry["STATUS"] == "CONFIRMED"


def propose_another_time(page: Page) -> None:
    """Ask to meet at the last time that both have."""
    page.locator(".ribbon").get_by_role("link", name=NAME).click()
    page.get_by_role("link", name="Propose another time").click()
    times = page.get_by_label("Another time").locator("option")
    times.last.wait_for(state="attached")
    page.get_by_label("Another time").select_option(index=times.count() - 1)
    page.get_by_role("button", name="Propose this time").click()
    expect(page.get_by_text("Until there is a yes, the meeting stays")).to_be_visible()


def agree(page: Page) -> None:
    """Find the request waiting, and say yes to the new time."""
    page.goto("/")
    page.get_by_role("link", name="Answer").click()
    steps.fits(page)
    page.locator(".request-row").get_by_role("link", name="Answer").click()
    page.get_by_role("button", name="Yes, ").click()
    expect(page.get_by_text("You said yes: the meeting has moved")).to_be_visible()


def call_off(page: Page) -> None:
    """Call the meeting off, with a reason."""
    page.get_by_role("link", name="See the meeting").click()
    page.locator("summary", has_text="I can't come").click()
    steps.fits(page)
    page.get_by_label("Why, in a word").fill("My ferry does not go.")
    page.get_by_role("button", name="Call it off").click()
    expect(page.get_by_text("The meeting is off, and the other person")).to_be_visible()


def read_why(page: Page) -> None:
    """Read in the mail why there is no meeting."""
    steps.open_mail(page, FIONA, f"{NAME}.* can't come")
    expect(page.locator("pre.letter")).to_contain_text("My ferry does not go.")
