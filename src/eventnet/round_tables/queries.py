"""Reads of round tables: those of an event, and somebody's own seats."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement
from sqlmodel import Session, col, select

from eventnet import clock
from eventnet.events.models import Attendance, Slot
from eventnet.round_tables.models import HOLDING, HOST_SEAT, RoundSeat, RoundTable, SeatState


@dataclass(frozen=True)
class OwnSeat:
    """A round table as somebody with a seat, or who had one, sees it."""

    table_id: str
    event_id: str
    attendance_id: str
    host_id: str
    title: str
    table_number: int
    slot_id: str
    starts_at: datetime
    minutes: int
    state: SeatState
    live: bool
    changed_at: datetime
    sequence: int
    cause_id: str | None
    run_id: str | None
    said: str

    @property
    def ends_at(self) -> datetime:
        """When it is over."""
        return self.starts_at + timedelta(minutes=self.minutes)

    @property
    def hosts(self) -> bool:
        """Whether it is the reader's own round table."""
        return self.host_id == self.attendance_id


def seats_of(session: Session, attendance_ids: Collection[str]) -> dict[str, list[OwnSeat]]:
    """Return the seats that each of these has, or had, in order of time; wishes are none."""
    return _read(session, col(RoundSeat.attendance_id).in_(attendance_ids))


def seats_of_event(session: Session, event_id: str) -> dict[str, list[OwnSeat]]:
    """Return everybody's, by attendance."""
    return _read(session, col(RoundTable.event_id) == event_id)


def seats_ahead(
    session: Session, attendance_ids: Collection[str], since: datetime, until: datetime
) -> dict[str, list[OwnSeat]]:
    """Return the seats of these that hold time which begins after `since`, up to `until`."""
    return _read(
        session,
        col(RoundSeat.attendance_id).in_(attendance_ids),
        col(RoundSeat.live).is_(True),
        col(Slot.starts_at) > since,
        col(Slot.starts_at) <= until,
    )


def seats_to_come(session: Session, attendance_ids: Collection[str]) -> list[OwnSeat]:
    """Return the seats of these, hosts' too, that hold time which has not begun, in its order."""
    found = _read(
        session,
        col(RoundSeat.attendance_id).in_(attendance_ids),
        col(RoundSeat.live).is_(True),
        col(Slot.starts_at) > clock.now(),
    )
    return sorted((one for own in found.values() for one in own), key=lambda one: one.starts_at)


def seats_left(session: Session, attendance_id: str, since: datetime) -> list[OwnSeat]:
    """Return the seats that somebody gave up, or called off as host, from that moment on."""
    own = seats_of(session, [attendance_id]).get(attendance_id, [])
    return [
        one
        for one in own
        if not one.live and one.cause_id == attendance_id and one.changed_at >= since
    ]


def seats_at_each(session: Session, table_ids: Collection[str]) -> dict[str, list[OwnSeat]]:
    """Return who sits, hosts or wishes to sit at these, or did, by attendance."""
    return _read(session, col(RoundSeat.table_id).in_(table_ids), with_wishes=True)


def _read(
    session: Session, *conditions: ColumnElement[bool], with_wishes: bool = False
) -> dict[str, list[OwnSeat]]:
    if not with_wishes:
        conditions = (*conditions, col(RoundSeat.number).is_not(None))
    query = (
        select(RoundSeat, RoundTable, Slot)
        .join(RoundTable, col(RoundTable.id) == RoundSeat.table_id)
        .join(Slot, col(Slot.id) == RoundSeat.slot_id)
        .where(*conditions)
        .order_by(col(Slot.starts_at), col(RoundTable.id))
        .execution_options(populate_existing=True)
    )
    found: dict[str, list[OwnSeat]] = {}
    for seat, table, slot in session.exec(query):
        found.setdefault(seat.attendance_id, []).append(
            OwnSeat(
                table_id=table.id,
                event_id=table.event_id,
                attendance_id=seat.attendance_id,
                host_id=table.host_id,
                title=table.title,
                table_number=table.number,
                slot_id=slot.id,
                starts_at=slot.starts_at,
                minutes=slot.minutes,
                state=seat.state,
                live=seat.live,
                changed_at=seat.changed_at,
                sequence=seat.sequence,
                cause_id=seat.cause_id,
                run_id=seat.run_id,
                said=table.said,
            )
        )
    return found


