"""The programme in words: when a talk is, and what a new edition changes of it."""

from datetime import datetime
from zoneinfo import ZoneInfo

from eventnet.dates import moment, time
from eventnet.i18n import gettext as _
from eventnet.programme.difference import Change


def hours(starts_at: datetime, ends_at: datetime, zone: ZoneInfo) -> str:
    """Return when something is, on the clocks of a zone."""
    starts, ends = starts_at.astimezone(zone), ends_at.astimezone(zone)
    end = time(ends) if starts.date() == ends.date() else moment(ends)
    return f"{moment(starts)} – {end}"


def changes_in_words(change: Change, zone: ZoneInfo) -> list[str]:
    """Return each thing that changes of a talk, from what to what."""
    talk, entry, fields = change.talk, change.entry, set(change.fields)
    nothing = _("nothing")
    found = [_("Is back in the programme")] if change.returns else []
    if fields & {"starts_at", "ends_at"}:
        found.append(
            _(
                "%(old)s → %(new)s",
                old=hours(talk.starts_at, talk.ends_at, zone),
                new=hours(entry.starts_at, entry.ends_at, zone),
            )
        )
    if "title" in fields:
        found.append(_("Title: %(old)s → %(new)s", old=talk.title, new=entry.title))
    if "room" in fields:
        old, new = talk.room or nothing, entry.room or nothing
        found.append(_("Room: %(old)s → %(new)s", old=old, new=new))
    if "speakers" in fields:
        old, new = ", ".join(talk.speakers) or nothing, ", ".join(entry.speakers) or nothing
        found.append(_("Speakers: %(old)s → %(new)s", old=old, new=new))
    if "abstract" in fields:
        found.append(_("Another description"))
    return found
