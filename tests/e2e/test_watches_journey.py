"""Keeping a search, going through people by keys on a desktop, and by the finger on a phone."""

import re

import pytest
from playwright.sync_api import Browser, CDPSession, Page, expect

from tests.e2e import steps
from tests.e2e.serving import PHONE, Open
from tests.e2e.steps import ADAEZE, EVENT, FIONA, TOMAS

pytestmark = pytest.mark.e2e


@pytest.mark.parametrize("phone", [False, True])
def test_a_search_is_narrowed_saved_renamed_deleted_and_taken_back(
    open_browser: Open, phone: bool
) -> None:
    page = open_browser(phone=phone)
    steps.sign_in(page, ADAEZE)
    page.goto(f"{EVENT}/people")
    steps.open_filters(page)
    page.get_by_label("Offers", exact=True).select_option(label=labelled(page, "Pilot sites"))
    page.get_by_label("Name, firm, or what they do").fill("a")
    chips = page.locator("#results .terms")
    expect(chips.get_by_role("link")).to_have_count(3)
    steps.fits(page)
    chips.get_by_role("link", name="“a”").click()
    expect(chips.get_by_role("link")).to_have_count(2)
    expect(page.get_by_label("Name, firm, or what they do")).to_have_value("")
    chips.get_by_role("link", name="Save this search").click()
    expect(page.get_by_role("heading", name="Save this search")).to_be_visible()
    page.get_by_label("Name of the search").fill("Pilots")
    steps.choose(page, "Tell me when somebody new fits")
    steps.fits(page)
    page.get_by_role("button", name="Save the search").click()
    expect(page.get_by_text("We mail you when somebody new fits")).to_be_visible()
    steps.fits(page)
    page.get_by_role("link", name=re.compile("Change.*Pilots")).click()
    page.get_by_label("Name of the search").fill("Places to try")
    steps.fits(page)
    page.get_by_role("button", name="Save the search").click()
    page.get_by_role("button", name=re.compile("Delete.*Places to try")).click()
    expect(page.get_by_text("Deleted: Places to try")).to_be_visible()
    page.get_by_role("button", name="Undo").click()
    page.get_by_role("link", name="Places to try", exact=True).click()
    expect(page.locator("#results .terms").get_by_role("link")).to_have_count(2)
    page.goto(f"{EVENT}/searches")
    page.get_by_role("button", name=re.compile("Delete.*Places to try")).click()
    expect(page.get_by_text("Deleted: Places to try")).to_be_visible()


def labelled(page: Page, topic: str) -> str:
    """Return what the list of offers calls a topic: with how many offer it."""
    return str(page.locator("#offers option", has_text=topic).first.text_content())


def test_people_are_gone_through_by_keys(open_browser: Open) -> None:
    page = open_browser()
    steps.sign_in(page, TOMAS)
    page.goto(f"{EVENT}/people?order=name")
    page.wait_for_load_state()
    rows, keys = page.locator(".person-row"), page.keyboard
    keys.press("ArrowDown")  # scrolls: nobody is chosen yet
    expect(page.locator(".person-row a:focus")).to_have_count(0)
    for key, row in (("j", 0), ("j", 1), ("ArrowDown", 2), ("k", 1), ("ArrowUp", 0), ("k", 0)):
        keys.press(key)
        expect(rows.nth(row).locator(".person-name a")).to_be_focused()
    first = rows.nth(0)
    for key, said in (("m", "You might meet"), ("n", "Ruled out by you"), ("w", "You want to")):
        keys.press(key)
        expect(first.locator(".wish-said")).to_contain_text(said)
        expect(first.locator(".person-name a")).to_be_focused()
    keys.press("u")
    expect(first.locator(".wish-said")).to_have_count(0)
    bookmark = first.locator(".bookmark button")
    keys.press("b")
    expect(bookmark).to_have_attribute("aria-pressed", "true")
    keys.press("b")
    expect(bookmark).to_have_attribute("aria-pressed", "false")
    page.get_by_label("Name, firm, or what they do").press_sequentially("jw?")
    expect(page.get_by_label("Name, firm, or what they do")).to_have_value("jw?")
    expect(page.get_by_text("Nobody fits")).to_be_visible()


