"""Codes: eight characters to type, and the signed address that a camera reads."""

import re
import secrets
from dataclasses import dataclass

import segno
from markupsafe import Markup

from eventnet.ids import ALPHABET
from eventnet.tokens import Signer

LENGTH = 8  # 31**8 > 2**39: nobody types their way to somebody else's
GROUP = 4
PURPOSE = "exchange"


@dataclass(frozen=True)
class Shown:
    """The code that somebody shows: whose, and which, so that a renewed one works no longer."""

    attendance_id: str
    code: str


def new_code() -> str:
    """Return a fresh code, without letters and digits that are taken for each other."""
    return "".join(secrets.choice(ALPHABET) for _ in range(LENGTH))


def spaced(code: str) -> str:
    """Return a code as it is read aloud and typed."""
    return " ".join(code[at : at + GROUP] for at in range(0, len(code), GROUP))


def typed(text: str) -> str:
    """Return the code that somebody meant: without spaces and dashes, in lower case."""
    return re.sub(r"[\s\-\u2010-\u2015]", "", text).lower()


def token_for(key: str, shown: Shown) -> str:
    """Return the last part of the address that a code leads to; always the same for a code."""
    return Signer(key, PURPOSE).seal([shown.attendance_id, shown.code])


def read_token(key: str, token: str) -> Shown | None:
    """Return what an address leads to, if we made it."""
    content = Signer(key, PURPOSE).unseal(token)
    return None if content is None else Shown(*content)


def as_svg(address: str) -> str:
    """Draw an address as a QR code for paper, as an SVG without a border.

    The mask is fixed: trying all eight takes ten times as long, and any camera reads any.
    """
    code = segno.make_qr(address, error="m", mask=3)
    return code.svg_inline(omitsize=True, dark="#000", light="#fff", border=0)


def drawn(address: str) -> Markup:
    """Draw an address as a QR code, black on white whatever the page's colours, as SVG."""
    code = segno.make_qr(address, error="m")
    return Markup(code.svg_inline(omitsize=True, dark="#000", light="#fff", border=4))  # noqa: S704 – drawn by the library from squares alone
