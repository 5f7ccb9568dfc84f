"""What comes back from a provider and proves nothing: nobody is signed in by it."""

import time
from typing import Any

import pytest
from joserfc import jwt
from joserfc.jwk import OctKey
from sqlmodel import Session

from tests.eventnet.accounts.providers.acme import SECRET, Open, an_identity, logins, sign_in
from tests.factories import an_account
from tests.identity_provider import IdentityProvider, unsigned


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
    "inside", ["http://127.0.0.1:1/", "https://127.0.0.1:1/", "https://10.0.0.1/"]
)
def test_endpoints_inside_our_network_are_not_asked(
    session: Session, browser: Open, provider: IdentityProvider, inside: str
) -> None:
    an_identity(session, an_account(session, "ada@example.org"), provider)
    provider.discovery["userinfo_endpoint"] = inside
    assert sign_in(browser(), provider).status_code == 503
    assert logins(session) == 0
