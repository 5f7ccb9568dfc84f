"""Signing in by way of Acme, the provider of these tests."""

from collections.abc import Callable
from typing import Any

from sqlmodel import Session, select

from eventnet.accounts.models import Account, Identity, Login
from tests.browser import Browser
from tests.identity_provider import IdentityProvider

Open = Callable[[], Browser]
SECRET = "the secret of a client, long enough for a key"


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
