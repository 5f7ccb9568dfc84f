"""Between the clocks on an event's wall and the moments in the database.

A local time may not exist (the clocks jumped over it, or, as in Apia at the end of 2011, the whole
day was skipped) or exist twice. What does not exist is never quietly moved to another time.
"""

from datetime import UTC, date, datetime, time, timedelta
from itertools import count
from zoneinfo import ZoneInfo


def moment(local: datetime, zone: ZoneInfo) -> datetime | None:
    """Return the UTC moment of a local time, the first if there are two; None if there is none."""
    wall = local.replace(tzinfo=None)
    found = wall.replace(tzinfo=zone, fold=0).astimezone(UTC)
    return found if found.astimezone(zone).replace(tzinfo=None) == wall else None


def start_of_day(day: date, zone: ZoneInfo) -> datetime:
    """Return the UTC moment at which a day begins: its midnight, or the first minute there is."""
    midnight = datetime.combine(day, time.min)
    minutes = (moment(midnight + timedelta(minutes=number), zone) for number in count())
    return next(found for found in minutes if found is not None)
