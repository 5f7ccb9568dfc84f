"""From the last evening of a conference through three rounds to the next one.

On a phone, at a desk, and without script.
"""

import re
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.e2e import steps
from tests.e2e.demos import Demos
from tests.e2e.serving import Open, browsers
from tests.e2e.steps import FIONA, ORGANIZER, TOMAS
from tests.e2e.test_accessibility import faults

pytestmark = pytest.mark.e2e

HERE = "/c/estuary/rounds"
SEASONS = (
    ("2027-05-17T10:30", {"phone": True, "scripts": True}),
    ("2027-06-14T10:30", {"phone": False, "scripts": True}),
    ("2027-07-19T10:30", {"phone": True, "scripts": False}),
)
"""When the steward holds a round, and how people look at what comes of it."""
PARTNER = """
    SELECT account.email, profile.name, theirs.talk_id
    FROM round_talk_side theirs JOIN round_talk_side mine ON mine.talk_id = theirs.talk_id
    JOIN round_talk ON round_talk.id = mine.talk_id
    JOIN membership mine_in ON mine_in.id = mine.membership_id
    JOIN account me ON me.id = mine_in.account_id
    JOIN membership ON membership.id = theirs.membership_id
    JOIN account ON account.id = membership.account_id
    JOIN profile ON profile.membership_id = membership.id
    WHERE me.email = ? AND theirs.membership_id != mine.membership_id
    ORDER BY round_talk.starts_at DESC, profile.name LIMIT 1
"""


EVENING = "2027-05-12T19:30"
"""Of the last day."""
SPRING = "2028-03-20T10:30"
"""When the next conference is prepared."""
NEXT = "/e/estuary-2028"
MAP = "Send the map of the weirs"


def test_from_the_last_evening_through_three_rounds_to_the_next_event(
    chromium: Browser, demos: Demos, tmp_path: Path
) -> None:
    demos.fill(tmp_path, published=True)
    with demos.serve(tmp_path, now=EVENING) as address, browsers(chromium, address) as open_one:
        promise(open_one)
    met: list[str] = []
    for number, (when, look) in enumerate(SEASONS):
        with (
            demos.serve(tmp_path, now=when) as address,
            browsers(chromium, address) as open_one,
        ):
            if number == 0:
                take_part(open_one, look)
            else:
                say_that_they_met(open_one, look, tmp_path, met[-1])
            hold_a_round(open_one)
            met.append(agree_on_a_time(open_one, look, tmp_path))
    assert len(set(met)) == len(SEASONS)
    with demos.serve(tmp_path, now=SPRING) as address, browsers(chromium, address) as open_one:
        prepare_the_next(open_one)
        missed = come_again(open_one)
        for name in missed:
            comes_too(open_one, email_of(tmp_path, name))
        wish_again(open_one, missed)


def promise(open_one: Open) -> None:
    """On the last evening she says how a meeting went, and what she promised."""
    page = open_one(phone=True)
    steps.sign_in(page, FIONA)
    page.goto(f"{steps.EVENT}/tell")
    steps.choose(page, "Yes, we met")
    page.get_by_label("A promise").fill(MAP)
    page.locator("label[for=by]").click()
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_text("What you agreed, you both read")).to_be_visible()


def prepare_the_next(open_one: Open) -> None:
    """The organizer makes the next event of the one that is over, and asks those who were there."""
    page = open_one()
    steps.sign_in(page, ORGANIZER)
    page.goto(f"{steps.EVENT}/organize")
    page.get_by_role("link", name="Prepare the next event").click()
    page.get_by_label("Name").first.fill("Estuary 2028")
    page.get_by_label("Address").fill("estuary-2028")
    page.get_by_role("button", name="Make the event").click()
    expect(page.get_by_text("The event is made")).to_be_visible()
    page.get_by_role("main").get_by_role("link", name="Ask those of last time").click()
    expect(page.get_by_role("heading", name="What was left open")).to_be_visible()
    steps.fits(page)
    assert faults(page) == []
    page.get_by_label("Who", exact=True).select_option("meetings")
    page.get_by_role("button", name="Show", exact=True).click()
    page.get_by_role("button", name="Ask ").click()
    expect(page.get_by_text("Written to in the last two days").first).to_be_visible(timeout=60_000)


def come_again(open_one: Open) -> list[str]:
    """She opens the mail, sees what is still here of her, and says yes; return two she missed."""
    page = open_one(phone=True)
    steps.open_mail(page, FIONA, "shall we see you again")
    steps.follow(page, "/sign-in/link/")
    page.get_by_role("button", name="Sign in").click()
    expect(page.get_by_role("heading", name="Shall we see you again?")).to_be_visible()
    expect(page.get_by_text("promise between you and somebody is open")).to_be_visible()
    steps.fits(page)
    assert faults(page) == []
    missed = page.locator(".person-row .person-name").all_inner_texts()[:2]
    assert len(missed) == 2
    page.get_by_role("button", name="Not this time").click()
    page.get_by_role("button", name="Take that back").click()
    page.get_by_role("button", name="Yes, I come").click()
    expect(page).to_have_url(re.compile(f"{NEXT}/"))
    return missed


def comes_too(open_one: Open, email: str) -> None:
    """Somebody whom she missed says yes as well, without script."""
    page = open_one(phone=True, scripts=False)
    steps.sign_in(page, email)
    page.goto("/")
    page.get_by_role("link", name="Say whether you come").click()
    page.get_by_role("button", name="Yes, I come").click()
    expect(page).to_have_url(re.compile(f"{NEXT}/"))


