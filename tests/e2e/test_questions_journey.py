"""An organizer asks, an attendee answers on a phone, another reads what is for all, and no more."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.e2e import steps
from tests.e2e.serving import Open
from tests.e2e.steps import EVENT, FIONA, ORGANIZER, TOMAS

pytestmark = pytest.mark.e2e

ASK = f"{EVENT}/organize/questions"
FOR_ALL, KEPT = "Which tool would you never lend?", "Do you need a quiet room?"


def test_a_question_from_its_organizer_to_who_reads_the_answer(open_browser: Open) -> None:
    organizer, one, other = open_browser(), open_browser(phone=True), open_browser()
    steps.sign_in(organizer, ORGANIZER)
    steps.sign_in(one, FIONA)
    steps.sign_in(other, TOMAS)
    ask(organizer)
    put_first(organizer)
    person = answer(one)
    read(other, person)
    read_all(organizer, person)
    take_away_and_back(organizer)


def ask(page: Page) -> None:
    """Ask one thing for all to read, and one that only organizers read."""
    page.goto(ASK)
    steps.fits(page)
    page.get_by_role("button", name="Add the question").click()
    expect(page.get_by_role("alert")).to_be_visible()
    page.get_by_label("Question", exact=True).fill(FOR_ALL)
    page.get_by_role("button", name="Add the question").click()
    expect(page.get_by_role("link", name=FOR_ALL)).to_be_visible()
    page.get_by_label("Question", exact=True).fill(KEPT)
    page.get_by_label("The answer is").select_option("yes_no")
    page.locator("label", has_text="Everybody has to answer").click()
    page.get_by_label("Who sees the answers").select_option("organizers")
    page.get_by_role("button", name="Add the question").click()
    expect(page.get_by_role("link", name=KEPT)).to_be_visible()


def put_first(page: Page) -> None:
    """Bring the last question up, with the keyboard alone."""
    questions = page.locator(".asked-one h2")
    number = questions.count()
    for _ in range(number - 1):
        page.get_by_role("button", name=f"Up {KEPT}").focus()
        page.keyboard.press("Enter")
        page.wait_for_load_state()
    expect(questions.first).to_have_text(KEPT)


def answer(page: Page) -> str:
    """Answer, after a try that leaves out what is required; return the page of who answers."""
    page.goto(f"{EVENT}/profile")
    page.get_by_role("link", name="Questions of this event").click()
    steps.fits(page)
    page.get_by_label(FOR_ALL).fill("The spirit level")
    page.get_by_role("button", name="Save my answers").click()
    expect(page.get_by_role("alert")).to_contain_text("ask everybody to answer")
    expect(page.get_by_label(FOR_ALL)).to_have_value("The spirit level")
    page.locator("fieldset", has_text=KEPT).get_by_text("Yes", exact=True).click()
    page.get_by_role("button", name="Save my answers").click()
    expect(page.get_by_text("Your answers are saved.")).to_be_visible()
    page.get_by_role("link", name="See my page").click()
    expect(page.locator(".answered", has_text=KEPT)).to_contain_text("only the organizers")
    steps.fits(page)
    return page.url


def read(page: Page, person: str) -> None:
    """Read what is for all, and nothing of the rest."""
    page.goto(person)
    expect(page.get_by_text("The spirit level")).to_be_visible()
    expect(page.get_by_text(KEPT)).to_have_count(0)


def read_all(page: Page, person: str) -> None:
    """Read both on the organizers' page of the person."""
    page.goto(f"{EVENT}/organize/people/{person.rsplit('/', 1)[-1]}")
    expect(page.get_by_text("The spirit level")).to_be_visible()
    expect(page.locator(".answered", has_text=KEPT)).to_be_visible()


def take_away_and_back(page: Page) -> None:
    """Take a question away that was answered, once that was read, and undo it."""
    page.goto(ASK)
    page.get_by_role("link", name=FOR_ALL).click()
    steps.fits(page)
    page.get_by_role("button", name="Take it away").click()
    expect(page.get_by_text(re.compile("1 answer is deleted for good"))).to_be_visible()
    page.get_by_role("button", name="Do it").click()
    expect(page.get_by_role("link", name=FOR_ALL)).to_have_count(0)
    page.goto(f"{EVENT}/organize/changes")
    page.get_by_role("button", name=re.compile("Undo")).first.click()
    page.goto(ASK)
    expect(page.get_by_role("link", name=FOR_ALL)).to_be_visible()
