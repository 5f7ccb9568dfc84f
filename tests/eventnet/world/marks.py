"""Marks: a word of its own in every text of the world, so that it is known wherever it appears.

A page that shows a mark shows that text of that owner. For the stored scripts the same world is
taken, with a payload behind every mark.
"""

import re

MARK = re.compile(r"zq([a-z0-9]+?)vv([a-z]+?)qz")


def mark(owner: str, field: str) -> str:
    """Return the word that stands for one text of one owner."""
    made = f"Zq{owner}vv{field}qz"
    if MARK.fullmatch(made.lower()) is None:
        raise ValueError(f"{owner!r} and {field!r} make no mark")
    return made


def marks_in(text: str) -> set[tuple[str, str]]:
    """Return the (owner, field) of each mark in a text."""
    found = MARK.findall(text.lower())
    return {(str(owner), str(field)) for owner, field in found}
