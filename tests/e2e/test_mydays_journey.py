"""Somebody's days on a phone: up to date by themselves, seen, reminded of, and without network."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.e2e import steps
from tests.e2e.serving import PHONE, Open
from tests.e2e.steps import EVENT, FIONA, TOMAS

pytestmark = [pytest.mark.e2e, pytest.mark.demo(published=True)]
DAYS = f"{EVENT}/schedule"
WORKER = (Path(__file__).parents[2] / "static" / "js" / "worker.js").read_text()

RACE = """async () => {
  const listeners = {}, waits = [], asked = [];
  const addEventListener = (name, does) => { listeners[name] = does; };
  const self = { location, navigator, addEventListener };
  const fetch = () => new Promise((answer) => asked.push(answer));
  const send = (method, path) => listeners.fetch({
    request: { method, url: location.origin + path },
    respondWith: (one) => waits.push(one), waitUntil: (one) => waits.push(one),
  });
  const until = async (number) => {
    while (asked.length < number) await new Promise(requestAnimationFrame);
  };
  const days = () => new Response("Hers", { headers: { "Days-Of": "her" } });
  %s
  const done = [];
  for (const order of ["out first", "page first", "between"]) {
    asked.length = 0;
    if (order !== "between") send("GET", "/e/one/schedule");
    if (order !== "between") await until(1);
    send("POST", "/sign-out");
    await until(order === "between" ? 1 : 2);
    if (order === "between") send("GET", "/e/one/schedule");
    if (order === "between") await until(2);
    const [page, out] = order === "between" ? [asked[1], asked[0]] : asked;
    for (const answer of order === "page first" ? [page, out] : [out, page]) {
      answer(answer === page ? days() : new Response(""));
      await new Promise((ready) => setTimeout(ready, 50));
    }
    await Promise.all(waits);
    done.push(Boolean(await caches.match("/e/one/schedule")));
    await caches.delete(KEPT);
  }
  send("GET", "/e/one/schedule");
  await until(3);
  asked[2](days());
  await waits.at(-1);
  await Promise.all(waits);
  done.push(Boolean(await caches.match("/e/one/schedule")));
  await caches.delete(KEPT);
  return done;
}"""
"""The worker itself, its network in our hands: signing out overtakes a page, and is overtaken."""


def test_days_show_at_once_what_is_done_elsewhere(open_browser: Open) -> None:
    phone, desk = open_browser(phone=True), open_browser()
    for page in (phone, desk):
        steps.sign_in(page, FIONA)
        page.goto(DAYS)
    before = count(phone)
    phone.locator("h1").evaluate("title => { title.ownerDocument.body.dataset.same = '' }")
    call_off_the_first(desk)
    expect(phone.locator(".heading .lede")).to_have_text(re.compile(rf"^{before - 1} meeting"))
    expect(phone.locator("body[data-same]")).to_have_count(1)  # it is the same page still
    steps.fits(phone)


def count(page: Page) -> int:
    """Return how many meetings the page counts."""
    return int(page.locator(".heading .lede").inner_text().split()[0])


def call_off_the_first(page: Page) -> None:
    """Call off the first meeting that stands."""
    page.locator(".meeting-confirmed .person-name a").first.click()
    steps.confirm(page, "I can't come", "Call it off")
    expect(page.get_by_text("The meeting is off")).to_be_visible()


@pytest.mark.parametrize("scripts", [True, False])
def test_what_is_new_is_seen_and_reminders_are_chosen(open_browser: Open, scripts: bool) -> None:
    who = TOMAS if scripts else steps.ADAEZE
    page = open_browser(phone=True, scripts=scripts)
    steps.sign_in(page, who)
    page.goto(DAYS)
    expect(page.get_by_role("heading", name="New here: your schedule")).to_be_visible()
    page.get_by_role("button", name="I have seen this").click()
    expect(page.get_by_role("heading", name="My days")).to_be_visible()
    expect(page.get_by_role("heading", name="New here: your schedule")).to_have_count(0)
    expect(page.get_by_label("The evening before")).to_be_checked()
    steps.choose(page, "Ten minutes before each")
    page.locator(".reminders").get_by_role("button", name="Save").click()
    expect(page.get_by_label("Ten minutes before each")).to_be_checked()
    steps.fits(page)


@pytest.mark.parametrize("phone", [True, False])
def test_wishes_that_were_not_met_are_told_with_a_way_out(open_browser: Open, phone: bool) -> None:
    page = open_browser(phone=phone)
    steps.sign_in(page, FIONA)
    page.goto(f"{EVENT}/wishes")
    page.get_by_role("link", name="Wishes that were not met").click()
    expect(page.get_by_text("As of the schedule published on")).to_be_visible()
    expect(page.locator(".unmet-way").first).to_be_visible()
    steps.fits(page)


def test_days_are_read_without_network_and_are_gone_once_signed_out(
    chromium: Browser, demo: str
) -> None:
    context = chromium.new_context(base_url=demo, viewport=PHONE, locale="en-GB")
    page = context.new_page()
    steps.sign_in(page, FIONA)
    page.goto(DAYS)
    meetings = count(page)
    expect(page.locator("html[data-kept]")).to_have_count(1)
    context.set_offline(True)
    page.goto(DAYS)
    note = page.locator(".offline-note")
    expect(note).to_have_text(re.compile(r"^As of \w{3},? \d\d:\d\d, without network"))
    expect(note).to_be_visible()
    assert count(page) == meetings
    expect(page.locator("form:visible")).to_have_count(0)
    steps.fits(page)
    context.set_offline(False)  # the page notices, and loads itself anew
    expect(note).to_be_hidden()
    steps.wait_for_scripts(page)
    assert page.evaluate("caches.has('my-days-1')") is True
    page.locator(".menu-button").click()
    page.get_by_role("button", name="Sign out").click()
    expect(page).to_have_url(re.compile("/$"))
    assert page.evaluate("caches.has('my-days-1')") is False
    context.close()


def test_a_page_that_signing_out_overtakes_is_not_kept(open_browser: Open) -> None:
    page = open_browser()
    page.goto("/")
    assert page.evaluate(RACE % WORKER) == [False, False, False, True]
