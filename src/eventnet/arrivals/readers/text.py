"""One form for text that came from a spreadsheet or a ticket shop."""

import re
import unicodedata

from eventnet.unseen import UNSEEN


def tidy(text: str) -> str:
    """Return ``text`` as one line: NFC, white space collapsed, nothing unseen."""
    if text.isascii() and text.isprintable():
        return " ".join(text.split())
    kept = "".join(
        character
        for character in unicodedata.normalize("NFC", text)
        if character not in UNSEEN
        and (character.isspace() or unicodedata.category(character) not in {"Cc", "Cs"})
    )
    # Taking a mark away can bring a letter and its accent together.
    return unicodedata.normalize("NFC", " ".join(kept.split()))


def plain(text: str) -> str:
    """Return ``text`` for comparing: no case, accents or punctuation, one space between words."""
    bare = tidy(text).casefold()
    if not bare.isascii():
        bare = "".join(
            character
            for character in unicodedata.normalize("NFKD", bare)
            if not unicodedata.combining(character)
        )
    return " ".join(re.findall(r"\w+", bare))
