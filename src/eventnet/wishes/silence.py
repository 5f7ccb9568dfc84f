"""Whose words do not reach whom: of whom somebody wants to hear nothing.

A veto is one way to say so; later features add theirs. Nobody but those who deliver asks, and
nobody is told the answer.
"""

from collections.abc import Callable, Collection
from typing import Any

from sqlalchemy import ColumnElement, exists
from sqlalchemy.orm import aliased
from sqlmodel import Session, col, or_, select

from eventnet.events.models import Attendance
from eventnet.wishes.models import Wish, WishKind

RULING = aliased(Wish)
"""The wish that rules out: whoever asks may read wishes too."""

Way = Callable[[Any, Any], ColumnElement[bool]]
"""The condition that one (the first) does not want to hear of another."""


def ruled_out(reader: Any, writer: Any) -> ColumnElement[bool]:
    """Return the condition that one rules the other out."""
    return exists().where(
        col(RULING.from_id) == reader,
        col(RULING.to_id) == writer,
        col(RULING.kind) == WishKind.AVOID,
    )


silences: list[Way] = [ruled_out]
"""All ways to want to hear nothing of somebody; later features add theirs."""


def _all_ruled_out() -> Any:
    return select(Wish.from_id, Wish.to_id).where(Wish.kind == WishKind.AVOID)


all_silences: list[Callable[[], Any]] = [_all_ruled_out]
"""Each way again, as the query for all (reader, writer) of whom it holds."""


def silent(reader: Any, writer: Any) -> ColumnElement[bool]:
    """Return the condition that nothing of the writer reaches the reader."""
    return or_(*(way(reader, writer) for way in silences))


def unheard(session: Session, reader_id: str, ids: Collection[str]) -> set[str]:
    """Return of whom of these somebody wants to hear nothing; one statement."""
    query = select(Attendance.id).where(
        col(Attendance.id).in_(ids), silent(reader_id, col(Attendance.id))
    )
    return set(session.exec(query))


def is_heard(session: Session, from_id: str, to_id: str) -> bool:
    """Return whether what one says reaches the other."""
    return not unheard(session, to_id, [from_id])
