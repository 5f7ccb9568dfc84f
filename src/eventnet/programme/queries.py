"""Reads of the programme: its days, a search, what somebody starred, what is gone of it."""

from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import ColumnElement
from sqlmodel import Session, col, func, select

from eventnet.events.models import Event
from eventnet.events.queries import zone
from eventnet.events.times import start_of_day
from eventnet.programme.models import Star, Talk
from eventnet.programme.search import folded


@dataclass(frozen=True)
class Wanted:
    """What of a programme is looked for: of a day, with these words, only what one starred."""

    day: date | None = None
    words: str = ""
    starred_by: str | None = None


def programme_days(session: Session, event: Event) -> list[date]:
    """Return the days on which something is on, by the clocks of the place."""
    here = zone(event)
    query = select(Talk.starts_at).where(*_standing(event.id)).distinct()
    return sorted({starts.astimezone(here).date() for starts in session.exec(query)})


def count_talks(session: Session, event: Event, wanted: Wanted) -> int:
    """Return how many there are."""
    return session.exec(select(func.count()).where(*_conditions(event, wanted))).one()


def find_talks(
    session: Session, event: Event, wanted: Wanted, *, offset: int = 0, limit: int | None = None
) -> list[Talk]:
    """Return them in order: by time, and at one time by room."""
    query = select(Talk).where(*_conditions(event, wanted))
    ordered = query.order_by(col(Talk.starts_at), col(Talk.room), col(Talk.title), col(Talk.id))
    return list(session.exec(ordered.offset(offset).limit(limit)))


def starred_ids(session: Session, attendance_id: str) -> set[str]:
    """Return the talks that somebody starred, the gone ones too."""
    return set(session.exec(select(Star.talk_id).where(Star.attendance_id == attendance_id)))


def gone_with_star(session: Session, attendance_id: str) -> list[Talk]:
    """Return the talks that somebody starred, and that are out of the programme since."""
    query = (
        select(Talk)
        .join(Star, col(Star.talk_id) == Talk.id)
        .where(Star.attendance_id == attendance_id, col(Talk.gone_at).is_not(None))
    )
    return list(session.exec(query.order_by(col(Talk.starts_at), col(Talk.id))))


def talk_at(session: Session, event_id: str, talk_id: str) -> Talk | None:
    """Return a talk of this event, also a gone one."""
    talk = session.get(Talk, talk_id)
    return talk if talk is not None and talk.event_id == event_id else None


def _standing(event_id: str) -> tuple[ColumnElement[bool], ...]:
    return (col(Talk.event_id) == event_id, col(Talk.gone_at).is_(None))


def _conditions(event: Event, wanted: Wanted) -> list[ColumnElement[bool]]:
    found = list(_standing(event.id))
    if wanted.day is not None:
        here = zone(event)
        found.append(col(Talk.starts_at) >= start_of_day(wanted.day, here))
        found.append(col(Talk.starts_at) < start_of_day(wanted.day + timedelta(days=1), here))
    words = folded(wanted.words).split()
    found.extend(col(Talk.folded).contains(word, autoescape=True) for word in words)
    if wanted.starred_by is not None:
        own = select(Star.talk_id).where(Star.attendance_id == wanted.starred_by)
        found.append(col(Talk.id).in_(own))
    return found