def held_times(
    session: Session,
    event_id: str,
    attendance_ids: Collection[str] | None = None,
    *,
    replanning: bool = False,
) -> set[tuple[str, str]]:
    """Return (attendance, slot) where a seat holds somebody's time.

    With `replanning`, without the seats that a new plan may take back: see `is_replaceable`.
    """
    query = (
        select(RoundSeat.attendance_id, RoundSeat.slot_id)
        .join(RoundTable, col(RoundTable.id) == RoundSeat.table_id)
        .where(RoundTable.event_id == event_id, col(RoundSeat.live))
    )
    if attendance_ids is not None:
        query = query.where(col(RoundSeat.attendance_id).in_(attendance_ids))
    if replanning:
        query = (
            query.join(Slot, col(Slot.id) == RoundSeat.slot_id)
            .join(Attendance, col(Attendance.id) == RoundSeat.attendance_id)
            .where(~_replaceable())
        )
    return {(one, slot_id) for one, slot_id in session.exec(query)}


def _replaceable() -> ColumnElement[bool]:
    """Return the condition of a seat that a plan gave, is still ahead, and whose owner is there."""
    return (
        col(RoundSeat.run_id).is_not(None)
        & (col(Slot.starts_at) > clock.now())
        & col(Attendance.paused_at).is_(None)
    )


def tables_of(session: Session, event_id: str) -> list[tuple[RoundTable, Slot]]:
    """Return the round tables of an event that are not called off, in order of time."""
    query = (
        select(RoundTable, Slot)
        .join(Slot, col(Slot.id) == RoundTable.slot_id)
        .where(RoundTable.event_id == event_id, col(RoundTable.live))
        .order_by(col(Slot.starts_at), col(RoundTable.number))
        .execution_options(populate_existing=True)
    )
    return list(session.exec(query).all())


def seats_at(session: Session, table_ids: Collection[str]) -> dict[str, list[RoundSeat]]:
    """Return who sits at each of these, hosts and wishes too, in the order in which they asked."""
    query = (
        select(RoundSeat)
        .where(col(RoundSeat.table_id).in_(table_ids), RoundSeat.state != SeatState.OFF)
        .order_by(col(RoundSeat.since), col(RoundSeat.attendance_id))
        .execution_options(populate_existing=True)
    )
    found: dict[str, list[RoundSeat]] = {key: [] for key in table_ids}
    for seat in session.exec(query):
        found[seat.table_id].append(seat)
    return found


def planned_seats(session: Session, event_id: str) -> list[RoundSeat]:
    """Return the seats of an event that a plan gave, and a new one may take back."""
    query = (
        select(RoundSeat)
        .join(RoundTable, col(RoundTable.id) == RoundSeat.table_id)
        .join(Slot, col(Slot.id) == RoundSeat.slot_id)
        .join(Attendance, col(Attendance.id) == RoundSeat.attendance_id)
        .where(RoundTable.event_id == event_id, col(RoundSeat.live), _replaceable())
        .order_by(col(RoundSeat.table_id), col(RoundSeat.attendance_id))
        .execution_options(populate_existing=True)
    )
    return list(session.exec(query).all())


def hosted_by(session: Session, attendance_id: str) -> list[tuple[RoundTable, Slot]]:
    """Return the round tables that somebody hosts and that are still ahead, in order of time."""
    query = (
        select(RoundTable, Slot)
        .join(Slot, col(Slot.id) == RoundTable.slot_id)
        .where(
            RoundTable.host_id == attendance_id, col(RoundTable.live), Slot.starts_at > clock.now()
        )
        .order_by(col(Slot.starts_at))
    )
    return list(session.exec(query).all())


def guests(seats: Sequence[RoundSeat]) -> list[RoundSeat]:
    """Return those of the seats at which a guest sits."""
    return [one for one in seats if one.state is SeatState.SEATED]


def wishers(seats: Sequence[RoundSeat]) -> list[RoundSeat]:
    """Return those who wish for a seat, the first first."""
    return [one for one in seats if one.state is SeatState.WISHED]


def free_number(table: RoundTable, seats: Sequence[RoundSeat]) -> int | None:
    """Return the first seat that is free; None if all are taken."""
    taken = {one.number for one in seats if one.state in HOLDING}
    free = range(HOST_SEAT + 1, table.seats + 1)
    return next((number for number in free if number not in taken), None)
