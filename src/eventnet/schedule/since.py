"""What publications have changed for each person, beside what that person was last told."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from sqlmodel import Session, col, select

from eventnet.events.models import Slot
from eventnet.matching.models import Change, MeetingBefore, Publication, SeatBefore
from eventnet.meetings.models import MeetingState
from eventnet.meetings.queries import OwnMeeting
from eventnet.round_tables.queries import OwnSeat


@dataclass(frozen=True)
class Last:
    """What everybody was last told of what several publications have changed since.

    Of each meeting and each seat that is what stood before the first of them that changed it.
    """

    meetings: Mapping[str, MeetingBefore]
    seats: Mapping[tuple[str, str], SeatBefore]
    slots: Mapping[str, Slot]


@dataclass(frozen=True)
class Changed:
    """What somebody's mail says: what they have now, what of it is news, and what is gone."""

    live: list[OwnMeeting] = field(default_factory=list)
    seats: list[OwnSeat] = field(default_factory=list)
    new: set[str] = field(default_factory=set)
    """Ids of meetings and round tables."""
    moved: set[str] = field(default_factory=set)
    gone: list[OwnMeeting] = field(default_factory=list)
    """As they were told last."""
    seats_gone: list[OwnSeat] = field(default_factory=list)

    @property
    def is_news(self) -> bool:
        """Whether there is anything to tell."""
        return bool(self.new or self.moved or self.gone or self.seats_gone)

    @property
    def is_first(self) -> bool:
        """Whether they had no meeting before; a table that they host is no schedule yet."""
        all_new = all(one.id in self.new for one in self.live)
        return all_new and not (self.gone or self.seats_gone)


def last_told(session: Session, publications: Sequence[Publication]) -> Last:
    """Return what everybody was told before these publications, which are in their order."""
    order = {one.id: number for number, one in enumerate(publications)}
    meetings: dict[str, MeetingBefore] = {}
    query = select(MeetingBefore).where(
        col(MeetingBefore.publication_id).in_(order), MeetingBefore.change != Change.KEPT
    )
    for one in sorted(session.exec(query), key=lambda one: order[one.publication_id]):
        meetings.setdefault(one.meeting_id, one)
    seats: dict[tuple[str, str], SeatBefore] = {}
    given = select(SeatBefore).where(
        col(SeatBefore.publication_id).in_(order), SeatBefore.change != Change.KEPT
    )
    for seat in sorted(session.exec(given), key=lambda one: order[one.publication_id]):
        seats.setdefault((seat.table_id, seat.attendance_id), seat)
    grid = select(Slot).where(Slot.event_id == publications[0].event_id)
    return Last(meetings, seats, {slot.id: slot for slot in session.exec(grid)})


def changed_for(meetings: Sequence[OwnMeeting], seats: Sequence[OwnSeat], last: Last) -> Changed:
    """Return what is news to somebody of all their meetings and seats, of whatever state.

    What they did themself is none.
    """
    found = Changed()
    for one in meetings:
        before = last.meetings.get(one.id)
        stood = before is not None and before.change is not Change.ADDED
        by_hand = one.cause_id == one.attendance_id
        if one.is_live:
            found.live.append(one)
            if before is not None and not stood:
                found.new.add(one.id)
            elif before is not None and not by_hand and _looks(one) != _looked(before):
                found.moved.add(one.id)
        elif before is not None and stood and not by_hand:
            found.gone.append(_as_told(one, before, last))
    for seat in seats:
        was = last.seats.get((seat.table_id, seat.attendance_id))
        stood = was is not None and was.change is not Change.ADDED
        if seat.live:
            found.seats.append(seat)
            if was is not None and not stood:
                found.new.add(seat.table_id)
        elif stood and seat.cause_id != seat.attendance_id:
            found.seats_gone.append(seat)
    return found


def _looks(one: OwnMeeting) -> tuple[object, ...]:
    until = one.answer_until if one.state is MeetingState.WAITING else None
    return one.slot_id, one.table_number, one.place, one.is_online, one.state, until


def _looked(one: MeetingBefore) -> tuple[object, ...]:
    until = one.answer_until if one.state is MeetingState.WAITING else None
    return one.slot_id, one.table_number, one.place, one.room is not None, one.state, until


def _as_told(one: OwnMeeting, before: MeetingBefore, last: Last) -> OwnMeeting:
    """Return a meeting that is off at the time and the place that were told."""
    slot = last.slots.get(before.slot_id or "")
    if slot is None:
        return one
    return replace(
        one,
        slot_id=slot.id,
        starts_at=slot.starts_at,
        minutes=slot.minutes,
        table_number=before.table_number,
        place=before.place,
        room=before.room,
    )
