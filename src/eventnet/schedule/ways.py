"""The way of a day: how far it is from each meeting to the next, in words and on the map."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from eventnet.floor.drawing import Drawing, draw
from eventnet.floor.room import Room
from eventnet.floor.words import about, way, where_stand, where_table
from eventnet.i18n import gettext as _
from eventnet.i18n import ngettext
from eventnet.meetings.queries import OwnMeeting
from eventnet.schedule.rows import Row


@dataclass(frozen=True)
class DayMap:
    """A day on the map of the room."""

    drawing: Drawing
    sentence: str
    about: str
    is_open: bool
    """Whether it is shown at once, as it is the day."""


def with_ways(room: Room, rows: Sequence[Row]) -> list[Row]:
    """Say in each meeting at a table how far that is from the table before it.

    Nothing is said where the room was not set up, or somebody comes from a stand or from online.
    """
    found: list[Row] = []
    before: int | None = None
    for row in rows:
        if row.meeting is None:
            found.append(row)
            continue
        found.append(replace(row, way=_way(room, before, row.meeting.table_number)))
        before = row.meeting.table_number
    return found


def _way(room: Room, one: int | None, other: int | None) -> str:
    if one is None or other is None:
        return ""
    is_known = one == other or (room.is_drawn and max(one, other) <= room.tables)
    return way(room, one, other) if is_known else ""


def day_map(room: Room, rows: Sequence[Row], *, is_today: bool) -> DayMap | None:
    """Return the map of a day with its tables in order."""
    meetings = [row.meeting for row in rows if row.meeting is not None]
    tables = [one.table_number for one in meetings if one.table_number is not None]
    stands = [one.place for one in meetings if one.place]
    if not room.is_drawn or not (tables or set(stands) & set(room.stands)):
        return None
    order = [
        number for number, last in zip(tables, [None, *tables], strict=False) if number != last
    ]
    walked = sum(room.steps(*two) for two in pairwise(order))
    sentence = ngettext(
        "Your table of this day: %(tables)s.",
        "Your tables of this day, in their order: %(tables)s.",
        len(order),
        tables=", ".join(str(number) for number in order),
    )
    if not order:
        sentence = _("On this day you meet at stands.")
    if len(order) > 1:
        sentence += " " + ngettext(
            "In all you walk past %(num)d table.", "In all you walk past %(num)d tables.", walked
        )
    return DayMap(draw(room, tables, stands), sentence, about(room), is_today)


@dataclass(frozen=True)
class Here:
    """Where one meeting is, on the map."""

    drawing: Drawing
    sentence: str
    about: str


def on_map(room: Room, meeting: OwnMeeting) -> Here | None:
    """Return where a meeting is; None if it is on no map."""
    if not room.is_drawn or not meeting.is_live or meeting.is_online:
        return None
    number = meeting.table_number
    if number is None:
        sentence = where_stand(room, meeting.place)
        marked = draw(room, stands=[meeting.place])
        return None if sentence is None else Here(marked, sentence, about(room))
    if number > room.tables:
        return None
    return Here(draw(room, [number]), where_table(room, number), about(room))
