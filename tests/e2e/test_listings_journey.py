"""A listing, from putting it up to its end: found, answered in private, renewed, closed."""

import pytest
from playwright.sync_api import Page, expect

from tests.e2e import steps
from tests.e2e.serving import Open
from tests.e2e.steps import AFTER, ELODIE, FIONA
from tests.e2e.test_accessibility import faults

pytestmark = [pytest.mark.e2e, pytest.mark.demo(now=AFTER)]

HERE = "/c/estuary/listings"


@pytest.mark.parametrize(
    ("phone", "scripts"),
    [(True, True), (False, True), (True, False)],
    ids=["phone", "desk", "without-scripts"],
)
def test_a_listing_lives(open_browser: Open, phone: bool, scripts: bool) -> None:
    title = f"A rowing boat {phone} {scripts}"
    hers = open_browser(phone=phone, scripts=scripts)
    theirs = open_browser(phone=phone, scripts=scripts)
    steps.sign_in(hers, FIONA)
    steps.sign_in(theirs, ELODIE)
    address = put_up(hers, title, scripts)
    find_and_write(theirs, title, address, scripts)
    read(hers, title, address, scripts)
    hers.get_by_label("Write back").fill("It is green.")
    hers.get_by_role("button", name="Send").click()
    expect(hers.locator(".listing-line-mine")).to_contain_text("It is green.")
    looked_at(hers, scripts)
    theirs.goto(address)
    expect(theirs.get_by_text("It is green.")).to_be_visible()
    looked_at(theirs, scripts)
    close_and_renew(hers, theirs, title, address, scripts)


def looked_at(page: Page, scripts: bool) -> None:
    """See that a page fits, and has no fault that a program finds."""
    steps.fits(page)
    assert not scripts or faults(page) == []


def put_up(page: Page, title: str, scripts: bool) -> str:
    """Put something up, having left something out at first; return its address."""
    page.goto(HERE)
    looked_at(page, scripts)
    page.get_by_role("link", name="Put something up").first.click()
    page.get_by_text("Service sought", exact=True).click()
    page.get_by_label("What others should know").fill("For **two** days in June.")
    page.get_by_label("Place").fill("The upper lock")
    page.get_by_role("button", name="Put it up").click()
    expect(page.get_by_text("One thing to put right")).to_be_visible()
    looked_at(page, scripts)
    page.get_by_label("In one line").fill(title)
    page.get_by_role("button", name="Put it up").click()
    expect(page.get_by_role("heading", level=1)).to_have_text(title)
    expect(page.locator(".post-words strong")).to_have_text("two")
    looked_at(page, scripts)
    return page.url


def find_and_write(page: Page, title: str, address: str, scripts: bool) -> None:
    """Find it by kind and words, and write to whoever put it up."""
    page.goto(f"{HERE}?kind=service_sought&q=rowing")
    page.locator(".listing-row", has_text=title).get_by_role("link").click()
    assert page.url == address
    page.get_by_label("What you want to say").fill("Is it red?")
    page.get_by_role("button", name="Send").click()
    expect(page.locator(".listing-line-mine")).to_contain_text("Is it red?")
    looked_at(page, scripts)


def read(page: Page, title: str, address: str, scripts: bool) -> None:
    """See that something is new, and have read it: by opening it, or without script by a click."""
    row = page.locator(".listing-row", has_text=title)
    page.goto(f"{HERE}/mine")
    expect(row).to_contain_text("1 new")
    looked_at(page, scripts)
    page.goto(address)
    expect(page.get_by_text("Is it red?")).to_be_visible()
    done = page.get_by_role("button", name="I have read this far")
    if not scripts:
        done.click()
    expect(done).to_have_count(0)
    page.goto(f"{HERE}/mine")
    expect(row).not_to_contain_text("1 new")
    page.goto(address)


def close_and_renew(hers: Page, theirs: Page, title: str, address: str, scripts: bool) -> None:
    """Close it, which takes it off the list, and let it run on."""
    hers.goto(address)
    steps.confirm(hers, "Close", "Close it")
    expect(hers.get_by_text("This listing is closed.")).to_be_visible()
    theirs.goto(HERE)
    expect(theirs.locator(".listing-row", has_text=title)).to_have_count(0)
    hers.goto(f"{HERE}/mine")
    looked_at(hers, scripts)
    row = hers.locator(".listing-row", has_text=title)
    expect(row).to_contain_text("Closed")
    row.get_by_role("button", name="Renew").click()
    expect(hers.get_by_text("Renewed: it is shown until")).to_be_visible()
    theirs.goto(HERE)
    expect(theirs.locator(".listing-row", has_text=title)).to_be_visible()
