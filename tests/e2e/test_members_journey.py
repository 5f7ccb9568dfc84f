"""After the last day: whom I met stays, over all events, to be searched and taken along."""

from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.e2e import steps
from tests.e2e.serving import Open
from tests.e2e.steps import AFTER, FIONA
from tests.e2e.test_accessibility import faults

pytestmark = [pytest.mark.e2e, pytest.mark.demo(now=AFTER)]


@pytest.mark.parametrize(
    ("phone", "scripts"),
    [(True, True), (False, True), (True, False)],
    ids=["phone", "desk", "without-scripts"],
)
def test_whom_she_met_is_found_and_taken_along(
    open_browser: Open, phone: bool, scripts: bool
) -> None:
    page = open_browser(phone=phone, scripts=scripts)
    steps.sign_in(page, FIONA)
    page.goto("/")
    page.get_by_role("main").get_by_role("link", name="People I met").click()
    expect(page.get_by_role("heading", name="Still to meet")).to_be_visible()
    steps.fits(page)
    everybody = page.locator("#results .person-row").count()
    assert everybody > 1
    name = page.locator("#results .person-name").first.inner_text()
    search(page, name, scripts=scripts)
    expect(page.locator("#results .person-row")).to_have_count(1)
    take_along(page, name)
    page.locator("#results .person-name a").click()
    expect(page.get_by_role("heading", level=1)).to_have_text(name)
    expect(page.get_by_role("heading", name="Between you")).to_be_visible()
    steps.fits(page)
    assert not scripts or faults(page) == []


def search(page: Page, words: str, *, scripts: bool) -> None:
    """Look for somebody; without script by the button."""
    page.get_by_role("searchbox").fill(words)
    if not scripts:
        page.get_by_role("button", name="Search").click()


def take_along(page: Page, name: str) -> None:
    """Keep everybody as cards: hers is among them."""
    with page.expect_download() as file:
        page.get_by_role("link", name="Take them as contacts (vCard)").click()
    cards = Path(file.value.path()).read_text(encoding="utf-8")
    assert f"FN:{name}" in cards.replace("\n ", "")
    assert "NOTE:Met at Estuary 2027" in cards.replace("\r\n ", "").replace("\n ", "")
