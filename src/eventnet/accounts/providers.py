"""Identity providers by OpenID Connect: where to send somebody, and who came back.

Everything here talks to the network and nothing here touches the database.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeVar, cast

import httpx2
from authlib.integrations.base_client import OAuthError
from authlib.integrations.httpx_client import OAuth2Client
from authlib.oidc.core import CodeIDToken
from joserfc import jwt
from joserfc.errors import JoseError
from joserfc.jwk import KeySet, KeySetSerialization

from eventnet import clock
from eventnet.accounts.address import InvalidAddress, email_address
from eventnet.errors import BadRequest, Refused
from eventnet.i18n import gettext as _
from eventnet.logs import logger
from eventnet.outbound import SECONDS, Outbound, Unreachable, within
from eventnet.settings import OidcProvider

DISCOVERY = "/.well-known/openid-configuration"
# Signatures that only the provider can make; `none` and those by a shared secret are no proof.
ALGORITHMS = frozenset(
    {"RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512", "EdDSA"}
)
LEEWAY = 60
"""Seconds by which the provider's clock may differ from ours."""

Found = TypeVar("Found")

log = logger("eventnet.security")


class ProviderDown(Refused):
    """The provider does not answer, or not as one should."""

    status = 503


class Unproven(BadRequest):
    """What came back does not prove who somebody is."""


@dataclass(frozen=True)
class Person:
    """Somebody, as a provider knows them: by issuer and subject. The address is only a hint."""

    issuer: str
    subject: str
    email: str | None


@dataclass(frozen=True)
class Proof:
    """What one attempt to sign in keeps, to know its own answer again."""

    state: str
    nonce: str
    verifier: str


def authorization_url(provider: OidcProvider, redirect_uri: str, proof: Proof) -> str:
    """Return the address at the provider at which somebody says who they are."""

    def find() -> str:
        with _client(provider, redirect_uri) as client:
            metadata = _discover(client, provider)
            url, _state = client.create_authorization_url(
                metadata["authorization_endpoint"],
                state=proof.state,
                nonce=proof.nonce,
                code_verifier=proof.verifier,
            )
            return str(url)

    return _ask(provider, find)


def person(provider: OidcProvider, redirect_uri: str, code: str, proof: Proof) -> Person:
    """Return who came back with this code, once everything that they came with is checked."""

    def find() -> Person:
        with _client(provider, redirect_uri) as client:
            metadata = _discover(client, provider)
            client.token_endpoint_auth_method = _method(provider, metadata)
            token = client.fetch_token(
                metadata["token_endpoint"],
                grant_type="authorization_code",
                code=code,
                code_verifier=proof.verifier,
            )
            claims = _claims(provider, token, _json(client, metadata["jwks_uri"]), proof.nonce)
            said = dict(claims)
            if "userinfo_endpoint" in metadata:
                more = _json(client, metadata["userinfo_endpoint"], withhold_token=False)
                if more.get("sub") != claims["sub"]:
                    raise Unproven(_("The provider speaks of two different people."))
                said |= more
            return Person(provider.issuer, claims["sub"], _email(said))

    return _ask(provider, find)


def _ask(provider: OidcProvider, find: Callable[[], Found]) -> Found:
    """Do it within the time that a person waits, and put whatever fails into words."""
    try:
        return within(SECONDS, find)
    except (Unreachable, OAuthError) as error:
        log.warning("provider.failed", issuer=provider.issuer, why=str(error))
        raise ProviderDown(
            _(
                "%(provider)s does not answer as it should. Please try again in a few minutes, "
                "or sign in by mail.",
                provider=provider.name,
            )
        ) from error
    except (JoseError, Unproven, ValueError, KeyError, TypeError, AttributeError) as error:
        log.warning(
            "sign_in.refused", issuer=provider.issuer, why=f"{type(error).__name__}: {error}"
        )
        raise Unproven(
            _(
                "What %(provider)s sent does not prove who you are, so nobody was signed in. "
                "Please start again, or sign in by mail.",
                provider=provider.name,
            )
        ) from error


def _client(provider: OidcProvider, redirect_uri: str) -> OAuth2Client:
    secret = provider.client_secret
    return OAuth2Client(
        client_id=provider.client_id,
        client_secret=secret.get_secret_value() if secret else None,
        scope=provider.scope,
        redirect_uri=redirect_uri,
        code_challenge_method="S256",
        transport=Outbound(trusted=provider.issuer),
        follow_redirects=False,
        trust_env=False,
    )


def _discover(client: OAuth2Client, provider: OidcProvider) -> dict[str, Any]:
    metadata = _json(client, provider.issuer.rstrip("/") + DISCOVERY)
    if metadata.get("issuer") != provider.issuer:
        raise Unreachable(f"it says that it is {metadata.get('issuer')!r}; set that as issuer")
    for name in ("authorization_endpoint", "token_endpoint", "jwks_uri"):
        scheme = httpx2.URL(metadata[name]).scheme
        if scheme != "https" and scheme != httpx2.URL(provider.issuer).scheme:
            raise Unreachable(f"its {name} is not https")
    return metadata


def _json(client: OAuth2Client, url: str, *, withhold_token: bool = True) -> dict[str, Any]:
    response = client.request("GET", url, withhold_token=withhold_token)
    if response.status_code != 200:
        raise Unreachable(f"{url} answers {response.status_code}")
    try:
        content = response.json()
    except ValueError as error:
        raise Unreachable(f"{url} answers with something else than JSON") from error
    if not isinstance(content, dict):
        raise Unreachable(f"{url} answers with something else than an object")
    return content


def _method(provider: OidcProvider, metadata: dict[str, Any]) -> str:
    """Return how we tell the provider that it is us: by header unless it only takes a field."""
    if provider.client_secret is None:
        return "none"
    taken = metadata.get("token_endpoint_auth_methods_supported", ["client_secret_basic"])
    return "client_secret_basic" if "client_secret_basic" in taken else "client_secret_post"


def _claims(
    provider: OidcProvider, token: dict[str, Any], keys: dict[str, Any], nonce: str
) -> dict[str, Any]:
    """Return what the ID token says, once signature, issuer, audience, nonce and age are right."""
    decoded = jwt.decode(
        token["id_token"],
        KeySet.import_key_set(cast("KeySetSerialization", keys)),
        algorithms=ALGORITHMS,
    )
    claims = CodeIDToken(
        decoded.claims,
        decoded.header,
        {
            "iss": {"essential": True, "value": provider.issuer},
            "aud": {"essential": True, "value": provider.client_id},
            "sub": {"essential": True},
        },
        {
            "nonce": nonce,
            "client_id": provider.client_id,
            "access_token": token.get("access_token"),
        },
    )
    claims.validate(now=int(clock.now().timestamp()), leeway=LEEWAY)
    return dict(claims)


def _email(said: dict[str, Any]) -> str | None:
    """Return the address in its one form; one that the provider doubts is no address."""
    if said.get("email_verified") is False:
        return None
    try:
        return email_address(str(said.get("email", "")))
    except InvalidAddress:
        return None
