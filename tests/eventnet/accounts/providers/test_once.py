"""An answer of a provider is taken once, also if it comes from many browsers at once."""

import pytest
from sqlmodel import Session
from starlette.applications import Starlette

from eventnet.accounts import attempts, providers
from tests.eventnet.accounts.providers.acme import Open, an_identity, logins
from tests.factories import an_account
from tests.identity_provider import IdentityProvider
from tests.races import at_once


def come_back_eight_times(
    app: Starlette, session: Session, browser: Open, provider: IdentityProvider
) -> list[int]:
    """Let one answer of a provider come from eight browsers at once; return what each was told."""
    an_identity(session, an_account(session, "ada@example.org"), provider)
    first = browser()
    back = provider.agree(first.get("/sign-in/with/acme").headers["location"], "ada-1")
    browsers = [browser() for _number in range(8)]
    for one in browsers:
        one.set_cookie("__Host-attempt", first.client.cookies["__Host-attempt"])
    codes = at_once(app, *(lambda _own, one=one: one.get(back).status_code for one in browsers))
    return sorted(code for code in codes if isinstance(code, int))


def test_an_answer_that_nobody_remembers_signs_in_eight_times(
    app: Starlette,
    session: Session,
    browser: Open,
    provider: IdentityProvider,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Both guards are off: the look for others who came, and the provider's own."""
    ada = providers.Person(provider.issuer, "ada-1", None)
    monkeypatch.setattr(providers, "person", lambda *_given: ada)
    monkeypatch.setattr(attempts, "_spend", lambda *_given: None)
    assert come_back_eight_times(app, session, browser, provider) == [303] * 8
    assert logins(session) == 8


def test_an_answer_that_comes_eight_times_at_once_is_taken_once(
    app: Starlette, session: Session, browser: Open, provider: IdentityProvider
) -> None:
    codes = come_back_eight_times(app, session, browser, provider)
    assert codes == [303] + [400] * 7
    assert logins(session) == 1


def test_an_answer_is_taken_once(
    session: Session, browser: Open, provider: IdentityProvider
) -> None:
    an_identity(session, an_account(session, "ada@example.org"), provider)
    ada, thief = browser(), browser()
    begun = ada.get("/sign-in/with/acme?next=/account")
    attempt = ada.client.cookies["__Host-attempt"]
    back = provider.agree(begun.headers["location"], "ada-1")
    assert ada.get(back).status_code == 303
    assert "__Host-attempt" not in ada.client.cookies
    thief.set_cookie("__Host-attempt", attempt)
    before = len(provider.requests)
    assert thief.get(back).status_code == 400
    assert len(provider.requests) == before
    assert ada.get(back).status_code == 400
