"""When a digest is due: in the morning of whoever gets it, by their own clock."""

from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

from eventnet.digests.models import Rhythm

MORNING, EVENING = time(8), time(20)
"""Between these a digest comes, if nothing kept the clockwork earlier."""
PERIOD = {Rhythm.DAILY: timedelta(days=1), Rhythm.WEEKLY: timedelta(days=7)}
MOST_PERIODS = 2
"""So many periods back a digest looks at most."""


def latest_morning(rhythm: Rhythm, zone: ZoneInfo, now: datetime) -> datetime:
    """Return when a digest was last to come: this morning or the one before, or a Monday's."""
    local = now.astimezone(zone)
    day = local.date()
    if rhythm is Rhythm.WEEKLY:
        day -= timedelta(days=day.weekday())
    if datetime.combine(day, MORNING, zone) > local:
        day -= PERIOD[rhythm]
    return datetime.combine(day, MORNING, zone).astimezone(UTC)


def is_due(
    rhythm: Rhythm, told_at: datetime | None, zone: ZoneInfo, joined_at: datetime, now: datetime
) -> bool:
    """Say whether somebody is to get their digest now.

    The first one comes on its day, and not as soon as somebody is there; another that the clockwork
    missed comes late, but by day.
    """
    if rhythm is Rhythm.NEVER:
        return False
    morning = latest_morning(rhythm, zone, now)
    local = now.astimezone(zone)
    if not MORNING <= local.time() < EVENING:
        return False
    if told_at is None:
        return joined_at < morning and morning.astimezone(zone).date() == local.date()
    return told_at < morning


def new_since(
    rhythm: Rhythm, joined_at: datetime, told_at: datetime | None, now: datetime
) -> datetime:
    """Return from when on something is new."""
    if told_at is None:
        return max(joined_at, now - PERIOD[rhythm])
    return max(told_at, now - MOST_PERIODS * PERIOD[rhythm])
