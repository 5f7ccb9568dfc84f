"""A mail that came in: whose it says it is, whether a person sent it, and what they wrote."""

import re
from dataclasses import dataclass
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import EmailPolicy
from email.utils import getaddresses
from hashlib import sha256

from eventnet.accounts.address import email_address
from eventnet.ids import ALPHABET, LENGTH
from eventnet.replies.cutting import cut
from eventnet.replies.plain import as_text

LONGEST_READ = 400_000
"""Characters of a mail that are looked at, quotes and all."""
LONGEST_FIELD = 4000
"""Characters of one header that are looked at; readers of headers take minutes over long ones."""
LONGEST_HEAD = 200_000
"""Bytes of all headers together."""
MOST_PARTS = 1000
"""Lines that may each begin another part of a mail."""
NO_TEXT = re.compile("[\0\ud800-\udfff]")
"""What no text holds that can be kept."""
BULK = {"bulk", "list", "junk", "auto_reply"}


class Unreadable(Exception):
    """A mail that is made to be read by nobody."""


class _Short(EmailPolicy):
    """Reads mails, and of a header no more than matters."""

    def header_source_parse(self, sourcelines: list[str]) -> tuple[str, str]:
        """Take the name and the beginning of a header."""
        name, value = super().header_source_parse(sourcelines)
        return name, value[:LONGEST_FIELD]


POLICY = _Short()


@dataclass(frozen=True)
class Incoming:
    """A mail as far as it matters."""

    sender: str
    """The one address in its From, in lower case; empty if there is none, or more than one."""
    name: str
    """What it is called, in 14 letters: the same mail once more is called the same."""
    automatic: str
    """Why it is nobody's answer; empty if a person sent it."""
    words: str
    left_out: int
    """How many attachments are not taken."""


def read(data: bytes, *, returned: bool, own_host: str) -> Incoming:
    """Read a mail; an `Unreadable` one is refused.

    `returned` says that it has no sender to return it to, as what machines send.
    """
    head = re.search(rb"\r?\n\r?\n", data)
    if (head.start() if head else len(data)) > LONGEST_HEAD or data.count(b"\n--") > MOST_PARTS:
        raise Unreadable
    try:
        return _read(data, returned=returned, own_host=own_host)
    except RecursionError as error:  # parts within parts within parts
        raise Unreadable from error


def _read(data: bytes, *, returned: bool, own_host: str) -> Incoming:
    message = message_from_bytes(data, policy=POLICY)
    assert isinstance(message, EmailMessage)  # noqa: S101 - the policy says so
    return Incoming(
        sender=_sender(message),
        name=_name(message, data),
        automatic=_automatic(message, returned=returned, own_host=own_host),
        words=_words(message),
        left_out=sum(
            1 for part in message.walk() if part.get_content_disposition() == "attachment"
        ),
    )


def _header(message: EmailMessage, name: str) -> str:
    """Return a header as text; one that cannot be read, which fails in many ways, says nothing."""
    try:
        return str(message.get(name, ""))
    except Exception:
        return ""


def _sender(message: EmailMessage) -> str:
    try:
        if sum(name.lower() == "from" for name, _value in message.raw_items()) != 1:
            return ""
        lines = [str(line) for line in message.get_all("From", [])]
        addresses = [address for _called, address in getaddresses(lines) if address]
        (only,) = addresses
        return email_address(only)
    except Exception:
        return ""


def _name(message: EmailMessage, data: bytes) -> str:
    said = _header(message, "Message-ID").strip().encode(errors="replace") or data
    number = int.from_bytes(sha256(said).digest()[:16])
    letters = []
    for _place in range(LENGTH):
        number, letter = divmod(number, len(ALPHABET))
        letters.append(ALPHABET[letter])
    return "".join(letters)


def _automatic(message: EmailMessage, *, returned: bool, own_host: str) -> str:
    if returned:
        return "no return path"
    if _header(message, "Auto-Submitted").strip().lower() not in {"", "no"}:
        return "auto-submitted"
    if _header(message, "Precedence").strip().lower() in BULK:
        return "precedence"
    if _header(message, "List-Id") or _header(message, "List-Unsubscribe"):
        return "from a list"
    if _header(message, "X-Autoreply") or _header(message, "X-Autorespond"):
        return "auto-reply"
    key, _at, host = _header(message, "Message-ID").strip().strip("<>").rpartition("@")
    if host.lower() == own_host.lower() and len(key) == LENGTH and set(key) <= set(ALPHABET):
        return "our own"
    return ""


def _words(message: EmailMessage) -> str:
    body = message.get_body(("plain", "html"))
    if body is None:
        return ""
    try:
        text = body.get_content()
    except (LookupError, ValueError, KeyError):
        payload = body.get_payload(decode=True)
        text = payload.decode("utf-8", "replace") if isinstance(payload, bytes) else ""
    if not isinstance(text, str):
        return ""
    text = NO_TEXT.sub("", text[:LONGEST_READ])
    return cut(as_text(text) if body.get_content_type() == "text/html" else text)
