"""When people are away from meetings: the one place that says it, for every plan and every page.

Somebody is away in the slots that they closed, in those in which they sit at a round table, in
those that a talk overlaps that they starred, and in those at which their calendar says busy, unless
they said that they are free all the same.
"""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from datetime import datetime, timedelta
from typing import Protocol

from sqlmodel import Session, col, select

from eventnet.absence.models import BusyTime, FreeAnyway
from eventnet.events.models import Attendance, Slot, Unavailable
from eventnet.events.queries import slots
from eventnet.programme.models import Star, Talk
from eventnet.round_tables.queries import held_times

Pairs = set[tuple[str, str]]


class Span(Protocol):
    """A time that begins and ends."""

    @property
    def starts_at(self) -> datetime:
        """Return when it begins."""

    @property
    def ends_at(self) -> datetime:
        """Return when it ends."""


def away(
    session: Session,
    event_id: str,
    attendance_ids: Collection[str] | None = None,
    *,
    replanning: bool = False,
) -> Pairs:
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
    busy = _busy(session, event_id, attendance_ids)
    if not starred and not busy:
        return found
    grid = slots(session, event_id)
    taken = {talk.id: overlapped(talk, grid) for talk in _talks(session, starred)}
    found |= {(one, slot.id) for one, talk_id in starred for slot in taken.get(talk_id, ())}
    return found | (_taken(busy, grid) - _free_anyway(session, event_id, attendance_ids))


def busy_slots(session: Session, event_id: str, attendance_ids: Collection[str]) -> Pairs:
    """Return (attendance, slot) where a calendar says busy, whatever its owner makes of it."""
    return _taken(_busy(session, event_id, attendance_ids), slots(session, event_id))


def closed_by_calendar(session: Session, event_id: str, attendance_ids: Collection[str]) -> Pairs:
    """Return (attendance, slot) that a calendar closes: it says busy, and its owner lets it."""
    busy = busy_slots(session, event_id, attendance_ids)
    return busy - _free_anyway(session, event_id, attendance_ids) if busy else busy


def free_anyway(session: Session, event_id: str, attendance_id: str) -> set[str]:
    """Return the slots in which somebody said that they are free whatever their calendar says."""
    return {slot_id for _, slot_id in _free_anyway(session, event_id, [attendance_id])}


def blocked_by(session: Session, event_id: str, attendance_id: str) -> dict[str, list[Talk]]:
    """Return the talks that somebody starred, by the slots which they take, in order."""
    grid, found = slots(session, event_id), defaultdict(list)
    talks = _talks(session, _starred(session, event_id, [attendance_id]))
    for talk in sorted(talks, key=lambda one: (one.starts_at, one.title)):
        for slot in overlapped(talk, grid):
            found[slot.id].append(talk)
    return dict(found)


def overlapped(span: Span, grid: Iterable[Slot]) -> list[Slot]:
    """Return the slots of which a time takes a part; one that ends as it begins is free."""
    return [slot for slot in grid if overlap(span, slot.starts_at, slot.minutes)]


def overlap(span: Span, starts_at: datetime, minutes: int) -> bool:
    """Say whether a time takes a part of the time of a slot."""
    return span.starts_at < starts_at + timedelta(minutes=minutes) and starts_at < span.ends_at


def _taken(busy: Sequence[BusyTime], grid: Sequence[Slot]) -> Pairs:
    """Return the slots that each busy time takes a part of, looking only at those around it."""
    starts = [slot.starts_at for slot in grid]
    longest = timedelta(minutes=max((slot.minutes for slot in grid), default=0))
    return {
        (one.attendance_id, slot.id)
        for one in busy
        for slot in overlapped(
            one,
            grid[bisect_left(starts, one.starts_at - longest) : bisect_left(starts, one.ends_at)],
        )
    }


def _busy(
    session: Session, event_id: str, attendance_ids: Collection[str] | None
) -> Sequence[BusyTime]:
    query = (
        select(BusyTime)
        .join(Attendance, col(Attendance.id) == BusyTime.attendance_id)
        .where(Attendance.event_id == event_id)
    )
    if attendance_ids is not None:
        query = query.where(col(BusyTime.attendance_id).in_(attendance_ids))
    return session.exec(query).all()


def _free_anyway(session: Session, event_id: str, attendance_ids: Collection[str] | None) -> Pairs:
    query = (
        select(FreeAnyway.attendance_id, FreeAnyway.slot_id)
        .join(Slot, col(Slot.id) == FreeAnyway.slot_id)
        .where(Slot.event_id == event_id)
    )
    if attendance_ids is not None:
        query = query.where(col(FreeAnyway.attendance_id).in_(attendance_ids))
    return {(one, slot_id) for one, slot_id in session.exec(query)}


def _starred(
    session: Session, event_id: str, attendance_ids: Collection[str] | None
) -> Sequence[tuple[str, str]]:
    """Return (attendance, talk) of each star."""
    query = (
        select(Star.attendance_id, Star.talk_id)
        .join(Attendance, col(Attendance.id) == Star.attendance_id)
        .where(Attendance.event_id == event_id)
    )
    if attendance_ids is not None:
        query = query.where(col(Star.attendance_id).in_(attendance_ids))
    return session.exec(query).all()


def _talks(session: Session, starred: Sequence[tuple[str, str]]) -> Sequence[Talk]:
    """Return the talks of these stars that take place."""
    ids = {talk_id for _, talk_id in starred}
    query = select(Talk).where(col(Talk.id).in_(ids), col(Talk.gone_at).is_(None))
    return session.exec(query).all() if ids else []
