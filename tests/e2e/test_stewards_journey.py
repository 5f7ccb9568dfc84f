"""Two accounts become one; and a steward looks after the community."""

import pytest
from playwright.sync_api import Page, expect

from tests.e2e import steps
from tests.e2e.serving import Open
from tests.e2e.steps import AFTER, FIONA, ORGANIZER
from tests.e2e.test_accessibility import faults

pytestmark = [pytest.mark.e2e, pytest.mark.demo(now=AFTER)]

HOME = "fiona@hathersage.example"
DESK = "/c/estuary/steward"


def looked_at(page: Page, scripts: bool) -> None:
    """See that a page fits, and has no fault that a program finds."""
    steps.fits(page)
    assert not scripts or faults(page) == []


def shown(page: Page, scripts: bool) -> None:
    """Ask for the other account, and look at what comes together."""
    before = steps.latest_mail(page, HOME, "are to become one")
    page.goto("/account")
    page.get_by_role("link", name="I have another account here").click()
    looked_at(page, scripts)
    page.get_by_label("The address of your other account").fill(HOME)
    page.get_by_role("button", name="Mail me a link there").click()
    expect(page.get_by_text("a mail is on its way there")).to_be_visible()
    steps.open_mail(page, HOME, "are to become one", unlike=before)
    steps.follow(page, "/account/unite/")
    expect(page.get_by_role("heading", level=1)).to_have_text("What comes together")
    expect(page.get_by_text("Reads permits so that others need not")).to_be_visible()
    looked_at(page, scripts)


@pytest.mark.parametrize("phone", [True, False], ids=["phone", "desk"])
def test_what_would_come_together_is_shown_first(open_browser: Open, phone: bool) -> None:
    page = open_browser(phone=phone, scripts=True)
    steps.sign_in(page, FIONA)
    shown(page, scripts=True)


def test_two_accounts_become_one_without_scripts(open_browser: Open) -> None:
    page = open_browser(phone=True, scripts=False)
    steps.sign_in(page, FIONA)
    shown(page, scripts=False)
    page.get_by_role("button", name="Make them one account").click()
    expect(page.get_by_role("alert")).to_contain_text("cannot be undone")
    page.locator("label", has_text="Both accounts are mine").click()
    page.get_by_role("button", name="Make them one account").click()
    expect(page.get_by_text("Your accounts are one")).to_be_visible()
    expect(page.get_by_text(HOME, exact=True)).to_be_visible()
    again = open_browser(phone=True, scripts=False)
    again.goto("/sign-in")
    again.get_by_label("Your e-mail address").fill(HOME)
    again.get_by_role("button", name="Mail me a link").click()
    again.get_by_role("link", name="Open the mailbox").click()
    steps.open_mail(again, HOME, "link to sign in")
    steps.follow(again, "/sign-in/link/")
    again.get_by_role("button", name="Sign in", exact=True).click()
    expect(steps.account_of(again, FIONA)).to_have_count(1)


@pytest.mark.parametrize(
    ("phone", "scripts", "whom"),
    [
        (True, True, "Abigail Whitehorse"),
        (False, True, "Agnès Besson"),
        (True, False, "Anouk Vermeulen"),
    ],
    ids=["phone", "desk", "without-scripts"],
)
def test_a_steward_looks_after_the_community(
    open_browser: Open, phone: bool, scripts: bool, whom: str
) -> None:
    page = open_browser(phone=phone, scripts=scripts)
    steps.sign_in(page, ORGANIZER)
    page.goto("/c/estuary")
    ways = page.get_by_label("Looking after the community")
    ways.get_by_role("link", name="How it is doing").click()
    expect(page.get_by_text("were here in the last 30 days")).to_be_visible()
    looked_at(page, scripts)
    page.get_by_label("Looking after the community").get_by_role("link", name="Members").click()
    looked_at(page, scripts)
    page.get_by_label("Name", exact=True).fill(whom)
    page.get_by_role("button", name="Find").click()
    expect(page.get_by_text("1 person", exact=True)).to_be_visible()
    page.get_by_role("link", name="Remove …").click()
    looked_at(page, scripts)
    page.get_by_label("Why").fill("Asked us to.")
    page.get_by_role("button", name="Remove them").click()
    expect(page.get_by_text("were told why")).to_be_visible()
    page.goto(f"{DESK}/members?show=removed&q={whom}")
    page.get_by_role("button", name="Let them back").click()
    expect(page.get_by_text("They are a member again")).to_be_visible()
    page.goto(f"{DESK}/keeping")
    page.get_by_label("Members who do not come, in years").fill("1")
    page.get_by_label("Discussions of groups without a new post, in years").fill("1")
    page.get_by_label("What was done at events that are over, in years").fill("1")
    page.get_by_role("button", name="Show what would go").click()
    expect(page.get_by_role("row", name="discussions of groups")).to_be_visible()
    expect(page.get_by_role("row", name="members who are told")).to_be_visible()
    looked_at(page, scripts)
