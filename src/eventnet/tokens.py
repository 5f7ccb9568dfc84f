"""Signed tokens: each kind has its own salt, so that one kind never passes for another."""

import hashlib
import secrets
from dataclasses import dataclass
from typing import Any

from itsdangerous import BadData, BadSignature, URLSafeSerializer, URLSafeTimedSerializer


@dataclass(frozen=True)
class Signer:
    """Makes and reads tokens of one kind."""

    key: str
    kind: str

    def sign(self, content: Any) -> str:
        """Return a token fit for an address, holding `content` (plain JSON)."""
        return self._serializer().dumps(content)

    def read(self, token: str, *, seconds: int | None = None) -> Any | None:
        """Return the content, or None if the token is forged, foreign or older than `seconds`."""
        try:
            return self._serializer().loads(token, max_age=seconds)
        except BadSignature:
            return None

    def seal(self, content: Any) -> str:
        """Return a token without a date: always the same for the same content."""
        return str(self._lasting().dumps(content))

    def unseal(self, token: str) -> Any | None:
        """Return the content of a token without a date, or None if it is forged or foreign."""
        try:
            return self._lasting().loads(token)
        except BadData:
            return None

    def _lasting(self) -> URLSafeSerializer:
        return URLSafeSerializer(
            self.key,
            salt=f"eventnet.{self.kind}.lasting",
            signer_kwargs={"digest_method": hashlib.sha256, "key_derivation": "hmac"},
        )

    def _serializer(self) -> URLSafeTimedSerializer:
        return URLSafeTimedSerializer(
            self.key,
            salt=f"eventnet.{self.kind}",
            signer_kwargs={"digest_method": hashlib.sha256, "key_derivation": "hmac"},
        )


def new_secret() -> str:
    """Return a random secret of 256 bits, fit for an address or a cookie."""
    return secrets.token_urlsafe(32)


def fingerprint(secret: str) -> str:
    """Return what is stored of a random secret: enough to recognise it, not to use it."""
    return hashlib.sha256(secret.encode()).hexdigest()
