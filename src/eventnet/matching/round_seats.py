"""The seats of a plan: what publishing changes about them, and giving them to people."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from sqlmodel import Session, col, select

from eventnet import clock
from eventnet.absence.queries import away
from eventnet.events.models import Attendance, Event
from eventnet.meetings.models import MeetingSide
from eventnet.round_tables.changes import put
from eventnet.round_tables.models import HOLDING, HOST_SEAT, RoundSeat, RoundTable, SeatState
from eventnet.round_tables.queries import planned_seats, seats_at, tables_of

SeatFor = tuple[str, str]
"""Who, and at which round table."""


@dataclass(frozen=True)
class SeatDifference:
    """What comes of the seats that a plan gave before, and which are new."""

    kept: list[SeatFor]
    added: list[SeatFor]
    taken_back: list[SeatFor]

    @property
    def all(self) -> list[SeatFor]:
        """Return the seats that people have by the plan."""
        return [*self.kept, *self.added]


def seat_difference(
    session: Session,
    event: Event,
    wanted: Sequence[SeatFor],
    busy: Collection[tuple[str, str]],
) -> SeatDifference:
    """Return what giving these seats changes, as far as each of them still can be.

    Whoever gave up the wish meanwhile, is away, or is `busy` in the slot (attendance, slot), is not
    seated; nor is anybody for whom no seat is left.
    """
    found = {
        table.id: table
        for table, slot in tables_of(session, event.id)
        if slot.starts_at > clock.now()
    }
    seats = seats_at(session, list(found))
    before = {(one.attendance_id, one.table_id) for one in planned_seats(session, event.id)}
    absent = away(session, event.id, replanning=True) | set(busy)
    resting = _resting(session, event.id)
    left = {key: table.seats - _firm(seats[key], before) for key, table in found.items()}
    kept: list[SeatFor] = []
    added: list[SeatFor] = []
    for guest, table_id in sorted(wanted, key=lambda one: one not in before):
        table = found.get(table_id)
        asks = {one.attendance_id for one in seats.get(table_id, ()) if _may_be_given(one, before)}
        if table is None or guest not in asks or guest in resting or left[table_id] <= 0:
            continue
        if (guest, table.slot_id) in absent:
            continue
        left[table_id] -= 1
        absent.add((guest, table.slot_id))
        (kept if (guest, table_id) in before else added).append((guest, table_id))
    return SeatDifference(kept, added, sorted(before - set(kept)))


def _firm(seats: Sequence[RoundSeat], before: Collection[SeatFor]) -> int:
    return sum(
        one.state is SeatState.SEATED and (one.attendance_id, one.table_id) not in before
        for one in seats
    )


def _may_be_given(one: RoundSeat, before: Collection[SeatFor]) -> bool:
    return one.state is SeatState.WISHED or (one.attendance_id, one.table_id) in before


def _resting(session: Session, event_id: str) -> set[str]:
    """Return who takes a break from what is planned, or has left."""
    query = select(Attendance.id).where(
        Attendance.event_id == event_id,
        col(Attendance.paused_at).is_not(None) | col(Attendance.left_at).is_not(None),
    )
    return set(session.exec(query))


def seat_plan(
    session: Session, event: Event, run_id: str, wanted: Sequence[SeatFor]
) -> SeatDifference:
    """Give the seats of a plan, in the caller's transaction, once its meetings are booked.

    Seats that it does not give any more become wishes again, as they were.
    """
    difference = seat_difference(session, event, wanted, meeting_times(session, event.id))
    for guest, table_id in difference.taken_back:
        table = session.get_one(RoundTable, table_id)
        put(session, table, guest, SeatState.WISHED, cause_id=run_id)
    for guest, table_id in difference.kept:
        seat = session.get_one(RoundSeat, (table_id, guest))
        seat.run_id = run_id
        session.add(seat)
    session.flush()
    taken = {
        key: {one.number for one in seats if one.state in HOLDING}
        for key, seats in seats_at(
            session, sorted({key for _guest, key in difference.added})
        ).items()
    }
    for guest, table_id in difference.added:
        table = session.get_one(RoundTable, table_id)
        free = range(HOST_SEAT + 1, table.seats + 1)
        number = next(one for one in free if one not in taken[table_id])
        taken[table_id].add(number)
        seated = SeatState.SEATED
        put(session, table, guest, seated, number=number, run_id=run_id, cause_id=run_id)
    return difference


def meeting_times(session: Session, event_id: str) -> set[tuple[str, str]]:
    """Return (attendance, slot) where somebody has a meeting."""
    query = (
        select(MeetingSide.attendance_id, MeetingSide.slot_id)
        .join(Attendance, col(Attendance.id) == MeetingSide.attendance_id)
        .where(Attendance.event_id == event_id, col(MeetingSide.live))
    )
    return {(one, slot_id) for one, slot_id in session.exec(query)}
