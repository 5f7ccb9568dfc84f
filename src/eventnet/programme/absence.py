"""When people are away from meetings: the one place that says it, for every plan and every page.

Somebody is away in the slots that they closed, in those that a talk overlaps that they starred, and
in those in which they sit at a round table.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from datetime import datetime, timedelta

from sqlmodel import Session, col, select

from eventnet.events.models import Slot, Unavailable
from eventnet.events.queries import slots
from eventnet.programme.models import Star, Talk
from eventnet.round_tables.queries import held_times


def away(
    session: Session,
    event_id: str,
    attendance_ids: Collection[str] | None = None,
    *,
    replanning: bool = False,
) -> set[tuple[str, str]]:
    """Return (attendance, slot) where somebody can't: of these attendees, or of all.

    With `replanning`, seats at round tables that a new plan may take back do not count.
    """
    closed = (
        select(Unavailable.attendance_id, Unavailable.slot_id)
        .join(Slot, col(Slot.id) == Unavailable.slot_id)
        .where(Slot.event_id == event_id)
    )
    if attendance_ids is not None:
        closed = closed.where(col(Unavailable.attendance_id).in_(attendance_ids))
    found = {(one, slot_id) for one, slot_id in session.exec(closed)}
    found |= held_times(session, event_id, attendance_ids, replanning=replanning)
    starred = _starred(session, event_id, attendance_ids)
    if not starred:
        return found
    grid = slots(session, event_id)
    taken = {
        talk.id: overlapped(talk, grid) for talk in {talk.id: talk for _, talk in starred}.values()
    }
    return found | {(one, slot.id) for one, talk in starred for slot in taken[talk.id]}


def blocked_by(session: Session, event_id: str, attendance_id: str) -> dict[str, list[Talk]]:
    """Return the talks that somebody starred, by the slots which they take, in order."""
    grid, found = slots(session, event_id), defaultdict(list)
    talks = {talk.id: talk for _, talk in _starred(session, event_id, [attendance_id])}
    for talk in sorted(talks.values(), key=lambda one: (one.starts_at, one.title)):
        for slot in overlapped(talk, grid):
            found[slot.id].append(talk)
    return dict(found)


def overlapped(talk: Talk, grid: Iterable[Slot]) -> list[Slot]:
    """Return the slots of which a talk takes a part; one that ends as the talk begins is free."""
    return [slot for slot in grid if overlap(talk, slot.starts_at, slot.minutes)]


def overlap(talk: Talk, starts_at: datetime, minutes: int) -> bool:
    """Say whether a talk takes a part of the time of a slot."""
    return talk.starts_at < starts_at + timedelta(minutes=minutes) and starts_at < talk.ends_at


def _starred(
    session: Session, event_id: str, attendance_ids: Collection[str] | None
) -> Sequence[tuple[str, Talk]]:
    query = (
        select(Star.attendance_id, Talk)
        .join(Talk, col(Talk.id) == Star.talk_id)
        .where(Talk.event_id == event_id, col(Talk.gone_at).is_(None))
    )
    if attendance_ids is not None:
        query = query.where(col(Star.attendance_id).in_(attendance_ids))
    return session.exec(query).all()
