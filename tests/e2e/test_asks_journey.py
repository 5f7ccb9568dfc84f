"""After the last day: one asks, the first few pass, somebody answers, and is asked first next time.

Mails wait here, as they go out once a day; what waits for somebody is read on their page.
"""

import re
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect
from sqlmodel import Session, col, select

from eventnet.accounts.models import Account
from eventnet.asks.models import Ask, AskTurn, TurnState
from eventnet.communities.models import Membership
from eventnet.database import create_engine
from tests.e2e import steps
from tests.e2e.serving import Open
from tests.e2e.steps import AFTER, ELODIE, FIONA, TOMAS
from tests.e2e.test_accessibility import faults

pytestmark = [pytest.mark.e2e, pytest.mark.demo(now=AFTER)]

ASKS = "/c/estuary/asks"
WAITS = 120
"""Half seconds in which the wave of an ask goes out."""


def turns(folder: Path, title: str, state: TurnState) -> list[str]:
    """Return the addresses of those with whom an ask stands so."""
    engine = create_engine(f"sqlite:///{folder / 'eventnet.db'}")
    query = (
        select(Account.email)
        .join(Membership, col(Membership.account_id) == Account.id)
        .join(AskTurn, col(AskTurn.member_id) == Membership.id)
        .join(Ask, col(Ask.id) == AskTurn.ask_id)
        .where(Ask.title == title, AskTurn.state == state)
        .order_by(col(Account.email))
    )
    with Session(engine) as session:
        found = list(session.exec(query))
    engine.dispose()
    return found


def as_somebody(open_browser: Open, email: str, *, phone: bool, scripts: bool) -> Page:
    page = open_browser(phone=phone, scripts=scripts)
    steps.sign_in(page, email)
    page.goto(ASKS)
    return page


def asks(page: Page, title: str, words: str) -> None:
    """Ask something, having looked whom it reaches first."""
    page.goto(ASKS)
    page.get_by_role("link", name="Ask something").click()
    page.get_by_label("I need …").fill(title)
    page.get_by_label("What it is about").fill(words)
    page.get_by_text("If nobody answers, show it to all").click()
    page.get_by_role("button", name="See whom it reaches first").click()
    expect(page.locator("#goes")).to_contain_text(re.compile("people first|would be asked"))
    steps.fits(page)
    page.get_by_role("button", name="Ask", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_have_text(title)


def first_wave(page: Page, folder: Path, title: str, number: int) -> list[str]:
    """Wait until so many are asked; return their addresses."""
    for _try in range(WAITS):
        put = turns(folder, title, TurnState.WAITING)
        if len(put) >= number:
            return put
        page.wait_for_timeout(500)
    raise AssertionError(f"“{title}” was put to {put}")


@pytest.mark.parametrize(
    ("phone", "scripts", "topic"),
    [(True, True, "water reuse"), (False, True, "leak detection"), (True, False, "heat pumps")],
    ids=["phone", "desk", "without-scripts"],
)
def test_one_asks_some_pass_one_answers_and_is_asked_first_next_time(
    open_browser: Open, folder: Path, phone: bool, scripts: bool, topic: str
) -> None:
    first, second = f"First about {topic}", f"Second about {topic}"
    asker = as_somebody(open_browser, TOMAS, phone=phone, scripts=scripts)
    asks(asker, first, f"Somebody who has done {topic} in an old quarter.")
    put = first_wave(asker, folder, first, 3)
    assert len(put) == 3
    for email in put:
        other = as_somebody(open_browser, email, phone=phone, scripts=scripts)
        other.get_by_role("link", name=first, exact=True).click()
        expect(other.locator(".reason").first).to_contain_text(re.compile(topic, re.IGNORECASE))
        other.get_by_role("button", name="Pass").click()
        expect(other.get_by_text("Nobody is told.")).to_be_visible()
    (helper, *_others) = first_wave(asker, folder, first, 3)
    answers(as_somebody(open_browser, helper, phone=phone, scripts=scripts), first, scripts=scripts)
    asker.goto(ASKS)
    asker.get_by_role("link", name=first, exact=True).click()
    expect(asker.get_by_text("We did it twice.")).to_be_visible()
    asker.get_by_role("button", name="That helped").click()
    expect(asker.get_by_text("You said that it helped")).to_be_visible()
    steps.fits(asker)
    assert not scripts or faults(asker) == []
    asker.get_by_role("button", name="Close it").click()
    is_glad(as_somebody(open_browser, helper, phone=phone, scripts=scripts))
    asks(asker, second, f"More about {topic}, please.")
    assert helper in first_wave(asker, folder, second, 3)
    again = as_somebody(open_browser, helper, phone=phone, scripts=scripts)
    again.get_by_role("link", name=second, exact=True).click()
    expect(again.get_by_text(re.compile("You helped with", re.IGNORECASE))).to_be_visible()
    asker.goto(ASKS)
    asker.get_by_role("link", name=second, exact=True).click()
    asker.get_by_role("button", name="Close it").click()


def answers(page: Page, title: str, *, scripts: bool) -> None:
    """Answer what waits; an answer that says nothing comes back."""
    page.get_by_role("link", name=title, exact=True).click()
    page.get_by_label("What you know, or who does").fill("We did it twice. Write to me about it.")
    steps.fits(page)
    assert not scripts or faults(page) == []
    page.get_by_role("button", name="Answer", exact=True).click()
    expect(page.get_by_role("heading", name="Your answer")).to_be_visible()


def is_glad(page: Page) -> None:
    """Say that asks may reach one gladly, and see what one has helped with."""
    page.get_by_role("link", name="How often asks may reach you").click()
    expect(page.get_by_role("button", name="Do not count it").first).to_be_visible()
    page.get_by_text("Gladly", exact=True).click()
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_label("Gladly")).to_be_checked()
    steps.fits(page)


@pytest.mark.parametrize(("phone", "scripts"), [(True, True), (False, False)])
def test_one_that_nobody_can_answer_is_open_to_all(
    open_browser: Open, phone: bool, scripts: bool
) -> None:
    title = f"A zither{' by the sea' if phone else ''}"
    asker = as_somebody(open_browser, ELODIE, phone=phone, scripts=scripts)
    asks(asker, title, "Zzyzx qwrtp.")
    expect(asker.get_by_text("It is open now")).to_be_visible()
    other = as_somebody(open_browser, FIONA, phone=phone, scripts=scripts)
    other.goto(f"{ASKS}/open")
    other.get_by_role("link", name=title, exact=True).click()
    steps.fits(other)
    other.get_by_label("What you know, or who does").fill("My uncle has one.")
    other.get_by_role("button", name="Answer", exact=True).click()
    asker.reload()
    expect(asker.get_by_text("My uncle has one.")).to_be_visible()
