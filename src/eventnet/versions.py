"""Stale edits: a form carries the version of what it shows, and an older one changes nothing."""

import hashlib
import json
from collections.abc import Iterable
from typing import Any

from sqlmodel import SQLModel

from eventnet.errors import Conflict
from eventnet.i18n import gettext as _


def content(row: SQLModel, only: Iterable[str] | None = None) -> dict[str, Any]:
    """Return what a row holds, or some of its fields; read anew if a transaction has ended since.

    (`model_dump` leaves out what is to be read anew.)
    """
    names = sorted(type(row).model_fields) if only is None else only
    return {name: getattr(row, name) for name in names}


def version_of(*rows: SQLModel, only: Iterable[str] | None = None) -> str:
    """Return what stands for the content of these rows, or for some of their fields."""
    told = json.dumps([content(row, only) for row in rows], sort_keys=True, default=str)
    return hashlib.sha256(told.encode()).hexdigest()[:20]


def expect(shown: str, now: str) -> None:
    """Raise Conflict if what the form showed is not what there is now."""
    if shown != now:
        raise Conflict(
            _(
                "Somebody else changed this while you had it open, so nothing was saved. Below is "
                "what you typed; save again to put it in place of theirs."
            )
        )
