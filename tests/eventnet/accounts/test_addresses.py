"""Another address for an account: who may ask, who confirms, who can stop it."""

import re
from collections.abc import Callable
from datetime import timedelta
from typing import ParamSpec, TypeVar

import pytest
from sqlmodel import Session, select
from starlette.applications import Starlette

from eventnet import clock
from eventnet.accounts.addresses import (
    FRESH,
    begin_change,
    confirm_change,
    object_to,
)
from eventnet.accounts.links import way_in_token
from eventnet.accounts.models import Account, AddressChange, Identity, Login
from eventnet.accounts.reserving import OBJECT_WITHIN
from eventnet.accounts.sweeping import LINKS_KEPT, sweep
from eventnet.audit import AuditEntry
from eventnet.database import writing
from eventnet.errors import Conflict, Gone
from eventnet.jobs import Ground
from eventnet.mail.models import MailStop, OutboxMail
from eventnet.settings import Settings
from tests.browser import Browser
from tests.factories import an_account, save
from tests.queries import counted
from tests.work import do_jobs, mails

Open = Callable[[], Browser]
P = ParamSpec("P")
R = TypeVar("R")
OLD, NEW = "old@example.org", "new@example.org"
ROUNDS = 15


@pytest.fixture
def account(session: Session) -> Account:
    """Return an account."""
    return an_account(session, OLD)


@pytest.fixture
def mine(browser: Open, account: Account) -> Browser:
    """Return a browser that signed in a moment ago."""
    assert account
    return browser().sign_in(OLD)


def link_in(mail: OutboxMail) -> str:
    """Return the path of the link in a mail about an address."""
    found = re.search(r"https?://[^/\s]+(/account/address/\S+)", mail.text)
    assert found is not None
    return found[1]


def latest(session: Session, to: str) -> OutboxMail:
    return mails(session, to)[-1]


def email_of(session: Session, account: Account) -> str:
    session.rollback()
    return session.get_one(Account, account.id, populate_existing=True).email


def asked(mine: Browser, app: Starlette, new: str = NEW) -> None:
    """Ask for the new address, and let the mails be written."""
    assert mine.post("/account/address", {"email": new}).headers["location"] == "/account"
    do_jobs(app)


def a_change(session: Session, account: Account, new: str = NEW) -> AddressChange:
    """Make a change that waits to be confirmed."""
    with writing(session):
        return begin_change(session, account, new)[0]


def a_login(session: Session, account: Account) -> None:
    """Let some browser be signed in."""
    save(session, Login(fingerprint="x", account_id=account.id, expires_at=clock.now()))


def test_the_whole_way(
    session: Session, app: Starlette, browser: Open, account: Account, mine: Browser
) -> None:
    elsewhere = browser().sign_in(OLD)
    assert "Your new e-mail address" in mine.read("/account/address")
    asked(mine, app, " NEW@Example.org ")
    assert email_of(session, account) == OLD
    told = latest(session, OLD)
    assert NEW in told.text
    link = link_in(latest(session, NEW))
    assert f"{NEW} takes the place of {OLD}" in mine.read(link)
    assert email_of(session, account) == OLD  # opening the link changes nothing
    assert mine.post(link).headers["location"] == "/account"
    assert email_of(session, account) == NEW
    assert f"Your address is {NEW} from now on." in mine.read("/account")
    assert elsewhere.get("/account").status_code == 303
    assert mine.get(link).status_code == mine.post(link).status_code == 410
    deeds = session.exec(select(AuditEntry).where(AuditEntry.deed == "address.changed")).all()
    assert [NEW in str(one.detail) for one in deeds] == [False]