def test_the_keys_are_told_and_can_be_switched_off(open_browser: Open) -> None:
    page = open_browser()
    steps.sign_in(page, TOMAS)
    page.goto(f"{EVENT}/people?order=name")
    page.wait_for_load_state()
    page.keyboard.press("?")
    dialog = page.get_by_role("dialog", name="Keys")
    expect(dialog).to_be_visible()
    page.keyboard.press("j")
    expect(page.locator(".person-row a:focus")).to_have_count(0)
    dialog.get_by_label("Use these keys").uncheck()
    page.keyboard.press("Escape")
    expect(dialog).to_be_hidden()
    page.reload()
    page.wait_for_load_state()
    page.keyboard.press("j")
    expect(page.locator(".person-row a:focus")).to_have_count(0)
    page.get_by_role("button", name="Keys").click()
    dialog.get_by_label("Use these keys").check()
    dialog.get_by_role("button", name="Close").click()
    page.locator("h1").click()
    page.keyboard.press("j")
    expect(page.locator(".person-row a:focus")).to_have_count(1)
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile("/people/"))


def test_ten_people_are_answered_by_keys(open_browser: Open) -> None:
    page = open_browser()
    steps.sign_in(page, FIONA)
    page.goto(f"{EVENT}/recommended")
    page.wait_for_load_state()
    names = page.locator(".person-card .person-name")
    first, second = names.nth(0).inner_text(), names.nth(1).inner_text()
    page.keyboard.press("j")
    page.keyboard.press("b")
    pressed = page.locator(".person-card .bookmark button").first
    expect(pressed).to_have_attribute("aria-pressed", "true")
    page.keyboard.press("n")
    expect(page.locator(".said")).to_contain_text(first)
    expect(names.first).to_have_text(second)
    expect(names.first.locator("a")).to_be_focused()
    page.keyboard.press("u")
    expect(page.locator(".said")).to_have_count(0)
    expect(names.first).to_have_text(first)


def drag(finger: CDPSession, page: Page, by: int, *, drop: bool = True) -> None:
    """Move a finger over the first card, by so many pixels, and lift it."""
    box = page.locator(".person-card .reasons").first.bounding_box()
    assert box is not None
    x, y = box["x"] + box["width"] / 2 - by / 2, box["y"] + 10
    touch(finger, "touchStart", x, y)
    for part in range(1, 11):
        touch(finger, "touchMove", x + by * part / 10, y)
    if drop:
        touch(finger, "touchEnd")


def touch(finger: CDPSession, kind: str, *at: float) -> None:
    """Send one event of a finger."""
    points = [{"x": at[0], "y": at[1]}] if at else []
    finger.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": points})


@pytest.mark.parametrize("motion", ["no-preference", "reduce"])
def test_ten_people_are_answered_by_the_finger(chromium: Browser, demo: str, motion: str) -> None:
    context = chromium.new_context(
        base_url=demo,
        viewport=PHONE,
        has_touch=True,
        is_mobile=True,
        locale="en-GB",
        reduced_motion=motion,  # type: ignore[arg-type]
    )
    page = context.new_page()
    steps.sign_in(page, FIONA)
    page.goto(f"{EVENT}/recommended")
    page.wait_for_load_state()
    expect(page.get_by_role("button", name="Keys")).to_be_hidden()
    names, said = page.locator(".person-card .person-name"), page.locator(".said")
    first, card = names.first.inner_text(), page.locator(".person-card").first
    finger = context.new_cdp_session(page)
    drag(finger, page, 60)  # not far enough
    expect(said).to_have_count(0)
    assert card.evaluate("card => card.style.getPropertyValue('--swipe')") == ""
    drag(finger, page, 200, drop=False)
    expect(card.get_by_role("button", name="Want to meet")).to_have_class("button is-aimed")
    expect(card).to_have_css("translate", "200px")
    touch(finger, "touchEnd")
    expect(said).to_contain_text(f"You want to meet: {first}")
    expect(names.first).not_to_have_text(first)
    page.get_by_role("button", name="Undo").click()
    expect(names.first).to_have_text(first)
    drag(finger, page, -200)
    expect(said).to_contain_text(f"Ruled out by you: {first}")
    steps.fits(page)
    page.get_by_role("button", name="Undo").click()
    expect(names.first).to_have_text(first)
    card.get_by_role("button", name="Maybe").click()
    expect(said).to_contain_text(f"You might meet: {first}")
    page.get_by_role("button", name="Undo").click()
    expect(names.first).to_have_text(first)
    context.close()
