"""A page whose scripts come late: nobody loses what they have begun to type."""

import pytest
from playwright.sync_api import Route, expect

from tests.e2e import steps
from tests.e2e.serving import Open
from tests.e2e.steps import EVENT

pytestmark = pytest.mark.e2e


def test_words_typed_before_the_script_stay_under_the_cursor(open_browser: Open) -> None:
    page = open_browser()
    steps.sign_in(page, steps.ADAEZE)
    held: list[Route] = []

    def hold(route: Route) -> None:
        held.append(route)

    page.route("**/js/tags.js*", hold)
    page.goto(f"{EVENT}/profile", wait_until="commit")
    raw = page.locator("#offers")
    raw.fill("Street lights, Cable ma")
    raw.focus()
    while not held:
        page.wait_for_timeout(50)
    held[0].continue_()
    expect(page.locator(".chip", has_text="Street lights")).to_be_visible()
    page.keyboard.type("ps,")
    expect(page.locator(".chip", has_text="Cable maps")).to_be_visible()
