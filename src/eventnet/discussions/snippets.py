"""The part of a text around what was looked for."""

from eventnet.discussions.markdown import excerpt
from eventnet.people.search.words import WORD, words_of

BEFORE = 80
LENGTH = 240


def snippet(text: str, typed: str) -> str:
    """Return a text from a little before the first word that was looked for."""
    looked = words_of(typed)
    for found in WORD.finditer(text):
        if any(word.startswith(one) for word in words_of(found[0]) for one in looked):
            begin = max(0, found.start() - BEFORE)
            cut = text[begin:].partition(" ")[2] if begin else text
            return ("… " if begin else "") + excerpt(cut or text[begin:], LENGTH)
    return excerpt(text, LENGTH)
