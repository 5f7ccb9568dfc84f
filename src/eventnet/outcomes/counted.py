"""Which answers figures know of: they are let in by whole hours and by five people at least.

Whoever looks before and after somebody answered would else read that answer off the difference. And
whoever changes an answer of their own would read what the other of the two has said, so a change is
let in by the same rule; until then figures know what was said first.
"""

from datetime import datetime

from sqlalchemy import ColumnElement, String, and_, case, cast, func, literal
from sqlmodel import Session, col, select, update

from eventnet import clock
from eventnet.database import writing
from eventnet.jobs import Ground, job
from eventnet.outcomes.models import Happened, Outcome, Worth

LEAST = 5
"""So many people let their answers in together."""


def full_hour(now: datetime) -> datetime:
    """Return when the hour began that is not over yet."""
    return now.replace(minute=0, second=0, microsecond=0)


def counted_until(session: Session, event_id: str, now: datetime) -> datetime | None:
    """Return when the last answer was given that counts; None where none does."""
    until: datetime | None = None
    people: set[str] = set()
    for who, said_at in _by_hour(session, event_id, now):
        people |= who
        if len(people) >= LEAST:
            until, people = said_at, set()
    return until


def counts(event_id: str, until: datetime | None) -> ColumnElement[bool]:
    """Return the condition that an answer is one of those that count."""
    if until is None:
        return literal(value=False)
    return and_(col(Outcome.event_id) == event_id, col(Outcome.told_at) <= until)


def counted_happened() -> ColumnElement[Happened]:
    """Return what figures know of whether a meeting took place."""
    return func.coalesce(col(Outcome.counted_happened), col(Outcome.happened))


def counted_worth() -> ColumnElement[Worth | None]:
    """Return what figures know of what a meeting was worth."""
    first = col(Outcome.counted_happened).is_not(None)
    return case((first, col(Outcome.counted_worth)), else_=col(Outcome.worth))


def _by_hour(session: Session, event_id: str, now: datetime) -> list[tuple[set[str], datetime]]:
    """Return who answered in each full hour, and when the last of them did, in order."""
    # An hour is how both databases begin a moment: 2027-05-11 14.
    hour = func.substr(cast(col(Outcome.told_at), String), 1, 13)
    query = (
        select(hour, Outcome.attendance_id, func.max(Outcome.told_at))
        .where(Outcome.event_id == event_id, Outcome.told_at < full_hour(now))
        .group_by(hour, col(Outcome.attendance_id))
    )
    hours: dict[str, tuple[set[str], list[datetime]]] = {}
    for of_hour, who, said_at in session.connection().execute(query).all():
        people, moments = hours.setdefault(of_hour, (set(), []))
        people.add(who)
        moments.append(said_at)
    last = [(people, max(moments)) for people, moments in hours.values()]
    return sorted(last, key=lambda one: one[1])


@job(cron="2 * * * *")
def let_changes_count(ground: Ground) -> None:
    """Let changed answers count where enough people have changed theirs and the hour is over."""
    changed = col(Outcome.counted_happened).is_not(None)
    people = func.count(func.distinct(Outcome.attendance_id))
    query = select(Outcome.event_id).where(changed).group_by(col(Outcome.event_id))
    with ground.sessions() as session:
        for event_id in session.exec(query.having(people >= LEAST)).all():
            _let_in(session, event_id, full_hour(clock.now()))


def _let_in(session: Session, event_id: str, until: datetime) -> None:
    """Let in the changes of an event, held: whoever changes theirs again comes before or after."""
    due = (
        col(Outcome.event_id) == event_id,
        col(Outcome.counted_happened).is_not(None),
        col(Outcome.changed_at) < until,
    )
    with writing(session):
        held = select(Outcome.attendance_id).where(*due).with_for_update()
        if len(set(session.exec(held))) >= LEAST:
            session.exec(
                update(Outcome).where(*due).values(counted_happened=None, counted_worth=None)
            )
