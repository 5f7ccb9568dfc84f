"""When somebody is reminded of what they promised: on its date, and 7, 30 and 180 days after."""

from datetime import date, datetime, time, timedelta

from eventnet.events.models import Event
from eventnet.events.queries import zone
from eventnet.events.times import moment, start_of_day

DAYS = (7, 30, 180)
"""So many days after it was written down."""
HOUR = time(8)


def next_nudge(event: Event, due_on: date, created_at: datetime, now: datetime) -> datetime | None:
    """Return the next moment to remind of a promise that is open; None after the last.

    What nobody was there to send is not sent later: the next one follows.
    """
    made_on = created_at.astimezone(zone(event)).date()
    days = {due_on, *(made_on + timedelta(days=number) for number in DAYS)}
    return min((at for day in days if (at := _morning(event, day)) > now), default=None)


def _morning(event: Event, day: date) -> datetime:
    here = zone(event)
    return moment(datetime.combine(day, HOUR), here) or start_of_day(day, here)