def test_who_signed_in_a_while_ago_proves_themselves_first(
    session: Session, app: Starlette, browser: Open, settings: Settings, account: Account
) -> None:
    with clock.at(clock.now() - FRESH):
        mine = browser().sign_in(OLD)
    assert "First: is it you?" in mine.read("/account/address")
    assert mine.post("/account/address", {"email": NEW}).headers["location"] == "/account/address"
    do_jobs(app)
    assert session.exec(select(AddressChange)).all() == []
    assert mine.post("/account/address/prove").headers["location"] == "/sign-in/sent"
    do_jobs(app)
    found = re.search(r"(/sign-in/link/\S+)", latest(session, OLD).text)
    assert found is not None
    assert "Yes, it is me" in mine.read(found[1])
    assert mine.post(found[1]).headers["location"] == "/account/address"
    assert "Your new e-mail address" in mine.read("/account/address")


def test_nobody_learns_who_is_known_here(
    session: Session, app: Starlette, account: Account, mine: Browser
) -> None:
    an_account(session, "known@example.org")
    session.commit()
    answers = []
    for email in ("known@example.org", "nobody@example.org"):
        with counted(app.state.engine) as count:
            answer = mine.post("/account/address", {"email": email})
        page = mine.read("/account").replace(email, "…")
        answers.append((answer.status_code, answer.headers["location"], count.statements, page))
    assert answers[0] == answers[1]
    do_jobs(app)
    one, other = mails(session, OLD)
    assert one.text.count("known@") == 1
    assert re.sub(r"\S+@\S+|/object/\S+", "", one.text) == re.sub(
        r"\S+@\S+|/object/\S+", "", other.text
    )
    theirs = latest(session, "known@example.org")
    assert "you have an account" in theirs.text
    assert OLD not in theirs.text + theirs.html
    assert "/confirm/" not in theirs.text + theirs.html


def test_only_its_owner_confirms_and_a_newer_request_takes_its_place(
    session: Session, app: Starlette, browser: Open, account: Account, mine: Browser
) -> None:
    asked(mine, app)
    link = link_in(latest(session, NEW))
    assert browser().get(link).headers["location"].startswith("/sign-in?next=")
    an_account(session, "eve@example.org")
    session.commit()
    eve = browser().sign_in("eve@example.org")
    assert eve.get(link).status_code == eve.post(link).status_code == 404
    asked(mine, app, "newer@example.org")
    assert mine.post(link).status_code == 410
    assert mine.post(link_in(latest(session, "newer@example.org"))).status_code == 303
    assert email_of(session, account) == "newer@example.org"


def test_the_old_address_stops_a_change_that_waits(
    session: Session, app: Starlette, browser: Open, account: Account, mine: Browser
) -> None:
    asked(mine, app)
    link, stop = link_in(latest(session, NEW)), link_in(latest(session, OLD))
    anybody = browser()
    assert "Was it not you?" in anybody.read(stop)
    assert "Stopped" in anybody.post(stop).text
    assert anybody.post(stop).status_code == 200
    assert mine.get("/account").status_code == 303  # signed out
    again = browser().sign_in(OLD)
    assert again.post(link).status_code == 410
    assert email_of(session, account) == OLD


def test_the_old_address_takes_a_change_back(
    session: Session, app: Starlette, browser: Open, account: Account, mine: Browser
) -> None:
    asked(mine, app)
    stop = link_in(latest(session, OLD))
    mine.post(link_in(latest(session, NEW)))
    assert email_of(session, account) == NEW
    assert browser().post(stop).status_code == 200
    assert email_of(session, account) == OLD
    assert session.exec(select(Login)).all() == []
    with clock.at(clock.now() + OBJECT_WITHIN):
        assert browser().get(stop).status_code == browser().post(stop).status_code == 410


def test_a_former_address_that_somebody_has_by_now_is_not_given_back(
    session: Session, account: Account
) -> None:
    change = a_change(session, account)
    confirm_change(session, change.id, "")
    an_account(session, OLD)
    a_login(session, account)
    with pytest.raises(Conflict, match="cannot be given back"):
        object_to(session, change.id)
    assert email_of(session, account) == NEW
    assert session.exec(select(Login)).all() == []


