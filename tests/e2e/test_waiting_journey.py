"""A full event: somebody joins by the link, waits, and comes up; at both widths."""

import re

import pytest
from playwright.sync_api import expect

from tests.e2e import steps
from tests.e2e.serving import Open
from tests.e2e.steps import EVENT, ORGANIZER
from tests.e2e.test_roll_journey import is_sound

pytestmark = [pytest.mark.e2e, pytest.mark.demo(published=True)]
DESK = f"{EVENT}/organize/waiting"


@pytest.mark.parametrize(("phone", "scripts"), [(True, False), (False, True)])
def test_somebody_waits_for_a_place_and_gets_it(
    open_browser: Open, phone: bool, scripts: bool
) -> None:
    desk = open_browser(phone=phone, scripts=scripts)
    steps.sign_in(desk, ORGANIZER)
    desk.goto(DESK)
    desk.get_by_label("How many people may come").fill("1")
    desk.get_by_role("button", name="Save").click()
    expect(desk.get_by_text("Nobody loses theirs")).to_be_visible()
    desk.goto(f"{EVENT}/organize/joining")
    if desk.get_by_role("button", name="Make a link").is_visible():
        desk.get_by_role("button", name="Make a link").click()
    address = str(desk.locator(".copied a").get_attribute("href"))
    email = f"late.{'phone' if phone else 'desk'}@elsewhere.example"
    page = open_browser(phone=phone, scripts=scripts)
    page.goto(address)
    expect(page.get_by_text("All places are taken.")).to_be_visible()
    page.get_by_label("Your e-mail address").fill(email)
    page.get_by_label("Your name").fill("Late Comer")
    page.get_by_role("button", name="Mail me the link").click()
    steps.open_mail(page, email, "Join")
    steps.follow(page, "/join/")
    page.get_by_role("button", name="Go on the waiting list").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("You are number 1")
    if scripts:
        is_sound(page)
    desk.goto(DESK)
    expect(desk.get_by_text("Late Comer")).to_be_visible()
    if scripts:
        is_sound(desk)
    desk.get_by_label("How many people may come").fill("")
    desk.get_by_role("button", name="Save").click()
    expect(desk.get_by_text("1 person has a place now")).to_be_visible()
    steps.open_mail(page, email, "you have a place")
    page.goto(f"{EVENT}/schedule")
    expect(page).to_have_url(re.compile("/schedule$"))
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    desk.goto(f"{EVENT}/organize/people?q={email}")
    desk.locator(".table tbody a").first.click()
    steps.confirm(desk, "Remove from the event", "Remove")
