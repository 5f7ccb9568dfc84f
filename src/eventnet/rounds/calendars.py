"""Somebody's talks as iCalendar (RFC 5545), to keep or to subscribe to."""

from collections.abc import Iterable

from icalendar import Calendar, vDuration
from icalendar import Event as Entry

from eventnet.i18n import gettext as _
from eventnet.rounds.letters import names
from eventnet.rounds.talks_shown import ShownTalk
from eventnet.schedule.calendars import REFRESH


def calendar(name: str, uid: str, talks: Iterable[ShownTalk], address: str, host: str) -> bytes:
    """Write talks as a calendar; one that is off says so, so that programs take it away.

    `address` is a talk's page with `TALK` in the place of its id. How others are reached is not
    in it: calendars are shown to colleagues.
    """
    made = Calendar.new(
        name=name, uid=f"{uid}@{host}", prodid="-//eventnet//eventnet//EN", method="PUBLISH"
    )
    made.add("REFRESH-INTERVAL", vDuration(REFRESH), parameters={"VALUE": "DURATION"})
    made.add("X-PUBLISHED-TTL", vDuration(REFRESH))
    for one in talks:
        talk, page = one.own.talk, address.replace("TALK", one.own.talk.id)
        status = "CONFIRMED" if one.own.is_agreed else "TENTATIVE"
        entry = Entry()
        entry.add("UID", f"talk-{talk.id}@{host}")
        entry.add("DTSTAMP", talk.changed_at)
        entry.add("LAST-MODIFIED", talk.changed_at)
        entry.add("SEQUENCE", talk.sequence)
        entry.add("DTSTART", talk.starts_at)
        entry.add("DTEND", talk.ends_at)
        entry.add("STATUS", status if one.own.stands else "CANCELLED")
        entry.add("SUMMARY", _("Talk with %(names)s", names=names(one.others)))
        entry.add("DESCRIPTION", "\n".join(why for other in one.others for why in other.why))
        entry.add("URL", page)
        made.add_component(entry)
    written: bytes = made.to_ical()
    return written
