"""Which slot it is now, and when something can be said about a meeting."""

from datetime import datetime, timedelta

from sqlmodel import Session

from eventnet import clock
from eventnet.errors import Conflict
from eventnet.events.models import Event, Phase, Slot
from eventnet.events.queries import phase, slots
from eventnet.i18n import gettext as _

DOORS = timedelta(minutes=15)
"""So long before a meeting begins its two can say that they are there, or late."""


def is_on(event: Event) -> bool:
    """Say whether the event is under way."""
    return phase(event, clock.now()) is Phase.RUNNING


def refuse_unless_on(event: Event) -> None:
    """Refuse in words what belongs to the days of the event, before and after them."""
    if not is_on(event):
        raise Conflict(_("This is for the days of the event. It is not under way now."))


def slot_now(session: Session, event_id: str) -> Slot | None:
    """Return the slot that is under way."""
    now = clock.now()
    under_way = (one for one in slots(session, event_id) if one.starts_at <= now < one.ends_at)
    return next(under_way, None)


def is_near(slot: Slot, now: datetime) -> bool:
    """Say whether the two of a meeting in this slot can say that they are there."""
    return slot.starts_at - DOORS <= now < slot.ends_at


def is_under_way(slot: Slot, now: datetime) -> bool:
    """Say whether a slot has begun and is not over."""
    return slot.starts_at <= now < slot.ends_at
