"""What a new plan changes about the meetings that people have."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import select as select_columns
from sqlmodel import Session, col, or_, select

from eventnet import clock
from eventnet.events.models import Attendance, Slot
from eventnet.meetings.models import Meeting, MeetingSide, MeetingState

Two = frozenset[str]
_KNOWN = (
    col(Meeting.id),
    col(Meeting.slot_id),
    col(Slot.starts_at),
    col(Meeting.table_number),
    col(Meeting.place),
    col(Meeting.room),
    col(Meeting.state),
    col(Meeting.answer_until),
    col(Meeting.run_id),
    col(Meeting.sequence),
)


@dataclass(frozen=True)
class Booking:
    """A meeting to be: two attendances, a slot, and a table unless it is at a stand or online."""

    a_id: str
    b_id: str
    slot_id: str
    table_number: int | None = None
    place: str = ""
    online: bool = False
    affinity: float = 0.0
    because: list[dict[str, Any]] = field(default_factory=list)

    @property
    def two(self) -> Two:
        """Who meets."""
        return frozenset((self.a_id, self.b_id))


@dataclass(frozen=True)
class Held:
    """A live meeting, as far as a new plan needs to know it."""

    meeting_id: str
    two: Two
    slot_id: str
    starts_at: datetime
    table_number: int | None
    place: str
    online: bool
    state: MeetingState
    answer_until: datetime | None
    run_id: str | None
    sequence: int
    on_break: bool = False
    """Whether one of the two takes a break from new meetings; what they have stays as it is."""

    @property
    def is_replaceable(self) -> bool:
        """Whether a new plan may move it or call it off: it was planned, and is still ahead."""
        return self.run_id is not None and self.starts_at > clock.now() and not self.on_break

    @property
    def is_overdue(self) -> bool:
        """Whether its hour has passed without a yes."""
        return (
            self.state == MeetingState.WAITING
            and self.answer_until is not None
            and self.answer_until <= clock.now()
        )


@dataclass(frozen=True)
class Difference:
    """What comes of the meetings that there are, and what is new.

    Kept ones stay where they are; moved ones get another time, another table, or a new hour
    because nobody answered within the old one.
    """

    kept: list[tuple[Held, Booking]]
    moved: list[tuple[Held, Booking]]
    added: list[Booking]
    cancelled: list[Held]


def held_meetings(
    session: Session,
    event_id: str,
    *,
    hold: bool = False,
    around: Sequence[Booking] | None = None,
) -> list[Held]:
    """Return the live meetings of an event; with `hold` nobody else changes them meanwhile.

    With `around` these are only those in the slots, or of the people, of some bookings.
    """
    live = [col(Meeting.event_id) == event_id, col(Meeting.live)]
    if around is not None:
        theirs = select(MeetingSide.meeting_id).where(
            col(MeetingSide.attendance_id).in_({key for one in around for key in one.two}),
            col(MeetingSide.live),
        )
        then = col(Meeting.slot_id).in_({one.slot_id for one in around})
        live.append(or_(then, col(Meeting.id).in_(theirs)))
    if hold:
        ids = select(Meeting.id).where(*live).order_by(col(Meeting.id))
        session.exec(ids.with_for_update(key_share=True)).all()
    sides = (
        select(MeetingSide.meeting_id, MeetingSide.attendance_id, Attendance.paused_at)
        .join(Meeting, col(Meeting.id) == MeetingSide.meeting_id)
        .join(Attendance, col(Attendance.id) == MeetingSide.attendance_id)
        .where(*live)
    )
    two: dict[str, set[str]] = {}
    pausing = set()
    for meeting_id, attendance_id, paused_at in session.exec(sides):
        two.setdefault(meeting_id, set()).add(attendance_id)
        if paused_at is not None:
            pausing.add(meeting_id)
    rows = session.execute(
        select_columns(*_KNOWN)
        .join(Slot, col(Slot.id) == Meeting.slot_id)
        .where(*live)
        .order_by(col(Slot.starts_at), col(Meeting.id))
    )
    return [
        Held(
            meeting_id=row.id,
            two=frozenset(two[row.id]),
            slot_id=row.slot_id,
            starts_at=row.starts_at,
            table_number=row.table_number,
            place=row.place,
            online=row.room is not None,
            state=row.state,
            answer_until=row.answer_until,
            run_id=row.run_id,
            sequence=row.sequence,
            on_break=row.id in pausing,
        )
        for row in rows
    ]


def compare(held: Sequence[Held], bookings: Iterable[Booking]) -> Difference:
    """Return how the bookings differ from what is held, as far as a new plan may change it."""
    before = {one.two: one for one in held if one.is_replaceable}
    difference = Difference([], [], [], [])
    for booking in bookings:
        old = before.pop(booking.two, None)
        if old is None:
            difference.added.append(booking)
        elif not old.is_overdue and _where(old) == _where(booking):
            difference.kept.append((old, booking))
        else:
            difference.moved.append((old, booking))
    difference.cancelled.extend(before.values())
    return difference


def _where(one: Held | Booking) -> tuple[str, int | None, str, bool]:
    return one.slot_id, one.table_number, one.place, one.online
