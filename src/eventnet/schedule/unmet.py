"""Somebody's wishes that were not met: why, and what would free each, in plain words.

What is said rests on what `matching.apart` found at the publication, and on what the reader has in
their days now. It is the same for somebody who ruled the reader out as for anybody else.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session, col, select

from eventnet import clock
from eventnet.absence.queries import away
from eventnet.events.models import Attendance, Consent, Event, Role
from eventnet.events.queries import slots
from eventnet.matching.queries import hindrances_of, published_run
from eventnet.meetings.models import LIVE, MeetingState
from eventnet.meetings.participants import consent_of
from eventnet.meetings.queries import meetings_of
from eventnet.people.partners import view_partners
from eventnet.people.queries import PersonView
from eventnet.requests.rules import Bar, bars, in_words
from eventnet.round_tables.models import RoundSeat, RoundTable, SeatState
from eventnet.round_tables.queries import free_number, seats_at
from eventnet.schedule.unmet_words import Days, why_no_seat, why_unmet
from eventnet.wishes.models import Wish, WishKind

TOLD = {Bar.ASKED, Bar.ASKED_BY_THEM, Bar.DECLINED, Bar.CLOSED}
"""What keeps somebody from asking, and is said instead of a way that leads nowhere."""


@dataclass(frozen=True)
class Unmet:
    """A wish that was not met: of whom, why, and the way out."""

    person: PersonView
    why: str
    way: str
    may_ask: bool


@dataclass(frozen=True)
class UnmetSeat:
    """A wish for a seat at a round table that was not met: why, and the way out."""

    table_id: str
    title: str
    when: str
    why: str
    way: str


@dataclass(frozen=True)
class UnmetPage:
    """All of somebody's, and the publication that they are about; None before the first."""

    published_at: datetime | None
    unmet: Sequence[Unmet]
    met: int
    """How many of their wishes have a meeting."""
    seats: Sequence[UnmetSeat] = ()


def unmet_wishes(session: Session, event: Event, attendance: Attendance) -> UnmetPage:
    """Return the wishes of somebody that were not met; the latest wish comes first."""
    run = published_run(session, event.id)
    everything = meetings_of(session, attendance.id, tuple(MeetingState))
    live = [one for one in everything if one.state in LIVE]
    in_turn = sorted(everything, key=lambda one: one.changed_at)
    gone = {one.other_id: one for one in in_turn if one.state not in LIVE}
    to_meet = {one.other_id for one in live}
    wishes = session.exec(
        select(Wish)
        .where(Wish.from_id == attendance.id, Wish.kind == WishKind.WANT)
        .order_by(col(Wish.created_at).desc(), col(Wish.to_id))
    ).all()
    left = {wish.to_id: wish for wish in wishes if wish.to_id not in to_meet}
    met = len(wishes) - len(left)
    if run is None or run.published_at is None:
        return UnmetPage(None, [], met)
    wanted = {attendance.id: [attendance.id, *left, *to_meet]}
    people = view_partners(session, event.id, wanted).get(attendance.id, {})
    days = Days(
        event,
        {slot.id: slot for slot in slots(session, event.id)},
        {one.slot_id: one for one in live},
        people,
        by_role=_limited_by_role(session, attendance),
    )
    barred = bars(session, event, attendance, list(left))
    found = hindrances_of(session, attendance.id)
    unmet = []
    for key, wish in left.items():
        if key not in people:
            continue
        why, way = why_unmet(
            days,
            found.get(key),
            gone.get(key),
            planned=consent_of(event, attendance.consent) in {Consent.BOOK, Consent.ASK},
            late=wish.created_at > run.published_at,
        )
        if barred.get(key) in TOLD:
            way = in_words(barred[key])
        unmet.append(Unmet(people[key], why, way, key not in barred and people[key].has_page))
    seats = _unmet_seats(session, days, attendance, run.published_at)
    return UnmetPage(run.published_at, unmet, met, seats)


def _limited_by_role(session: Session, attendance: Attendance) -> bool:
    """Say whether raising their own number would bring somebody no further meeting."""
    own, role = attendance.max_meetings, session.get_one(Role, attendance.role_id)
    return role.max_meetings is not None and (own is None or own >= role.max_meetings)


def _unmet_seats(
    session: Session, days: Days, attendance: Attendance, published_at: datetime
) -> list[UnmetSeat]:
    """Return the seats that somebody wishes for, and why they have none.

    It rests on their own days, and on whether seats are left, which everybody sees: so whom they,
    or who sits there, would rather not meet tells itself to nobody.
    """
    query = (
        select(RoundTable, RoundSeat)
        .join(RoundSeat, col(RoundSeat.table_id) == RoundTable.id)
        .where(
            RoundSeat.attendance_id == attendance.id,
            RoundSeat.state == SeatState.WISHED,
            col(RoundTable.live),
        )
    )
    now = clock.now()
    found = [
        (table, seat)
        for table, seat in session.exec(query)
        if table.slot_id in days.slots and days.slots[table.slot_id].starts_at > now
    ]
    seats = seats_at(session, [table.id for table, _seat in found])
    absent = {slot_id for _one, slot_id in away(session, days.event.id, [attendance.id])}
    return [
        UnmetSeat(
            table.id,
            table.title,
            days.when(table.slot_id),
            *why_no_seat(
                days,
                table,
                absent,
                full=free_number(table, seats[table.id]) is None,
                late=seat.since > published_at,
            ),
        )
        for table, seat in sorted(found, key=lambda one: days.slots[one[0].slot_id].starts_at)
    ]
