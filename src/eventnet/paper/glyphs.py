"""Which letters the fonts of this machine have; what they lack is printed as an empty box."""

import unicodedata
from collections.abc import Iterable
from functools import cache

import typst
from PIL import ImageFont

# typst brings a face for these along.
ALWAYS = ("LATIN", "GREEK", "CYRILLIC", "COMBINING")
NO_GLYPH = "\U0010ffff"


def lacking(texts: Iterable[str]) -> list[str]:
    """Return those of the texts in which a letter would be an empty box."""
    return [text for text in texts if not all(map(printable, text))]


@cache
def printable(character: str) -> bool:
    """Return whether some font has the character."""
    if not unicodedata.category(character).startswith("L"):
        return True  # typst leaves out what cannot be seen; signs without a glyph hide no name
    if unicodedata.name(character, "").startswith(ALWAYS):
        return True
    return any(_draws(font, character) for font in _fonts())


@cache
def _fonts() -> tuple[ImageFont.FreeTypeFont, ...]:
    """Open every face that the machine has; a letter is taken from whichever has it."""
    faces = {(str(font.path), font.index) for font in typst.Fonts().fonts() if font.path}
    return tuple(ImageFont.truetype(path, 20, index=index) for path, index in sorted(faces))


def _draws(font: ImageFont.FreeTypeFont, character: str) -> bool:
    drawn = font.getmask(character)
    nothing = font.getmask(NO_GLYPH)
    return (drawn.size, bytes(drawn)) != (nothing.size, bytes(nothing))
