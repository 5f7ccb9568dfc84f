"""One line of somebody's day: a meeting, a seat, a starred session, a free slot, or a break."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from itertools import groupby
from typing import NamedTuple
from zoneinfo import ZoneInfo

from eventnet.dates import day, time
from eventnet.events.models import Event
from eventnet.events.queries import zone
from eventnet.i18n import ngettext
from eventnet.meetings.queries import OwnMeeting
from eventnet.people.clashes import Clash
from eventnet.people.queries import PersonView
from eventnet.programme.models import Talk
from eventnet.round_tables.queries import OwnSeat

BREAK = timedelta(minutes=15)
"""From so long on a time between two slots is a break; below, it is for finding the next table."""


Times = tuple[str, str, str | None]
"""From when to when something is, and when that begins on the reader's own clock."""


def times(event: Event, time_zone: str | None, starts: datetime, ends: datetime) -> Times:
    """Return in words when something is that begins and ends then, on the event's clock."""
    here = zone(event)
    return (
        time(starts.astimezone(here)),
        time(ends.astimezone(here)),
        own_time(starts, event, time_zone),
    )


def own_time(moment: datetime, event: Event, time_zone: str | None) -> str | None:
    """Return a moment on the person's own clock, unless that shows what the event's shows."""
    if time_zone is None:
        return None
    own, there = moment.astimezone(ZoneInfo(time_zone)), moment.astimezone(zone(event))
    if own.utcoffset() == there.utcoffset():
        return None
    return time(own) if own.date() == there.date() else day(own, "short") + ", " + time(own)


@dataclass(frozen=True)
class Row:
    """One line of a day: a meeting, a seat, a starred session, a slot that is free, or a break."""

    time: str
    until: str
    own_time: str | None
    """The same moment on the reader's own clock, where that differs."""
    state: str
    """`confirmed`, `waiting`, `round`, `starred`, `free`, or `break` between two slots."""
    words: str = ""
    """What a waiting meeting waits for, and until when; how long one is free, or the break is."""
    place: str = ""
    person: PersonView | None = None
    reason: str = ""
    href: str | None = None
    meeting: OwnMeeting | None = None
    mark: str = ""
    """What is new about it, in a word."""
    way: str = ""
    """How far it is from the table of the meeting before it."""
    join: str = ""
    """Where its address is told, while a meeting online is open."""
    opens: str = ""
    """When that is, in words, as long as it is not."""
    clash: str = ""
    """What else its reader has at that time, and for a meeting what to do."""
    seat: OwnSeat | None = None
    """The reader's seat at a round table, where that is what the line is about."""
    talk: Talk | None = None
    """A session that they starred."""
    clashes: Sequence[Clash] = ()
    """The meetings that stand while it is on."""


class Line(NamedTuple):
    """A row, and when it begins."""

    starts: datetime
    row: Row


def pause(starts: str, ends: str, own_time: str | None, length: timedelta) -> Row:
    """Return the line of a break between two slots."""
    words = ngettext("Break: %(num)d minute", "Break: %(num)d minutes", _minutes(length))
    return Row(starts, ends, own_time, state="break", words=words)


def free(length: timedelta) -> str:
    """Say how long a slot is in which somebody is free."""
    return ngettext("%(num)d minute free", "%(num)d minutes free", _minutes(length))


def together(rows: Sequence[Row]) -> list[Row]:
    """Make one line of slots in which somebody is free and that follow one another."""
    lines: list[Row] = []
    for is_free, some in groupby(rows, key=lambda row: row.state == "free"):
        found = list(some)
        if is_free and len(found) > 1:
            words = ngettext("%(num)d slot free", "%(num)d slots free", len(found))
            found = [replace(found[0], until=found[-1].until, words=words)]
        lines += found
    return lines


def _minutes(length: timedelta) -> int:
    return round(length.total_seconds() / 60)
