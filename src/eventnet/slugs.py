"""Slugs: the part of an address that names a community or an event."""

import re
import unicodedata
from collections.abc import Callable, Collection

from eventnet.i18n import gettext as _
from eventnet.ids import new_id

SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
LONGEST_MADE = 50


def checked_slug(typed: str, *, least: int) -> str:
    """Return the slug in lower case; raise `ValueError`, in words, if no address can hold it."""
    slug = typed.lower()
    if len(slug) < least or not SLUG.fullmatch(slug):
        raise ValueError(
            _(
                "Please use %(least)d letters or more: a to z, digits, and hyphens between them.",
                least=least,
            )
        )
    return slug


def free_slug(
    name: str, taken: Callable[[str], Collection[str]], *, least: int, otherwise: str
) -> str:
    """Return a slug that says the name and that nothing has.

    `taken` returns those that begin with some letters and are taken. A name of too few letters that
    an address can hold gets `otherwise`, and a few letters of no meaning.
    """
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    words = "-".join(re.findall(r"[a-z0-9]+", plain))[:LONGEST_MADE].strip("-")
    if len(words) < least:
        return f"{otherwise}-{new_id()[:6]}"
    there = taken(words)
    candidates = [words, *(f"{words}-{number}" for number in range(2, len(there) + 3))]
    return next(slug for slug in candidates if slug not in there)
