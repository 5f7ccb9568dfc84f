"""What comes in at the organizer's console."""

import re
from datetime import date, time
from typing import Annotated, Literal

from pydantic import Field, ValidationInfo, field_validator

from eventnet.events.grid import Pattern
from eventnet.floor.models import Wall
from eventnet.floor.room import MOST_IN_A_ROW
from eventnet.forms import Fields, Line, Text, clean_line
from eventnet.i18n import gettext as _
from eventnet.meetings.online import LONGEST, check_pattern
from eventnet.round_tables.models import LEAST_SEATS, MOST_SEATS

MOST_STANDS = 60
MOST_BREAKS = 12
BREAK = re.compile(r"(\d{1,2}):(\d{2})\s*(?:-|–|—|to)\s*(\d{1,2}):(\d{2})")

Tables = Annotated[int, Field(ge=0, le=2000)]


class PatternFields(Fields):
    """Days that look alike, as an organizer says it."""

    days: list[date] = Field(default_factory=list, max_length=60, validate_default=True)
    first: time
    until: time
    minutes: Annotated[int, Field(ge=5, le=240)]
    gap: Annotated[int, Field(ge=0, le=240)] = 0
    tables: Tables
    breaks: Annotated[Text, Field(max_length=500)] = ""

    @field_validator("days")
    @classmethod
    def _some_day(cls, days: list[date]) -> list[date]:
        if not days:
            raise ValueError(_("Please choose at least one day."))
        return days

    @field_validator("first", "until")
    @classmethod
    def _on_the_minute(cls, clock: time) -> time:
        return clock.replace(second=0, microsecond=0, tzinfo=None)

    @field_validator("until")
    @classmethod
    def _after_the_first(cls, until: time, info: ValidationInfo) -> time:
        first = info.data.get("first")
        if first is not None and until <= first and until != time.min:
            raise ValueError(_("The last meeting ends before the first begins."))
        return until

    @field_validator("breaks")
    @classmethod
    def _readable(cls, text: str) -> str:
        read_breaks(text)
        return text

    def pattern(self) -> Pattern:
        """Return what was said, as the grid takes it."""
        return Pattern(
            days=self.days,
            first=self.first,
            until=self.until,
            minutes=self.minutes,
            gap=self.gap,
            tables=self.tables,
            breaks=read_breaks(self.breaks),
        )


def read_breaks(text: str) -> list[tuple[time, time]]:
    """Read breaks such as `12:00-13:30`, one a line or with commas; ValueError in words."""
    parts = (piece.strip() for piece in re.split(r"[\n,;]", text))
    breaks = [_one_break(part) for part in parts if part]
    if len(breaks) > MOST_BREAKS:
        raise ValueError(_("A day has at most %(most)d breaks.", most=MOST_BREAKS))
    return breaks


def _one_break(part: str) -> tuple[time, time]:
    found = BREAK.fullmatch(part)
    numbers = [int(number) for number in found.groups()] if found else []
    if not numbers or max(numbers[0], numbers[2]) > 23 or max(numbers[1], numbers[3]) > 59:
        raise ValueError(
            _("“%(part)s” is no break that we can read. Write it like 12:00-13:30.", part=part[:40])
        )
    off, on = time(numbers[0], numbers[1]), time(numbers[2], numbers[3])
    if on <= off and on != time.min:
        raise ValueError(_("The break “%(part)s” ends before it begins.", part=part))
    return off, on


class RoundFields(Fields):
    """Whether there are round tables, and how large they are."""

    round_tables: Annotated[int, Field(ge=0, le=200)]
    round_seats: Annotated[int, Field(ge=LEAST_SEATS, le=MOST_SEATS)]


class Chosen(Fields):
    """Slots that were ticked, and what to do with them."""

    slot: list[Annotated[str, Field(max_length=40)]] = Field(
        default_factory=list, max_length=1000, validate_default=True
    )
    do: Literal["remove", "move", "tables"]
    new_tables: Tables | Literal[""] = ""
    minutes_later: Annotated[int, Field(ge=-720, le=720)] | Literal[""] = ""
    agreed: Annotated[str, Field(max_length=40)] = ""

    @field_validator("slot")
    @classmethod
    def _some_slot(cls, slots: list[str]) -> list[str]:
        if not slots:
            raise ValueError(_("Please tick the slots first."))
        return slots


class Seat(Fields):
    """What an organizer decides about an attendee."""

    role_id: Annotated[str, Field(max_length=40)]
    stand: Annotated[Line, Field(max_length=60)] = ""
    version: str = ""


class RoomFields(Fields):
    """How the tables stand, as an organizer says it."""

    per_row: Annotated[int, Field(ge=1, le=MOST_IN_A_ROW)]
    entrance: Wall = Wall.BOTTOM
    stands: Annotated[Text, Field(max_length=4000)] = ""
    stands_wall: Wall = Wall.TOP
    version: str = ""

    @property
    def names(self) -> list[str]:
        """The names of the stands, each once, in their order."""
        lines = (str(clean_line(line)) for line in self.stands.split("\n"))
        return list(dict.fromkeys(line for line in lines if line))

    @field_validator("stands")
    @classmethod
    def _few_and_short(cls, text: str) -> str:
        lines = [line.strip() for line in text.split("\n") if line.strip()]
        if len(lines) > MOST_STANDS:
            raise ValueError(_("A wall has at most %(most)d stands.", most=MOST_STANDS))
        long = next((line for line in lines if len(line) > 60), None)
        if long is not None:
            raise ValueError(_("“%(name)s…” is too long: 60 characters.", name=long[:30]))
        return text


class OnlineFields(Fields):
    """Where people meet online; empty, and everybody meets in the room."""

    online_pattern: Annotated[Line, Field(max_length=LONGEST)] = ""
    version: str = ""

    @field_validator("online_pattern")
    @classmethod
    def _makes_addresses(cls, pattern: str) -> str:
        return check_pattern(pattern) if pattern else ""
