"""The mails that somebody gets: stopped kind by kind, and had again."""

import pytest
from playwright.sync_api import expect

from tests.e2e import steps
from tests.e2e.serving import Open
from tests.e2e.steps import FIONA

pytestmark = pytest.mark.e2e


@pytest.mark.parametrize(("phone", "scripts"), [(True, True), (False, True), (True, False)])
def test_a_kind_of_mail_is_stopped_and_comes_again(
    open_browser: Open, phone: bool, scripts: bool
) -> None:
    page = open_browser(phone=phone, scripts=scripts)
    steps.sign_in(page, FIONA)
    page.goto("/account")
    page.get_by_role("link", name="Mails I get").click()
    steps.fits(page)
    kind = page.get_by_role("listitem").filter(has_text="saved searches")
    expect(kind.get_by_text("They come", exact=True)).to_be_visible()
    kind.get_by_role("button", name="Stop").click()
    expect(page.get_by_text("Stopped: you get no more mails about your saved")).to_be_visible()
    expect(kind.get_by_text("Stopped: they do not come")).to_be_visible()
    steps.fits(page)
    kind.get_by_role("button", name="Get again").click()
    expect(page.get_by_text("You get mails about your saved searches again.")).to_be_visible()
    expect(kind.get_by_role("button", name="Stop")).to_be_visible()
