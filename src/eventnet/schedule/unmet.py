"""Somebody's wishes that were not met: why, and what would free each, in plain words.

What is said rests on what `matching.apart` found at the publication, and on what the reader has in
their days now. It is the same for somebody who ruled the reader out as for anybody else.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session, col, select

from eventnet import clock
from eventnet.absence.queries import away
from eventnet.dates import moment
from eventnet.events.models import Attendance, Consent, Event, Slot
from eventnet.events.queries import slots, zone
from eventnet.i18n import gettext as _
from eventnet.matching.models import Hindrance, UnmetWish
from eventnet.matching.queries import hindrances_of, published_run
from eventnet.meetings.models import LIVE, MeetingState
from eventnet.meetings.participants import consent_of
from eventnet.meetings.queries import OwnMeeting, meetings_of
from eventnet.people.partners import view_partners
from eventnet.people.queries import PersonView
from eventnet.requests.rules import Bar, bars, in_words
from eventnet.round_tables.models import RoundSeat, RoundTable, SeatState
from eventnet.round_tables.queries import free_number, seats_at
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


@dataclass(frozen=True)
class _Days:
    """What the reasons are said with: the reader's days as they are now."""

    event: Event
    slots: Mapping[str, Slot]
    meetings: Mapping[str, OwnMeeting]
    people: Mapping[str, PersonView]

    def when(self, slot_id: str) -> str:
        """Return the time of a slot in words."""
        return moment(self.slots[slot_id].starts_at.astimezone(zone(self.event)))

    def ahead(self, found: UnmetWish) -> list[str]:
        """Return those of the slots found that are still to come."""
        now = clock.now()
        known = (key for key in found.slot_ids if key in self.slots)
        return [key for key in known if self.slots[key].starts_at > now]


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
    days = _Days(
        event,
        {slot.id: slot for slot in slots(session, event.id)},
        {one.slot_id: one for one in live},
        people,
    )
    barred = bars(session, event, attendance, list(left))
    found = hindrances_of(session, attendance.id)
    unmet = []
    for key, wish in left.items():
        if key not in people:
            continue
        why, way = _said(
            days,
            found.get(key),
            gone.get(key),
            planned=consent_of(event, attendance) in {Consent.BOOK, Consent.ASK},
            late=wish.created_at > run.published_at,
        )
        if barred.get(key) in TOLD:
            way = in_words(barred[key])
        unmet.append(Unmet(people[key], why, way, key not in barred and people[key].has_page))
    seats = _unmet_seats(session, days, attendance, run.published_at)
    return UnmetPage(run.published_at, unmet, met, seats)


def _unmet_seats(
    session: Session, days: _Days, attendance: Attendance, published_at: datetime
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
            *_why_no_seat(
                days,
                table,
                absent,
                full=free_number(table, seats[table.id]) is None,
                late=seat.since > published_at,
            ),
        )
        for table, seat in sorted(found, key=lambda one: days.slots[one[0].slot_id].starts_at)
    ]


def _why_no_seat(
    days: _Days, table: RoundTable, absent: Collection[str], *, full: bool, late: bool
) -> tuple[str, str]:
    """Return why somebody has no seat at a round table, and the way out."""
    if (meeting := days.meetings.get(table.slot_id)) is not None:
        person = days.people.get(meeting.other_id)
        name = person.name if person and person.name else _("somebody else")
        return (
            _("You meet %(name)s at that time.", name=name),
            _("Move that meeting or call it off, and take a seat if one is left."),
        )
    if table.slot_id in absent:
        return (
            _("You are away at that time, at a session that you starred, or at another table."),
            _("If you want to come all the same, take a seat if one is left."),
        )
    if full:
        return (
            _("Every seat is taken."),
            _("You wait for one: who asked first and is free gets the next that becomes free."),
        )
    if late:
        return (
            _("You said so after the schedule was published."),
            _("There are seats left: take one, or leave it to the next schedule."),
        )
    return (
        _("A schedule weighs the wishes of all; this time it came to something else."),
        _("There is a seat left, and you are free. Take it."),
    )


