"""Everything works in a browser that runs no scripts; only pages are loaded more often.

What else an attendee does without scripts is in the journeys: arriving, days and reminders, a
break, leaving, reading messages, and how a meeting was.
"""

import re
import zipfile

import pytest
from playwright.sync_api import Page, expect

from tests.e2e import steps
from tests.e2e.serving import Open
from tests.e2e.steps import ADAEZE, ELODIE, EVENT, FIONA, FLORIAN, TOMAS
from tests.e2e.test_leaving_journey import change_and_object
from tests.e2e.test_messages_journey import begin, block, report
from tests.e2e.test_programme_journey import find_and_star, why_closed

pytestmark = pytest.mark.e2e

NEWCOMER = "lucas.sem-guiao@ribeira.example"
TICKETS = f"Name,E-mail,Ticket type\nLucas Ribeira,{NEWCOMER},Attendee\n"


def on_a_phone(open_browser: Open, email: str) -> Page:
    """Sign somebody in on a phone whose browser runs no scripts."""
    page = open_browser(phone=True, scripts=False)
    steps.sign_in(page, email)
    return page


def test_people_are_narrowed_kept_and_written_about(open_browser: Open) -> None:
    page = on_a_phone(open_browser, ADAEZE)
    page.goto(f"{EVENT}/people")
    option = page.locator("#offers option", has_text="Pilot sites").first
    steps.open_filters(page)
    page.get_by_label("Offers", exact=True).select_option(label=str(option.text_content()))
    page.get_by_label("Name, firm, or what they do").fill("a")
    page.get_by_role("button", name="Search").click()
    expect(page.locator("#results .terms").get_by_role("link")).to_have_count(3)
    steps.fits(page)
    keep_the_search(page)
    page.get_by_role("link", name="Pilots", exact=True).click()
    page.locator("#results .person-name a").first.click()
    name = page.get_by_role("heading", level=1).inner_text()
    page.get_by_label("What you want to remember").fill("Has a shed by the river")
    page.get_by_role("button", name="Save my note").click()
    page.get_by_role("link", name="Saved people").click()
    steps.fits(page)
    row = page.locator(".person-row", has_text="Has a shed by the river")
    expect(row.locator(".person-name")).to_have_text(name)
    row.get_by_role("button", name="Bookmark").click()
    expect(row.get_by_role("button", name="Bookmark", pressed=True)).to_be_visible()


def keep_the_search(page: Page) -> None:
    """Save what is searched for, under a name; delete it, and take that back."""
    page.locator("#results .terms").get_by_role("link", name="Save this search").click()
    page.get_by_label("Name of the search").fill("Pilots")
    page.get_by_role("button", name="Save the search").click()
    page.get_by_role("button", name=re.compile("Delete.*Pilots")).click()
    page.get_by_role("button", name="Undo").click()
    steps.fits(page)


def test_requests_are_made_and_answered(open_browser: Open) -> None:
    page = on_a_phone(open_browser, FIONA)
    open_the_request(page, "Teresa Barroca")
    steps.confirm(page, "No, thank you", "Say no")
    expect(page.get_by_text("You said no, and the other person")).to_be_visible()
    open_the_request(page, "Mathieu Lefort")
    page.locator("summary", has_text="Propose another time").click()
    page.get_by_role("button", name="Propose this time").click()
    expect(page.get_by_text("Waits for Mathieu Lefort")).to_be_visible()
    steps.fits(page)
    open_the_request(page, "Karen Kjær")
    page.get_by_role("button", name="Yes, ").click()
    page.get_by_role("link", name="See the meeting").click()
    steps.confirm(page, "I can't come", "Call it off")
    expect(page.get_by_text("The meeting is off")).to_be_visible()
    steps.fits(page)
    ask_and_take_it_back(page)


def open_the_request(page: Page, name: str) -> None:
    """Open what somebody asked, or answered."""
    page.goto(f"{EVENT}/requests")
    steps.fits(page)
    page.locator(".request-row .person-name").get_by_role("link", name=name).click()


def ask_and_take_it_back(page: Page) -> None:
    """Ask somebody for a meeting, and think better of it."""
    page.goto(f"{EVENT}/people")
    page.get_by_role("link", name="Ask for a meeting").first.click()
    steps.fits(page)
    page.get_by_label("What it is about").fill("Whom do you ask?")
    page.get_by_role("button", name="Ask", exact=True).click()
    expect(page.get_by_text("is asked. You can take it back")).to_be_visible()
    steps.confirm(page, "Take it back", "Take it back")
    expect(page.get_by_text("You took it back")).to_be_visible()


def test_times_are_closed_by_hand_and_by_a_star(open_browser: Open) -> None:
    page = on_a_phone(open_browser, TOMAS)
    page.goto(f"{EVENT}/schedule")
    page.get_by_role("link", name="When I am free").click()
    slot = page.locator(".free-slot", has_text="14:15").first.get_by_role("checkbox")
    slot.uncheck()
    page.get_by_role("button", name="Save how I attend").click()
    expect(page.get_by_text("Saved")).to_be_visible()
    expect(slot).not_to_be_checked()
    steps.fits(page)
    find_and_star(page)
    why_closed(page, "11:10", "11:35")


def test_somebody_is_written_to_blocked_and_reported(open_browser: Open) -> None:
    begin(on_a_phone(open_browser, ELODIE))
    page = on_a_phone(open_browser, FLORIAN)
    page.goto(f"{EVENT}/messages")
    page.locator(".talk-row a").first.click()
    block(page)
    page.get_by_role("button", name="Undo the block").click()
    report(page)


def test_a_record_is_taken_along_and_an_address_changed(open_browser: Open) -> None:
    page = on_a_phone(open_browser, FIONA)
    page.goto("/")
    page.get_by_role("link", name="My address, my data").click()
    steps.fits(page)
    page.get_by_role("link", name="See what is kept").click()
    steps.fits(page)
    with page.expect_download() as download:
        page.get_by_role("link", name="Download everything").click()
    with zipfile.ZipFile(download.value.path()) as archive:
        assert archive.testzip() is None
    change_and_object(page, open_browser(phone=True, scripts=False))


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
