"""The job that tells people what became of a round table of theirs, once it is committed.

What a publication gives and takes stands in the mail about everything that it changed.
"""

from enum import StrEnum

from sqlmodel import Session

from eventnet.events.models import Event, Slot
from eventnet.hosting.letters import seat_letter
from eventnet.jobs import Ground, enqueue, job
from eventnet.round_tables.models import RoundSeat, RoundTable
from eventnet.schedule.desk import Desk, write_at
from eventnet.schedule.readers import readers


class SeatNews(StrEnum):
    """What somebody is told: a seat became free for them, all is off, or at another time."""

    FREED = "freed"
    OFF = "off"
    MOVED = "moved"


def tell(session: Session, table_id: str, attendance_id: str, news: SeatNews) -> None:
    """Let somebody be told what has become of their seat or wish, once that is committed."""
    seat = session.get_one(RoundSeat, (table_id, attendance_id))
    enqueue(session, tell_seat, table_id, attendance_id, seat.sequence, news.value)


@job()
def tell_seat(ground: Ground, table_id: str, attendance_id: str, sequence: int, news: str) -> None:
    """Write to somebody about a seat, unless more has become of it since, which is told as well."""
    with ground.sessions() as session:
        seat = session.get(RoundSeat, (table_id, attendance_id))
        to = readers(session, [attendance_id]).get(attendance_id)
        if seat is None or to is None or seat.sequence != sequence:
            return
        table = session.get_one(RoundTable, table_id)
        slot, event = session.get_one(Slot, table.slot_id), session.get_one(Event, table.event_id)
        desk = Desk(ground.settings, event, to, {})
        write_at(session, desk, seat_letter, table, slot, sequence, news)
