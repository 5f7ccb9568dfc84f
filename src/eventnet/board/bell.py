"""Which slot it is, and when the bell rings next."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlmodel import Session

from eventnet import clock
from eventnet.dates import day, length, time
from eventnet.events.models import Event, Slot
from eventnet.events.queries import slots, zone

MINUTE = timedelta(minutes=1)


@dataclass(frozen=True)
class Bell:
    """The slot now, or the next one if none is under way; and the next ring of the bell."""

    slot: Slot
    under_way: bool
    day: str
    """Which day it is on, unless that is today."""
    begins: str
    ends: str
    rings: datetime
    rings_at: str
    left: str
    """How long until it rings, begun minutes counting whole."""
    ahead: str
    """When the slot after begins, while one is under way; else nothing."""


def bell(session: Session, event: Event) -> Bell | None:
    """Return it, or None if no slot is ahead."""
    now, here = clock.now(), zone(event)
    left = [one for one in slots(session, event.id) if one.ends_at > now]
    if not left:
        return None
    slot = left[0]
    under_way = slot.starts_at <= now
    rings = slot.ends_at if under_way else slot.starts_at
    begins = slot.starts_at.astimezone(here)
    today = begins.date() == now.astimezone(here).date()
    return Bell(
        slot=slot,
        under_way=under_way,
        day="" if today or under_way else day(begins, "short"),
        begins=time(begins),
        ends=time(slot.ends_at.astimezone(here)),
        rings=rings,
        rings_at=time(rings.astimezone(here)),
        left=length(-((now - rings) // MINUTE) * MINUTE),
        ahead=time(left[1].starts_at.astimezone(here)) if under_way and len(left) > 1 else "",
    )


def since(event: Event, moment: datetime | None) -> str:
    """Write the time of day of something that was today."""
    return time(moment.astimezone(zone(event))) if moment else ""


def minutes_since(moment: datetime | None) -> int:
    """Return how many whole minutes ago something was."""
    return int((clock.now() - moment).total_seconds() // 60) if moment else 0
