"""The way on the pages: asked for by the one, proven by the other, shown, and done."""

import re
from collections.abc import Callable
from datetime import timedelta

import pytest
from sqlmodel import Session, select
from starlette.applications import Starlette

from eventnet import clock
from eventnet.accounts.addresses import FRESH
from eventnet.accounts.models import Account, OtherAddress
from eventnet.jobs import Ground
from eventnet.settings import Settings
from eventnet.uniting.models import AccountUnion
from eventnet.uniting.sweeping import sweep
from tests.browser import Browser
from tests.eventnet.accounts.test_sign_in import a_link
from tests.eventnet.uniting.two import GOES, STAYS, Two, two_at
from tests.factories import an_account, an_event
from tests.work import do_jobs, mails

Open = Callable[[], Browser]


@pytest.fixture
def two(session: Session) -> Two:
    """Return somebody who is at an event twice."""
    return two_at(session, an_event(session, slug="spring"), headline="Valves")


@pytest.fixture
def mine(browser: Open, two: Two) -> Browser:
    """Return a browser of the one who stays, who signed in a moment ago."""
    assert two
    return browser().sign_in(STAYS)


def asked(app: Starlette, session: Session, mine: Browser, email: str = GOES) -> str:
    """Ask for it; return the path of the link that came."""
    assert mine.post("/account/unite", {"email": email}).headers["location"] == "/account"
    do_jobs(app)
    session.rollback()
    found = re.search(r"(/account/unite/\S+)", mails(session, email)[-1].text)
    assert found is not None
    return found[1]


def test_the_whole_way(
    app: Starlette, session: Session, settings: Settings, browser: Open, mine: Browser
) -> None:
    elsewhere = browser().sign_in(GOES)
    link = asked(app, session, mine, f" {GOES.upper()} ".strip().lower())
    words = mine.read(link)
    assert "What comes together" in words
    assert "Spring" in words
    assert "you attend once" in words
    assert len(session.exec(select(Account)).all()) == 2
    refused = mine.post(link, {"sure": ""})
    assert (refused.status_code, "cannot be undone" in refused.text) == (422, True)
    assert mine.post(link, {"sure": "yes"}).headers["location"] == "/account"
    assert f"{GOES} signs in to it as well" in mine.read("/account")
    assert elsewhere.get("/account").headers["location"].startswith("/sign-in")
    assert mine.get(link).status_code == mine.post(link, {"sure": "yes"}).status_code == 404
    again = browser()
    assert again.post(a_link(session, settings, GOES)).status_code == 303
    assert STAYS in again.read("/account")


def test_nobody_but_the_one_who_asked_does_it(
    app: Starlette, session: Session, browser: Open, mine: Browser
) -> None:
    link = asked(app, session, mine)
    an_account(session, "eve@example.org")
    for email in (GOES, "eve@example.org"):
        other = browser().sign_in(email)
        assert other.get(link).status_code == other.post(link, {"sure": "yes"}).status_code == 404
    assert browser().get(link).headers["location"].startswith("/sign-in")


def test_what_is_answered_does_not_tell_who_is_known(
    app: Starlette, session: Session, mine: Browser
) -> None:
    assert mine.post("/account/unite", {"email": "nobody@example.org"}).status_code == 303
    do_jobs(app)
    assert mails(session, "nobody@example.org") == []
    assert session.exec(select(AccountUnion)).all() == []
    assert "If there is an account" in mine.read("/account")


def test_who_signed_in_a_while_ago_proves_themselves_first(
    session: Session, browser: Open, two: Two
) -> None:
    assert two
    with clock.at(clock.now() - FRESH):
        mine = browser().sign_in(STAYS)
    assert "First: is it you?" in mine.read("/account/unite")
    assert mine.post("/account/unite", {"email": GOES}).headers["location"] == "/account/unite"
    assert mine.post("/account/unite/prove").headers["location"] == "/sign-in/sent"
    assert session.exec(select(AccountUnion)).all() == []


def test_ones_own_address_is_no_other_one(mine: Browser) -> None:
    answer = mine.post("/account/unite", {"email": STAYS})
    assert (answer.status_code, "Give that of the other one" in answer.text) == (422, True)


def test_a_link_ends_after_a_day_and_is_swept(
    app: Starlette, session: Session, ground: Ground, browser: Open, mine: Browser
) -> None:
    link = asked(app, session, mine)
    with clock.at(clock.now() + timedelta(hours=25)):
        later = browser().sign_in(STAYS)
        assert later.get(link).status_code == 410
        sweep.work(ground)
    session.rollback()
    assert session.exec(select(AccountUnion)).all() == []


def test_the_other_address_can_be_taken_off(
    app: Starlette, session: Session, browser: Open, mine: Browser
) -> None:
    mine.post(asked(app, session, mine), {"sure": "yes"})
    assert mine.post("/account/address/end", {"email": GOES}).status_code == 303
    session.rollback()
    assert session.exec(select(OtherAddress)).all() == []
    assert mine.post("/account/address/end", {"email": GOES}).status_code == 404
    assert mine.post("/account/address/end", {"email": "no address"}).status_code == 404
