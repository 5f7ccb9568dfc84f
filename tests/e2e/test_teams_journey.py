"""Exhibitor teams: made by an organizer, used by its members; at both widths."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.e2e import steps
from tests.e2e.serving import Open
from tests.e2e.steps import ADAEZE, EVENT, FIONA, ORGANIZER
from tests.e2e.test_roll_journey import is_sound

pytestmark = [pytest.mark.e2e, pytest.mark.demo(published=True)]
WIDER = "all => all.filter(one => one.scrollWidth > one.clientWidth).map(one => one.innerText)"
TEAM = f"{EVENT}/team"
TEAMS = f"{EVENT}/organize/teams"


@pytest.mark.parametrize(("phone", "scripts"), [(True, False), (False, True)])
def test_a_member_puts_somebody_on_the_list_and_takes_them(
    open_browser: Open, phone: bool, scripts: bool
) -> None:
    page = open_browser(phone=phone, scripts=scripts)
    steps.sign_in(page, FIONA)
    page.goto(f"{EVENT}/schedule")
    page.locator(".team-front a").click()
    expect(page).to_have_url(re.compile(f"{TEAM}$"))
    if scripts:
        is_sound(page)
    name = open_somebody_unlisted(page)
    page.get_by_role("button", name="Put on our team’s list").click()
    expect(page.get_by_text("On your team’s list")).to_be_visible()
    page.locator(".person-meeting").get_by_role("link", name="Your team").click()
    row = page.locator("tr", has_text=name).first
    row.get_by_role("button", name="I’ll meet them").click()
    expect(page.get_by_text("Your team reads it here.")).to_be_visible()
    row = page.locator("tr", has_text=name).first
    expect(row.locator("option:checked")).to_have_text(re.compile("Fiona"))
    page.goto(f"{EVENT}/wishes")
    expect(page.locator("main")).to_contain_text(name)
    page.goto(TEAM)
    steps.fits(page)
    assert page.locator(".table-frame").evaluate_all(WIDER) == [], "something is cut off"
    row = page.locator("tr", has_text=name).first
    row.locator("summary").click()
    row.get_by_role("button", name="Take them off").click()
    listed = page.locator("tr", has_text=name).filter(has=page.locator("summary"))
    expect(listed).to_have_count(0)  # whom several of them meet stands below all the same


def open_somebody_unlisted(page: Page) -> str:
    """Open the page of the first of the people whom the team can put on its list; return who."""
    page.goto(f"{EVENT}/people")
    links = page.locator("#results .person-name a").all()
    people = [(one.inner_text(), str(one.get_attribute("href"))) for one in links]
    for name, href in people:
        page.goto(href)
        if page.get_by_role("button", name="Put on our team’s list").count():
            return name
    raise AssertionError(f"all are on the list, or colleagues: {people}")


@pytest.mark.parametrize(("phone", "scripts"), [(True, False), (False, True)])
def test_an_organizer_makes_a_team_and_its_member_is_told(
    open_browser: Open, phone: bool, scripts: bool
) -> None:
    page = open_browser(phone=phone, scripts=scripts)
    steps.sign_in(page, ORGANIZER)
    page.goto(TEAMS)
    if scripts:
        is_sound(page)
    name = f"Lantern {'narrow' if phone else 'wide'}"
    page.get_by_label("What the team is called").fill(name)
    page.get_by_label("Stand").fill("L 7")
    page.get_by_role("button", name="Make the team").click()
    page.get_by_label("Name, organisation or e-mail").fill(ADAEZE)
    page.get_by_role("button", name="Find").click()
    page.get_by_role("button", name="Put into the team").click()
    expect(page.get_by_text("They are in the team, and a mail tells them.")).to_be_visible()
    if scripts:
        is_sound(page)
    theirs = open_browser(phone=phone, scripts=scripts)
    steps.open_mail(theirs, ADAEZE, name)
    expect(theirs.locator("pre.letter")).to_contain_text("L 7")
    steps.sign_in(theirs, ADAEZE)
    theirs.goto(f"{EVENT}/schedule")
    expect(theirs.locator(".team-front")).to_contain_text(f"{name}, Stand L 7")
    steps.confirm(page, "Delete the team", "Delete it")
    expect(page.get_by_text("The team is deleted. Its people still come.")).to_be_visible()
    theirs.goto(f"{EVENT}/schedule")
    expect(theirs.locator(".team-front")).to_have_count(0)
