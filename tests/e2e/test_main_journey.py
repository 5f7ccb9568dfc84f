"""From the ticket export to the calendar: an organizer and those who come, each at a desk."""

import re
import subprocess
import sys
from http import HTTPStatus
from pathlib import Path
from urllib.error import HTTPError
from urllib.request import urlopen

import pytest
from icalendar import Calendar, Component
from playwright.sync_api import Page, expect

from tests.e2e import steps
from tests.e2e.serving import Open, environment
from tests.e2e.steps import EVENT

pytestmark = pytest.mark.e2e

NEWCOMER = "greta.niederau@stadtwerke.example"
TICKETS = f"""\
Name,E-mail,Company,Ticket type
Greta Niederau,{NEWCOMER},Stadtwerke Niederau,Attendee
Nobody Atall,this is no address,Nowhere,Attendee
Oskar Talheim,oskar.talheim@stadtwerke.example,Stadtwerke Talheim,Attendee
"""


def test_from_a_ticket_export_to_a_calendar(open_browser: Open, tmp_path: Path) -> None:
    organizer, newcomer = open_browser(), open_browser()
    steps.sign_in(organizer, steps.ORGANIZER)
    bring_two_people_in(organizer)
    steps.write_to_those_new(organizer)

    arrive(newcomer)
    say_who_one_is(newcomer)
    wish_to_meet_a_recommended_person(newcomer)

    steps.start_run(organizer)
    see_the_run_climb(organizer)
    steps.wait_for_draft(organizer)
    check_the_files(organizer, tmp_path)
    steps.publish(organizer)

    read_ones_days(newcomer)
    keep_a_calendar(newcomer)


def bring_two_people_in(page: Page) -> None:
    """Upload three rows, see that one is refused and where, and bring the others in."""
    steps.upload(page, "late tickets.csv", TICKETS)
    steps.name_the_columns(page)
    page.get_by_role("link", name="Refused").click()
    refusal = page.locator("#rows tbody tr")
    expect(refusal.get_by_role("cell").first).to_have_text("3")
    expect(refusal).to_contain_text("this is no address")
    steps.take_what_is_shown(page)


def arrive(page: Page) -> None:
    """Open the invitation, and sign in with its button."""
    steps.open_mail(page, NEWCOMER, "Estuary 2027")
    steps.follow(page, "/sign-in/")
    page.get_by_role("button", name="Sign in", exact=True).click()
    expect(steps.account_of(page, NEWCOMER)).to_be_visible()


def say_who_one_is(page: Page) -> None:
    """Go through three screens, answer what else is asked, then put a link into the profile."""
    screens = steps.arrive(page)
    assert screens == ["Is this right?", "What do you offer?", "What do you look for?"]
    asked = steps.answer_questions(page)
    assert asked[0] == "What do you do, in one line?"
    steps.menu(page, "My profile")
    page.locator("#links").fill("https://stadtwerke.example/pumps")
    page.get_by_role("button", name="Save my profile").click()
    expect(page.locator(".notice-good")).to_be_visible()
    expect(page.locator("#name")).to_have_value("Greta Niederau")


def wish_to_meet_a_recommended_person(page: Page) -> None:
    """Open the page of the first of ten people, and say that one wants to meet them."""
    page.goto(f"{EVENT}/recommended")
    name = page.locator(".person-card .person-name").first.inner_text()
    page.locator(".person-card .person-name a").first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text(name)
    want = page.get_by_role("button", name="Want to meet")
    want.click()
    expect(want).to_have_attribute("aria-pressed", "true")
    page.goto(f"{EVENT}/wishes")
    expect(page.locator(".person-name", has_text=name)).to_be_visible()


def see_the_run_climb(page: Page) -> None:
    """See the sentence over the chart change while the page stays the same one."""
    page.evaluate("window.isTheSamePage = true")
    page.wait_for_function(
        """first => {
            const sentence = document.querySelector("[data-run-shown] figcaption");
            return window.isTheSamePage && sentence && sentence.innerText !== first;
        }""",
        arg=page.locator("[data-run-shown] figcaption").inner_text(),
        timeout=steps.RUN_MILLISECONDS,
    )


def check_the_files(page: Page, folder: Path) -> None:
    """Download what the solver was given and what it answered, and check one by the other."""
    files = []
    for link in ("The problem", "The plan"):
        with page.expect_download() as download:
            page.get_by_role("link", name=link, exact=True).click()
        files.append(folder / download.value.suggested_filename)
        download.value.save_as(files[-1])
    checked = subprocess.run(
        [sys.executable, "-m", "matcher", "check", *files],
        env=environment(folder),
        capture_output=True,
        text=True,
        check=False,
    )
    assert checked.returncode == 0, checked.stdout + checked.stderr


def read_ones_days(page: Page) -> None:
    """Find each meeting with its table or stand, and why it is worth it."""
    steps.menu(page, "My days")
    expect(page.locator(".meeting-place").first).to_be_visible()
    places = page.locator(".meeting-place").all_inner_texts()
    assert all(re.fullmatch(r"(Table|Stand) \w+", place) for place in places), places
    assert len(places) == page.locator(".meeting[id]").count()
    expect(page.locator(".meeting .reason").first).not_to_be_empty()


def keep_a_calendar(page: Page) -> None:
    """Download the meetings, subscribe to them, and renew the address: the old one is gone."""
    meetings = page.locator(".meeting[id]").count()
    with page.expect_download() as download:
        page.get_by_role("link", name="Download a file").click()
    assert len(events_of(download.value.path().read_bytes())) == meetings

    old = address_of_the_calendar(page)
    with urlopen(old) as answer:
        assert len(events_of(answer.read())) == meetings
    steps.confirm(page, "Make a new address", "Make a new address")
    new = address_of_the_calendar(page)
    with urlopen(new) as answer:
        assert len(events_of(answer.read())) == meetings
    with pytest.raises(HTTPError) as gone:
        urlopen(old)
    assert gone.value.code == HTTPStatus.GONE


def address_of_the_calendar(page: Page) -> str:
    """Unfold the address that a calendar subscribes to, and return it."""
    page.get_by_text("The address, to paste").click()
    return page.locator("code.address").inner_text()


def events_of(content: bytes) -> list[Component]:
    """Return the meetings that a calendar program finds in a file."""
    return Calendar.from_ical(content).walk("VEVENT")


def test_whoever_wants_to_be_asked_answers_from_the_mail(
    published: None, open_browser: Open
) -> None:
    page = open_browser()
    steps.open_mail(page, steps.TOMAS, r"you have \d+ meeting")
    steps.follow(page, "/answer/")
    page.get_by_role("button", name="Yes, let's meet").click()
    expect(page.locator(".notice").first).to_contain_text("yes")
    expect(page.get_by_role("button", name="Yes, let's meet")).to_have_count(0)


def test_a_mail_is_stopped_with_one_click(published: None, open_browser: Open) -> None:
    page = open_browser()
    steps.open_mail(page, steps.FIONA, r"you have \d+ meeting")
    steps.follow(page, "/mail/stop/")
    page.get_by_role("button", name="Stop these mails").click()
    expect(page.get_by_role("heading", name="Stopped")).to_be_visible()
    expect(
        page.get_by_text(f"{steps.FIONA} gets no more mails about your meetings")
    ).to_be_visible()
