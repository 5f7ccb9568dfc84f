"""What reaches somebody: choosing a digest, following, a feed's address, and stopping the mail."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.e2e import steps
from tests.e2e.serving import Open
from tests.e2e.steps import AFTER, FIONA
from tests.e2e.test_accessibility import faults

pytestmark = [pytest.mark.e2e, pytest.mark.demo(now=AFTER)]

COMMUNITY = "/c/estuary"
HERE = f"{COMMUNITY}/reaching"


@pytest.mark.parametrize(
    ("phone", "scripts"),
    [(True, True), (False, True), (True, False)],
    ids=["phone", "desk", "without-scripts"],
)
def test_what_reaches_somebody_is_theirs_to_say(
    open_browser: Open, phone: bool, scripts: bool
) -> None:
    page = open_browser(phone=phone, scripts=scripts)
    steps.sign_in(page, FIONA)
    page.goto(COMMUNITY)
    page.get_by_role("link", name="What reaches me").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("What reaches me")
    looked_at(page, scripts)
    choose(page, "Never")
    choose(page, "Every week")
    follow_and_follow_no_longer(page, scripts)
    renew_a_feed(page)
    stop_by_the_mail(page, scripts)


def looked_at(page: Page, scripts: bool) -> None:
    """See that a page fits, and has no fault that a program finds."""
    steps.fits(page)
    assert not scripts or faults(page) == []


def choose(page: Page, rhythm: str) -> None:
    """Choose how often a digest comes."""
    page.locator("#digest label").get_by_text(rhythm, exact=True).click()
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_text("Your choice is saved.")).to_be_visible()
    expect(page.get_by_label(rhythm, exact=True)).to_be_checked()


def follow_and_follow_no_longer(page: Page, scripts: bool) -> None:
    """End following somebody on their page, and follow them again."""
    people = page.locator("#people")
    people.get_by_role("link", name="Florian Reimers").click()
    page.get_by_role("button", name="Follow no longer").click()
    page.get_by_role("button", name=re.compile("^Follow(?! no longer)")).click()
    expect(page.get_by_text("They are not told.")).to_be_visible()
    looked_at(page, scripts)
    page.goto(HERE)
    expect(people.get_by_role("link", name="Florian Reimers")).to_be_visible()


def renew_a_feed(page: Page) -> None:
    """Read a feed, and give it another address; the old one is no feed any more."""
    feeds = page.locator("#feeds")
    line = feeds.get_by_role("listitem").filter(has_text="All that is new in Estuary")
    old = line.get_by_role("link").get_attribute("href") or ""
    answer = page.request.get(old)
    assert answer.headers["content-type"].startswith("application/atom+xml")
    assert "A gauge that nobody can reach" in answer.text()
    line.locator("summary").click()
    line.get_by_role("button", name=re.compile("^New address")).click()
    expect(page.get_by_text("The feed has a new address.")).to_be_visible()
    assert page.request.get(old).status == 404
    assert page.request.get(line.get_by_role("link").get_attribute("href") or "").status == 200


def stop_by_the_mail(page: Page, scripts: bool) -> None:
    """Stop digests by the link at the foot of one, and take that back where it is chosen."""
    page.goto(f"/mailbox?to={FIONA}")
    page.get_by_role("link", name=re.compile("new things? in Estuary")).first.click()
    page.locator('a[href*="/mail/stop/"]').first.click()
    page.get_by_role("button", name="Stop").click()
    page.goto(HERE)
    expect(page.get_by_text("You stopped digests by a click in a mail")).to_be_visible()
    looked_at(page, scripts)
    choose(page, "Every week")
    expect(page.get_by_text("You stopped digests by a click in a mail")).to_have_count(0)
