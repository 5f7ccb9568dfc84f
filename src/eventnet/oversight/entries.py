"""The trail of an event: which entries are wanted, and how they read."""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import ColumnElement, String, cast, or_
from sqlmodel import Session, and_, col, func, select

from eventnet.audit import AuditEntry
from eventnet.events.models import Event
from eventnet.events.queries import zone
from eventnet.events.times import start_of_day
from eventnet.oversight.deeds import DEEDS, About, Kind, deed_words, deeds_of, deeds_told_with
from eventnet.oversight.names import Named, Names, accounts_called, attendances_called

THE_SITE = "site"
"""Chosen as who did it, it stands for the system."""
CHUNK = 1000


@dataclass(frozen=True)
class Wanted:
    """Which part of the trail."""

    words: str = ""
    who: str = ""
    """The id of an account, or `THE_SITE`."""
    kind: Kind | None = None
    person: str = ""
    """The id of an attendance: what was done to them."""
    day: date | None = None

    @property
    def is_narrow(self) -> bool:
        """Whether it is less than all of it."""
        return self != Wanted()


@dataclass(frozen=True)
class Line:
    """One deed, as it reads."""

    at: datetime
    """At the place of the event."""
    who: Named
    words: str
    about: Named | None
    """Whom or what it was done to, if anything."""


def count(session: Session, event: Event, wanted: Wanted) -> int:
    """Count the entries that are wanted."""
    query = select(func.count()).select_from(AuditEntry)
    return session.exec(query.where(*_conditions(event, wanted))).one()


def lines(
    session: Session, event: Event, wanted: Wanted, *, offset: int = 0, limit: int = CHUNK
) -> list[Line]:
    """Return the entries that are wanted, the newest first, in a fixed number of statements."""
    query = (
        select(AuditEntry)
        .where(*_conditions(event, wanted))
        .order_by(col(AuditEntry.at).desc(), col(AuditEntry.id).desc())
        .offset(offset)
        .limit(limit)
    )
    return _told(session, event, session.exec(query).all())


def every_line(session: Session, event: Event, wanted: Wanted) -> Iterator[Line]:
    """Return all that are wanted, a thousand at a time, each as it was when the first was read."""
    conditions = _conditions(event, wanted)
    newest = (col(AuditEntry.at).desc(), col(AuditEntry.id).desc())
    last: AuditEntry | None = None
    while True:
        query = select(AuditEntry).where(*conditions)
        if last is not None:
            older = and_(col(AuditEntry.at) == last.at, col(AuditEntry.id) < last.id)
            # The first condition is where the index is entered, the second leaves out what is told.
            query = query.where(col(AuditEntry.at) <= last.at)
            query = query.where(or_(col(AuditEntry.at) < last.at, older))
        found = session.exec(query.order_by(*newest).limit(CHUNK)).all()
        yield from _told(session, event, found)
        if len(found) < CHUNK:
            return
        last = found[-1]


def _told(session: Session, event: Event, found: Sequence[AuditEntry]) -> list[Line]:
    here = zone(event)
    names = Names.read(
        session, event, [(one.account_id, _about(one), one.subject) for one in found]
    )
    return [_line(one, names, here) for one in found]


def _about(entry: AuditEntry) -> About:
    known = DEEDS.get(entry.deed)
    return known.about if known else About.NOTHING


def _line(entry: AuditEntry, names: Names, here: ZoneInfo) -> Line:
    return Line(
        entry.at.astimezone(here),
        names.who(entry.account_id),
        deed_words(entry.deed, entry.detail),
        names.about(_about(entry), entry.subject),
    )


def _conditions(event: Event, wanted: Wanted) -> list[ColumnElement[bool]]:
    conditions = [col(AuditEntry.event_id) == event.id]
    if wanted.who:
        who = None if wanted.who == THE_SITE else wanted.who
        conditions.append(col(AuditEntry.account_id) == who)
    if wanted.kind:
        conditions.append(col(AuditEntry.deed).in_(deeds_of(wanted.kind)))
    if wanted.person:
        conditions.append(col(AuditEntry.subject) == wanted.person)
    if wanted.day:
        here, next_day = zone(event), wanted.day + timedelta(days=1)
        conditions.append(col(AuditEntry.at) >= start_of_day(wanted.day, here))
        conditions.append(col(AuditEntry.at) < start_of_day(next_day, here))
    return conditions + [_with(event, word) for word in wanted.words.split()]


def _with(event: Event, word: str) -> ColumnElement[bool]:
    """Return the condition that a word stands in a name, in the deed, or in its details."""
    stored = json.dumps(word)[1:-1]  # as JSON keeps letters beyond ASCII
    return or_(
        col(AuditEntry.account_id).in_(accounts_called(event, word)),
        col(AuditEntry.subject).in_(attendances_called(event, word)),
        col(AuditEntry.subject).in_(accounts_called(event, word)),
        col(AuditEntry.deed).in_(deeds_told_with(word)),
        cast(col(AuditEntry.detail), String).icontains(stored, autoescape=True),
    )
