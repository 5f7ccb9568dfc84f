"""The lines of an iCalendar file, without the time zones that it describes itself.

icalendar builds a zone of each such description, keeps it for all later files under a name that
the file chose, and follows its rule of recurrence however often it recurs. So it sees none, nor the
names of zones, which it would look for among the files of this computer.
"""

import re
from collections.abc import Iterator

from eventnet.i18n import gettext as _
from eventnet.programme.readers.entries import UnreadableProgramme

FOLD = re.compile(r"(?:(?<!\n)\r\n|(?<![\r\n])\n)(?:\r?\n)*[ \t]")
LINE = re.compile(r"[^\r\n]+(?:\r(?!\n)[^\r\n]*)*")
MOST_LINES = 500_000
"""So many lines has no programme: three thousand sessions of a hundred lines are fewer."""
BRACKETS = ("BEGIN", "END")
# How a line begins that is a bracket, or tells a time.
LEADS = frozenset("BEDR" + "bedr")
ZONE = "VTIMEZONE"
TIMES = ("DTSTART", "DTEND", "DUE", "RDATE", "EXDATE", "RECURRENCE-ID")
NAMES_ZONE = re.compile(r"(;[ \t]*)TZID(?=[ \t]*=)", re.IGNORECASE | re.ASCII)
ZONE_OF_TIME = "X-TZID"
"""The parameter of a time that holds the name of its zone."""
# Plain letters only: icalendar reads names in capitals, and other letters have the same ones.
PART = re.compile("[A-Za-z0-9-]+")


def without_zones(text: str) -> str:
    """Return a file in unfolded lines, without any VTIMEZONE. A time has its zone's name aside."""
    kept: list[str] = []
    within = False
    for number, line in enumerate(unfolded(text)):
        if number > MOST_LINES:
            raise UnreadableProgramme(
                _(
                    "This file has more than %(most)d lines. Export the programme of this event "
                    "alone.",
                    most=MOST_LINES,
                )
            )
        if line[0] not in LEADS and not line[0].isspace():
            if not within:
                kept.append(line)
            continue
        bracket, part = _bracket(line)
        if bracket and part == ZONE:
            within = bracket == "BEGIN"
        elif not within:
            kept.append(f"{bracket}:{part}" if bracket else _aside(line))
    if within:
        raise _damaged(f"BEGIN:{ZONE}")
    return "\r\n".join(kept)


def unfolded(text: str) -> Iterator[str]:
    """Yield the lines of a file, each in one piece; a line that goes on begins with a space."""
    return (line[0] for line in LINE.finditer(FOLD.sub("", text)))


def _bracket(line: str) -> tuple[str, str]:
    """Return whether a line begins or ends a part, and which, however it is spelt."""
    name = re.split("[:;]", line, maxsplit=1)[0]
    bracket = "".join(name.split()).upper()
    if bracket not in BRACKETS:
        return "", ""
    part = line.partition(":")[2].strip()
    if not PART.fullmatch(part):
        raise _damaged(line)
    return bracket, part.upper()


def _aside(line: str) -> str:
    """Return a line with the name of a zone where icalendar does not look for it."""
    if line[:13].upper().startswith(TIMES):
        return NAMES_ZONE.sub(rf"\1{ZONE_OF_TIME}", line)
    return line


def _damaged(line: str) -> UnreadableProgramme:
    return UnreadableProgramme(
        _("This calendar is damaged: “%(why)s”. Export it again.", why=line[:200])
    )
