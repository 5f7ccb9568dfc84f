"""An attendee with a phone in one hand."""

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.e2e import steps
from tests.e2e.serving import Open
from tests.e2e.steps import EVENT

pytestmark = pytest.mark.e2e

TARGET = 44
TICKETS = """\
Name,E-mail,Company,Ticket type
Maximiliane Freifrau von Hohenlangenfeld,\
maximiliane.von.hohenlangenfeld@verkehrsverbund-mittelhessen.example,Verkehrsverbund,Attendee
"""


def test_an_attendee_finds_everything_with_a_thumb(published: None, open_browser: Open) -> None:
    page = open_browser(phone=True)
    sign_in_from_the_event_page(page)
    answer_one_question(page)
    say_something_of_three_people(page)
    look_for_a_person(page)
    find_ones_days(page)


def test_what_asks_back_keeps_to_the_width_of_a_phone(published: None, open_browser: Open) -> None:
    page = open_browser(phone=True)
    steps.sign_in(page, steps.TOMAS)
    page.goto(f"{EVENT}/schedule")
    no = page.locator(".meeting-waiting summary", has_text="No").first
    no.click()
    expect(page.get_by_role("button", name="Decline").first).to_be_visible()
    steps.fits(page)


def test_an_organizer_reads_tables_without_scrolling_them(open_browser: Open) -> None:
    page = open_browser(phone=True)
    steps.sign_in(page, steps.ORGANIZER)
    steps.upload(page, "seen on a phone.csv", TICKETS)
    steps.see_the_columns(page)
    no_table_is_cut_off(page)
    steps.name_the_columns(page)
    page.get_by_role("heading", name="Row by row").wait_for()
    no_table_is_cut_off(page)
    for path in ("people", "imports", "invite", "team", "runs"):
        page.goto(f"{EVENT}/organize/{path}")
        no_table_is_cut_off(page)


def no_table_is_cut_off(page: Page) -> None:
    """Check that the page and each of its tables fit the phone."""
    steps.fits(page)
    for frame in page.locator(".table-frame").all():
        wide, inner = frame.evaluate("frame => [frame.scrollWidth, frame.clientWidth]")
        assert wide <= inner, f"{page.url} has a table of {wide} px on a screen of {inner} px"


def sign_in_from_the_event_page(page: Page) -> None:
    """Follow the one button of the public page."""
    page.goto(EVENT)
    steps.fits(page)
    button = page.locator(".hero").get_by_role("link", name="Sign in")
    is_a_target(button)
    button.click()
    steps.fits(page)
    is_a_target(page.get_by_role("button", name="Mail me a link"))
    steps.sign_in(page, steps.ADAEZE)
    page.goto("/")
    steps.fits(page)


def answer_one_question(page: Page) -> None:
    """Tap a word of the cloud, and save it."""
    page.goto(EVENT)
    is_a_target(page.locator(".menu-button"))
    page.goto(f"{EVENT}/next/offers")
    steps.fits(page)
    word = page.get_by_label("Pilot sites")
    is_a_target(word)
    word.check()
    save = page.get_by_role("button", name="Save, and go on")
    is_a_target(save)
    save.click()
    expect(page.get_by_role("heading", level=1)).to_have_text("What do you look for?")
    expect(page.locator(".brought")).to_contain_text("look for what you offer.")
    steps.fits(page)


def say_something_of_three_people(page: Page) -> None:
    """Want to meet one, perhaps another, rather not a third; take the last one back."""
    page.goto(f"{EVENT}/recommended")
    steps.fits(page)
    for words, said in (
        ("Want to meet", "You want to meet"),
        ("Maybe", "You might meet"),
        ("Rather not", "Ruled out by you"),
    ):
        name = page.locator(".person-card .person-name").first.inner_text()
        button = page.locator(".person-card").first.get_by_role("button", name=words)
        is_a_target(button)
        button.click()
        expect(page.locator(".said")).to_contain_text(f"{said}: {name}")
        steps.fits(page)
    undo = page.get_by_role("button", name="Undo")
    is_a_target(undo)
    undo.click()
    expect(page.locator(".person-card .person-name").first).to_have_text(name)
    page.goto(f"{EVENT}/wishes")
    expect(page.get_by_role("heading", name="You might meet")).to_be_visible()
    steps.fits(page)


def look_for_a_person(page: Page) -> None:
    """Open the directory from the menu, type a name, and read who it is."""
    steps.menu(page, "People")
    steps.fits(page)
    steps.open_filters(page)
    page.get_by_label("Offers").select_option(index=1)
    show = page.get_by_role("button", name="Show whom I find")
    is_a_target(show)
    show.click()
    expect(show).to_be_hidden()
    expect(page.locator("#filters-set")).to_have_text("1 set")
    expect(page.locator(".results-count")).to_be_in_viewport()
    page.get_by_role("link", name="Show everyone").click()
    page.get_by_label("Name, firm, or what they do").fill("Fiona Hathersage")
    is_a_target(page.get_by_role("button", name="Search"))
    found = page.locator("#results .person-name")
    expect(found).to_have_text(["Fiona Hathersage"])
    found.get_by_role("link").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Fiona Hathersage")
    steps.fits(page)
    is_a_target(page.get_by_role("button", name="Want to meet"))


def find_ones_days(page: Page) -> None:
    """Open a meeting from the schedule."""
    steps.menu(page, "My days")
    steps.fits(page)
    page.locator(".meeting .person-name a").first.click()
    page.wait_for_url("**/meetings/*")
    steps.fits(page)
    is_a_target(page.locator("summary", has_text="I can't come"))


def is_a_target(control: Locator) -> None:
    """Check that a thumb can hit it."""
    expect(control).to_be_visible()
    box = control.bounding_box()
    assert box is not None
    assert box["height"] >= TARGET, f"{control} is {box['height']} px high"
    assert box["width"] >= TARGET, f"{control} is {box['width']} px wide"
