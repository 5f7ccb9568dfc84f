"""How seats change: state, time and number in one place, so that they never disagree.

The caller holds the event, as whoever arranges or publishes does; so what is read here stays.
"""

from sqlmodel import Session

from eventnet import clock
from eventnet.round_tables.models import HOLDING, RoundSeat, RoundTable, SeatState


def put(
    session: Session,
    table: RoundTable,
    attendance_id: str,
    state: SeatState,
    *,
    number: int | None = None,
    run_id: str | None = None,
    cause_id: str | None,
    asked_now: bool = False,
) -> RoundSeat:
    """Bring somebody into a state at a round table; every change is a new calendar edition.

    With `asked_now` they stand behind all who asked before.
    """
    seat = session.get(RoundSeat, (table.id, attendance_id), populate_existing=True)
    if seat is None:
        seat = RoundSeat(
            table_id=table.id, attendance_id=attendance_id, slot_id=table.slot_id, state=state
        )
    else:
        seat.sequence += 1
    holds = state in HOLDING
    if asked_now:
        seat.since = clock.now()
    if holds:
        seat.slot_id, seat.number = table.slot_id, number
    seat.state, seat.live = state, holds
    seat.run_id = run_id if holds else None
    seat.cause_id, seat.changed_at = cause_id, clock.now()
    session.add(seat)
    session.flush()
    return seat
