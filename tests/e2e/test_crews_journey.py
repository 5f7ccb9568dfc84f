"""After the last day: one puts a crew together, swaps somebody, invites; one of them says yes."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect
from sqlmodel import Session, col, select

from eventnet.accounts.models import Account
from eventnet.communities.models import Membership
from eventnet.crews.models import CrewBrief, CrewSeat, SeatState
from eventnet.database import create_engine
from tests.e2e import steps
from tests.e2e.serving import Open
from tests.e2e.steps import AFTER, FIONA, TOMAS
from tests.e2e.test_accessibility import faults

pytestmark = [pytest.mark.e2e, pytest.mark.demo(now=AFTER)]

CREWS = "/c/estuary/crews"
WAITS = 60_000
"""Milliseconds in which a team is picked."""


def seated(folder: Path, title: str, state: SeatState) -> list[str]:
    """Return the addresses of those who stand so to a brief."""
    engine = create_engine(f"sqlite:///{folder / 'eventnet.db'}")
    query = (
        select(Account.email)
        .join(Membership, col(Membership.account_id) == Account.id)
        .join(CrewSeat, col(CrewSeat.member_id) == Membership.id)
        .join(CrewBrief, col(CrewBrief.id) == CrewSeat.brief_id)
        .where(CrewBrief.title == title, CrewSeat.state == state)
        .order_by(col(Account.email))
    )
    with Session(engine) as session:
        found = list(session.exec(query))
    engine.dispose()
    return found


def writes(page: Page, title: str) -> None:
    """Write a brief, and wait for its team."""
    page.goto(CREWS)
    page.get_by_role("link", name="Put a crew together").click()
    page.get_by_label("What it is for").fill(title)
    page.get_by_label("For whom, and what is to be done").fill("Nine flat roofs of a cooperative.")
    for row, skill in enumerate(["Rooftop solar", "Social housing", "Energy communities"]):
        page.locator("[name=skill]").nth(row).fill(skill)
    steps.fits(page)
    page.get_by_role("button", name="Look for the team").click()
    picked(page)


def picked(page: Page) -> None:
    """Wait until a team is picked: with scripts the page says so itself, else one looks again."""
    team = page.get_by_role("heading", name="Picked for you")
    for _try in range(WAITS // 1000):
        if team.count():
            break
        page.wait_for_timeout(1000)
        page.reload()
    expect(team).to_be_visible()


@pytest.mark.parametrize(
    ("phone", "scripts"),
    [(True, True), (False, True), (True, False)],
    ids=["phone", "desk", "without-scripts"],
)
def test_one_puts_a_crew_together_and_somebody_says_yes(
    open_browser: Open, folder: Path, phone: bool, scripts: bool
) -> None:
    title = f"Roofs {phone} {scripts}"
    page = open_browser(phone=phone, scripts=scripts)
    steps.sign_in(page, TOMAS)
    writes(page, title)
    expect(page.locator("#team")).to_contain_text("no better team can be made")
    steps.fits(page)
    before = seated(folder, title, SeatState.PICKED)
    page.get_by_role("button", name=re.compile("^Somebody else")).first.click()
    picked(page)
    assert seated(folder, title, SeatState.PICKED) != before
    if scripts:
        assert faults(page) == []
    page.get_by_role("button", name=re.compile("^Invite th")).click()
    expect(page.locator("#team")).to_contain_text("Invited, no word yet")

    guest = open_browser(phone=phone, scripts=scripts)
    steps.sign_in(guest, seated(folder, title, SeatState.INVITED)[0])
    guest.goto(CREWS)
    guest.get_by_role("link", name=title, exact=True).click()
    expect(guest.get_by_role("heading", name="Why you")).to_be_visible()
    steps.fits(guest)
    if scripts:
        assert faults(guest) == []
    guest.get_by_role("button", name="Yes, I am in").click()
    expect(guest.get_by_role("heading", name="Who is in it")).to_be_visible()
    page.reload()
    expect(page.get_by_role("heading", name="One is in")).to_be_visible()


@pytest.mark.parametrize("phone", [True, False], ids=["phone", "desk"])
def test_ties_between_two_roles_are_drawn_and_listed(open_browser: Open, phone: bool) -> None:
    page = open_browser(phone=phone)
    steps.sign_in(page, FIONA)
    page.goto(f"{CREWS}/between")
    page.get_by_label("One side").select_option("City official, Estuary 2026")
    page.get_by_label("The other side").select_option("Speaker or host, Estuary 2026")
    page.get_by_role("button", name="Look across").click()
    expect(page.locator(".between-picture line").first).to_be_attached()
    expect(page.get_by_role("table")).to_be_visible()
    steps.fits(page)
    assert faults(page) == []
