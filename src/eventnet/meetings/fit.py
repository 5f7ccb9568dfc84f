"""What of a plan can still be: between draft and publication people leave and change their mind.

A meeting that no longer fits is left out without a word to whom it is due, so that nobody is
booked against their consent, and nobody learns of a veto.
"""

from collections import Counter
from collections.abc import Callable, Collection, Sequence
from dataclasses import replace

from sqlalchemy.orm import aliased
from sqlmodel import Session, col, select

from eventnet import clock
from eventnet.absence.queries import away
from eventnet.events.models import Attendance, Event, Slot
from eventnet.events.queries import slots
from eventnet.events.roles import may_meet, ordered
from eventnet.meetings.difference import Booking, Held, Two
from eventnet.meetings.models import Answer, MeetingSide
from eventnet.meetings.participants import Participant
from eventnet.wishes.models import Wish, WishKind

also_refused: list[Callable[[Session, str], set[Two]]] = []
"""What later features know of pairs at an event of which one said no."""

FEW = 500
"""For so many people it is quicker to ask for theirs than for everybody's."""


def vetoes(session: Session, event_id: str) -> set[Two]:
    """Return the pairs of which one doesn't want to meet the other, whoever of the two."""
    query = select(Wish.from_id, Wish.to_id).where(
        Wish.event_id == event_id, Wish.kind == WishKind.AVOID
    )
    return {frozenset(two) for two in session.exec(query)}


def refusals(session: Session, event_id: str) -> set[Two]:
    """Return the pairs of which one said no to a meeting, or called it off: once is enough.

    Later features know of other ways to say no.
    """
    other = aliased(MeetingSide)
    query = (
        select(MeetingSide.attendance_id, other.attendance_id)
        .join(
            other,
            (col(other.meeting_id) == MeetingSide.meeting_id)
            & (col(other.attendance_id) != MeetingSide.attendance_id),
        )
        .join(Attendance, col(Attendance.id) == MeetingSide.attendance_id)
        .where(Attendance.event_id == event_id, MeetingSide.answer == Answer.NO)
    )
    said = {frozenset(two) for two in session.exec(query)}
    return said.union(*(refused(session, event_id) for refused in also_refused))


def fitting(
    session: Session,
    event: Event,
    people: dict[str, Participant],
    held: Sequence[Held],
    bookings: Sequence[Booking],
    *,
    beside: bool = False,
) -> list[Booking]:
    """Return the bookings that can be, the worthiest first where not all can, at their place.

    With `beside` they come beside what was planned before, which stays, instead of replacing it.
    """
    staying = [one for one in held if beside or not one.is_replaceable]
    ahead = {slot.id: slot for slot in slots(session, event.id) if slot.starts_at > clock.now()}
    never = vetoes(session, event.id) | refusals(session, event.id) | {one.two for one in staying}
    allowed = may_meet(session, event.id)
    wanted = {one for booking in bookings for one in booking.two}
    absent = away(session, event.id, wanted if len(wanted) <= FEW else None, replanning=not beside)
    busy = {(person, one.slot_id) for one in staying for person in one.two}
    tables = {(one.slot_id, one.table_number) for one in staying}
    meant = {(one.slot_id, one.table_number) for one in bookings}
    counts = Counter(person for one in staying for person in one.two)
    found = []
    for booking in sorted(bookings, key=lambda one: -one.affinity):
        a, b = people.get(booking.a_id), people.get(booking.b_id)
        slot = ahead.get(booking.slot_id)
        if a is None or b is None or slot is None or booking.two in never:
            continue
        if ordered(a.role_id, b.role_id) not in allowed:
            continue
        seats = {(person, slot.id) for person in booking.two}
        if seats & absent or seats & busy:
            continue
        if _is_full(a, counts) or _is_full(b, counts):
            continue
        online, stand = a.afar or b.afar, a.stand or b.stand
        number = None
        if not (online or stand):
            number = _table(booking, slot, tables, meant)
            if number is None:
                continue
        place = "" if online else stand or ""
        found.append(replace(booking, place=place, table_number=number, online=online))
        busy |= seats
        tables.add((slot.id, number))
        counts.update(booking.two)
    return found


def _table(
    booking: Booking, slot: Slot, taken: set[tuple[str, int | None]], meant: Collection[object]
) -> int | None:
    """Return the table of a booking if it is free.

    Where it has none, because one of the two came back to the room since the draft was made, it
    is one that is meant for nobody else.
    """
    numbers = range(1, slot.tables + 1)
    if booking.table_number is not None:
        fits = booking.table_number in numbers and (slot.id, booking.table_number) not in taken
        return booking.table_number if fits else None
    spare = (n for n in numbers if (slot.id, n) not in taken and (slot.id, n) not in meant)
    return next(spare, None)


def _is_full(person: Participant, counts: Counter[str]) -> bool:
    return person.most is not None and counts[person.attendance_id] >= person.most
