"""Codes are read as people type them, and addresses only as we made them."""

import io

import pytest
import segno

from eventnet.contacts.codes import (
    LENGTH,
    Shown,
    drawn,
    new_code,
    read_token,
    spaced,
    token_for,
    typed,
)
from eventnet.ids import ALPHABET
from eventnet.tokens import Signer


def test_code_is_typed_with_any_spaces_dashes_and_capitals() -> None:
    code = new_code()
    assert (len(code), set(code) - set(ALPHABET)) == (LENGTH, set())
    for text in (spaced(code), code.upper(), f" {code[:4]}-{code[4:]} ", "\u2013".join(code)):
        assert typed(text) == code


def test_address_is_read_as_it_was_made_and_not_otherwise() -> None:
    shown = Shown("somebody", "k7m4w2xp")
    token = token_for("key", shown)
    assert token == token_for("key", shown)
    assert read_token("key", token) == shown
    signed = Signer("key", "exchange").sign(["somebody", "k7m4w2xp"])
    changed = ("a" if token[0] != "a" else "b") + token[1:]
    for other in (changed, signed, "", "-", "é"):
        assert read_token("key", other) is None
    assert read_token("another", token) is None


@pytest.mark.parametrize("address", ["https://a.example/e/x/exchange/abc", "http://b.example/é"])
def test_drawing_is_the_code_of_the_address(address: str) -> None:
    expected = io.BytesIO()
    segno.make_qr(address, error="m").save(
        expected, kind="svg", xmldecl=False, svgns=False, nl=False, omitsize=True, light="#fff"
    )
    assert drawn(address) == expected.getvalue().decode()
    assert drawn(address) != drawn(f"{address}1")
