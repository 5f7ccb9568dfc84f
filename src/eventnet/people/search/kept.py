"""The words of a row kept beside it, for lists that are short enough to be read through."""

from sqlalchemy import ColumnElement, and_, false
from sqlmodel import col

from eventnet.people.search.words import words_of

MOST_WORDS = 8
"""Words of a query that count."""


def kept_words(*texts: str) -> str:
    """Return the words of these texts as they are kept, each once, a space before every one."""
    words = dict.fromkeys(word for one in texts for word in words_of(one))
    return "".join(f" {word}" for word in words)


def holds(kept: str, typed: str) -> ColumnElement[bool]:
    """Return the condition that a column of kept words holds the beginning of every typed one.

    What holds no word finds nothing."""
    words = words_of(typed)[:MOST_WORDS]
    if not words:
        return false()
    return and_(*(col(kept).contains(f" {word}", autoescape=True) for word in words))
