"""The tables of a slot: which are free, and what happens at the round ones."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from sqlmodel import Session, col, func, select

from eventnet.events.models import Event, Slot
from eventnet.floor.drawing import Drawing, draw
from eventnet.floor.queries import room
from eventnet.i18n import gettext as _
from eventnet.meetings.models import Meeting
from eventnet.round_tables.models import RoundSeat, RoundTable

DRAWN = 60
"""So many free tables a map marks; where more are free, their numbers in a line say more."""


@dataclass(frozen=True)
class Tables:
    """The tables at which nobody is to sit in a slot."""

    free: Sequence[int]
    all: int
    map: Drawing | None
    """Where they stand; None where the room was not set up, or too many are free."""

    @property
    def words(self) -> str:
        """Their numbers, those in a row as from the first to the last."""
        return ", ".join(ranges(self.free))


@dataclass(frozen=True)
class Round:
    """A round table of the slot."""

    number: int
    title: str
    taken: int
    seats: int


def tables(session: Session, event: Event, slot: Slot) -> Tables:
    """Return the free tables of a slot."""
    query = select(Meeting.table_number).where(
        Meeting.slot_id == slot.id, col(Meeting.live), col(Meeting.table_number).is_not(None)
    )
    taken = set(session.exec(query))
    free = [number for number in range(1, slot.tables + 1) if number not in taken]
    where = room(session, event.id)
    drawn = where.is_drawn and 0 < len(free) <= DRAWN
    # No way leads through free tables: they are marked, and nothing else.
    return Tables(free, slot.tables, replace(draw(where, free), route="") if drawn else None)


def rounds(session: Session, slot: Slot) -> list[Round]:
    """Return the round tables of a slot, with how many sit at each beside the host."""
    query = (
        select(RoundTable, func.count(col(RoundSeat.attendance_id)))
        .outerjoin(
            RoundSeat,
            (col(RoundSeat.table_id) == RoundTable.id)
            & col(RoundSeat.live)
            & (col(RoundSeat.attendance_id) != RoundTable.host_id),
        )
        .where(RoundTable.slot_id == slot.id, col(RoundTable.live))
        .group_by(col(RoundTable.id))
        .order_by(col(RoundTable.number), col(RoundTable.id))
    )
    return [Round(one.number, one.title, taken, one.seats) for one, taken in session.exec(query)]


def ranges(numbers: Sequence[int]) -> Iterator[str]:
    """Yield numbers in their order, three and more in a row as from the first to the last."""
    run: list[int] = []
    for number in [*numbers, None]:
        if run and number != run[-1] + 1:
            whole = len(run) > 2
            yield from [f"{run[0]}–{run[-1]}"] if whole else map(str, run)
            run = []
        if number is not None:
            run.append(number)


def place_of(meeting: Meeting) -> str:
    """Say where a meeting takes place."""
    if meeting.room is not None:
        return _("Online")
    if meeting.table_number is None:
        return _("Stand %(name)s", name=meeting.place)
    return _("Table %(number)d", number=meeting.table_number)
