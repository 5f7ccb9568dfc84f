"""Of which members somebody wants to hear nothing: whom they rule out or block, wherever they did.

At any event that both attended, or in the community as a whole. Only whoever does not want to hear
notices, as nothing comes; the other sees what they would see otherwise. Nobody but those who
deliver asks, and nobody is told the answer.
"""

from collections.abc import Callable, Collection
from typing import Any

from sqlalchemy import ColumnElement
from sqlalchemy.orm import aliased
from sqlmodel import Session, col, or_, select

from eventnet.events.models import Attendance
from eventnet.wishes.silence import silent

ONE, OTHER = aliased(Attendance), aliased(Attendance)

at_large: list[Callable[[], Any]] = []
"""Ways to want to hear nothing of a member anywhere in the community, each as the query for all
(reader, writer) of whom it holds, by membership; later features add theirs."""


def unheard_members(session: Session, reader_id: str, ids: Collection[str]) -> set[str]:
    """Return of whom of these a member wants to hear nothing."""
    found = _at_events(session, reader_id, ids, silent(col(ONE.id), col(OTHER.id)))
    for way in at_large:
        reader, writer = (pairs := way().subquery()).c
        query = select(writer).select_from(pairs).where(reader == reader_id, writer.in_(ids))
        found |= set(session.exec(query))
    return found


def kept_apart(session: Session, member_id: str, ids: Collection[str]) -> set[str]:
    """Return those of these of whom a member wants to hear nothing, or who want that of them."""
    either = or_(silent(col(ONE.id), col(OTHER.id)), silent(col(OTHER.id), col(ONE.id)))
    found = _at_events(session, member_id, ids, either)
    for way in at_large:
        for mine, theirs in ((0, 1), (1, 0)):
            ends = tuple((pairs := way().subquery()).c)
            query = select(ends[theirs]).select_from(pairs)
            query = query.where(ends[mine] == member_id, ends[theirs].in_(ids))
            found |= set(session.exec(query))
    return found


def is_heard_by(session: Session, reader_id: str, writer_id: str) -> bool:
    """Say whether what one member says reaches the other."""
    return not unheard_members(session, reader_id, [writer_id])


def _at_events(
    session: Session, member_id: str, ids: Collection[str], so: ColumnElement[bool]
) -> set[str]:
    query = (
        select(OTHER.membership_id)
        .join(ONE, col(ONE.event_id) == OTHER.event_id)
        .where(ONE.membership_id == member_id, col(OTHER.membership_id).in_(ids), so)
        .distinct()
    )
    return set(session.exec(query)) - {member_id}
