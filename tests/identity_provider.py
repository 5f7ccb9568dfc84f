"""An identity provider for tests: the mock's server on localhost, honest or twisted on demand."""

import base64
import json
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qs, urlsplit

import flask
import httpx2
import oidc_provider_mock
from joserfc import jwt
from joserfc.jwk import RSAKey
from werkzeug.serving import make_server

Claims = dict[str, Any]


def plain(part: object) -> str:
    """Write a part of a token."""
    return base64.urlsafe_b64encode(json.dumps(part).encode()).decode().rstrip("=")


def unsigned(claims: Claims) -> str:
    """Return a token that nobody signed."""
    return f"{plain({'alg': 'none', 'typ': 'JWT'})}.{plain(claims)}."


@dataclass
class IdentityProvider:
    """A running provider."""

    issuer: str = ""
    twist: Callable[[Claims], Claims | str] | None = None
    """Changes the claims of ID tokens before they are signed, or returns a whole token."""
    discovery: Claims = field(default_factory=dict)
    """What its discovery document says instead."""
    requests: list[str] = field(default_factory=list)

    def after(self, response: flask.Response) -> flask.Response:
        """Twist the answer to a request."""
        self.requests.append(flask.request.path)
        if flask.request.path.endswith("openid-configuration"):
            response.set_data(json.dumps({**response.get_json(), **self.discovery}))
        if flask.request.path == "/oauth2/token" and self.twist:
            content = response.get_json()
            payload = content["id_token"].split(".")[1]
            claims = json.loads(base64.urlsafe_b64decode(payload + "=" * (-len(payload) % 4)))
            twisted = self.twist(claims)
            if not isinstance(twisted, str):
                own = flask.g.oidc_provider_mock_storage.jwk.as_dict(is_private=True)
                twisted = jwt.encode({"alg": "RS256"}, twisted, RSAKey.import_key(own))
            response.set_data(json.dumps({**content, "id_token": twisted}))
        return response

    def agree(self, address: str, subject: str, **claims: object) -> str:
        """Be somebody at the provider, agree there, and return the path that it leads back to."""
        with httpx2.Client() as there:
            there.put(f"{self.issuer}/users/{subject}", json=claims)
            answer = there.post(address, data={"sub": subject})
        back = urlsplit(answer.headers["location"])
        return f"{back.path}?{back.query}"


def query(address: str) -> dict[str, str]:
    """Return the query of an address."""
    return {name: values[0] for name, values in parse_qs(urlsplit(address).query).items()}


@contextmanager
def served() -> Iterator[IdentityProvider]:
    """Serve a provider on localhost meanwhile."""
    provider = IdentityProvider()
    app = oidc_provider_mock.app(require_nonce=True)
    app.after_request(provider.after)
    server = make_server("localhost", 0, app, threaded=True)
    provider.issuer = f"http://localhost:{server.server_port}"
    thread = threading.Thread(target=server.serve_forever, args=(0.05,))
    thread.start()
    try:
        yield provider
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
