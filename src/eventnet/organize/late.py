"""Meetings for somebody who came late: found among those who are free, without moving anybody's.

Who meets them when is an assignment of partners to slots, the best one there is for as many
meetings as are looked for. It is found between two transactions; what was found is looked at again
before it is booked.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil

import numpy as np
from scipy.optimize import linear_sum_assignment
from sqlmodel import Session, col, func, or_, select

from eventnet import audit, clock
from eventnet.absence.queries import away
from eventnet.affinities.models import PairAffinity
from eventnet.database import lock, writing
from eventnet.errors import Conflict
from eventnet.events.models import Event
from eventnet.events.queries import slots
from eventnet.events.roles import may_meet, ordered
from eventnet.i18n import gettext as _
from eventnet.ids import new_id
from eventnet.matching.queries import published_run
from eventnet.meetings.booking import book_beside
from eventnet.meetings.difference import Booking, held_meetings
from eventnet.meetings.fit import fitting, refusals, vetoes
from eventnet.meetings.models import Meeting, MeetingSide
from eventnet.meetings.participants import Participant, participants
from eventnet.meetings.queries import meetings_of
from eventnet.people.models import Profile
from eventnet.wishes.models import Wish, WishKind

LEAST = 0.0001
"""What two are worth to each other of whom the engine found nothing."""
WISHES = {WishKind.WANT: 1.0, WishKind.MAYBE: 0.5}
"""What a wish adds where nothing was computed yet that knows it."""
NEVER = -1e6
NOT_LOOKED_FOR = 1e6


@dataclass(frozen=True)
class Found:
    """What was found for somebody, or why nothing is."""

    bookings: Sequence[Booking]
    has: int
    """How many meetings they have ahead."""
    usual: int
    """How many meetings people have on average."""
    why_not: str = ""


@dataclass(frozen=True)
class Everybody:
    """Who may be planned, and what the meetings that stand leave of times and tables."""

    people: dict[str, Participant]
    seats: Sequence[tuple[str, str]]
    """(attendance, slot) of each side of a meeting."""
    counts: Counter[str]
    """How many meetings each has."""
    tables: Counter[str]
    """How many tables are taken in each slot."""


def find_meetings(session: Session, event: Event, attendance_id: str) -> Found:
    """Return the meetings that could be added for one attendee, as many as people have here."""
    everybody = _everybody(session, event)
    people, counts = everybody.people, everybody.counts
    has = sum(one.starts_at > clock.now() for one in meetings_of(session, attendance_id))
    usual = ceil(sum(counts.values()) / len(counts)) if counts else 0
    me = people.get(attendance_id)
    why_not = _why_not(session, event, me, counts)
    room = None if me is None or me.most is None else me.most - counts[attendance_id]
    many = min(max(1, usual - has), usual if room is None else room)
    if why_not or me is None or many < 1:
        return Found((), has, usual, why_not or _("They have as many meetings as they may have."))
    wanted = _assign(session, event, me, everybody, many)
    held = held_meetings(session, event.id, around=wanted)
    fit = fitting(session, event, people, held, wanted, beside=True)
    if not fit:
        why_not = _("Nobody whom they may meet is free at a time when they are, at a free table.")
    starts = {slot.id: slot.starts_at for slot in slots(session, event.id)}
    return Found(sorted(fit, key=lambda one: starts[one.slot_id]), has, usual, why_not)


def _everybody(session: Session, event: Event) -> Everybody:
    there = (Meeting.event_id == event.id, col(Meeting.live))
    sides = select(MeetingSide.attendance_id, MeetingSide.slot_id).join(
        Meeting, col(Meeting.id) == MeetingSide.meeting_id
    )
    seats = session.exec(sides.where(*there)).all()
    tables = select(Meeting.slot_id, func.count(col(Meeting.table_number)))
    return Everybody(
        participants(session, event),
        seats,
        Counter(one for one, _slot in seats),
        Counter(dict(session.exec(tables.where(*there).group_by(col(Meeting.slot_id))).all())),
    )


def _why_not(session: Session, event: Event, me: Participant | None, counts: Counter[str]) -> str:
    if published_run(session, event.id) is None:
        return _("No schedule is published yet. The next run plans them as everybody.")
    if me is None:
        return _(
            "They let no meetings be planned for them: they have not chosen so, take a break, or "
            "have left. Remind them to choose how their meetings come about."
        )
    if me.most is not None and counts[me.attendance_id] >= me.most:
        return _("They have as many meetings as they may have.")
    return ""


def book_found(
    session: Session, event: Event, attendance_id: str, wanted: Sequence[tuple[str, str]], by: str
) -> list[Booking]:
    """Book those meetings, (partner, slot), that still can be; return which these are."""
    with writing(session):
        held_event, run = lock(session, Event, event.id), published_run(session, event.id)
        if held_event is None or run is None:
            raise Conflict(_("No schedule is published any more."))
        worth = _stored(session, attendance_id)
        bookings = [
            _booking(attendance_id, other, slot_id, worth.get(other)) for other, slot_id in wanted
        ]
        booked = book_beside(session, held_event, run.id, new_id(), bookings)
        audit.record(
            session,
            "meetings.added",
            account_id=by,
            event_id=event.id,
            subject=attendance_id,
            meetings=len(booked),
        )
        return booked


def _assign(
    session: Session, event: Event, me: Participant, everybody: Everybody, many: int
) -> list[Booking]:
    """Return the best meetings of one person, one partner to a slot, `many` at most."""
    mine, people = me.attendance_id, everybody.people
    worth = _worth(session, event, me, everybody)
    busy = set(everybody.seats) | away(session, event.id)
    times = [
        slot
        for slot in slots(session, event.id)
        if slot.starts_at > clock.now() and (mine, slot.id) not in busy
    ]
    others = sorted(worth)
    if not times or not others:
        return []
    # As many slots as are not looked for take a partner that is none, and is worth more than any.
    gain = np.full((len(times), len(others) + max(0, len(times) - many)), NOT_LOOKED_FOR)
    for row, slot in enumerate(times):
        has_table = everybody.tables[slot.id] < slot.tables
        for column, other in enumerate(others):
            seated = has_table or me.needs_no_table or people[other].needs_no_table
            free = seated and (other, slot.id) not in busy
            gain[row, column] = worth[other] if free else NEVER
    chosen = zip(*linear_sum_assignment(gain, maximize=True), strict=True)
    return [
        _booking(mine, others[column], times[row].id, None, worth[others[column]])
        for row, column in chosen
        if column < len(others) and gain[row, column] > NEVER
    ]


def _booking(
    mine: str, other: str, slot_id: str, pair: PairAffinity | None, worth: float = 0.0
) -> Booking:
    a_id, b_id = sorted((mine, other))
    affinity = (pair.value or 0.0) if pair else worth
    return Booking(a_id, b_id, slot_id, affinity=affinity, because=pair.because if pair else [])


def _worth(session: Session, event: Event, me: Participant, others: Everybody) -> dict[str, float]:
    """Return what each is worth whom somebody may meet, who has room for one more."""
    mine, allowed = me.attendance_id, may_meet(session, event.id)
    never = vetoes(session, event.id) | refusals(session, event.id)
    never |= {frozenset((mine, one.other_id)) for one in meetings_of(session, mine)}
    stored, wishes = _stored(session, mine), _wishes(session, mine)
    colleagues = _colleagues(session, me)
    found = {}
    for other, them in others.people.items():
        if other == mine or frozenset((mine, other)) in never:
            continue
        if them.membership_id in colleagues or ordered(me.role_id, them.role_id) not in allowed:
            continue
        if them.most is not None and others.counts[other] >= them.most:
            continue
        pair = stored.get(other)
        value = pair.value if pair else None
        found[other] = LEAST + wishes.get(other, 0.0) if value is None else value
    return found


def _stored(session: Session, mine: str) -> dict[str, PairAffinity]:
    query = select(PairAffinity).where(or_(PairAffinity.a_id == mine, PairAffinity.b_id == mine))
    return {pair.b_id if pair.a_id == mine else pair.a_id: pair for pair in session.exec(query)}


def _wishes(session: Session, mine: str) -> dict[str, float]:
    query = select(Wish).where(or_(Wish.from_id == mine, Wish.to_id == mine))
    found: dict[str, float] = {}
    for wish in session.exec(query):
        other = wish.to_id if wish.from_id == mine else wish.from_id
        found[other] = found.get(other, 0.0) + WISHES.get(wish.kind, 0.0)
    return found


def _colleagues(session: Session, me: Participant) -> set[str]:
    """Return the memberships of those who work where somebody does: no plan pairs them."""
    own = select(func.lower(func.trim(Profile.organization))).where(
        Profile.membership_id == me.membership_id, Profile.organization != ""
    )
    same = select(Profile.membership_id).where(func.lower(func.trim(Profile.organization)).in_(own))
    return set(session.exec(same))
