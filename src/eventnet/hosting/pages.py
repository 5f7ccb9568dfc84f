"""Round tables as their pages show them: by day, and of each what its reader may see and do."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from sqlmodel import Session

from eventnet import clock
from eventnet.dates import day, time
from eventnet.events.models import Slot
from eventnet.events.policies import InsiderVisit
from eventnet.events.queries import zone
from eventnet.hosting.holding import busy_slots
from eventnet.i18n import gettext as _
from eventnet.i18n import ngettext
from eventnet.people.queries import PersonView, event_roll, tint, view_people
from eventnet.round_tables.models import RoundSeat, RoundTable, SeatState
from eventnet.round_tables.queries import guests, seats_at, tables_of
from eventnet.round_tables.words import left_in_words, place_of
from eventnet.schedule.rows import own_time


@dataclass(frozen=True)
class TableRow:
    """One round table, as one reader sees it."""

    table: RoundTable
    slot: Slot
    time: str
    until: str
    own_time: str | None
    """The same moment on the reader's own clock, where that differs."""
    place: str
    host: PersonView | None
    """None where the host does not show their name to this reader."""
    sitting: Sequence[PersonView]
    others: str
    """How many more sit there, who do not show their name to this reader; "" for none."""
    left: str
    """How many seats are left, in words."""
    mine: SeatState | None
    full: bool
    busy: str
    """What else the reader has at that time, in words; "" for nothing."""
    begun: bool


@dataclass(frozen=True)
class TableDay:
    """A day as the page shows it."""

    label: str
    rows: Sequence[TableRow]


def by_day(visit: InsiderVisit) -> list[TableDay]:
    """Return the round tables of an event that are not called off, under their days."""
    found = tables_of(visit.session, visit.event.id)
    here = zone(visit.event)
    days = groupby(rows(visit, found), lambda row: row.slot.starts_at.astimezone(here).date())
    return [TableDay(day(on, "weekday"), list(of_day)) for on, of_day in days]


def rows(visit: InsiderVisit, found: Sequence[tuple[RoundTable, Slot]]) -> list[TableRow]:
    """Return round tables as lines; in as many statements for one as for many."""
    seats = seats_at(visit.session, [table.id for table, _slot in found])
    ids = {one.attendance_id for of_table in seats.values() for one in of_table}
    ids |= {table.host_id for table, _slot in found}
    people = _people(visit.session, visit, sorted(ids))
    busy = busy_slots(visit.session, visit.attendance.id) if visit.attendance else {}
    return [
        _row(visit, table, slot, seats[table.id], people, busy=busy.get(slot.id, ""))
        for table, slot in found
    ]


def _people(session: Session, visit: InsiderVisit, ids: Sequence[str]) -> Mapping[str, PersonView]:
    """Return these people as the reader may see them: organizers read the names on their list."""
    if visit.attendance is None or visit.organizes:
        return {
            one.attendance_id: PersonView(
                one.attendance_id, name=one.name, tint=tint(one.name), has_page=False
            )
            for one in event_roll(session, visit.event.id)
            if one.attendance_id in set(ids) and one.left_at is None
        }
    seen = view_people(session, visit.event.id, visit.attendance.id, ids)
    return {key: one for key, one in seen.items() if one.name}


def _row(
    visit: InsiderVisit,
    table: RoundTable,
    slot: Slot,
    seats: Sequence[RoundSeat],
    people: Mapping[str, PersonView],
    *,
    busy: str,
) -> TableRow:
    here, event = zone(visit.event), visit.event
    own = visit.attendance.id if visit.attendance else None
    sit = guests(seats)
    shown = [people[one.attendance_id] for one in sit if one.attendance_id in people]
    hidden = len(sit) - len(shown)
    others = ngettext("%(num)d person", "%(num)d people", hidden)
    if shown and hidden:
        others = ngettext("%(num)d more", "%(num)d more", hidden)
    return TableRow(
        table=table,
        slot=slot,
        time=time(slot.starts_at.astimezone(here)),
        until=time(slot.ends_at.astimezone(here)),
        own_time=own_time(slot.starts_at, event, visit.account.time_zone),
        place=place_of(table.number),
        host=people.get(table.host_id),
        sitting=shown,
        others=others if hidden else "",
        left=left_in_words(table.seats, len(sit)),
        mine=next((one.state for one in seats if one.attendance_id == own), None),
        full=len(sit) >= table.seats,
        busy=busy,
        begun=slot.starts_at <= clock.now(),
    )


def said_of(state: SeatState, title: str) -> str:
    """Say what somebody has now at a round table."""
    return {
        SeatState.SEATED: _("You have a seat at “%(title)s”.", title=title),
        SeatState.WISHED: _(
            "You wish for a seat at “%(title)s”. Nothing is held until you have one.", title=title
        ),
        SeatState.OFF: _("Given up: “%(title)s”. Your time is free again.", title=title),
        SeatState.HOSTING: _("Your round table “%(title)s” stands.", title=title),
    }[state]
