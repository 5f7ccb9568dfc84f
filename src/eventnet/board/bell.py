"""Which slot it is, and when the bell rings next."""

from dataclasses import dataclass
from datetime import datetime
from math import ceil

from sqlmodel import Session

from eventnet import clock
from eventnet.dates import time
from eventnet.events.models import Event, Slot
from eventnet.events.queries import slots, zone


@dataclass(frozen=True)
class Bell:
    """The slot now, or the next one if none is under way; and the next ring of the bell."""

    slot: Slot
    under_way: bool
    begins: str
    ends: str
    rings: datetime
    rings_at: str
    minutes: int
    """Until it rings, begun minutes counting whole."""
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
    return Bell(
        slot=slot,
        under_way=under_way,
        begins=time(slot.starts_at.astimezone(here)),
        ends=time(slot.ends_at.astimezone(here)),
        rings=rings,
        rings_at=time(rings.astimezone(here)),
        minutes=ceil((rings - now).total_seconds() / 60),
        ahead=time(left[1].starts_at.astimezone(here)) if under_way and len(left) > 1 else "",
    )


def since(event: Event, moment: datetime | None) -> str:
    """Write the time of day of something that was today."""
    return time(moment.astimezone(zone(event))) if moment else ""


def minutes_since(moment: datetime | None) -> int:
    """Return how many whole minutes ago something was."""
    return int((clock.now() - moment).total_seconds() // 60) if moment else 0
