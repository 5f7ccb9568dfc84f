"""Signing in with an account elsewhere: known, first, unknown, and once signed in."""

import re

import pytest
from sqlmodel import Session, select
from starlette.applications import Starlette

from eventnet import clock
from eventnet.accounts.models import Account, Identity
from eventnet.settings import Settings
from tests.eventnet.accounts.providers.acme import Open, an_identity, logins, sign_in
from tests.factories import an_account
from tests.identity_provider import IdentityProvider, query
from tests.work import do_jobs, mails


def test_a_known_identity_signs_in(
    session: Session, browser: Open, provider: IdentityProvider
) -> None:
    an_identity(session, an_account(session, "other@example.org"), provider)
    ada = browser()
    assert "Sign in with Acme" in ada.read("/sign-in")
    begun = ada.get("/sign-in/with/acme?next=/account")
    asked = query(begun.headers["location"])
    assert asked["code_challenge_method"] == "S256"
    assert asked["redirect_uri"] == "https://meet.example.org/sign-in/with/acme/back"
    assert {"state", "nonce", "code_challenge"} < asked.keys()
    cookie = begun.headers["set-cookie"]
    assert cookie.startswith("__Host-attempt=")
    assert "HttpOnly" in cookie
    assert "Secure" in cookie
    back = ada.get(provider.agree(begun.headers["location"], "ada-1", email="ada@example.org"))
    assert (back.status_code, back.headers["location"]) == (303, "/account")
    assert "other@example.org" in ada.read("/account")
    assert "/userinfo" in provider.requests


def test_a_first_sign_in_with_a_known_address_waits_for_the_click_in_its_mail(
    app: Starlette, session: Session, browser: Open, provider: IdentityProvider, settings: Settings
) -> None:
    an_account(session, "ada@example.org")
    ada = browser()
    waiting = sign_in(ada, provider)
    assert waiting.headers["location"] == "/sign-in/connect"
    assert "ada@example.org" in ada.read("/sign-in/connect")
    assert logins(session) == 0
    assert session.exec(select(Identity)).all() == []
    assert do_jobs(app) == ["mail_identity"]
    (mail,) = mails(session, "ada@example.org")
    found = re.search(rf"{settings.origin}(/sign-in/link/\S+)", mail.text)
    assert found
    path = found[1]

    other = browser()
    assert "another browser" in other.read(path)
    assert other.post(path).status_code == 403
    assert session.exec(select(Identity)).all() == []

    assert "Connect Acme" in ada.read(path)
    assert ada.post(path).headers["location"] == "/account"
    assert "Acme" in ada.read("/account")
    assert sign_in(browser(), provider).headers["location"] == "/account"
    session.rollback()
    assert len(session.exec(select(Identity)).all()) == 1


def test_an_unknown_address_sees_the_same_page_and_gets_no_account(
    app: Starlette, session: Session, browser: Open, provider: IdentityProvider
) -> None:
    an_account(session, "ada@example.org")
    ada, eve = browser(), browser()
    known = sign_in(ada, provider)
    unknown = sign_in(eve, provider, email="eve@example.org")
    assert (known.status_code, known.text) == (unknown.status_code, unknown.text)
    pages = [one.get("/sign-in/connect").text for one in (ada, eve)]
    assert "ada@example.org" in pages[0]
    assert pages[1].replace("eve@", "ada@") == pages[0]
    assert do_jobs(app) == ["mail_identity", "mail_identity"]
    assert mails(session, "eve@example.org") == []
    assert [one.email for one in session.exec(select(Account))] == ["ada@example.org"]


@pytest.mark.parametrize(
    "claims", [{"email": None}, {"email": "no address"}, {"email_verified": False}]
)
def test_an_address_that_is_not_vouched_for_leads_to_mail(
    app: Starlette,
    session: Session,
    browser: Open,
    provider: IdentityProvider,
    claims: dict[str, object],
) -> None:
    an_account(session, "ada@example.org")
    answer = sign_in(browser(), provider, **claims)
    assert answer.status_code == 400
    assert "Please sign in by mail" in answer.text
    assert do_jobs(app) == []


def test_somebody_signed_in_connects_their_own_account(
    app: Starlette, session: Session, browser: Open, provider: IdentityProvider
) -> None:
    an_account(session, "ada@example.org")
    ada = browser().sign_in("ada@example.org")
    sign_in(ada, provider, email="private@example.org")
    do_jobs(app)
    assert len(mails(session, "ada@example.org")) == 1


def test_a_closed_account_is_not_opened(
    session: Session, browser: Open, provider: IdentityProvider
) -> None:
    account = an_account(session, "ada@example.org")
    an_identity(session, account, provider)
    account.deactivated_at = clock.now()
    session.add(account)
    session.commit()
    assert sign_in(browser(), provider).status_code == 400
    assert logins(session) == 0
