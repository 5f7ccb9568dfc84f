"""Somebody's meetings on paper, as they would see them themselves: what is theirs alone stays out.

Starred sessions, times away and reasons are not on it; organizers print it, and those are their
owner's.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlmodel import Session

from eventnet.events.models import Event
from eventnet.i18n import gettext as _
from eventnet.organize.roll import Entry
from eventnet.paper.typesetting import breakable, typeset
from eventnet.schedule.days import schedule_of
from eventnet.schedule.rows import Row

PART = 40
"""So many schedules are a file: each takes some ten statements."""
SHOWN = ("confirmed", "waiting", "round")


@dataclass(frozen=True)
class Line:
    """A meeting, or a seat at a round table."""

    time: str
    until: str
    who: str
    about: str
    place: str
    way: str
    words: str
    """What a meeting still waits for, or that they host a round table."""

    @property
    def aloud(self) -> str:
        """Return the line as one reads it out."""
        about = f", {self.about}" if self.about else ""
        said = _(
            "From %(time)s to %(until)s: %(who)s%(about)s, %(place)s.",
            time=self.time,
            until=self.until,
            who=self.who,
            about=about,
            place=self.place,
        )
        return " ".join(filter(None, (said, self.way and f"{self.way}.", self.words)))


@dataclass(frozen=True)
class PaperDay:
    """A day with something in it."""

    label: str
    lines: Sequence[Line]


def paper_days(session: Session, event: Event, attendance_id: str) -> list[PaperDay]:
    """Return the meetings and seats of one attendee, by day, on the event's clock."""
    found = schedule_of(session, event, attendance_id, None, "")
    days = [PaperDay(day.label, _lines(day.rows)) for day in found.days]
    return [day for day in days if day.lines]


def _lines(rows: Sequence[Row]) -> list[Line]:
    return [_line(row) for row in rows if row.state in SHOWN]


def _line(row: Row) -> Line:
    person, seat = row.person, row.seat
    who = person.name if person else seat.title if seat else ""
    about = ", ".join(filter(None, (person.headline, person.organization))) if person else ""
    return Line(
        time=row.time,
        until=row.until,
        who=who or _("the other person"),
        about=about if person else _("a round table"),
        place=row.place,
        way=row.way,
        words=row.words,
    )


def schedules(session: Session, event: Event, people: Sequence[Entry]) -> bytes:
    """Return the schedules of these people as a PDF, each on a page of its own."""
    return typeset(
        "schedules",
        {
            "event": event.name,
            "accent": event.accent,
            "clocks": clocks(event),
            "nothing": nothing(),
            "people": [_sheet(session, event, one) for one in people],
        },
    )


def clocks(event: Event) -> str:
    """Say by which clock the times are."""
    return _("Times are those of the place (%(zone)s).", zone=event.time_zone)


def nothing() -> str:
    """Say that there is no meeting."""
    return _("No meetings are planned.")


def _sheet(session: Session, event: Event, one: Entry) -> dict[str, Any]:
    days = [
        {
            "label": day.label,
            "lines": [
                {
                    "time": f"{line.time} – {line.until}",
                    "who": breakable(line.who),
                    "about": breakable(line.about),
                    "place": " · ".join(filter(None, (line.place, line.way))),
                    "words": line.words,
                }
                for line in day.lines
            ],
        }
        for day in paper_days(session, event, one.attendance.id)
    ]
    return {
        "name": breakable(one.called),
        "organization": breakable(one.organization),
        "days": days,
    }
