"""A shared page, from its first version to its history: links, two at once, order."""

import pytest
from playwright.sync_api import Page, expect

from tests.e2e import steps
from tests.e2e.serving import Open
from tests.e2e.steps import AFTER, FIONA, FLORIAN
from tests.e2e.test_accessibility import faults

pytestmark = [pytest.mark.e2e, pytest.mark.demo(now=AFTER)]

GROUP = "Tide and water levels"


@pytest.mark.parametrize(
    ("phone", "scripts"),
    [(True, True), (False, True), (True, False)],
    ids=["phone", "desk", "without-scripts"],
)
def test_a_page_grows(open_browser: Open, phone: bool, scripts: bool) -> None:
    hers = open_browser(phone=phone, scripts=scripts)
    his = open_browser(phone=phone, scripts=scripts)
    steps.sign_in(hers, FIONA)
    steps.sign_in(his, FLORIAN)
    title = f"Ropes {phone} {scripts}"
    address = write(hers, title, scripts)
    both_at_once(hers, his, address, scripts)
    look_back(his, address, scripts)
    linked(hers, his, title, address)
    find(his, title, address)
    keep_order(hers, his, address)
    think_better(hers, his, title, scripts)


def looked_at(page: Page, scripts: bool) -> None:
    """See that a page fits, and has no fault that a program finds."""
    steps.fits(page)
    assert not scripts or faults(page) == []


def write(page: Page, title: str, scripts: bool) -> str:
    """Write a page of the group, and see how it looks before; return its address."""
    page.goto("/c/estuary/groups")
    page.get_by_role("link", name=GROUP).click()
    page.get_by_role("navigation", name="This group").get_by_role("link", name="pages").click()
    looked_at(page, scripts)
    page.get_by_role("link", name="Write a page").click()
    page.get_by_label("Title", exact=True).fill(title)
    page.get_by_label("The page").fill(
        "The **blue** one holds.\n\nSee [[Gauges and who reads them]]."
    )
    page.get_by_role("button", name="See how it looks").click()
    expect(page.locator(".page-looked strong")).to_have_text("blue")
    looked_at(page, scripts)
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_role("heading", level=1)).to_have_text(title)
    looked_at(page, scripts)
    page.get_by_role("link", name="Gauges and who reads them").click()
    expect(page.get_by_role("link", name=title)).to_be_visible()
    page.get_by_role("link", name=title).click()
    return page.url


def both_at_once(hers: Page, his: Page, address: str, scripts: bool) -> None:
    """Let both change the page at once, and bring both together."""
    for page in (hers, his):
        page.goto(f"{address}/edit")
    hers.get_by_label("The page").fill("The **blue** one holds, mostly.")
    hers.get_by_label("What you changed").fill("Mostly")
    hers.get_by_role("button", name="Save").click()
    expect(hers.get_by_text("Saved.")).to_be_visible()
    his.get_by_label("The page").fill("The **grey** one holds.")
    his.get_by_role("button", name="Save").click()
    expect(his.get_by_role("alert")).to_contain_text("Below are both")
    expect(his.locator(".page-source")).to_contain_text("mostly")
    expect(his.get_by_label("The page")).to_have_value("The **grey** one holds.")
    looked_at(his, scripts)
    his.get_by_label("The page").fill("The **grey** one holds, mostly.")
    his.get_by_role("button", name="Save").click()
    expect(his.locator(".shared-page")).to_contain_text("The grey one holds, mostly.")


def look_back(page: Page, address: str, scripts: bool) -> None:
    """See what changed, and bring an old version back."""
    page.goto(address)
    page.get_by_role("link", name="History").click()
    expect(page.locator(".thread-row")).to_have_count(3)
    looked_at(page, scripts)
    page.get_by_label("From version").fill("1")
    page.get_by_label("To version").fill("3")
    page.get_by_role("button", name="Compare").click()
    expect(page.locator("del").first).to_have_text("blue")
    expect(page.locator("ins").first).to_have_text("grey")
    looked_at(page, scripts)
    steps.confirm(page, "Bring version 1 back", "Bring it back")
    expect(page.locator(".shared-page")).to_contain_text("The blue one holds.")


def linked(hers: Page, his: Page, title: str, address: str) -> None:
    """Link to a page that is not there, and write it from there."""
    hers.goto(f"{address}/edit")
    hers.get_by_label("The page").fill(f"See [[Knots for {title}]].")
    hers.get_by_role("button", name="Save").click()
    his.goto(address)
    his.get_by_role("link", name="not written yet").click()
    expect(his.get_by_label("Title", exact=True)).to_have_value(f"Knots for {title}")
    his.get_by_label("The page").fill("Two are enough.")
    his.get_by_role("button", name="Save").click()
    expect(his.get_by_role("link", name=title, exact=True)).to_be_visible()


def find(page: Page, title: str, address: str) -> None:
    """Find the page by its words."""
    page.goto(f"/c/estuary/discussions?q={title.replace(' ', '+')}")
    page.get_by_role("link", name=title, exact=True).click()
    assert page.url == address


def keep_order(hers: Page, his: Page, address: str) -> None:
    """Report a page, remove it, and put it back."""
    hers.goto(address)
    hers.get_by_text("Report", exact=True).click()
    hers.get_by_label("What is wrong").fill("Ropes are not blue")
    hers.get_by_role("button", name="Report it").click()
    his.goto(f"{address.rsplit('/', 2)[0]}/reports")
    his.locator(".post", has_text="Ropes are not blue").get_by_role(
        "button", name="Remove it"
    ).click()
    expect(his.get_by_role("button", name="Put it back")).to_be_visible()
    hers.goto(address)
    expect(hers.get_by_text("The moderators removed this page")).to_be_visible()
    his.get_by_role("button", name="Put it back").click()
    hers.goto(address)
    expect(hers.locator(".shared-page")).to_contain_text("Knots")


def think_better(hers: Page, his: Page, title: str, scripts: bool) -> None:
    """Remove a page that one wrote alone, which links say, and put it back."""
    hers.goto("/c/estuary/groups")
    hers.get_by_role("link", name=GROUP).click()
    there = hers.url
    for called, words in ((f"Hasty {title}", "Not so."), (f"Index {title}", f"[[Hasty {title}]]")):
        hers.goto(f"{there}/pages/new")
        hers.get_by_label("Title", exact=True).fill(called)
        hers.get_by_label("The page").fill(words)
        hers.get_by_role("button", name="Save").click()
    index = hers.url
    hers.get_by_role("link", name=f"Hasty {title}").click()
    hers.get_by_text("Remove", exact=True).click()
    expect(hers.get_by_text("1 page links to it")).to_be_visible()
    looked_at(hers, scripts)
    hers.get_by_role("button", name="Remove it").click()
    expect(hers.get_by_text("You removed this page")).to_be_visible()
    looked_at(hers, scripts)
    his.goto(index)
    expect(his.locator(".page-missing")).to_contain_text("(removed)")
    his.locator(".page-missing").click()
    expect(his.get_by_text("Removed by whoever wrote it")).to_be_visible()
    looked_at(his, scripts)
    hers.get_by_role("button", name="Put it back").click()
    his.goto(index)
    expect(his.locator(".page-missing")).to_have_count(0)
