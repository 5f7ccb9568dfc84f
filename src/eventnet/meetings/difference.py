"""What a new plan changes about the meetings that people have."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlmodel import Session, col, select

from eventnet import clock
from eventnet.events.models import Attendance, Slot
from eventnet.meetings.models import Meeting, MeetingSide, MeetingState

Two = frozenset[str]


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


def held_meetings(session: Session, event_id: str, *, hold: bool = False) -> list[Held]:
    """Return the live meetings of an event; with `hold` nobody else changes them meanwhile."""
    live = (Meeting.event_id == event_id, col(Meeting.live))
    if hold:
        ids = select(Meeting.id).where(*live).order_by(col(Meeting.id))
        session.exec(ids.with_for_update(key_share=True)).all()
    rows = session.exec(
        select(Meeting, Slot.starts_at, MeetingSide.attendance_id, Attendance.paused_at)
        .join(MeetingSide, col(MeetingSide.meeting_id) == Meeting.id)
        .join(Attendance, col(Attendance.id) == MeetingSide.attendance_id)
        .join(Slot, col(Slot.id) == Meeting.slot_id)
        .where(*live)
        .order_by(col(Slot.starts_at), col(Meeting.id))
        .execution_options(populate_existing=True)
    ).all()
    sides: dict[str, list[str]] = {}
    pausing = {meeting.id for meeting, _starts, _key, paused_at in rows if paused_at is not None}
    for meeting, _starts_at, attendance_id, _paused_at in rows:
        sides.setdefault(meeting.id, []).append(attendance_id)
    return list(
        {
            meeting.id: Held(
                meeting_id=meeting.id,
                two=frozenset(sides[meeting.id]),
                slot_id=meeting.slot_id,
                starts_at=starts_at,
                table_number=meeting.table_number,
                place=meeting.place,
                online=meeting.room is not None,
                state=meeting.state,
                answer_until=meeting.answer_until,
                run_id=meeting.run_id,
                sequence=meeting.sequence,
                on_break=meeting.id in pausing,
            )
            for meeting, starts_at, _attendance_id, _paused_at in rows
        }.values()
    )


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
