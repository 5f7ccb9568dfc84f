"""An idea, from a title that is like another to a status that is told: votes, comments, a merge."""

import pytest
from playwright.sync_api import Page, expect

from tests.e2e import steps
from tests.e2e.serving import Open
from tests.e2e.steps import AFTER, ELODIE, FIONA, ORGANIZER
from tests.e2e.test_accessibility import faults

pytestmark = [pytest.mark.e2e, pytest.mark.demo(now=AFTER)]

IDEAS = "/c/estuary/ideas"


@pytest.mark.parametrize(
    ("phone", "scripts", "title"),
    [
        (True, True, "Umbrellas to borrow"),
        (False, True, "Cushions for benches"),
        (True, False, "Kettles upon landings"),
    ],
    ids=["phone", "desk", "without-scripts"],
)
def test_an_idea_lives(open_browser: Open, phone: bool, scripts: bool, title: str) -> None:
    hers = open_browser(phone=phone, scripts=scripts)
    theirs = open_browser(phone=phone, scripts=scripts)
    steward = open_browser(phone=phone, scripts=scripts)
    for page, who in ((hers, FIONA), (theirs, ELODIE), (steward, ORGANIZER)):
        steps.sign_in(page, who)
    first = suggest(hers, title, scripts)
    vote(theirs, title, scripts)
    comment(theirs, first, scripts)
    double = all_the_same(theirs, f"{title}, please", title)
    merge_and_undo(steward, double, first, title, scripts)
    steward.goto(first)
    steward.get_by_label("Status").select_option("Planned")
    steward.get_by_label("Why, in a sentence").fill("Forty hang by the door.")
    steward.get_by_role("button", name="Save").click()
    hers.goto(f"/c/estuary/discussions?q={title}")
    found = hers.locator(".thread-row", has_text=title)
    expect(found).to_contain_text("Planned")
    found.get_by_role("link").click()
    expect(hers.get_by_text("Forty hang by the door.")).to_be_visible()
    report_and_hide(hers, steward, first, title)


def looked_at(page: Page, scripts: bool) -> None:
    """See that a page fits, and has no fault that a program finds."""
    steps.fits(page)
    assert not scripts or faults(page) == []


def suggest(page: Page, title: str, scripts: bool) -> str:
    """Suggest an idea, having seen that there is none like it; return its address."""
    page.goto(IDEAS)
    looked_at(page, scripts)
    page.get_by_role("link", name="Suggest an idea").first.click()
    page.get_by_label("In one line").fill(title)
    page.get_by_label("What it would bring, and to whom").fill("It **rains**, now and then.")
    page.get_by_text("The next event", exact=True).click()
    page.get_by_role("button", name="Suggest it").click()
    expect(page.locator(".post-words strong")).to_have_text("rains")
    expect(page.get_by_role("button", name="Voted")).to_be_visible()
    looked_at(page, scripts)
    return page.url


def vote(page: Page, title: str, scripts: bool) -> None:
    """Vote in the list, take it back, and vote again."""
    page.goto(f"{IDEAS}?sort=newest")
    row = page.locator(".idea-row", has_text=title)
    row.locator("[aria-pressed=false]").click()
    expect(row.locator(".ballot-number")).to_have_text("2")
    row.locator("[aria-pressed=true]").click()
    expect(row.locator(".ballot-number")).to_have_text("1")
    row.locator("[aria-pressed=false]").click()
    expect(row.locator(".ballot-number")).to_have_text("2")
    looked_at(page, scripts)


def comment(page: Page, address: str, scripts: bool) -> None:
    """Comment on it, and put the comment another way."""
    page.goto(address)
    page.get_by_label("Your comment").fill("In *red*.")
    page.get_by_role("button", name="Send").click()
    expect(page.locator("#post-2 em")).to_have_text("red")
    page.locator("#post-2").get_by_role("link", name="Change").click()
    page.get_by_label("What you want to say").fill("In *blue*.")
    page.get_by_role("button", name="Save").click()
    expect(page.locator("#post-2")).to_contain_text("edited")
    looked_at(page, scripts)


def all_the_same(page: Page, title: str, like: str) -> str:
    """Suggest a double, though the first is shown; return its address."""
    page.goto(f"{IDEAS}/new")
    page.get_by_label("What it would bring, and to whom").fill("Dry hair.")
    page.get_by_label("In one line").fill(title)
    page.get_by_role("button", name="Suggest it").click()
    expect(page.get_by_text("There are ideas like yours")).to_be_visible()
    expect(page.locator("#alike").get_by_role("link", name=like, exact=True)).to_be_visible()
    page.get_by_role("button", name="Send mine all the same").click()
    expect(page.get_by_role("heading", level=1)).to_have_text(title)
    return page.url


def merge_and_undo(page: Page, double: str, first: str, title: str, scripts: bool) -> None:
    """Merge the double into the first, take that back, and merge it again."""
    for _time in range(2):
        page.goto(double)
        page.locator("summary", has_text="Merge it into another").click()
        page.get_by_label("The other idea").select_option(label=title)
        page.get_by_role("button", name="Merge", exact=True).click()
        expect(page.get_by_role("heading", level=1)).to_have_text(title)
        expect(page.locator(".ballot-number")).to_have_text("2")
        looked_at(page, scripts)
        page.goto(double)
        assert page.url.startswith(first)
        if not _time:
            page.get_by_role("button", name="Undo").click()
            expect(page.get_by_text("stands by itself again")).to_be_visible()


def report_and_hide(hers: Page, steward: Page, address: str, title: str) -> None:
    """Report a comment, hide it, and see that it is hidden."""
    hers.goto(f"{address}/posts/2")
    hers.get_by_text("Report", exact=True).click()
    hers.get_by_label("What is wrong").fill(f"No {title}")
    hers.get_by_role("button", name="Report it").click()
    steward.goto(f"{IDEAS}/reports")
    row = steward.locator(".post", has_text=f"No {title}").first
    row.get_by_role("button", name="Hide it").click()
    expect(steward.get_by_text("read it now")).to_be_visible()
    hers.goto(address)
    expect(hers.locator("#post-2")).to_contain_text("Hidden by the stewards")
