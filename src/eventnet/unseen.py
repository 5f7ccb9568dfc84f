"""Characters that nobody can see: they make two names look like one, and hide how a text begins."""

import unicodedata

# Marks that change the order in which letters are drawn, or that nobody can see. They can make one
# name look like another, and they hide differences from every comparison. The joiners U+200C and
# U+200D stay: Persian, Hindi and others spell with them.
UNSEEN = frozenset(
    "\u00ad\u061c\u180e\u200b\u200e\u200f"
    "\u202a\u202b\u202c\u202d\u202e"
    "\u2060\u2061\u2062\u2063\u2064\u2066\u2067\u2068\u2069"
    "\ufeff\ufff9\ufffa\ufffb"
)
# Letters and symbols by their category, and yet blank paper: Hangul fillers, an empty Braille cell.
BLANK = frozenset("\u115f\u1160\u2800\u3164\uffa0")
# Controls, formats, surrogates, spaces of all kinds, and marks that stand on another character.
_NOTHING_ALONE = frozenset({"Cc", "Cf", "Cs", "Zs", "Zl", "Zp", "Mn", "Me"})


def can_be_seen(text: str) -> bool:
    """Say whether any character of the text leaves ink on the paper."""
    return any(
        character not in BLANK and unicodedata.category(character) not in _NOTHING_ALONE
        for character in text
    )
