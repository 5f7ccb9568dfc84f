"""What a host and the organizers do: propose a round table, change it, move it, call it off."""

from collections.abc import Sequence

from sqlmodel import Session, col, select

from eventnet import audit, clock
from eventnet.database import writing
from eventnet.errors import Conflict, NotFound, Refused
from eventnet.events.actions import held as held_event
from eventnet.events.actions import on_slots_moved
from eventnet.events.models import Event, Slot
from eventnet.events.queries import slots
from eventnet.hosting.forms import TableFields
from eventnet.hosting.holding import (
    Held,
    hold_event,
    hold_table,
    refuse_if_busy,
    refuse_unless_here,
)
from eventnet.hosting.sitting import fill, is_full, leave_table
from eventnet.hosting.telling import SeatNews, tell
from eventnet.i18n import gettext as _
from eventnet.i18n import ngettext
from eventnet.meetings.actions import on_leaving
from eventnet.meetings.arranging import TimeTaken
from eventnet.meetings.models import MeetingSide
from eventnet.round_tables.changes import put
from eventnet.round_tables.models import HOST_SEAT, RoundSeat, RoundTable, SeatState
from eventnet.round_tables.queries import guests, seats_at, tables_of


class FieldRefused(Refused):
    """What stands in a field cannot be; `field` says in which."""

    def __init__(self, field: str, sentence: str) -> None:
        super().__init__(sentence)
        self.field = field


def set_round_tables(session: Session, event_id: str, tables: int, seats: int, by: str) -> None:
    """Say how many round tables fit in a slot, and how large they are at most; 0 ends them."""
    with writing(session):
        event = held_event(session, event_id)
        ahead = [one for one, slot in tables_of(session, event_id) if slot.starts_at > clock.now()]
        if tables == 0 and ahead:
            raise Conflict(
                ngettext(
                    "%(num)d round table is ahead. Call it off first, or leave room for it.",
                    "%(num)d round tables are ahead. Call them off first, or leave room for them.",
                    len(ahead),
                )
            )
        event.round_tables, event.round_seats = tables, seats
        session.add(event)
        audit.record(
            session,
            "round_tables.set",
            account_id=by,
            event_id=event_id,
            tables=tables,
            seats=seats,
        )


def open_slots(session: Session, event: Event, attendance_id: str) -> list[Slot]:
    """Return the slots ahead with a round table to spare, in which somebody has nothing yet."""
    taken: dict[str, int] = {}
    for table, _slot in tables_of(session, event.id):
        taken[table.slot_id] = taken.get(table.slot_id, 0) + 1
    mine = (
        select(side.slot_id).where(side.attendance_id == attendance_id, col(side.live))
        for side in (MeetingSide, RoundSeat)
    )
    busy = {slot_id for query in mine for slot_id in session.exec(query)}
    return [
        slot
        for slot in slots(session, event.id)
        if slot.starts_at > clock.now()
        and slot.id not in busy
        and taken.get(slot.id, 0) < event.round_tables
    ]


def propose(session: Session, event_id: str, attendance_id: str, wanted: TableFields) -> RoundTable:
    """Propose a round table, which holds the time of its host."""
    with writing(session):
        event, there = hold_event(session, event_id, [attendance_id])
        refuse_unless_here(there, attendance_id)
        _check_seats(event, wanted.seats)
        slot = _slot(session, event, attendance_id, wanted.slot)
        table = RoundTable(
            event_id=event_id,
            host_id=attendance_id,
            slot_id=slot.id,
            number=_number(session, event, slot),
            title=wanted.title,
            about=wanted.about,
            seats=wanted.seats,
        )
        session.add(table)
        session.flush()
        _seat_host(session, table)
        return table


def change(
    session: Session, event_id: str, attendance_id: str, table_id: str, wanted: TableFields
) -> RoundTable:
    """Change a round table of one's own. At another time it is empty until people say so again."""
    with writing(session):
        held = _own(session, event_id, attendance_id, table_id)
        table, taken = held.table, len(guests(held.seats))
        moves = bool(wanted.slot) and wanted.slot != table.slot_id
        _check_seats(held.event, wanted.seats, before=table.seats)
        if wanted.seats < taken and not moves:
            raise FieldRefused(
                "seats",
                ngettext(
                    "%(num)d seat is taken already, so there cannot be fewer.",
                    "%(num)d seats are taken already, so there cannot be fewer.",
                    taken,
                ),
            )
        was_full = is_full(held)
        table.title, table.about, table.seats = wanted.title, wanted.about, wanted.seats
        table.changed_at = clock.now()
        session.add(table)
        if moves:
            _move(session, held, wanted.slot)
        else:
            _keep_numbers(session, held)
            if was_full:
                fill(session, table)
        return table


