"""Signed tokens: each kind has its own salt, so that one kind never passes for another."""

import base64
import hashlib
import hmac
import secrets
from dataclasses import dataclass
from typing import Any

from itsdangerous import (
    BadData,
    BadSignature,
    URLSafeSerializer,
    URLSafeTimedSerializer,
)
from itsdangerous import Signer as PlainSigner
from itsdangerous.encoding import base64_decode

STAMP = 26
"""Letters of a stamp: 128 bits, five in each."""


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

    def stamp(self, word: str) -> str:
        """Return a word with a stamp behind it, in small letters: fit for an address of mail.

        Such an address has room for 64 letters, and some programs change capitals in it.
        """
        return word + self._stamp_of(word)

    def stamped(self, text: str) -> str | None:
        """Return the word before its stamp, or None if the stamp is forged or foreign."""
        word, stamp = text[:-STAMP].lower(), text[-STAMP:].lower()
        good = hmac.compare_digest(stamp.encode(), self._stamp_of(word).encode())
        return word if good else None

    def _stamp_of(self, word: str) -> str:
        signer = PlainSigner(
            self.key,
            salt=f"eventnet.{self.kind}.stamp",
            digest_method=hashlib.sha256,
            key_derivation="hmac",
        )
        signature = base64_decode(signer.get_signature(word))
        return base64.b32encode(signature).decode().lower()[:STAMP]

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
