"""After the last day: over one whom she knows she is introduced, all three on the pages."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.e2e import steps
from tests.e2e.demos import Demos
from tests.e2e.serving import Open, browsers
from tests.e2e.steps import AFTER, FIONA
from tests.e2e.test_accessibility import faults

pytestmark = pytest.mark.e2e

HERE = "/c/estuary/introductions"
MESSAGE = "Both of us dig under harbour roads."


@pytest.fixture
def after(demos: Demos, tmp_path: Path) -> Iterator[str]:
    """Serve a demo whose conference is over, for one journey; return its address."""
    demos.fill(tmp_path)
    with demos.serve(tmp_path, now=AFTER) as address:
        yield address


@pytest.fixture
def open_then(chromium: Browser, after: str) -> Iterator[Open]:
    """Return a function that opens a fresh browser then, for one person."""
    with browsers(chromium, after) as open_one:
        yield open_one


@pytest.mark.parametrize(
    ("phone", "scripts"),
    [(True, True), (False, False)],
    ids=["phone", "desk-without-scripts"],
)
def test_one_is_introduced_over_another(open_then: Open, phone: bool, scripts: bool) -> None:
    def someone() -> Page:
        return open_then(phone=phone, scripts=scripts)

    fiona = someone()
    steps.sign_in(fiona, FIONA)
    without_a_way(fiona)
    goal = go_to_one_who_can_be_reached(fiona)
    fiona.get_by_label("What it is about").fill(MESSAGE)
    looks_right(fiona, scripts)
    fiona.get_by_role("button", name="Ask", exact=True).click()
    expect(fiona.get_by_text("On its way, until").first).to_be_visible()
    looks_right(fiona, scripts)

    between = someone()
    steps.sign_in(between, asked_by_mail(between, "Fiona Hathersage asks you"))
    read_and_answer(between, "Fiona Hathersage")
    expect(between.get_by_text(MESSAGE)).to_be_visible()
    between.get_by_label("Your own words with it").fill("She knows her pipes.")
    looks_right(between, scripts)
    between.get_by_role("button", name=f"Pass it on to {goal}").click()
    expect(between.get_by_text("Passed on. Thank you.")).to_be_visible()

    other = someone()
    steps.sign_in(other, asked_by_mail(other, "would introduce Fiona Hathersage to you"))
    read_and_answer(other, "Fiona Hathersage")
    expect(other.get_by_text("She knows her pipes.")).to_be_visible()
    steps.choose(other, "Give them my address too")
    looks_right(other, scripts)
    other.get_by_role("button", name="Yes, introduce us").click()
    expect(other.get_by_role("link", name=FIONA)).to_be_visible()

    fiona.goto(HERE)
    made = fiona.locator("section", has=fiona.get_by_role("heading", name="Introduced"))
    expect(made.get_by_role("link", name=goal)).to_be_visible()
    expect(made.get_by_role("link", name=re.compile("@"))).to_be_visible()
    looks_right(fiona, scripts)
    steps.open_mail(fiona, FIONA, f"{goal} says yes")


def test_a_no_is_kind_and_consent_is_asked_for(open_then: Open) -> None:
    fiona = open_then(phone=True, scripts=True)
    steps.sign_in(fiona, FIONA)
    fiona.goto(HERE)
    asker = fiona.locator("main .person-row .person-name").first
    name = asker.inner_text()
    read_and_answer(fiona, name)
    steps.confirm(fiona, "No, not this time", "Say no")
    expect(fiona.get_by_text("Declined. Who asked learns only")).to_be_visible()
    expect(fiona.get_by_role("heading", name="Waiting for your word")).to_have_count(0)
    fiona.locator("label", has_text="I introduce people whom I know").click()
    fiona.get_by_role("button", name="Save").click()
    expect(fiona.get_by_label("I introduce people whom I know")).not_to_be_checked()
    sent = fiona.request.get("/mailbox").text()
    assert "did not come about" not in sent


def looks_right(page: Page, scripts: bool) -> None:
    """Check that the page fits its window, and can be used by anybody."""
    steps.fits(page)
    assert not scripts or faults(page) == []


def addresses(page: Page) -> list[str]:
    """Return where those can be asked for whom she wished to meet."""
    page.goto("/c/estuary/met")
    links = page.get_by_role("link", name="Be introduced")
    return [str(one.get_attribute("href")) for one in links.all()]


def without_a_way(page: Page) -> None:
    """Find one to whom nobody can introduce her: the page says so, and names nobody."""
    for address in addresses(page):
        page.goto(address)
        if page.get_by_role("heading", name="Nobody can introduce you at the moment").count():
            steps.fits(page)
            return
    raise AssertionError("she can be introduced to everybody")


def go_to_one_who_can_be_reached(page: Page) -> str:
    """Go by a member's own page to the form, where one whom she knows knows them; return whom."""
    for address in addresses(page):
        page.goto(address.removesuffix("/introduction"))
        if page.get_by_text("They know each other.").count():
            goal = page.get_by_role("heading", level=1).inner_text()
            page.get_by_role("link", name=re.compile("^Ask .* to introduce you$")).click()
            return goal
    raise AssertionError("nobody whom she knows knows any of them")


def asked_by_mail(page: Page, subject: str) -> str:
    """Return to whom the latest mail of that subject went."""
    for _try in range(steps.MAIL_TRIES):
        page.goto("/mailbox")
        mail = page.locator(".mail", has_text=subject)
        if mail.count():
            return mail.first.locator(".mail-to").inner_text()
        page.wait_for_timeout(250)
    raise AssertionError(f"no mail says “{subject}”")


def read_and_answer(page: Page, asker: str) -> None:
    """Open what somebody asked, from the reader's own list."""
    page.goto(HERE)
    row = page.locator(".person-row", has_text=asker)
    row.get_by_role("link", name="Read and answer").first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text(asker)