def call_off(
    session: Session, event_id: str, table_id: str, said: str, *, host_id: str | None, by: str
) -> None:
    """Call a round table off, as its host or, without `host_id`, as an organizer; say why."""
    with writing(session):
        held = (
            hold_table(session, event_id, table_id)
            if host_id is None
            else _own(session, event_id, host_id, table_id)
        )
        _end(session, held.table, held.seats, said, host_id)
        if host_id is None:
            audit.record(
                session,
                "round_table.called_off",
                account_id=by,
                event_id=event_id,
                subject=held.table.host_id,
            )


def leave_all(session: Session, attendance_id: str) -> None:
    """Call off what somebody hosts, and give up their seats and wishes, because they leave."""
    with writing(session):
        query = (
            select(RoundSeat, RoundTable)
            .join(RoundTable, col(RoundTable.id) == RoundSeat.table_id)
            .join(Slot, col(Slot.id) == RoundTable.slot_id)
            .where(
                RoundSeat.attendance_id == attendance_id,
                RoundSeat.state != SeatState.OFF,
                col(RoundTable.live),
                Slot.starts_at > clock.now(),
            )
            .order_by(col(RoundTable.id))
        )
        for seat, table in session.exec(query).all():
            if seat.state is SeatState.HOSTING:
                _end(session, table, seats_at(session, [table.id])[table.id], "", attendance_id)
            else:
                leave_table(session, table, attendance_id)


def reissue(session: Session, event_id: str) -> None:
    """Make a new edition of the calendar entries of seats that move with their slots."""
    with writing(session):
        query = (
            select(RoundSeat)
            .join(RoundTable, col(RoundTable.id) == RoundSeat.table_id)
            .where(RoundTable.event_id == event_id, col(RoundSeat.live))
        )
        for seat in session.exec(query).all():
            seat.sequence += 1
            seat.changed_at = clock.now()
            session.add(seat)


on_leaving.append(leave_all)
on_slots_moved.append(reissue)


def _own(session: Session, event_id: str, attendance_id: str, table_id: str) -> Held:
    held = hold_table(session, event_id, table_id, [attendance_id])
    if held.table.host_id != attendance_id:
        raise NotFound(_("There is no such round table of yours."))
    return held


def _check_seats(event: Event, seats: int, before: int = 0) -> None:
    most = max(event.round_seats, before)
    if seats > most:
        raise FieldRefused("seats", _("There is room for %(most)d beside you.", most=most))


def _slot(session: Session, event: Event, attendance_id: str, slot_id: str) -> Slot:
    for slot in open_slots(session, event, attendance_id):
        if slot.id == slot_id:
            return slot
    refuse_if_busy(session, attendance_id, slot_id)
    raise TimeTaken(_("At that time no round table is free any more. Please choose another."))


def _number(session: Session, event: Event, slot: Slot) -> int:
    taken = {one.number for one, _slot in tables_of(session, event.id) if one.slot_id == slot.id}
    return next(number for number in range(1, event.round_tables + 1) if number not in taken)


def _seat_host(session: Session, table: RoundTable) -> None:
    host, state = table.host_id, SeatState.HOSTING
    put(session, table, host, state, number=HOST_SEAT, cause_id=host, asked_now=True)


def _move(session: Session, held: Held, slot_id: str) -> None:
    """Bring a round table to another slot. Who sat or waited there said so of the old one."""
    table = held.table
    slot = _slot(session, held.event, table.host_id, slot_id)
    for one in held.seats:
        if one.state is not SeatState.HOSTING:
            put(session, table, one.attendance_id, SeatState.OFF, cause_id=table.host_id)
            tell(session, table.id, one.attendance_id, SeatNews.MOVED)
    table.number, table.slot_id = _number(session, held.event, slot), slot.id
    session.add(table)
    session.flush()
    _seat_host(session, table)


def _keep_numbers(session: Session, held: Held) -> None:
    """Let those whose seat is no longer there sit on one that is."""
    staying = guests(held.seats)
    free = [
        number
        for number in range(HOST_SEAT + 1, held.table.seats + 1)
        if number not in {one.number for one in staying}
    ]
    for one in staying:
        if one.number is not None and one.number > held.table.seats:
            one.number = free.pop(0)
            session.add(one)
    session.flush()


def _end(
    session: Session, table: RoundTable, seats: list[RoundSeat], said: str, cause_id: str | None
) -> None:
    end_quietly(session, table, seats, said, cause_id)
    for one in seats:
        if one.attendance_id != cause_id:
            tell(session, table.id, one.attendance_id, SeatNews.OFF)


def end_quietly(
    session: Session, table: RoundTable, seats: Sequence[RoundSeat], said: str, cause_id: str | None
) -> None:
    """Call a round table off, and leave telling to the caller, who holds the event."""
    table.live, table.said, table.changed_at = False, said, clock.now()
    session.add(table)
    session.flush()
    for one in seats:
        put(session, table, one.attendance_id, SeatState.OFF, cause_id=cause_id)
