"""Signing in with an account elsewhere, against a real provider on localhost."""

import re
import socket
import time
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from joserfc import jwt
from joserfc.jwk import OctKey
from pydantic import SecretStr
from sqlmodel import Session, select
from starlette.applications import Starlette

from eventnet import clock
from eventnet.accounts import attempts, providers
from eventnet.accounts.models import Account, Identity, Login
from eventnet.app import create_app
from eventnet.settings import OidcProvider, Settings
from tests.browser import Browser, text_of
from tests.factories import an_account
from tests.identity_provider import IdentityProvider, query, served, unsigned
from tests.races import at_once
from tests.work import do_jobs, mails

Open = Callable[[], Browser]
SECRET = "the secret of a client, long enough for a key"


@pytest.fixture(scope="module")
def running() -> Iterator[IdentityProvider]:
    """Serve one provider for all tests here."""
    with served() as provider:
        yield provider


@pytest.fixture
def provider(running: IdentityProvider) -> IdentityProvider:
    """Return the provider, honest again."""
    running.twist = None
    running.discovery.clear()
    running.requests.clear()
    return running


@pytest.fixture
def settings(settings: Settings, provider: IdentityProvider) -> Settings:
    """Return settings with the provider in them."""
    entry = OidcProvider(
        key="acme",
        name="Acme",
        issuer=provider.issuer,
        client_id="eventnet",
        client_secret=SecretStr(SECRET),
    )
    return settings.model_copy(update={"oidc": [entry]})


def an_identity(session: Session, account: Account, provider: IdentityProvider) -> None:
    """Let the subject `ada-1` open the account."""
    session.add(Identity(account_id=account.id, issuer=provider.issuer, subject="ada-1"))
    session.commit()


def sign_in(one: Browser, provider: IdentityProvider, **claims: object) -> Any:
    """Go to the provider as `ada-1` and come back."""
    begun = one.get("/sign-in/with/acme?next=/account")
    assert begun.status_code == 303
    claims = {"email": "ada@example.org", **claims}
    return one.get(provider.agree(begun.headers["location"], "ada-1", **claims))


def logins(session: Session) -> int:
    """Return in how many browsers anybody is signed in."""
    session.rollback()
    return len(session.exec(select(Login)).all())


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


@pytest.mark.parametrize(
    "twist",
    [
        lambda claims: {**claims, "iss": "https://evil.example"},
        lambda claims: {**claims, "aud": "somebody-else"},
        lambda claims: {**claims, "aud": ["somebody-else", "eventnet"]},
        lambda claims: {**claims, "azp": "somebody-else"},
        lambda claims: {**claims, "nonce": "another"},
        lambda claims: {name: value for name, value in claims.items() if name != "nonce"},
        lambda claims: {**claims, "exp": int(time.time()) - 3600},
        lambda claims: {name: value for name, value in claims.items() if name != "exp"},
        lambda claims: {**claims, "sub": "somebody-else"},
        lambda claims: {**claims, "sub": ""},
        lambda claims: {**claims, "at_hash": "another"},
        unsigned,
        lambda claims: unsigned(claims) + "c2lnbmVk",
        lambda _claims: "not a token",
    ],
    ids=[
        "issuer",
        "audience",
        "more-audiences",
        "authorized-party",
        "nonce",
        "no-nonce",
        "expired",
        "no-expiry",
        "userinfo-of-another",
        "no-subject",
        "token-of-another",
        "alg-none",
        "alg-none-signed",
        "garbage",
    ],
)
def test_a_token_that_proves_nothing_signs_nobody_in(
    session: Session, browser: Open, provider: IdentityProvider, twist: Any
) -> None:
    an_identity(session, an_account(session, "ada@example.org"), provider)
    assert sign_in(browser(), provider).status_code == 303
    provider.twist = twist
    refused = sign_in(browser(), provider)
    assert refused.status_code == 400
    assert "does not prove who you are" in refused.text
    assert logins(session) == 1


