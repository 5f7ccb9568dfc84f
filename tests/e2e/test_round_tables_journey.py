"""One proposes a round table on a phone, others take seats, and the schedule seats who wished."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.e2e import steps
from tests.e2e.serving import Open
from tests.e2e.steps import ADAEZE, EVENT, FIONA, ORGANIZER, TOMAS

pytestmark = pytest.mark.e2e

PAGE = f"{EVENT}/round-tables"
TOPIC = "Pumps that nobody hears"


def test_a_round_table_from_its_proposal_to_the_days(open_browser: Open) -> None:
    host, guest = open_browser(phone=True), open_browser()
    steps.sign_in(host, ADAEZE)
    steps.sign_in(guest, FIONA)
    propose(host)
    table = take(guest)
    guest.goto(f"{EVENT}/schedule")
    expect(guest.locator(".meeting-round", has_text=TOPIC)).to_be_visible()
    host.goto(PAGE)
    expect(host.locator(".round", has_text=TOPIC)).to_contain_text("6 seats left")
    change(host, table)
    call_off(host, table)
    steps.open_mail(guest, FIONA, TOPIC)
    expect(guest.get_by_text("My train does not run")).to_have_count(1)
    guest.goto(f"{EVENT}/schedule")
    expect(guest.locator(".meeting-round", has_text=TOPIC)).to_have_count(0)


def propose(page: Page) -> None:
    """Propose one, after a first try without a topic."""
    page.goto(PAGE)
    steps.fits(page)
    page.get_by_role("link", name="Propose a round table").click()
    page.get_by_role("button", name="Propose it").click()
    expect(page.get_by_role("alert")).to_be_visible()
    page.get_by_label("Topic").fill(TOPIC)
    page.get_by_label("More about it").fill("For those who sleep beside one.")
    steps.fits(page)
    page.get_by_role("button", name="Propose it").click()
    expect(page.get_by_text("Your round table")).to_be_visible()
    expect(page.get_by_text("7 seats, all free")).to_be_visible()
    steps.fits(page)


def take(page: Page) -> str:
    """Take a seat from the list; return the address of the round table."""
    page.goto(PAGE)
    row = page.locator(".round", has_text=TOPIC)
    row.get_by_role("button", name="Take a seat").click()
    expect(page.get_by_text(f"You have a seat at “{TOPIC}”.")).to_be_visible()
    expect(row.get_by_text("You have a seat")).to_be_visible()
    row.get_by_role("link", name=TOPIC).first.click()
    expect(page.get_by_text("For those who sleep beside one.")).to_be_visible()
    return page.url


def change(page: Page, address: str) -> None:
    """Offer fewer seats."""
    page.goto(address)
    page.get_by_role("link", name=re.compile("^Change")).click()
    page.get_by_label("Seats beside yours").fill("4")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_text("3 seats left")).to_be_visible()


def call_off(page: Page, address: str) -> None:
    """Call it off and say why."""
    page.goto(address)
    page.locator("summary", has_text="Call it off").click()
    page.get_by_label("Why").fill("My train does not run.")
    steps.fits(page)
    page.get_by_role("button", name="Call it off", exact=True).click()
    expect(page.get_by_text("This round table is off.")).to_be_visible()


@pytest.mark.parametrize("phone", [True, False])
def test_without_scripts_a_seat_is_taken_and_given_up(open_browser: Open, phone: bool) -> None:
    page = open_browser(phone=phone, scripts=False)
    steps.sign_in(page, TOMAS)
    page.goto(PAGE)
    row = page.locator(".round", has_text="Measuring what did not happen")
    row.get_by_role("button", name="Take a seat").click()
    row.get_by_role("button", name="Give up the seat").click()
    expect(row.get_by_role("button", name="Wish for a seat")).to_be_visible()


def test_the_schedule_seats_those_who_wish(open_browser: Open, published: None) -> None:
    page = open_browser(phone=True)
    steps.sign_in(page, FIONA)
    page.goto(PAGE)
    given = page.get_by_text("You have a seat", exact=True).count()
    page.goto(f"{EVENT}/schedule")
    expect(page.locator(".meeting-round")).to_have_count(given)
    page.goto(f"{EVENT}/not-met")
    expect(page.locator(".unmet-seat")).to_have_count(2 - given)
    steps.fits(page)


def test_organizers_switch_them_off_only_when_none_is_ahead(open_browser: Open) -> None:
    page = open_browser()
    steps.sign_in(page, ORGANIZER)
    page.goto(f"{EVENT}/organize/grid")
    page.get_by_label("Round tables in each slot").fill("0")
    page.locator("#round-tables").get_by_role("button", name="Save").click()
    expect(page.get_by_text("round tables are ahead").first).to_be_visible()
    steps.fits(page)
