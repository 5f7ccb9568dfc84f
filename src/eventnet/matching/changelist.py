"""What publishing would change, as a list that a person can check."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session

from eventnet.events.models import Event
from eventnet.events.queries import slots, zone
from eventnet.i18n import gettext as _
from eventnet.matching.publishing import Preview
from eventnet.matching.round_seats import SeatDifference, SeatFor
from eventnet.meetings.difference import Booking, Difference
from eventnet.meetings.models import MeetingState
from eventnet.people.queries import event_roll
from eventnet.round_tables.queries import tables_of
from eventnet.round_tables.words import place_of

MOST = 100
"""So many lines of each kind are shown; who wants all of them takes the files."""


@dataclass(frozen=True)
class Line:
    """One meeting that changes: who, from when to when, and where."""

    who: str
    before: datetime | None
    after: datetime | None
    place: str


@dataclass(frozen=True)
class Changes:
    """The changed meetings by kind, the first of each as lines."""

    kept: int
    added: int
    moved: int
    cancelled: int
    left_out: int
    people: int
    """How many people this changes something for: each of them gets one mail."""
    asked_again: int
    """Meetings that both agreed to, and that need another yes at their new time."""
    is_first: bool
    """Whether nothing planned is there yet that could change."""
    added_lines: list[Line]
    moved_lines: list[Line]
    cancelled_lines: list[Line]
    seats_kept: int
    """How many seats at round tables that a schedule gave stay as they are."""
    seats_new: int
    seats_off: int
    seats_new_lines: list[Line]
    seats_off_lines: list[Line]

    @property
    def most(self) -> int:
        """How many lines of a kind are shown."""
        return MOST


def changes(session: Session, event: Event, preview: Preview) -> Changes:
    """Put names and times to a difference."""
    difference = preview.difference
    here = zone(event)
    starts = {slot.id: slot.starts_at.astimezone(here) for slot in slots(session, event.id)}
    names = names_of(session, event.id)

    tables = {table.id: table for table, _slot in tables_of(session, event.id)}

    def seat(one: SeatFor) -> Line:
        table = tables[one[1]]
        words = _("%(name)s, “%(title)s”", name=names.get(one[0], "?"), title=table.title)
        return Line(words, None, starts.get(table.slot_id), place_of(table.number))

    def who(two: frozenset[str]) -> str:
        return both(names, two)

    return Changes(
        kept=len(difference.kept),
        added=len(difference.added),
        moved=len(difference.moved),
        cancelled=len(difference.cancelled),
        left_out=preview.left_out,
        people=len(_touched(difference, preview.seats)),
        asked_again=sum(
            old.state is MeetingState.CONFIRMED and old.slot_id != new.slot_id
            for old, new in difference.moved
        ),
        is_first=not (difference.kept or difference.moved or difference.cancelled)
        and not (preview.seats.kept or preview.seats.taken_back),
        added_lines=ordered(
            Line(who(new.two), None, starts.get(new.slot_id), where_of(new))
            for new in difference.added
        ),
        moved_lines=ordered(
            Line(who(new.two), starts.get(old.slot_id), starts.get(new.slot_id), where_of(new))
            for old, new in difference.moved
        ),
        cancelled_lines=ordered(
            Line(who(old.two), starts.get(old.slot_id), None, "") for old in difference.cancelled
        ),
        seats_kept=len(preview.seats.kept),
        seats_new=len(preview.seats.added),
        seats_off=len(preview.seats.taken_back),
        seats_new_lines=ordered(map(seat, preview.seats.added)),
        seats_off_lines=ordered(map(seat, preview.seats.taken_back)),
    )


def _touched(difference: Difference, seats: SeatDifference) -> set[str]:
    changed = [new.two for new in difference.added]
    changed += [new.two for _old, new in difference.moved]
    changed += [old.two for old in difference.cancelled]
    guests = {guest for guest, _table in (*seats.added, *seats.taken_back)}
    return {person for two in changed for person in two} | guests


def where_of(booking: Booking) -> str:
    """Return where a meeting is to be."""
    if booking.online:
        return _("Online")
    if booking.table_number is None:
        return booking.place
    return _("Table %(number)d", number=booking.table_number)


def ordered(lines: Iterable[Line]) -> list[Line]:
    """Return the first lines by name, as somebody looks for them."""
    return sorted(lines, key=lambda line: (line.who.casefold(), line.after or line.before))[:MOST]


def both(names: Mapping[str, str], two: frozenset[str]) -> str:
    """Return what two are called together."""
    one, other = sorted(names.get(key, "?") for key in two)
    return _("%(one)s and %(other)s", one=one, other=other)


def names_of(session: Session, event_id: str) -> dict[str, str]:
    """Return what the people of an event are called, for its organizers."""
    return {entry.attendance_id: entry.name for entry in event_roll(session, event_id)}
