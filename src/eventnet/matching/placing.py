"""At which tables the meetings of a draft take place: theirs, or one that saves people a way."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from sqlmodel import Session

from eventnet.events.models import Event
from eventnet.events.queries import slots, slots_by_day
from eventnet.floor.queries import room
from eventnet.matching.planning import Meeting
from eventnet.matching.walking import Sitting, shorten_ways
from eventnet.meetings.difference import Held, Two, held_meetings
from eventnet.meetings.participants import Participant, participants

TwoAt = tuple[Two, str]
"""Who meets, and in which slot."""


@dataclass(frozen=True)
class Tables:
    """The table of each meeting, None where it needs none; and what all walk, in tables.

    `before` is what they would walk if each took the first table that is free.
    """

    tables: Mapping[TwoAt, int | None]
    before: int
    after: int


def meeting_tables(session: Session, event: Event, meetings: Sequence[Meeting]) -> Tables:
    """Return the tables of a draft's meetings.

    A meeting that stays in its slot keeps the table that people know; the others get those that
    are left, so that people walk little from one to the next.
    """
    held = held_meetings(session, event.id)
    staying = [one for one in held if not one.is_replaceable]
    known = {(one.two, one.slot_id): one.table_number for one in held if one.is_replaceable}
    free = free_tables(session, event, staying)
    people = participants(session, event)
    sittings = [Sitting(one.two, one.slot_id, one.table_number, stays=True) for one in staying]
    # Those that keep a table choose first.
    for meeting in sorted(meetings, key=lambda one: known.get(two_at(one)) is None):
        two, slot_id = two_at(meeting)
        tables, number, stays = free.get(slot_id, []), None, True
        if not _needs_none(people, two, meeting):
            number = known.get((two, slot_id))
            stays = number in tables
            number = number if stays else next(iter(tables), meeting.table)
            if number in tables:
                tables.remove(number)
            else:
                stays = True  # there is none left for it, and publishing leaves it out
        sittings.append(Sitting(two, slot_id, number, stays))
    for one in sittings:
        if one.table is not None and not one.stays:
            free[one.slot].append(one.table)
    runs = [[slot.id for slot in day.slots] for day in slots_by_day(session, event)]
    found = shorten_ways(room(session, event.id), runs, sittings, free)
    drafted = found.sittings[len(staying) :]
    return Tables({(one.two, one.slot): one.table for one in drafted}, found.before, found.after)


def two_at(meeting: Meeting) -> TwoAt:
    """Return who meets, and in which slot."""
    return frozenset((meeting.a, meeting.b)), meeting.slot


def _needs_none(people: Mapping[str, Participant], two: Collection[str], meeting: Meeting) -> bool:
    """Say whether two need no table as they attend now; where that is not known, as planned."""
    there = [people[one] for one in two if one in people]
    if len(there) < len(two):
        return meeting.table is None
    return any(person.needs_no_table for person in there)


def free_tables(session: Session, event: Event, staying: Sequence[Held]) -> dict[str, list[int]]:
    """Return the tables of each slot that no staying meeting holds: the engine counts these."""
    taken = {(one.slot_id, one.table_number) for one in staying}
    return {
        slot.id: [n for n in range(1, slot.tables + 1) if (slot.id, n) not in taken]
        for slot in slots(session, event.id)
    }
