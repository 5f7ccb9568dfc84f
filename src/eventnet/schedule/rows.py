"""One line of somebody's day: a meeting, a seat at a round table, a free slot, or a break."""

from dataclasses import dataclass
from datetime import timedelta

from eventnet.i18n import ngettext
from eventnet.meetings.queries import OwnMeeting
from eventnet.people.queries import PersonView
from eventnet.round_tables.queries import OwnSeat

BREAK = timedelta(minutes=15)
"""From so long on a time between two slots is a break; below, it is for finding the next table."""


@dataclass(frozen=True)
class Row:
    """One line of a day: a meeting, a seat at a round table, a slot that is free, or a break."""

    time: str
    until: str
    own_time: str | None
    """The same moment on the reader's own clock, where that differs."""
    state: str
    """`confirmed`, `waiting`, `round`, `free`, or `break` between two slots."""
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
    seat: OwnSeat | None = None
    """The reader's seat at a round table, where that is what the line is about."""


def pause(starts: str, ends: str, own_time: str | None, length: timedelta) -> Row:
    """Return the line of a break between two slots."""
    words = ngettext("Break: %(num)d minute", "Break: %(num)d minutes", _minutes(length))
    return Row(starts, ends, own_time, state="break", words=words)


def free(length: timedelta) -> str:
    """Say how long a slot is in which somebody is free."""
    return ngettext("%(num)d minute free", "%(num)d minutes free", _minutes(length))


def _minutes(length: timedelta) -> int:
    return round(length.total_seconds() / 60)
