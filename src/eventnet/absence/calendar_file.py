"""What a calendar file (RFC 5545) says of times, and nothing else of it.

The files of people are larger than programmes: fifteen years of a full life in one address. So what
tells no time is never looked at, and the zones that a file describes itself are never built.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache

from eventnet.programme.readers.calendar_lines import FOLD

TOLD = (
    "UID|DTSTART|DTEND|DURATION|RRULE|RDATE|EXDATE|RECURRENCE-ID|TRANSP|STATUS|FREEBUSY"
    "|X-MICROSOFT-CDO-BUSYSTATUS"
)
LINE = re.compile(rf"^(BEGIN|END|{TOLD})[ \t]*([;:])([^\r\n]*)", re.MULTILINE | re.IGNORECASE)
# A colon within quotes belongs to the parameter.
PARAMETERS = re.compile(r'((?:"[^"]*"|[^":])*):')
LONGEST_PARAMETERS = 2000
PARAMETER = re.compile(r'(?:^|;)\s*([\w-]+)\s*=\s*("[^"]*"|[^;]*)', re.ASCII)
MOST_LINES = 1_500_000
"""So many lines has no calendar of a person: as many as a hundred thousand events."""
KINDS = ("VEVENT", "VFREEBUSY")


class Page(Exception):
    """It is a web page."""


class NoCalendar(Exception):
    """It is something else."""


class TooMuch(Exception):
    """It takes more work than one person's calendar may."""


class Truncated(Exception):
    """It ends in the middle."""


@dataclass(frozen=True)
class Value:
    """A value of a property, with the parameters that say how to read it."""

    text: str
    zone: str = ""
    kind: str = ""
    """What the parameter VALUE or FBTYPE says."""


@dataclass
class Entry:
    """An event, or a component of busy times."""

    kind: str
    told: dict[str, list[Value]] = field(default_factory=dict)

    def first(self, name: str) -> Value | None:
        """Return the first value of a property."""
        return next(iter(self.told.get(name, ())), None)

    def size(self, name: str) -> int:
        """Return how many items the lists of a property have."""
        return sum(value.text.count(",") + 1 for value in self.told.get(name, ()))

    def word(self, name: str) -> str:
        """Return a property that is one word, in capitals."""
        value = self.first(name)
        return value.text.strip().upper() if value else ""


def entries(data: bytes) -> Iterator[Entry]:
    """Yield the events and busy times of all calendars in a file, one at a time."""
    text = _text(data)
    if text.count("\n") > MOST_LINES:
        raise TooMuch
    within, entry = 0, None
    for found in LINE.finditer(FOLD.sub("", text)):
        name, rest = found[1].upper(), found[3]
        if name == "BEGIN":
            within += 1
            if within == 2 and rest.strip().upper() in KINDS:
                entry = Entry(rest.strip().upper())
        elif name == "END":
            if within == 2 and entry is not None:
                yield entry
                entry = None
            within -= 1
        elif entry is not None and within == 2:
            entry.told.setdefault(name, []).append(_value(found[2], rest))
    if within > 0:
        raise Truncated


def _value(separator: str, rest: str) -> Value:
    if separator == ":":
        return Value(rest)
    parts = PARAMETERS.match(rest, 0, LONGEST_PARAMETERS)
    return Value(rest[parts.end() :], *_parameters(parts[1])) if parts else Value("")


@lru_cache(maxsize=1000)
def _parameters(text: str) -> tuple[str, str]:
    found = {name.upper(): value.strip().strip('"') for name, value in PARAMETER.findall(text)}
    return found.get("TZID", ""), (found.get("VALUE") or found.get("FBTYPE") or "").upper()


def _text(data: bytes) -> str:
    """Return a file as text. What tells times is plain letters, so no other letter matters."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        text = data.decode("utf-16", "replace")
    else:
        text = data.decode("utf-8-sig", "replace")
    start = text[:1000].lstrip().upper()
    if start.startswith("BEGIN:VCALENDAR"):
        return text
    if start.startswith("<"):
        raise Page
    raise NoCalendar