def test_an_objection_ends_all_that_was_asked_since(session: Session, account: Account) -> None:
    first = a_change(session, account, "first@example.org")
    second = a_change(session, account, "second@example.org")  # takes the place of the first
    confirm_change(session, second.id, "")
    third = a_change(session, account, "third@example.org")
    confirm_change(session, third.id, "")
    fourth = a_change(session, account, "fourth@example.org")
    save(session, Identity(account_id=account.id, issuer="https://id.example", subject="thief"))
    a_login(session, account)
    object_to(session, first.id)
    assert email_of(session, account) == OLD
    assert session.exec(select(Login)).all() == []
    assert session.exec(select(Identity)).all() == []
    with pytest.raises(Gone):
        confirm_change(session, fourth.id, "")
    own = a_change(session, account)
    confirm_change(session, own.id, "")
    for old in (first, second, third, fourth):  # each has done what it can do
        object_to(session, old.id)
        assert email_of(session, account) == NEW


def test_an_objection_leaves_what_was_connected_before(session: Session, account: Account) -> None:
    save(session, Identity(account_id=account.id, issuer="https://id.example", subject="mine"))
    with clock.at(clock.now() + timedelta(minutes=1)):
        object_to(session, a_change(session, account).id)
    assert len(session.exec(select(Identity)).all()) == 1


def test_a_new_address_that_somebody_has_by_now_is_refused(
    session: Session, app: Starlette, account: Account, mine: Browser
) -> None:
    asked(mine, app)
    an_account(session, NEW)
    session.commit()
    answer = mine.post(link_in(latest(session, NEW)))
    assert (answer.status_code, "Another account here" in answer.text) == (409, True)
    assert email_of(session, account) == OLD


@pytest.mark.parametrize("wrong", ["", "nobody", "a b@example.org", OLD, OLD.upper()])
def test_an_address_that_cannot_be_is_said_in_words_and_kept(
    session: Session, app: Starlette, mine: Browser, wrong: str
) -> None:
    answer = mine.post("/account/address", {"email": wrong})
    assert (answer.status_code, f'value="{wrong}"' in answer.text) == (422, True)
    do_jobs(app)
    session.rollback()
    assert session.exec(select(OutboxMail)).all() == []


def test_many_mails_are_not_sent(mine: Browser) -> None:
    answers = [mine.post("/account/address", {"email": NEW}).status_code for _one in range(7)]
    assert answers[-1] == 429


def test_what_was_stopped_stays_stopped_and_old_ways_in_lead_on(
    session: Session, settings: Settings, browser: Open, account: Account
) -> None:
    save(
        session,
        MailStop(email=OLD, kind="schedule"),
        MailStop(email=OLD, kind="plan"),
        MailStop(email=NEW, kind="plan"),
    )
    confirm_change(session, a_change(session, account).id, "")
    session.rollback()
    stops = {(stop.email, stop.kind) for stop in session.exec(select(MailStop))}
    assert stops == {(NEW, "schedule"), (NEW, "plan")}
    token = way_in_token(settings, OLD, "/privacy")
    path = f"/sign-in/way-in/{token}"
    assert browser().sign_in(NEW).get(path).headers["location"] == "/privacy"
    session.rollback()
    eve = an_account(session).email
    session.commit()
    assert browser().sign_in(eve).get(path).status_code == 200


def test_what_was_asked_is_forgotten_in_time(
    session: Session, app: Starlette, account: Account
) -> None:
    a_change(session, account)
    ground = Ground(app.state.settings, app.state.sessions)
    with clock.at(clock.now() + LINKS_KEPT - timedelta(minutes=1)):
        sweep.work(ground)
    session.rollback()
    assert len(session.exec(select(AddressChange)).all()) == 1
    with clock.at(clock.now() + LINKS_KEPT):
        sweep.work(ground)
    session.rollback()
    assert session.exec(select(AddressChange)).all() == []
