"""After the last day: whom I met stays, over all events, to be searched and taken along."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.e2e import steps
from tests.e2e.conftest import Open, browsers, environment, free_port, served
from tests.e2e.steps import FIONA
from tests.e2e.test_accessibility import faults

pytestmark = pytest.mark.e2e

AFTER = "2027-05-14T10:30"
"""Two days after the last, by the clocks of the conference."""


@pytest.fixture(scope="module")
def after(chromium: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Serve a demo whose conference is over; return its address."""
    folder, port = tmp_path_factory.mktemp("after"), free_port()
    address, settings = f"http://localhost:{port}", environment(folder)
    with served(["demo", "--port", str(port), "--now", AFTER], address, settings, folder / "log"):
        yield address


@pytest.fixture
def open_then(chromium: Browser, after: str) -> Iterator[Open]:
    """Return a function that opens a fresh browser then, for one person."""
    with browsers(chromium, after) as open_one:
        yield open_one


@pytest.mark.parametrize(
    ("phone", "scripts"),
    [(True, True), (False, True), (True, False)],
    ids=["phone", "desk", "without-scripts"],
)
def test_whom_she_met_is_found_and_taken_along(open_then: Open, phone: bool, scripts: bool) -> None:
    page = open_then(phone=phone, scripts=scripts)
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
        page.get_by_role("link", name="Download as vCard").click()
    cards = Path(file.value.path()).read_text(encoding="utf-8")
    assert f"FN:{name}" in cards.replace("\n ", "")
    assert "NOTE:Met at Estuary 2027" in cards.replace("\r\n ", "").replace("\n ", "")
