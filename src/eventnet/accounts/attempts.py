"""Attempts to sign in with a provider: bound to one browser by a cookie, answered once.

The cookie is signed, holds what the answer must match, and lives ten minutes. When the answer
comes, its state is written down as spent, so that a copied cookie and address work no second time.
"""

import hmac
from datetime import timedelta
from typing import NamedTuple

from authlib.common.security import generate_token
from sqlalchemy.exc import IntegrityError
from sqlmodel import Session
from starlette.responses import Response

from eventnet import clock
from eventnet.accounts.models import SpentState
from eventnet.accounts.providers import Person, Proof
from eventnet.database import writing
from eventnet.errors import BadRequest
from eventnet.i18n import gettext as _
from eventnet.routing import Visit
from eventnet.tokens import Signer, fingerprint, new_secret

SECONDS = 600
ATTEMPT = "attempt"
IDENTITY = "identity"


class Attempt(NamedTuple):
    """What one browser set out to do."""

    provider: str
    proof: Proof
    next: str


def start(visit: Visit, provider: str, next_path: str) -> tuple[Attempt, str]:
    """Return a new attempt, and the cookie's value for `keep`."""
    proof = Proof(new_secret(), new_secret(), generate_token(64))
    attempt = Attempt(provider, proof, next_path)
    content = [provider, proof.state, proof.nonce, proof.verifier, next_path]
    return attempt, Signer(visit.settings.key, ATTEMPT).sign(content)


def take(visit: Visit, provider: str) -> Attempt:
    """Return the attempt that the answer in this request belongs to, and spend it."""
    content = kept(visit, ATTEMPT)
    state = visit.request.query_params.get("state", "")
    if content is None or content[0] != provider or not _same(content[1], state):
        raise _not_ours()
    _spend(visit.session, state)
    return Attempt(content[0], Proof(*content[1:4]), content[4])


def _same(one: str, other: str) -> bool:
    return hmac.compare_digest(one.encode(), other.encode())


def _spend(session: Session, state: str) -> None:
    until = clock.now() + timedelta(seconds=SECONDS)
    try:
        with writing(session):
            session.add(SpentState(fingerprint=fingerprint(state), expires_at=until))
    except IntegrityError as error:
        raise _not_ours() from error


def _not_ours() -> BadRequest:
    return BadRequest(
        _(
            "This sign-in was not begun in this browser, was finished already, or took longer "
            "than ten minutes. Please start again."
        )
    )


def remember_person(visit: Visit, response: Response, person: Person) -> None:
    """Let this browser, and no other, connect the identity once its mail is clicked."""
    token = Signer(visit.settings.key, IDENTITY).sign([person.issuer, person.subject])
    keep(visit, response, IDENTITY, token)


def identity_in_hand(visit: Visit) -> tuple[str, str] | None:
    """Return the issuer and subject that this browser came back from a provider with."""
    content = kept(visit, IDENTITY)
    return None if content is None else (content[0], content[1])


def kept(visit: Visit, name: str) -> list[str] | None:
    """Return what a cookie of ten minutes holds, if it is one that we signed."""
    token = visit.request.cookies.get(_name(visit, name), "")
    content: list[str] | None = Signer(visit.settings.key, name).read(token, seconds=SECONDS)
    return content


def keep(visit: Visit, response: Response, name: str, value: str) -> None:
    """Give the browser a cookie for ten minutes."""
    response.set_cookie(
        _name(visit, name),
        value,
        max_age=SECONDS,
        path="/",
        httponly=True,
        samesite="lax",
        secure=visit.settings.secure,
    )


def forget(visit: Visit, response: Response, name: str) -> None:
    """Take such a cookie away again."""
    response.delete_cookie(
        _name(visit, name), path="/", secure=visit.settings.secure, httponly=True, samesite="lax"
    )


def _name(visit: Visit, name: str) -> str:
    return f"__Host-{name}" if visit.settings.secure else name
