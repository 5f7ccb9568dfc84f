"""An organizer brings a new programme in; who starred a session of it is kept free meanwhile."""

import json
from typing import Any

import pytest
from playwright.sync_api import FilePayload, Page, expect

from eventnet.demo.sessions import make_schedule
from tests.e2e import steps
from tests.e2e.serving import Open
from tests.e2e.steps import EVENT, ORGANIZER, TOMAS

pytestmark = pytest.mark.e2e

TALK = "Counting without watching"
PAGE = f"{EVENT}/programme"


def test_a_star_keeps_a_time_free_and_follows_the_session(open_browser: Open) -> None:
    desk, phone = open_browser(), open_browser(phone=True)
    steps.sign_in(desk, ORGANIZER)
    steps.sign_in(phone, TOMAS)
    find_and_star(phone)
    why_closed(phone, "11:10", "11:35")
    bring_in(desk, moved("12:00"))
    steps.open_mail(phone, TOMAS, "a session that you starred has changed")
    expect(phone.get_by_text("Is on Wed 12 May, 12:00 now")).to_have_count(1)
    why_closed(phone, "12:00", "12:25")
    bring_in(desk, moved(None))
    phone.goto(PAGE)
    expect(phone.get_by_text("No longer in the programme")).to_be_visible()
    steps.fits(phone)
    phone.get_by_role("button", name="All right").click()
    expect(phone.get_by_text("No longer in the programme")).to_have_count(0)
    bring_in(desk, make_schedule())


def find_and_star(page: Page) -> None:
    """Search the programme on a phone, and star what is found."""
    page.goto(f"{EVENT}/schedule")
    page.locator("#main").get_by_role("link", name="Programme", exact=True).click()
    expect(page.get_by_role("heading", name="Tuesday 11 May")).to_be_visible()
    steps.fits(page)
    page.get_by_label("Title, speaker, room, or a word").fill("counting")
    page.get_by_role("button", name="Search").click()
    expect(page.get_by_role("heading", level=3)).to_have_text([TALK])
    star = page.locator(".session", has_text=TALK).get_by_role("button")
    star.click()
    expect(star).to_have_attribute("aria-pressed", "true")
    page.get_by_role("link", name="Starred").click()
    expect(page.get_by_role("heading", level=3)).to_have_text([TALK])


def why_closed(page: Page, *times: str) -> None:
    """See which slots the session takes."""
    page.goto(f"{EVENT}/attendance")
    for time in times:
        expect(page.locator(".free-why li", has_text=time)).to_contain_text(TALK)
    expect(page.locator(".free-blocked")).to_have_count(len(times))
    steps.fits(page)


def moved(to: str | None) -> dict[str, Any]:
    """Return the programme with the session at another time, or without it."""
    made = make_schedule()
    entries = made["schedule"]["conference"]["days"][1]["rooms"]["Gallery"]
    [talk] = [entry for entry in entries if entry["title"] == TALK]
    if to is None:
        entries.remove(talk)
    else:
        talk["date"] = f"2027-05-12T{to}:00+01:00"
    return dict(made)


def a_file(content: bytes) -> FilePayload:
    """Return a file to choose."""
    return {"name": "schedule.json", "mimeType": "application/json", "buffer": content}


def bring_in(page: Page, programme: dict[str, Any]) -> None:
    """Upload an edition of the programme, look at what it changes, and take it."""
    page.goto(f"{EVENT}/organize/programme")
    page.get_by_label("A file").set_input_files(a_file(json.dumps(programme).encode()))
    page.get_by_role("button", name="Show what it would change", exact=True).click()
    expect(page.get_by_text(TALK)).to_have_count(1)
    steps.fits(page)
    page.get_by_role("button", name="Make this change").click()
    expect(page.get_by_text("The programme is up to date")).to_be_visible()


def test_a_file_that_is_no_programme_is_refused_in_words_and_one_is_discarded(
    open_browser: Open,
) -> None:
    page = open_browser(phone=True)
    steps.sign_in(page, ORGANIZER)
    page.goto(f"{EVENT}/organize/programme")
    page.get_by_label("A file").set_input_files(a_file(b"{"))
    page.get_by_role("button", name="Show what it would change", exact=True).click()
    expect(page.get_by_text("This is no complete JSON").first).to_be_visible()
    page.get_by_label("Or its address").fill("https://127.0.0.1/schedule.json")
    page.get_by_role("button", name="Fetch it, and show what it would change").click()
    expect(page.get_by_text("127.0.0.1 is not a public host").first).to_be_visible()
    steps.fits(page)
    page.get_by_label("A file").set_input_files(a_file(json.dumps(moved("13:00")).encode()))
    page.get_by_role("button", name="Show what it would change", exact=True).click()
    steps.confirm(page, "Discard this file", "Discard")
    expect(page.get_by_text("Discarded. The programme is as it was.")).to_be_visible()