def _said(
    days: _Days, found: UnmetWish | None, gone: OwnMeeting | None, *, planned: bool, late: bool
) -> tuple[str, str]:
    """Return why a wish was not met, and the way out."""
    if gone is not None and (ended := _ended(gone)):
        return ended, _("You can ask them for another time.")
    if not planned:
        return (
            _("No meetings are planned for you: you have not said that we may."),
            _(
                "Say “book me” or “ask me” on the page “How and when I attend”, "
                "or ask them yourself."
            ),
        )
    if late:
        return (
            _("You said so after the schedule was published."),
            _("The next schedule takes it into account. You can also ask them now."),
        )
    if found is None:
        return (
            _("The schedule that was published has no meeting of the two of you."),
            _("You can ask them yourself."),
        )
    if found.kind in {Hindrance.LIMIT, Hindrance.TIME, Hindrance.TABLES}:
        return _at_a_time(days, found)
    return {
        Hindrance.ROLES: (
            _("The two of you come in roles that are not brought together here."),
            _("The organizers decide that. If it looks wrong, ask them."),
        ),
        Hindrance.NEVER: (
            _("There was no time at which you were free: you are away, or have other meetings."),
            _(
                "Say that you can at more times, on the page “How and when I attend”, "
                "or call a meeting off."
            ),
        ),
    }.get(
        found.kind,
        (
            _("A schedule weighs the times and wishes of all; this one came to other meetings."),
            _(
                "Ask them, or say that you can at more times, on the page “How and when I attend”: "
                "times "
                "become free when somebody calls a meeting off."
            ),
        ),
    )


def _ended(gone: OwnMeeting) -> str:
    """Say what became of a meeting that there was; nothing where a later schedule took it away."""
    if gone.state is MeetingState.RELEASED:
        return _("A meeting was planned, and waited for a yes until its hour.")
    own = gone.cause_id == gone.attendance_id
    if gone.state is MeetingState.MISSED and own:
        return _("You had a meeting, did not find each other, and you met somebody else.")
    if gone.state is MeetingState.MISSED:
        return _("You had a meeting, did not find each other, and they met somebody else.")
    if gone.state is MeetingState.DECLINED:
        if own:
            return _("A meeting was planned, and you said no.")
        return _("A meeting was planned, and they said no.")
    if own:
        return _("You called the meeting off.")
    return _("They called the meeting off.") if gone.cause_id == gone.other_id else ""


def _at_a_time(days: _Days, found: UnmetWish) -> tuple[str, str]:
    """Say what stood in the way in the one slot where nothing else did."""
    ahead = days.ahead(found)
    if not ahead:
        return (
            _("The schedule found no place for the two of you, and the time for it has passed."),
            _("You can ask them for another time."),
        )
    when = days.when(ahead[0])
    if found.kind is Hindrance.LIMIT:
        return (
            _("You have as many meetings as you may have."),
            _(
                "Raise your number on the page “How and when I attend”, "
                "or call another meeting off."
            ),
        )
    if found.kind is Hindrance.TABLES:
        return (
            _("On %(when)s you were both free, and every table was taken.", when=when),
            _("Ask them for that time: a table becomes free when somebody calls a meeting off."),
        )
    return _own_time(days, ahead)


def _own_time(days: _Days, ahead: Sequence[str]) -> tuple[str, str]:
    """Say what the reader has at a time at which the other was free."""
    busy = next((key for key in ahead if key in days.meetings), None)
    if busy is None:
        return (
            _("On %(when)s you could not; they were free then.", when=days.when(ahead[0])),
            _("Say that you can, on the page “How and when I attend”, and ask them."),
        )
    other = days.people.get(days.meetings[busy].other_id)
    name = other.name if other and other.name else _("somebody else")
    return (
        _("On %(when)s they were free, and you meet %(name)s.", when=days.when(busy), name=name),
        _("If that meeting moved or were called off, the two of you could have its time."),
    )
