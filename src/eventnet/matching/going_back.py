"""What undoing a publication does: which meetings and seats go, which come back, and which cannot.

The rule is: as if the publication had not been, as far as what people did since leaves room. What
they did stands: a no, a meeting called off, a time filled otherwise, a break taken. Who did which
of these nobody is told.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field

from sqlmodel import Session, col, select

from eventnet import clock
from eventnet.accounts.models import Account
from eventnet.communities.models import Membership
from eventnet.events.models import Attendance, Event, Slot
from eventnet.events.queries import present, slots
from eventnet.events.roles import may_meet, ordered
from eventnet.matching.models import Change, MeetingBefore, Publication, SeatBefore
from eventnet.meetings.difference import Two
from eventnet.meetings.models import Meeting, MeetingSide, MeetingState
from eventnet.meetings.online import new_room
from eventnet.round_tables.models import HOST_SEAT, RoundSeat, RoundTable, SeatState
from eventnet.wishes.models import Wish, WishKind

Spot = tuple[int | None, str, str | None]
"""Where two meet: the number of a table, a stand, or what nobody can guess of a room online."""


@dataclass(frozen=True)
class Was:
    """A meeting that a publication changed, and what it was before."""

    meeting: Meeting
    before: MeetingBefore
    two: Two
    answered: bool
    """Whether one of the two has answered since."""

    @property
    def same_time(self) -> bool:
        """Whether it only got another table, or another hour to answer until."""
        return self.before.slot_id == self.meeting.slot_id


@dataclass(frozen=True)
class SeatWas:
    """A seat that a publication changed, and what it was before."""

    seat: RoundSeat
    before: SeatBefore
    table: RoundTable


@dataclass(frozen=True)
class Undoing:
    """What comes of everything that a publication changed."""

    off: list[Was] = field(default_factory=list)
    """Came with it, and go."""
    back: list[tuple[Was, Spot]] = field(default_factory=list)
    """Were moved or called off by it, and stand as they did."""
    lost: list[Was] = field(default_factory=list)
    """Cannot come back: they stay off, or where the publication put them."""
    homeless: list[Was] = field(default_factory=list)
    """Those of the lost whose place of now goes to one that comes back, so they are off."""
    done: list[Was] = field(default_factory=list)
    """Of which people have made something else since: that stands."""
    seats_off: list[SeatWas] = field(default_factory=list)
    seats_back: list[tuple[SeatWas, int]] = field(default_factory=list)
    seats_lost: list[SeatWas] = field(default_factory=list)


def what_undo_does(session: Session, event: Event, publication: Publication) -> Undoing:
    """Return what undoing does at this moment; what is held until then comes to just that."""
    room = _Room(session, event, publication)
    changed = _changed_meetings(session, publication)
    ours = [was for was in changed if _is_as_published(was, publication) and room.is_ahead(was)]
    seats = _changed_seats(session, publication)
    going = [one for one in seats if one.before.change is Change.ADDED]
    leaving = [one for one in going if _is_given(one, publication)]
    room.fill({was.meeting.id for was in ours}, {_seat_key(one) for one in leaving})
    found = Undoing(
        off=[was for was in ours if was.before.change is Change.ADDED],
        done=[was for was in changed if was not in ours],
        seats_off=leaving,
    )
    for was in ours:
        if was.before.change is Change.ADDED:
            continue
        spot = room.spot_for(was)
        if spot is None:
            found.lost.append(was)
        else:
            found.back.append((was, spot))
            room.take(was.two, was.before.slot_id, spot[0])
    for was in found.lost:
        if was.before.change is Change.MOVED:
            if room.is_free(was.two, was.meeting.slot_id, was.meeting.table_number):
                room.take(was.two, was.meeting.slot_id, was.meeting.table_number)
            else:
                found.homeless.append(was)
    for one in seats:
        if one.before.change is Change.CANCELLED and one.seat.state is SeatState.WISHED:
            number = room.seat_for(one)
            if number is None:
                found.seats_lost.append(one)
            else:
                found.seats_back.append((one, number))
                room.sit(one, number)
    return found


def _is_as_published(was: Was, publication: Publication) -> bool:
    """Say whether a meeting is still what the publication made of it, or only its hour passed."""
    if was.before.change is Change.CANCELLED:
        called_off = was.meeting.state is MeetingState.CANCELLED
        return called_off and was.meeting.cause_id == publication.run_id
    standing = was.meeting.live or was.meeting.state is MeetingState.RELEASED
    return standing and was.meeting.run_id == publication.run_id


def _is_given(one: SeatWas, publication: Publication) -> bool:
    return one.seat.state is SeatState.SEATED and one.seat.run_id == publication.run_id


def _seat_key(one: SeatWas) -> tuple[str, str]:
    return one.seat.table_id, one.seat.attendance_id


def _changed_meetings(session: Session, publication: Publication) -> list[Was]:
    """Return what the publication changed, in the order of the time before."""
    mine = (
        col(MeetingBefore.publication_id) == publication.id,
        col(MeetingBefore.change) != Change.KEPT,
    )
    two: dict[str, set[str]] = {}
    answered: set[str] = set()
    sides = (
        select(MeetingSide.meeting_id, MeetingSide.attendance_id, MeetingSide.answered_at)
        .join(MeetingBefore, col(MeetingBefore.meeting_id) == MeetingSide.meeting_id)
        .where(*mine)
    )
    for meeting_id, attendance_id, at in session.exec(sides):
        two.setdefault(meeting_id, set()).add(attendance_id)
        if at is not None and at >= publication.at:
            answered.add(meeting_id)
    query = (
        select(Meeting, MeetingBefore)
        .join(MeetingBefore, col(MeetingBefore.meeting_id) == Meeting.id)
        .join(Slot, col(Slot.id) == col(Meeting.slot_id))
        .where(*mine)
        .order_by(col(Slot.starts_at), col(Meeting.id))
        .execution_options(populate_existing=True)
    )
    found = [
        Was(meeting, before, frozenset(two[meeting.id]), meeting.id in answered)
        for meeting, before in session.exec(query)
    ]
    for was in found:  # they stay as they were read, or each would be read anew after a change
        session.expunge(was.meeting)
        session.expunge(was.before)
    return found


def _changed_seats(session: Session, publication: Publication) -> list[SeatWas]:
    query = (
        select(RoundSeat, SeatBefore, RoundTable)
        .join(
            SeatBefore,
            (col(SeatBefore.table_id) == RoundSeat.table_id)
            & (col(SeatBefore.attendance_id) == RoundSeat.attendance_id),
        )
        .join(RoundTable, col(RoundTable.id) == RoundSeat.table_id)
        .where(SeatBefore.publication_id == publication.id, SeatBefore.change != Change.KEPT)
        .order_by(col(RoundSeat.table_id), col(RoundSeat.since), col(RoundSeat.attendance_id))
        .execution_options(populate_existing=True)
    )
    return [SeatWas(*row) for row in session.exec(query)]


class _Room:
    """Who and what is free, once all that the publication brought is gone."""

    def __init__(self, session: Session, event: Event, publication: Publication) -> None:
        self.session = session
        self.event = event
        self.ahead = {
            slot.id: slot for slot in slots(session, event.id) if slot.starts_at > clock.now()
        }
        query = (
            select(Attendance.id, Attendance.afar, Attendance.paused_at, Attendance.role_id)
            .join(Membership, col(Membership.id) == Attendance.membership_id)
            .join(Account, col(Account.id) == Membership.account_id)
            .where(Attendance.event_id == event.id, present())
        )
        people = session.exec(query).all()
        self.role_of = {key: role_id for key, _afar, _paused, role_id in people}
        self.there = set(self.role_of)
        self.afar = {key for key, afar, _paused, _role in people if afar}
        self.resting = {key for key, _afar, at, _role in people if at and at >= publication.at}
        self.allowed = may_meet(session, event.id)
        vetoes = select(Wish.from_id, Wish.to_id).where(
            Wish.event_id == event.id,
            Wish.kind == WishKind.AVOID,
            col(Wish.created_at) >= publication.at,
        )
        self.apart = {frozenset(two) for two in session.exec(vetoes)}
        self.busy: set[tuple[str, str]] = set()
        self.tables: set[tuple[str, int]] = set()
        self.seats: set[tuple[str, int | None]] = set()

    def fill(self, leaving: Collection[str], left: Collection[tuple[str, str]]) -> None:
        """Note what stands besides the meetings and seats that leave."""
        meetings = (
            select(Meeting.id, Meeting.slot_id, Meeting.table_number, MeetingSide.attendance_id)
            .join(MeetingSide, col(MeetingSide.meeting_id) == Meeting.id)
            .where(Meeting.event_id == self.event.id, col(Meeting.live))
        )
        for key, slot_id, number, person in self.session.exec(meetings):
            if key not in leaving:
                self.take((person,), slot_id, number)
        seats = (
            select(RoundSeat)
            .join(RoundTable, col(RoundTable.id) == RoundSeat.table_id)
            .where(RoundTable.event_id == self.event.id, col(RoundSeat.live))
        )
        for seat in self.session.exec(seats):
            if (seat.table_id, seat.attendance_id) not in left:
                self.busy.add((seat.attendance_id, seat.slot_id))
                self.seats.add((seat.table_id, seat.number))

    def take(self, people: Iterable[str], slot_id: str | None, number: int | None) -> None:
        """Note that these are busy in a slot, and its table is taken."""
        if slot_id is not None:
            self.busy |= {(person, slot_id) for person in people}
            if number is not None:
                self.tables.add((slot_id, number))

    def sit(self, one: SeatWas, number: int) -> None:
        """Note that somebody sits there."""
        self.busy.add((one.seat.attendance_id, one.table.slot_id))
        self.seats.add((one.table.id, number))

    def is_ahead(self, was: Was) -> bool:
        """Say whether it has not begun, so that something can still become of it."""
        return was.meeting.slot_id in self.ahead

    def is_free(self, people: Iterable[str], slot_id: str, number: int | None) -> bool:
        """Say whether all of these are, and the table is."""
        free = number is None or (slot_id, number) not in self.tables
        return free and not any((person, slot_id) in self.busy for person in people)

    def spot_for(self, was: Was) -> Spot | None:
        """Return where two can meet again as they did; at another table if theirs is taken.

        A break or a veto ends no meeting that stands, so neither keeps one from its old time that
        was only moved. One that was called off does not come back for them, nor where the
        roles of the two do not meet.
        """
        slot = self.ahead.get(was.before.slot_id or "")
        if slot is None or not was.two <= self.there:
            return None
        if was.before.change is Change.CANCELLED and (
            was.two & self.resting or was.two in self.apart or not self._may_meet(was.two)
        ):
            return None
        if not self.is_free(was.two, slot.id, None):
            return None
        if was.two & self.afar:
            return None, "", was.before.room or was.meeting.room or new_room()
        if was.before.place:
            return None, was.before.place, None
        own = was.before.table_number
        wanted = [*([] if own is None else [own]), *range(1, slot.tables + 1)]
        number = next((n for n in wanted if (slot.id, n) not in self.tables), None)
        return None if number is None else (number, "", None)

    def _may_meet(self, two: Two) -> bool:
        return ordered(*(self.role_of[one] for one in two)) in self.allowed

    def seat_for(self, one: SeatWas) -> int | None:
        """Return a seat at the round table where somebody had one, theirs if it is free."""
        slot_id, guest = one.table.slot_id, one.seat.attendance_id
        if not one.table.live or slot_id not in self.ahead or (guest, slot_id) in self.busy:
            return None
        if guest not in self.there or guest in self.resting:
            return None
        wanted = [one.before.number or 1, *range(HOST_SEAT + 1, one.table.seats + 1)]
        free = (n for n in wanted if n <= one.table.seats and (one.table.id, n) not in self.seats)
        return next(free, None)
