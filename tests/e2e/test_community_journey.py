"""The community's page after an event: what is new since one was here, and how well it predicts."""

import pytest
from playwright.sync_api import expect

from tests.e2e import steps
from tests.e2e.serving import Open
from tests.e2e.steps import AFTER, FIONA, ORGANIZER
from tests.e2e.test_accessibility import faults

pytestmark = [pytest.mark.e2e, pytest.mark.demo(now=AFTER)]

HERE = "/c/estuary"
PREDICTIONS = f"{HERE}/predictions"
LOOKS = pytest.mark.parametrize(
    ("phone", "scripts"),
    [(True, True), (False, True), (True, False)],
    ids=["phone", "desk", "without-scripts"],
)


@LOOKS
def test_somebody_who_comes_back_finds_who_joined(
    open_browser: Open, phone: bool, scripts: bool
) -> None:
    page = open_browser(phone=phone, scripts=scripts)
    steps.sign_in(page, FIONA)
    page.goto(HERE)
    expect(page.locator(".since")).to_contain_text("Since you were here on Tuesday 11 May")
    if scripts:
        page.locator(".since").get_by_role("link", name="joined").click()
        expect(page).to_have_url(f"{page.url.partition('#')[0]}#joined")
    row = page.locator("#joined .person-row").first
    expect(row).to_contain_text("New")
    expect(row.locator(".reason")).to_contain_text("Offers")
    name = row.locator(".person-name").inner_text()
    steps.fits(page)
    assert not scripts or faults(page) == []
    row.get_by_role("link", name=name).click()
    expect(page.get_by_role("heading", level=1)).to_contain_text(name)


@LOOKS
def test_a_steward_decides_who_reads_how_well_it_predicts(
    open_browser: Open, phone: bool, scripts: bool
) -> None:
    steward, stranger = (open_browser(phone=phone, scripts=scripts) for _each in range(2))
    stranger.goto(PREDICTIONS)
    expect(stranger.locator(".prediction-chart-dot").first).to_be_visible()
    steps.fits(stranger)
    assert not scripts or faults(stranger) == []
    steps.sign_in(steward, ORGANIZER)
    steward.goto(HERE)
    steward.get_by_role("link", name="How well the matching predicts").click()
    steward.get_by_role("button", name="Show it to stewards only").click()
    expect(steward.get_by_text("Only stewards can read this page now.")).to_be_visible()
    assert (answer := stranger.goto(PREDICTIONS)) is not None
    assert answer.status == 404
    steward.get_by_role("button", name="Let anyone read it").click()
    expect(steward.get_by_text("Anyone can read this page now.")).to_be_visible()
