"""Stale edits: a form carries what it was drawn from, so two who edit at once are brought together.

Each keeps what only they changed; what both changed is shown beside each other, to choose.
"""

import hashlib
import json
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from sqlmodel import SQLModel

from eventnet.errors import Conflict
from eventnet.i18n import gettext as _

Values = Mapping[str, Any]
SEAM = "__"
"""Stands between the parts of an edition; no field is called with one."""


def content(row: SQLModel, only: Iterable[str] | None = None) -> dict[str, Any]:
    """Return what a row holds, or some of its fields; read anew if a transaction has ended since.

    (`model_dump` leaves out what is to be read anew.)
    """
    names = sorted(type(row).model_fields) if only is None else only
    return {name: getattr(row, name) for name in names}


def version_of(*rows: SQLModel, only: Iterable[str] | None = None) -> str:
    """Return what stands for the content of these rows, or for some of their fields.

    Of a single row it is an edition, by which what was typed can be merged.
    """
    found = [content(row, only) for row in rows]
    return edition_of(found[0]) if len(found) == 1 else _mark(found)


def expect(shown: str, now: str) -> None:
    """Raise Conflict if what the form showed is not what there is now."""
    if shown != now:
        raise Conflict(
            _(
                "Somebody else changed this while you had it open, so nothing was saved. Below is "
                "what you typed; save again to put it in place of theirs."
            )
        )


def edition_of(values: Values) -> str:
    """Return what stands for these values, field by field: what a form was drawn from."""
    return SEAM.join(part for name in sorted(values) for part in (name, _mark(values[name])))


@dataclass(frozen=True)
class Merged:
    """What two who edited at once come to."""

    values: dict[str, Any]
    """Each field as it is from now on."""
    kept: tuple[str, ...]
    """The fields that somebody else changed meanwhile, and that stay as they left them."""
    changed: tuple[str, ...]
    """The fields that differ from what there was."""


class Clash(Conflict):
    """Two changed the same fields; by field what the one typed, and what the other put there."""

    def __init__(self, fields: dict[str, tuple[Any, Any]], values: dict[str, Any]) -> None:
        super().__init__(
            _(
                "Somebody else changed the same while you had this open, so nothing was saved. "
                "Please choose what holds, and save again."
            )
        )
        self.fields = fields
        self.values = values
        """What the form comes to: theirs where they alone changed it, and what was typed else."""


def merge(shown: str, typed: Values, now: Values, *, theirs: Collection[str] = ()) -> Merged:
    """Bring what was typed into a form together with what there is now; raise `Clash` in words.

    `shown` is the edition that the form was drawn from. Whatever was not changed in the form takes
    what there is now; what only the form changed, takes that. `theirs` are fields of which the
    other's value was chosen, as the form showed it.
    """
    parts = shown.split(SEAM)
    drawn = dict(zip(parts[::2], parts[1::2], strict=False))
    values, kept, clashes = {}, [], {}
    for name, mine in typed.items():
        there, before = now[name], drawn.get(name)
        values[name] = mine
        if mine == there:
            continue
        if _mark(there) == before:
            values[name] = there if name in theirs else mine
        elif _mark(mine) == before:
            values[name] = there
            kept.append(name)
        else:
            clashes[name] = (mine, there)
    if clashes:
        raise Clash(clashes, values)
    changed = tuple(name for name, value in values.items() if value != now[name])
    return Merged(values, tuple(kept), changed)


def _mark(value: Any) -> str:
    told = json.dumps(value, sort_keys=True, default=str)
    return hashlib.sha256(told.encode()).hexdigest()[:16]
