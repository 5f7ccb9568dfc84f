"""After a meeting: two people say how it went, and what they agreed, on the evening of the day."""

import pytest
from playwright.sync_api import Page, expect

from tests.e2e import steps
from tests.e2e.serving import Open
from tests.e2e.steps import EVENT, FIONA, ORGANIZER, TOMAS
from tests.e2e.test_accessibility import faults

EVENING = "2027-05-12T19:30"
"""Of the last day, by the clocks of the conference."""

pytestmark = [pytest.mark.e2e, pytest.mark.demo(published=True, now=EVENING)]


def agree(page: Page, words: str, *, by_me: bool = True) -> str:
    """Say how the next meeting went, and what was agreed; return with whom."""
    page.goto(f"{EVENT}/tell")
    title = page.get_by_role("heading", level=1).inner_text()
    name = title.removeprefix("How did it go with ").removesuffix("?")
    steps.choose(page, "Yes, we met")
    steps.choose(page, "Very much")
    page.get_by_label("One line to remember").fill("Knows every pump")
    page.get_by_label("A promise").fill(words)
    page.locator("label[for=by]" if by_me else "label[for=by-2]").click()
    steps.fits(page)
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_text("What you agreed, you both read")).to_be_visible()
    return name


@pytest.mark.parametrize("scripts", [True, False], ids=["phone", "without-scripts"])
def test_two_say_what_they_agreed_and_what_became_of_it(open_browser: Open, scripts: bool) -> None:
    hers = open_browser(phone=True, scripts=scripts)
    steps.sign_in(hers, FIONA)
    hers.goto(f"{EVENT}/schedule")
    steps.fits(hers)
    hers.get_by_role("link", name="Say how it went").click()
    hers.get_by_role("button", name="Save", exact=True).click()
    expect(hers.get_by_text("One thing to put right")).to_be_visible()
    words = f"Send the map {scripts}"
    agree(hers, words)
    hers.goto(f"{EVENT}/agreed")
    row = hers.locator(".promise", has_text=words)
    steps.fits(hers)
    row.get_by_role("button", name="Done").click()
    expect(hers.get_by_text("Marked as done, for both of you.")).to_be_visible()
    expect(row).to_contain_text("Done by you")
    row.get_by_role("button", name="Undo").click()
    expect(row).to_contain_text("You, by")
    steps.fits(hers)
    row.get_by_role("link", name="Change").click()
    steps.fits(hers)
    hers.get_by_label("What is to be done").fill(f"Send both maps {scripts}")
    hers.get_by_role("button", name="Save", exact=True).click()
    row = hers.locator(".promise", has_text=f"Send both maps {scripts}")
    expect(row).to_contain_text("Changed by you")
    row.get_by_role("link", name="Change").click()
    hers.get_by_role("button", name="Let it go").click()
    expect(row).to_contain_text("You let it go")
    row.get_by_role("button", name="Undo").click()
    row.locator("summary", has_text="Take back").click()
    row.get_by_role("button", name="Take it back").click()
    expect(row).to_have_count(0)


def test_pages_after_a_meeting_have_no_fault_that_can_be_measured(open_browser: Open) -> None:
    page = open_browser()
    steps.sign_in(page, TOMAS)
    agree(page, "Bring the wells")
    found = []
    for path in ("schedule", "agreed", "tell"):
        page.goto(f"{EVENT}/{path}")
        found += faults(page)
    page.get_by_role("button", name="Save", exact=True).click()
    page.locator(".error-summary").wait_for()
    assert found + faults(page) == []


def test_organizers_read_nothing_off_which_one_answer_could_be_told(open_browser: Open) -> None:
    page = open_browser()
    steps.sign_in(page, ORGANIZER)
    page.goto(f"{EVENT}/organize")
    expect(page.get_by_text("whose time has passed")).to_be_visible()
    expect(page.get_by_text("once an hour is over and five people have said it")).to_be_visible()
