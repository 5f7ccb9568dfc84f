"""The network map: clusters, one of them, one's own ties; by keyboard, and without scripts."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.e2e import steps
from tests.e2e.serving import Open
from tests.e2e.steps import AFTER, EVENT, FIONA
from tests.e2e.test_accessibility import faults

pytestmark = [pytest.mark.e2e, pytest.mark.demo(now=AFTER)]

MAP = f"{EVENT}/map"


@pytest.mark.parametrize(
    ("phone", "scripts"),
    [(True, True), (False, True), (True, False)],
    ids=["phone", "desk", "without-scripts"],
)
def test_a_map_is_read(open_browser: Open, phone: bool, scripts: bool) -> None:
    page = open_browser(phone=phone, scripts=scripts)
    steps.sign_in(page, FIONA)
    page.goto(f"{EVENT}/people")
    page.get_by_role("link", name="Network map").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Network map")
    looked_at(page, scripts)
    before_and_after(page)
    a_cluster(page, scripts)
    own_ties(page, scripts)
    is_drawn_or_not(page)


def looked_at(page: Page, scripts: bool) -> None:
    """See that a page fits, and has no fault that a program finds."""
    steps.fits(page)
    assert not scripts or faults(page) == []


def before_and_after(page: Page) -> None:
    """Look at the ties of before the event, and back."""
    lines = page.locator(".map-lines line")
    after = lines.count()
    page.get_by_role("link", name="Before the event").click()
    expect(page.get_by_role("link", name="Before the event")).to_have_attribute(
        "aria-current", "true"
    )
    assert 0 < lines.count() < after
    page.get_by_role("link", name="With the ties it made").click()
    expect(lines).to_have_count(after)
    steps.fits(page)


def a_cluster(page: Page, scripts: bool) -> None:
    """Open the first cluster from the table; go from person to person, and to one's page."""
    page.locator("table a[href*='/map/clusters/1']").first.click()
    expect(page.get_by_text("Cluster 1 of the network map")).to_be_visible()
    looked_at(page, scripts)
    if scripts:
        by_keyboard(page)
        page.go_back()
    else:
        page.locator("a.map-node").first.click()
        expect(page).to_have_url(re.compile(r"/people/\w+$"))
        page.go_back()
    page.get_by_role("link", name="The whole map").click()


def by_keyboard(page: Page) -> None:
    """Walk along ties with the arrows; whoever holds the focus is lit, and Enter opens them."""
    start = page.locator("a.map-node[data-node]").first
    start.focus()
    expect(start).to_have_class(re.compile("map-lit"))
    assert page.locator(".map-lighting").count() == 1
    walked = set()
    for key in ("ArrowDown", "ArrowRight", "ArrowUp", "ArrowLeft"):
        page.keyboard.press(key)
        at = page.evaluate("document.activeElement.dataset.node")
        assert at is not None
        walked.add(at)
    assert len(walked) > 1
    while page.evaluate("document.activeElement.matches('.map-mine')"):
        page.keyboard.press("Tab")
    name = page.evaluate("document.activeElement.getAttribute('aria-label')").split(":")[0]
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text(name)


def own_ties(page: Page, scripts: bool) -> None:
    """Look at one's own ties."""
    page.get_by_role("link", name="See your ties as a picture").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Your own ties")
    expect(page.locator("table tbody tr").first).to_be_visible()
    looked_at(page, scripts)


def is_drawn_or_not(page: Page) -> None:
    """Change whether one's ties are drawn, and back."""
    for words in ("They are not: on maps you are a dot", "They are: whoever sees your name"):
        page.get_by_role("link", name="Change this").click()
        page.get_by_text("My ties may be drawn", exact=True).click()
        page.get_by_role("button", name="Save").click()
        expect(page.get_by_text("Saved. You can change this at any time.")).to_be_visible()
        steps.fits(page)
        page.goto(f"{MAP}/mine")
        expect(page.get_by_text(words)).to_be_visible()
