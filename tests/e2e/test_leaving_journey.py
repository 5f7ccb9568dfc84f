"""Somebody looks at themselves through others' eyes, takes a break, leaves, returns, moves."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.e2e import steps
from tests.e2e.serving import Open
from tests.e2e.steps import ADAEZE, EVENT, FIONA, TOMAS

pytestmark = pytest.mark.e2e

NEW = "fiona@elsewhere.example"


@pytest.mark.parametrize(
    ("phone", "scripts"),
    [(True, True), (False, True), (True, False)],
    ids=["phone", "desktop", "without-scripts"],
)
def test_somebody_looks_through_the_eyes_of_others(
    open_browser: Open, phone: bool, scripts: bool
) -> None:
    page = open_browser(phone=phone, scripts=scripts)
    steps.sign_in(page, FIONA)
    page.goto(f"{EVENT}/profile")
    page.get_by_role("link", name="What others see of me").click()
    for label in ("Everyone", "The community", "Attendees", "People I meet", "Organizers"):
        page.get_by_label("Through whose eyes").get_by_role("link", name=label).click()
        expect(page.locator(".tabs [aria-current]")).to_have_text(label)
        steps.fits(page)
    expect(page.locator(".as-seen")).to_contain_text(FIONA)
    page.get_by_role("link", name="Attendees").click()
    page.get_by_role("link", name="Change who sees this: About me").click()
    field = page.get_by_label("About me", exact=True).last
    expect(field).to_be_visible()
    field.select_option(label="Nobody")
    page.get_by_role("button", name="Save my profile").click()
    expect(page.get_by_text("Your profile is saved.")).to_be_visible()
    page.goto(f"{EVENT}/as-seen")
    row = page.locator(".shown-fields li", has_text="About me")
    expect(row).to_contain_text("Hidden from them")


@pytest.mark.parametrize("phone", [True, False], ids=["phone", "desktop"])
def test_somebody_takes_a_break_and_is_back(open_browser: Open, phone: bool) -> None:
    mine, hers = open_browser(phone=phone, scripts=False), open_browser(phone=phone)
    steps.sign_in(mine, TOMAS)
    steps.sign_in(hers, ADAEZE)
    mine.goto(f"{EVENT}/attendance")
    mine.get_by_role("button", name="Take a break").click()
    expect(mine.locator(".break-strip")).to_be_visible()
    steps.fits(mine)
    hers.goto(f"{EVENT}/people?q=Barroca")
    expect(hers.get_by_role("link", name="Tomás Barroca", exact=True)).to_have_count(0)
    mine.goto(f"{EVENT}/schedule")
    mine.get_by_role("button", name="I'm back").click()
    expect(mine.locator(".break-strip")).to_have_count(0)
    hers.goto(f"{EVENT}/people?q=Barroca")
    expect(hers.get_by_role("link", name="Tomás Barroca", exact=True)).to_be_visible()


@pytest.mark.parametrize("phone", [True, False], ids=["phone", "desktop"])
def test_somebody_leaves_and_takes_it_back(
    open_browser: Open, published: None, phone: bool
) -> None:
    page = open_browser(phone=phone, scripts=not phone)
    steps.sign_in(page, TOMAS)
    page.goto(f"{EVENT}/attendance")
    steps.confirm(page, "Leave this event", "Leave the event")
    expect(page.get_by_role("heading", level=1)).to_contain_text("You no longer attend")
    steps.fits(page)
    page.goto("/")
    page.get_by_role("link", name=re.compile("^Take it back")).click()
    page.get_by_role("button", name="Attend after all").click()
    expect(page.get_by_text("You attend again.")).to_be_visible()
    expect(page.get_by_text("stays off")).to_have_count(0)


def test_somebody_changes_their_address_and_the_old_one_takes_it_back(open_browser: Open) -> None:
    page = open_browser(phone=True)
    steps.sign_in(page, FIONA)
    change_and_object(page, open_browser())


def change_and_object(page: Page, other: Page) -> None:
    """Take another address; read of it at the old one, and stop it there."""
    ask(page)
    steps.open_mail(page, NEW, "new address")
    steps.follow(page, "/account/address/confirm/")
    steps.fits(page)
    page.get_by_role("button", name="Use this address").click()
    expect(steps.account_of(page, NEW)).to_have_count(1)
    steps.open_mail(other, FIONA, "is to change")
    steps.follow(other, "/account/address/object/")
    steps.fits(other)
    other.get_by_role("button", name="Stop the change").click()
    expect(other.get_by_role("heading", name="Stopped")).to_be_visible()
    page.goto("/account")
    expect(page.get_by_role("heading", name="Sign in")).to_be_visible()
    steps.sign_in(page, FIONA)


def ask(page: Page) -> None:
    """Ask for the new address, from the page of the account."""
    page.goto("/account")
    page.get_by_role("link", name="Change my address").click()
    steps.fits(page)
    page.get_by_label("Your new e-mail address").fill(NEW)
    page.get_by_role("button", name="Mail me a link there").click()
    expect(page.get_by_text("A mail is on its way")).to_be_visible()