def wish_again(open_one: Open, missed: list[str]) -> None:
    """Whom she missed come first of her ten people, with why, and are wished for in one step."""
    page = open_one()
    steps.sign_in(page, FIONA)
    page.goto(f"{NEXT}/recommended")
    expect(page.locator(".ten-again")).to_contain_text("2 people are here whom you wanted to meet")
    cards = page.locator(".person-card")
    assert set(cards.locator(".person-name").all_inner_texts()[:2]) == set(missed)
    for card in cards.all()[:2]:
        expect(card).to_contain_text(
            "You wanted to meet at Estuary 2027, and it has not come to it."
        )
    steps.fits(page)
    assert faults(page) == []
    page.get_by_role("button", name="Want to meet all of them").click()
    expect(page.get_by_text("You want to meet 2 of them again.")).to_be_visible()
    for name in missed:
        expect(page.get_by_role("main").get_by_text(name).first).to_be_visible()


def email_of(folder: Path, name: str) -> str:
    """Return the address of somebody by name."""
    query = """
        SELECT email FROM account JOIN membership ON membership.account_id = account.id
        JOIN profile ON profile.membership_id = membership.id WHERE profile.name = ?
    """
    with closing(sqlite3.connect(folder / "eventnet.db")) as database:
        return str(database.execute(query, [name]).fetchone()[0])


def take_part(open_one: Open, look: dict[str, bool]) -> None:
    """Two say that they take part, each on their own terms."""
    for email in (FIONA, TOMAS):
        page = open_one(**look)
        steps.sign_in(page, email)
        page.goto("/c/estuary")
        steps.menu(page, "Rounds")
        page.get_by_label("How you are reached").fill("https://calls.example/mine")
        steps.fits(page)
        page.get_by_role("button", name="Take part", exact=True).click()
        expect(page.get_by_role("heading", name="How you take part")).to_be_visible()


def hold_a_round(open_one: Open) -> None:
    """The steward sees how rounds are held, and holds one."""
    page = open_one()
    steps.sign_in(page, ORGANIZER)
    page.goto(HERE)
    page.get_by_role("link", name="How rounds are held here").click()
    page.get_by_label("How long a talk is").select_option("45")
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_text("Saved.")).to_be_visible()
    steps.confirm(page, "Hold a round now", "Hold a round now")
    expect(page.get_by_text("The round is under way.")).to_be_visible()
    for _try in range(steps.MAIL_TRIES):
        if not page.get_by_role("cell", name="Under way").count():
            break
        page.wait_for_timeout(1000)
        page.reload()
    row = page.get_by_role("row").nth(1)
    expect(row).to_contain_text("Fewer than five have said yet")
    steps.fits(page)
    assert faults(page) == []


def agree_on_a_time(open_one: Open, look: dict[str, bool], folder: Path) -> str:
    """She is told by mail with whom she talks, proposes another time, and it suits the other."""
    email, name, talk = partner(folder)
    page = open_one(**look)
    steps.sign_in(page, FIONA)
    steps.open_mail(page, FIONA, "Your next talk")
    page.goto("/c/estuary")
    page.get_by_role("main").get_by_role("link", name=name).first.click()
    expect(page.get_by_role("heading", level=1)).to_contain_text(name)
    steps.fits(page)
    assert not look["scripts"] or faults(page) == []
    page.locator("summary", has_text="Propose another time").click()
    page.get_by_label("Time", exact=True).fill("18:15")
    page.get_by_role("button", name="Propose this time").click()
    expect(page.get_by_text("It suits you. Their answer is still to come.")).to_be_visible()
    other = open_one(**look)
    steps.sign_in(other, email)
    other.goto(f"{HERE}/talks/{talk}")
    expect(other.locator(".heading-over")).to_contain_text("18:15")
    other.get_by_role("button", name="It suits me", exact=True).click()
    expect(other.get_by_text("Noted: the time suits you.")).to_be_visible()
    page.reload()
    if partners(folder) == 1:
        expect(page.get_by_text("All of you have said that this time suits you.")).to_be_visible()
    return name


def say_that_they_met(open_one: Open, look: dict[str, bool], folder: Path, name: str) -> None:
    """Both say that they met; her record has it, with the line that she kept."""
    email, _name, talk = partner(folder)
    for who, words in ((FIONA, "knows the old weir"), (email, "")):
        page = open_one(**look)
        steps.sign_in(page, who)
        page.goto(f"{HERE}/talks/{talk}")
        steps.choose(page, "Yes, we met")
        page.get_by_label("One line to remember").fill(words)
        page.get_by_role("button", name="Save", exact=True).click()
        expect(page.get_by_text("Thank you.")).to_be_visible()
        if who == FIONA:
            keeps(page, name, words)


def keeps(page: Page, name: str, words: str) -> None:
    """Her record has whom she met in a round, and what she kept."""
    page.goto("/c/estuary/met?q=old+weir")
    expect(page.locator("#results .person-name", has_text=name)).to_be_visible()
    expect(page.locator("#results")).to_contain_text(words)
    steps.fits(page)


def partner(folder: Path) -> tuple[str, str, str]:
    """Return with whom she talks next: address, name, and the talk."""
    with closing(sqlite3.connect(folder / "eventnet.db")) as database:
        email, name, talk = database.execute(PARTNER, [FIONA]).fetchone()
    return email, name, talk


def partners(folder: Path) -> int:
    """Return with how many she talks."""
    _email, _name, talk = partner(folder)
    query = "SELECT count(*) - 1 FROM round_talk_side WHERE talk_id = ?"
    with closing(sqlite3.connect(folder / "eventnet.db")) as database:
        return int(database.execute(query, [talk]).fetchone()[0])
