"""Helpers, the trail and looking as somebody, on a phone and at a desk."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from tests.e2e import steps
from tests.e2e.serving import Open
from tests.e2e.steps import ADAEZE, EVENT, ORGANIZER
from tests.e2e.test_accessibility import RULES

pytestmark = [pytest.mark.e2e, pytest.mark.demo(published=True)]
CONSOLE = f"{EVENT}/organize"


def is_sound(page: Page, scripts: bool = True) -> None:
    """Check that the page fits, and, where scripts run, has no fault that they can measure."""
    steps.fits(page)
    if not scripts:
        return
    found = Axe().run(page, options=RULES).response["violations"]
    assert [(one["id"], one["nodes"][0]["target"]) for one in found] == []


def titles(page: Page, phone: bool) -> list[str]:
    """Return the pages of the console that the menu names."""
    menu = page.locator(".sections-above" if phone else ".sections-beside")
    if phone:
        menu.locator("summary").click()
    expect(menu.get_by_role("link").first).to_be_visible()
    return menu.get_by_role("link").all_inner_texts()


@pytest.mark.parametrize(("phone", "scripts"), [(True, True), (False, False)])
def test_a_helper_at_the_door_sees_that_and_nothing_else(
    open_browser: Open, phone: bool, scripts: bool
) -> None:
    helper = f"helper-{'phone' if phone else 'desk'}@estuary.example"
    page = open_browser(phone=phone, scripts=scripts)
    steps.sign_in(page, ORGANIZER)
    page.goto(f"{CONSOLE}/team")
    page.get_by_label("E-mail address").fill(helper)
    page.locator(".choice").get_by_text("Door", exact=True).click()
    page.get_by_role("button", name="Add to the team").click()
    expect(page.get_by_text(f"{helper} now runs the event with you.")).to_be_visible()
    expect(page.get_by_role("link", name=f"Change what {helper} may do: Door")).to_be_visible()
    is_sound(page, scripts)

    theirs = open_browser(phone=phone, scripts=scripts)
    steps.sign_in(theirs, helper)
    theirs.goto(CONSOLE)
    assert titles(theirs, phone) == ["What comes next", "Board", "At the door"]
    is_sound(theirs, scripts)
    theirs.goto(f"{CONSOLE}/door?q=Okonjo")
    expect(theirs.get_by_text("Adaeze Okonjo").first).to_be_visible()
    expect(theirs.get_by_text(ADAEZE)).to_have_count(0)
    is_sound(theirs, scripts)
    answer = theirs.goto(f"{CONSOLE}/team")
    assert answer is not None
    assert answer.status == 404

    page.get_by_role("link", name=f"Change what {helper} may do: Door").click()
    page.locator(".choice").get_by_text("Door", exact=True).click()
    page.locator(".choice").get_by_text("Matching", exact=True).click()
    is_sound(page, scripts)
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_role("link", name=f"{helper} may do: Matching")).to_be_visible()
    answer = theirs.goto(f"{CONSOLE}/door")
    assert answer is not None
    assert answer.status == 404


@pytest.mark.parametrize("phone", [True, False])
def test_the_trail_is_taken_along_and_an_organizer_looks_as_somebody(
    open_browser: Open, phone: bool
) -> None:
    page = open_browser(phone=phone)
    steps.sign_in(page, ORGANIZER)
    page.goto(f"{CONSOLE}/trail")
    page.get_by_label("About").select_option(label="Matching")
    page.get_by_role("button", name="Find").click()
    expect(page.get_by_text("published run").first).to_be_visible()
    expect(page.get_by_text("brought in a ticket file")).to_have_count(0)
    is_sound(page)
    with page.expect_download() as kept:
        page.get_by_role("link", name="XLSX").click()
    assert kept.value.suggested_filename.endswith(".xlsx")
    page.goto(f"{CONSOLE}/trail?kind=looks")
    expect(page.get_by_text("of this trail").first).to_be_visible()
    is_sound(page)

    # In one visit, for links to sign in are not mailed without end.
    page.goto(f"{CONSOLE}/people?q={ADAEZE}")
    page.locator(".table tbody a").first.click()
    page.get_by_role("link", name="See the event as they do").click()
    expect(page.get_by_text("You are still yourself")).to_be_visible()
    expect(page.get_by_role("table").first).to_be_visible()
    is_sound(page)
    page.get_by_role("link", name="Back to Adaeze Okonjo").click()
    page.get_by_role("link", name="What was done about them").click()
    expect(page.get_by_text("looked at the event as somebody sees it").first).to_be_visible()

    theirs = open_browser(phone=phone)
    steps.sign_in(theirs, ADAEZE)
    theirs.goto("/account/data")
    expect(theirs.get_by_text("an organizer of").first).to_be_visible()
    is_sound(theirs)
