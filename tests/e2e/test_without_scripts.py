"""Everything works in a browser that runs no scripts; only pages are loaded more often."""

import pytest
from playwright.sync_api import Page, expect

from tests.e2e import steps
from tests.e2e.conftest import Open
from tests.e2e.steps import EVENT

pytestmark = pytest.mark.e2e

NEWCOMER = "lucas.sem-guiao@ribeira.example"
TICKETS = f"Name,E-mail,Ticket type\nLucas Ribeira,{NEWCOMER},Attendee\n"


def test_an_organizer_and_an_attendee_need_no_scripts(open_browser: Open) -> None:
    organizer, attendee = open_browser(scripts=False), open_browser(scripts=False)
    steps.sign_in(organizer, steps.ORGANIZER)
    steps.upload(organizer, "one more.csv", TICKETS)
    steps.name_the_columns(organizer)
    steps.take_what_is_shown(organizer)

    steps.sign_in(attendee, NEWCOMER)
    steps.arrive(attendee)
    steps.answer_questions(attendee)
    search_by_a_form(attendee)
    say_something_of_two_people(attendee)

    steps.start_run(organizer)
    look_again_until_there_is_a_draft(organizer)
    steps.publish(organizer)

    steps.menu(attendee, "My days")
    expect(attendee.locator(".meeting .person-name").first).to_be_visible()


def search_by_a_form(page: Page) -> None:
    """Type a name, and press the button."""
    page.goto(f"{EVENT}/people")
    page.get_by_label("Name, firm, or what they do").fill("Fiona Hathersage")
    page.get_by_role("button", name="Search").click()
    expect(page.locator("#results .person-name")).to_have_text("Fiona Hathersage")
    page.get_by_role("button", name="Want to meet").click()
    expect(page.locator("#results")).to_contain_text("You want to meet")
    page.get_by_role("button", name="Bookmark").click()
    expect(page.get_by_role("button", name="Bookmark", pressed=True)).to_be_visible()


def say_something_of_two_people(page: Page) -> None:
    """Say it of two of ten, and find both among one's wishes."""
    page.goto(f"{EVENT}/recommended")
    for words in ("Want to meet", "Maybe"):
        name = page.locator(".person-card .person-name").first.inner_text()
        page.locator(".person-card").first.get_by_role("button", name=words).click()
        expect(page.locator(".said")).to_contain_text(name)
    page.goto(f"{EVENT}/wishes")
    expect(page.locator(".person-name")).to_have_count(3)


def look_again_until_there_is_a_draft(page: Page) -> None:
    """Look at the run's page, which loads itself again by itself, until it shows a draft."""
    expect(page.get_by_role("link", name="Refresh")).to_be_visible()
    page.get_by_role("link", name="Refresh").click()
    steps.wait_for_draft(page)