def test_a_token_signed_with_the_shared_secret_signs_nobody_in(
    session: Session, browser: Open, provider: IdentityProvider
) -> None:
    an_identity(session, an_account(session, "ada@example.org"), provider)
    key = OctKey.import_key(SECRET)
    provider.twist = lambda claims: jwt.encode({"alg": "HS256"}, claims, key)
    assert sign_in(browser(), provider).status_code == 400
    assert logins(session) == 0


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


def test_an_answer_belongs_to_the_browser_that_asked(
    session: Session, browser: Open, provider: IdentityProvider
) -> None:
    an_identity(session, an_account(session, "ada@example.org"), provider)
    ada, ben = browser(), browser()
    back = provider.agree(ada.get("/sign-in/with/acme").headers["location"], "ada-1")
    ben.get("/sign-in/with/acme")
    for one in (browser(), ben):
        refused = one.get(back)
        assert refused.status_code == 400
        assert "not begun in this browser" in refused.text
    assert logins(session) == 0


@pytest.mark.parametrize(
    ("answer", "words"),
    [
        ("error=access_denied", "You did not agree at Acme."),
        ("error=server_error", "Acme did not let you through."),
        ("", "Acme did not let you through."),
        ("code=x&iss=https://evil.example", "came from another provider"),
        ("code=x", "Please try again in a few minutes"),
    ],
)
def test_a_no_from_the_provider_is_said_in_words(
    browser: Open, provider: IdentityProvider, answer: str, words: str
) -> None:
    ada = browser()
    state = query(ada.get("/sign-in/with/acme").headers["location"])["state"]
    refused = ada.get(f"/sign-in/with/acme/back?state={state}&{answer}")
    assert refused.status_code in {400, 503}
    assert words in text_of(refused.text)
    assert "Mail me a link" in refused.text


def test_a_provider_that_is_not_set_up_is_404(browser: Open, provider: IdentityProvider) -> None:
    assert browser().get("/sign-in/with/evil").status_code == 404


@pytest.mark.parametrize(
    "discovery",
    [
        {"issuer": "https://evil.example"},
        {"authorization_endpoint": "javascript:alert(1)"},
        {"authorization_endpoint": None},
        {"token_endpoint": "ftp://localhost/"},
    ],
)
def test_a_provider_that_says_odd_things_of_itself_is_not_used(
    browser: Open, provider: IdentityProvider, discovery: dict[str, object]
) -> None:
    provider.discovery.update(discovery)
    refused = browser().get("/sign-in/with/acme")
    assert refused.status_code in {400, 503}
    assert "Mail me a link" in refused.text


@pytest.mark.parametrize(
    "inside", ["http://127.0.0.1:1/", "https://127.0.0.1:1/", "https://10.0.0.1/"]
)
def test_endpoints_inside_our_network_are_not_asked(
    session: Session, browser: Open, provider: IdentityProvider, inside: str
) -> None:
    an_identity(session, an_account(session, "ada@example.org"), provider)
    provider.discovery["userinfo_endpoint"] = inside
    assert sign_in(browser(), provider).status_code == 503
    assert logins(session) == 0


@pytest.mark.parametrize("silent", [True, False], ids=["black-hole", "refusing"])
def test_a_provider_that_is_down_is_said_in_words_within_five_seconds(
    settings: Settings, silent: bool
) -> None:
    with socket.socket() as hole:
        hole.bind(("127.0.0.1", 0))
        if silent:
            hole.listen()
        entry = settings.oidc[0].model_copy(
            update={"issuer": f"http://127.0.0.1:{hole.getsockname()[1]}"}
        )
        down = create_app(settings.model_copy(update={"oidc": [entry]}), work=False)
        one = Browser(down)
        before = time.monotonic()
        answer = one.get("/sign-in/with/acme")
        assert time.monotonic() - before < 5.5
        one.close()
        down.state.engine.dispose()
    assert answer.status_code == 503
    assert "Acme does not answer as it should" in answer.text
    assert "Mail me a link" in answer.text
