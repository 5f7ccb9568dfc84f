"""The job that looks for people who newly fit watched searches.

It asks only about people who changed since it last looked, and of each search only whether these
fit it now; whoever has ever fitted a search is known to it, and is no news a second time.
"""

from collections.abc import Mapping
from datetime import datetime, timedelta

from sqlalchemy import or_, select, update
from sqlmodel import Session, col

from eventnet import clock
from eventnet.batches import batches
from eventnet.database import insert_missing, writing
from eventnet.events.models import Attendance, Event, Phase
from eventnet.events.queries import phase
from eventnet.jobs import Ground, job, one_by_one
from eventnet.people.directory import people
from eventnet.people.search.index import people_search
from eventnet.people.viewers import viewers_of
from eventnet.watches.models import Fit, SavedSearch
from eventnet.watches.queries import AT_ONCE, fitting, held, is_watched, watched

BATCH = 100
"""Searches that are looked at between two transactions."""
OVERLAP = timedelta(minutes=5)
"""A change counts from when it was made, and is seen when it is committed."""


@job("slow", cron="*/10 * * * *")
def look(ground: Ground) -> None:
    """Find who newly fits, event by event."""
    with ground.sessions() as session:
        now = clock.now()
        events = _watched_events(session)
        ids = [one.id for one in events if phase(one, now) is not Phase.OVER]
        one_by_one("event", ids, lambda event_id: look_at(session, event_id))


def look_at(session: Session, event_id: str) -> None:
    """Find who newly fits the watched searches of one event."""
    now = clock.now()
    searches = watched(session, event_id)
    session.expunge_all()  # what was read stays as it is; each writing would have it read anew
    since = min((one.looked_at for one in searches), default=now) - OVERLAP
    changed = changed_since(session, event_id, since)
    asked = changed if len(changed) <= AT_ONCE else None  # so many are no shorter to ask about
    for some in batches(searches, BATCH):
        if changed:
            viewers = viewers_of(session, event_id, {one.attendance_id for one in some})
            questions = [
                (one, viewers[one.attendance_id], asked)
                for one in some
                if one.attendance_id in viewers
            ]
            keep(session, {key: ids & changed for key, ids in fitting(session, questions).items()})
        with writing(session):
            looked = update(SavedSearch).where(col(SavedSearch.id).in_([one.id for one in some]))
            session.execute(looked.values(looked_at=now))


def changed_since(session: Session, event_id: str, since: datetime) -> set[str]:
    """Return who came to an event since, or says something else of themselves."""
    changed = or_(people_search.c.indexed_at > since, col(Attendance.created_at) > since)
    return set(
        session.execute(
            people(col(Attendance.id)).where(col(Attendance.event_id) == event_id, changed)
        ).scalars()
    )


def keep(session: Session, found: Mapping[str, set[str]]) -> None:
    """Write down who was found, as far as the searches are watched and the people there by now."""
    ids = {one for fits in found.values() for one in fits}
    if not ids:
        return
    with writing(session):
        searches = held(session, found)
        there = set(session.scalars(select(col(Attendance.id)).where(col(Attendance.id).in_(ids))))
        rows = [
            {"search_id": key, "attendance_id": one, "is_new": True, "found_at": clock.now()}
            for key in sorted(searches)
            for one in sorted(found[key] & there)
        ]
        insert_missing(session, Fit, rows)


def _watched_events(session: Session) -> list[Event]:
    some = select(col(SavedSearch.event_id)).where(*is_watched())
    return list(session.scalars(select(Event).where(col(Event.id).in_(some)).order_by(Event.id)))
