"""Up to which moment answers count: they are let in by whole hours and by five people at least.

Whoever looks before and after somebody answered would else read that answer off the difference.
"""

from datetime import datetime

from sqlalchemy import String, cast, func
from sqlmodel import Session, col, select

from eventnet.afterwards.small import LEAST
from eventnet.outcomes.models import Outcome


def counted_until(session: Session, event_id: str, now: datetime) -> datetime | None:
    """Return when the last answer was given that counts; None where none does."""
    until: datetime | None = None
    people: set[str] = set()
    for who, said_at in _by_hour(session, event_id, now):
        people |= who
        if len(people) >= LEAST:
            until, people = said_at, set()
    return until


def _by_hour(session: Session, event_id: str, now: datetime) -> list[tuple[set[str], datetime]]:
    """Return who answered in each full hour, and when the last of them did, in order."""
    # An hour is how both databases begin a moment: 2027-05-11 14.
    hour = func.substr(cast(col(Outcome.changed_at), String), 1, 13)
    query = (
        select(hour, Outcome.attendance_id, func.max(Outcome.changed_at))
        .where(
            Outcome.event_id == event_id,
            Outcome.changed_at < now.replace(minute=0, second=0, microsecond=0),
        )
        .group_by(hour, col(Outcome.attendance_id))
    )
    hours: dict[str, tuple[set[str], list[datetime]]] = {}
    for of_hour, who, said_at in session.connection().execute(query).all():
        people, moments = hours.setdefault(of_hour, (set(), []))
        people.add(who)
        moments.append(said_at)
    last = [(people, max(moments)) for people, moments in hours.values()]
    return sorted(last, key=lambda one: one[1])
