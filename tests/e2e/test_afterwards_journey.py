"""Days after the event its organizer reads what came of it, and takes it along as files."""

import csv
import sqlite3
from io import BytesIO
from pathlib import Path

import pytest
from openpyxl import load_workbook
from playwright.sync_api import Page, expect

from tests.e2e import steps
from tests.e2e.serving import Open
from tests.e2e.steps import AFTER, EVENT, FIONA, ORGANIZER, SLUG
from tests.e2e.test_accessibility import faults

pytestmark = [pytest.mark.e2e, pytest.mark.demo(now=AFTER)]
PAGE = f"{EVENT}/organize/afterwards"


def planned(page: Page) -> int:
    """Return how many meetings were planned, as the page says."""
    value = page.locator(".tally > div", has_text="All meetings that were ever planned")
    return int(value.locator(".tally-value").inner_text().replace(",", ""))


@pytest.mark.parametrize(("phone", "scripts"), [(True, True), (False, False)])
def test_the_organizer_reads_what_came_of_it_and_takes_it_along(
    open_browser: Open, folder: Path, phone: bool, scripts: bool
) -> None:
    page = open_browser(phone=phone, scripts=scripts)
    steps.sign_in(page, ORGANIZER)
    page.goto(f"{EVENT}/organize")
    expect(page.get_by_text("A meeting counts as held if")).to_be_visible()
    menu = page.locator(".sections-above" if phone else ".sections-beside")
    if phone:
        menu.locator("summary").click()
    menu.get_by_role("link", name="What came of it").click()
    expect(page.get_by_role("heading", name="What came of it", level=1)).to_be_visible()
    steps.fits(page)
    if scripts:
        assert faults(page) == []
    with sqlite3.connect(folder / "eventnet.db") as database:
        (stored,) = database.execute(
            "SELECT count(*) FROM meeting JOIN event ON event.id = event_id WHERE slug = ?",
            [SLUG],
        ).fetchone()
    assert planned(page) == stored > 500
    for heading in ("Was it worth it?", "Role by role", "What became of them"):
        expect(page.get_by_text(heading)).to_be_visible()
    expect(page.locator(".network svg").first).to_be_visible()
    files = {}
    for kind in ("CSV", "XLSX", "PDF"):
        with page.expect_download() as taken:
            page.get_by_role("link", name=kind, exact=True).click()
        files[kind] = Path(taken.value.path()).read_bytes()
    rows = list(csv.reader(files["CSV"].decode("utf-8-sig").splitlines()))
    assert rows[1][:3] == ["Meetings", "Planned", str(stored)]
    sheet = load_workbook(BytesIO(files["XLSX"])).active
    assert sheet is not None
    assert sheet["C2"].value == stored
    assert files["PDF"].startswith(b"%PDF")


def test_it_is_no_page_for_who_attends(open_browser: Open) -> None:
    page = open_browser(phone=True)
    steps.sign_in(page, FIONA)
    answer = page.goto(PAGE)
    assert answer is not None
    assert answer.status == 404
