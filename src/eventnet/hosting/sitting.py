"""Taking a seat, wishing for one, giving it up; and who comes next when one becomes free."""

from collections.abc import Sequence

from sqlmodel import Session

from eventnet import clock
from eventnet.absence.queries import away
from eventnet.database import writing
from eventnet.errors import Conflict
from eventnet.events.models import Slot
from eventnet.hosting.holding import (
    Held,
    busy_with,
    hold_event,
    hold_table,
    refuse_if_busy,
    refuse_unless_here,
)
from eventnet.hosting.telling import SeatNews, tell
from eventnet.i18n import gettext as _
from eventnet.jobs import Ground, enqueue, job
from eventnet.meetings.fit import vetoes
from eventnet.round_tables.changes import put
from eventnet.round_tables.models import HOLDING, RoundSeat, RoundTable, SeatState
from eventnet.round_tables.queries import free_number, guests, seats_at, wishers


class NoSeat(Conflict):
    """Every seat of a round table is taken."""


def take_seat(session: Session, event_id: str, attendance_id: str, table_id: str) -> RoundTable:
    """Take a seat, which holds its time. Taking it again changes nothing.

    Somebody whom a plan seated there makes the seat their own, so that no plan takes it back.
    """
    with writing(session):
        held = hold_table(session, event_id, table_id, [attendance_id])
        refuse_unless_here(held.there, attendance_id)
        own = held.of(attendance_id)
        if own is not None and own.state in HOLDING:
            own.run_id = None
            session.add(own)
            return held.table
        refuse_if_busy(session, attendance_id, held.slot.id)
        number = free_number(held.table, held.seats)
        if number is None:
            raise NoSeat(
                _("Every seat is taken by now. Wait for one, and you get the first that is free.")
            )
        seated = SeatState.SEATED
        put(session, held.table, attendance_id, seated, number=number, cause_id=attendance_id)
        return held.table


def wish_for_seat(session: Session, event_id: str, attendance_id: str, table_id: str) -> RoundTable:
    """Wish for a seat, which holds nothing. Wishing again keeps the place in the row."""
    with writing(session):
        held = hold_table(session, event_id, table_id, [attendance_id])
        refuse_unless_here(held.there, attendance_id)
        if held.of(attendance_id) is None:
            wished = SeatState.WISHED
            put(session, held.table, attendance_id, wished, cause_id=attendance_id, asked_now=True)
        return held.table


def give_up(session: Session, event_id: str, attendance_id: str, table_id: str) -> RoundTable:
    """Give up a seat or a wish; a seat goes to whoever waits. Doing so again changes nothing."""
    with writing(session):
        held = hold_table(session, event_id, table_id, [attendance_id])
        own = held.of(attendance_id)
        if own is None:
            return held.table
        if own.state is SeatState.HOSTING:
            raise Conflict(_("You host this round table. If you cannot come, call it off."))
        was_full = is_full(held)
        put(session, held.table, attendance_id, SeatState.OFF, cause_id=attendance_id)
        if was_full:
            fill(session, held.table)
        return held.table


def is_full(held: Held) -> bool:
    """Say whether every seat is taken."""
    return free_number(held.table, held.seats) is None


def fill(session: Session, table: RoundTable) -> None:
    """Give the seats that are free to those who wait, and tell them; the event is held.

    They come in the order in which they asked, as far as they are free. They are not asked again:
    they wished for this very seat, and can give it up. Two of whom one rather does not meet the
    other are brought to one table only where nobody else waits.
    """
    seats = seats_at(session, [table.id])[table.id]
    sit = {one.attendance_id for one in seats if one.state in HOLDING}
    never = vetoes(session, table.event_id)
    for one in sorted(
        _next(session, table, wishers(seats)), key=lambda one: _apart(one, sit, never)
    ):
        number = free_number(table, seats_at(session, [table.id])[table.id])
        if number is None:
            return
        put(session, table, one.attendance_id, SeatState.SEATED, number=number, cause_id=None)
        tell(session, table.id, one.attendance_id, SeatNews.FREED)


def _apart(one: RoundSeat, sit: set[str], never: set[frozenset[str]]) -> bool:
    return any(frozenset((one.attendance_id, other)) in never for other in sit)


def _next(session: Session, table: RoundTable, waiting: Sequence[RoundSeat]) -> list[RoundSeat]:
    """Return those who wait and could come, the first first."""
    ids = [one.attendance_id for one in waiting]
    _event, there = hold_event(session, table.event_id, ids)
    busy = set(busy_with(session, ids, table.slot_id))
    busy |= {key for key, slot in away(session, table.event_id, ids) if slot == table.slot_id}
    return [
        one
        for one in waiting
        if (person := there.get(one.attendance_id)) is not None
        and person.paused_at is None
        and one.attendance_id not in busy
    ]


@job()
def fill_left(ground: Ground, table_id: str) -> None:
    """Give a seat of somebody who left the event to whoever waits for it."""
    with ground.sessions() as session:
        found = session.get(RoundTable, table_id)
        if found is None:
            return
        with writing(session):
            hold_event(session, found.event_id, [found.host_id])
            table = session.get_one(RoundTable, table_id, populate_existing=True)
            if table.live and session.get_one(Slot, table.slot_id).starts_at > clock.now():
                fill(session, table)


def leave_table(session: Session, table: RoundTable, attendance_id: str) -> None:
    """Take somebody who leaves the event away from a round table; who waits is seated next.

    Only they are held, so whoever waits is seated by a job that holds the event first.
    """
    seats = seats_at(session, [table.id])[table.id]
    sat = any(one.attendance_id == attendance_id for one in guests(seats))
    was_full = free_number(table, seats) is None
    put(session, table, attendance_id, SeatState.OFF, cause_id=attendance_id)
    if sat and was_full:
        enqueue(session, fill_left, table.id)
