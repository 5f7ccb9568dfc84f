import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eventnet.arrivals.readers import InvalidAddress, email_address, tidy
from eventnet.arrivals.readers.text import plain


@pytest.mark.parametrize(
    ("text", "tidied"),
    [
        ("  Ana \t\r\n  Silva ", "Ana Silva"),
        ("Joa\u0303o", "João"),
        ("Ana\u202egnp.exe", "Anagnp.exe"),
        ("A\u200bna\ufeff", "Ana"),
        ("a\u200b\u0308", "ä"),
        ("Ana\x07\x1b[31m", "Ana[31m"),
        ("نور\u200fالهدى", "نورالهدى"),
        ("می\u200cخواهم", "می\u200cخواهم"),
        ("三上\u3000真琴", "三上 真琴"),
    ],
)
def test_tidy(text: str, tidied: str) -> None:
    assert tidy(text) == tidied


@given(st.text())
def test_tidying_twice_changes_nothing(text: str) -> None:
    once = tidy(text)
    assert tidy(once) == once
    assert unicodedata.is_normalized("NFC", once)
    assert "\n" not in once


def test_plain_compares_names_whatever_their_case_accents_and_punctuation() -> None:
    assert plain("D’ÉSTE,  João") == plain("d'este joao") == "d este joao"


@pytest.mark.parametrize(
    ("text", "address"),
    [
        ("Ana.Silva@Example.ORG", "ana.silva@example.org"),
        (" ana@example.org\r\n", "ana@example.org"),
        ("mailto:ana@example.org", "ana@example.org"),
        ("ana+lisbon@sub.example.org", "ana+lisbon@sub.example.org"),
        ("o'neill@example.org", "o'neill@example.org"),
        ("jo@bücher.example", "jo@xn--bcher-kva.example"),
        ("jo@xn--bcher-kva.example", "jo@xn--bcher-kva.example"),
        ("jo@例え.example", "jo@xn--r8jz45g.example"),
    ],
)
def test_addresses_and_the_form_they_are_known_by(text: str, address: str) -> None:
    assert email_address(text) == address
    assert email_address(address) == address


@pytest.mark.parametrize(
    "text",
    [
        "",
        "   ",
        "ana",
        "@example.org",
        "ana@",
        "ana@example",
        "ana@@example.org",
        "ana@example..org",
        "ana@.example.org",
        "ana@example.org.",
        "ana@-example.org",
        "ana@exa_mple.org",
        "ana@127.0.0.1",
        "ana@[127.0.0.1]",
        ".ana@example.org",
        "an..a@example.org",
        '"ana"@example.org',
        "Ana Silva <ana@example.org>",
        "ana@example.org, bo@example.org",
        "ana@example.org;bo@example.org",
        "ana@example.org\nBcc: all@example.org",
        "ana\r\n@example.org",
        "ana@example.org\x00",
        "ana\u202e@example.org",
        "ána@example.org",
        "a" * 65 + "@example.org",
        "ana@" + "a" * 64 + ".org",
        "ana@" + "example." * 40 + "org",
    ],
)
def test_what_is_no_address_is_refused_in_words(text: str) -> None:
    with pytest.raises(InvalidAddress, match=r"\.$"):
        email_address(text)


@given(st.text(max_size=40))
def test_an_address_is_one_line_of_ascii_or_refused(text: str) -> None:
    for written in (text, f"{text}@example.org", f"ana@{text}.org"):
        try:
            address = email_address(written)
        except InvalidAddress:
            continue
        assert address.isascii()
        assert address.isprintable()
        assert " " not in address
        assert address.count("@") == 1
