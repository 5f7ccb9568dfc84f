"""Readers: a programme as a file, whichever of the formats it is in."""

import json

from eventnet.i18n import gettext as _
from eventnet.programme.readers.calendar import read_calendar
from eventnet.programme.readers.entries import Reading, Setting, UnreadableProgramme
from eventnet.programme.readers.schedule_json import read_schedule

MAX_MEGABYTES = 5


def read_programme(data: bytes, setting: Setting) -> Reading:
    """Read `schedule.json` or iCalendar; the bytes decide which. At least one entry is good."""
    text = _text(data)
    if text.startswith(("{", "[")):
        reading = read_schedule(_json(text), setting)
    elif text[:15].upper() == "BEGIN:VCALENDAR":
        reading = read_calendar(text, setting)
    elif text.startswith("<"):
        raise UnreadableProgramme(
            _("This is a page or XML. Give the address or file of schedule.json, or of an .ics.")
        )
    else:
        raise UnreadableProgramme(
            _("This is neither a schedule.json nor an iCalendar file (.ics).")
        )
    _refuse_nothing(reading)
    return reading


def too_large() -> UnreadableProgramme:
    """Return the refusal of what is larger than any programme."""
    return UnreadableProgramme(
        _(
            "This file is larger than %(most)d MB. Export the programme of this event alone.",
            most=MAX_MEGABYTES,
        )
    )


def _text(data: bytes) -> str:
    if len(data) > MAX_MEGABYTES * 1024 * 1024:
        raise too_large()
    if not data.strip():
        raise UnreadableProgramme(_("This file is empty."))
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise UnreadableProgramme(
            _(
                "This file is no UTF-8 text: byte %(where)d cannot be read. Export it again as "
                "schedule.json or iCalendar.",
                where=error.start + 1,
            )
        ) from error
    return text.replace("\x00", " ").lstrip()


def _json(text: str) -> object:
    try:
        return json.loads(text)
    except json.JSONDecodeError as error:
        raise UnreadableProgramme(
            _(
                "This is no complete JSON: line %(line)d, column %(column)d cannot be read. "
                "Export it again.",
                line=error.lineno,
                column=error.colno,
            )
        ) from error
    except (RecursionError, ValueError) as error:  # brackets without end, or digits
        raise UnreadableProgramme(
            _("This JSON holds what no programme has: brackets or digits without end.")
        ) from error


def _refuse_nothing(reading: Reading) -> None:
    if reading.entries:
        return
    if not reading.refused:
        raise UnreadableProgramme(_("There is no session in this file."))
    first = reading.refused[0]
    raise UnreadableProgramme(
        _(
            "None of the %(many)d sessions in this file can be brought in. “%(title)s”: %(why)s",
            many=len(reading.refused),
            title=first.called,
            why=first.words,
        )
    )
