"""Somebody deletes their account, is out, and takes it back; without scripts on a phone."""

import pytest
from playwright.sync_api import Page, expect

from tests.e2e import steps
from tests.e2e.serving import Open
from tests.e2e.steps import ADAEZE, EVENT, ORGANIZER, TOMAS
from tests.e2e.test_accessibility import faults

pytestmark = pytest.mark.e2e


@pytest.mark.parametrize("phone", [True, False], ids=["phone", "desktop"])
def test_somebody_deletes_their_account_and_takes_it_back(open_browser: Open, phone: bool) -> None:
    page, other = open_browser(phone=phone, scripts=not phone), open_browser(phone=phone)
    steps.sign_in(page, TOMAS)
    steps.sign_in(other, ADAEZE)
    delete(page)
    expect(page.get_by_role("heading", level=1)).to_have_text("Your account is deleted")
    steps.fits(page)
    page.goto("/account")
    expect(page.get_by_role("heading", name="Sign in")).to_be_visible()
    other.goto(f"{EVENT}/people?q=Barroca")
    expect(other.get_by_role("link", name="Tomás Barroca", exact=True)).to_have_count(0)
    steps.open_mail(page, TOMAS, "is deleted")
    steps.follow(page, "/account/delete/back/")
    steps.fits(page)
    assert phone or faults(page) == []  # what measures is a script
    page.get_by_role("button", name="Keep my account").click()
    expect(page.get_by_role("heading", name="Welcome back")).to_be_visible()
    steps.fits(page)
    assert phone or faults(page) == []
    other.goto(f"{EVENT}/people?q=Barroca")
    expect(other.get_by_role("link", name="Tomás Barroca", exact=True)).to_be_visible()
    steps.sign_in(page, TOMAS)


def delete(page: Page) -> None:
    """Find the page from one's account, forget the tick, tick, and delete."""
    page.goto("/account")
    page.get_by_role("link", name="See what that does").click()
    steps.fits(page)
    expect(page.get_by_role("link", name="Download everything")).to_be_visible()
    page.get_by_role("button", name="Delete my account").click()
    expect(page.get_by_text("Tick this to delete").first).to_be_visible()
    page.locator("label", has_text="Delete my account").click()
    page.get_by_role("button", name="Delete my account").click()


def test_who_alone_organizes_reads_who_can_take_over(open_browser: Open) -> None:
    page = open_browser(phone=True)
    steps.sign_in(page, ORGANIZER)
    page.goto("/account/delete")
    expect(page.get_by_text("You are the only organizer of Estuary 2027")).to_be_visible()
    expect(page.get_by_role("button", name="Delete my account")).to_have_count(0)
    assert faults(page) == []
    page.get_by_role("link", name="Open the team").click()
    expect(page).to_have_url(f"{page.url.partition('/e/')[0]}{EVENT}/organize/team")
