"""With whom something is done: those who were ticked, or all that match; and how they stand."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

from sqlalchemy import ColumnElement, and_, case, exists, func, or_, select
from sqlmodel import Session, col

from eventnet.accounts.models import Account
from eventnet.events.models import Attendance, Consent, Event
from eventnet.events.queries import present, wishes_open
from eventnet.mail.models import MailStop
from eventnet.organize.roll import of_roll
from eventnet.organize.wanted import Condition, Wanted, bounced, wishing
from eventnet.people.models import Profile, ProfileTopic, TopicKind

KIND = "missing"
INVITATION = "invitation"
AGAIN_AFTER = timedelta(days=2)
MOST_TICKED = 500
"""More than a page holds; a statement takes so many."""


@dataclass(frozen=True)
class Whom:
    """Those who were ticked; or, with `all_of`, all that match."""

    ticked: tuple[str, ...] = ()
    wanted: Wanted = field(default_factory=Wanted)
    all_of: bool = False

    @classmethod
    def read(cls, said: Callable[[str], str], ticked: Sequence[str]) -> "Whom":
        """Read it from an address or a form."""
        return cls(tuple(ticked[:MOST_TICKED]), Wanted.read(said), said("whom") == "all")

    @classmethod
    def from_json(cls, said: dict[str, Any]) -> "Whom":
        """Read what `to_json` wrote into a job."""
        query = said["query"]
        wanted = Wanted.read(lambda name: str(query.get(name, "")))
        return cls(tuple(said["ticked"]), wanted, said["all_of"])

    def to_json(self) -> dict[str, Any]:
        """Return it as a job keeps it."""
        ticked = [] if self.all_of else list(self.ticked)
        return {"ticked": ticked, "query": self.wanted.query, "all_of": self.all_of}

    @property
    def fields(self) -> list[tuple[str, str]]:
        """Return how an address or a form says it."""
        if not self.all_of:
            return [("who", key) for key in self.ticked]
        return [("whom", "all"), *((name, one) for name, one in self.wanted.query.items() if one)]

    def conditions(self, event_id: str) -> list[Condition]:
        """Return what has to be so, as for `Wanted`; who no longer comes is never among them."""
        if self.all_of:
            return [*self.wanted.conditions(event_id), present()]
        here = [col(Attendance.event_id) == event_id, present()]
        return [*here, col(Attendance.id).in_(self.ticked)]


class State(StrEnum):
    """What can be written to somebody, or why nothing can."""

    UNINVITED = "uninvited"
    SILENT = "silent"
    """Was invited, and has not come."""
    MISSING = "missing"
    """Came, and has not said all that brings meetings."""
    RECENT = "recent"
    COMPLETE = "complete"
    BREAK = "break"
    BOUNCED = "bounced"
    STOPPED = "stopped"


def state(event: Event, now: datetime) -> ColumnElement[str]:
    """Return how an attendance stands to being written to; the statement is `of_roll`'s.

    Whoever was written to within two days is left alone, whatever is missing and whoever asks.
    """
    came, since = col(Attendance.confirmed_at).is_not(None), now - AGAIN_AFTER
    written = (col(Attendance.invited_at), col(Attendance.reminded_at))
    return case(
        (bounced(), State.BOUNCED.value),
        (_stopped(came), State.STOPPED.value),
        (came & ~_misses(event, now), State.COMPLETE.value),
        (came & col(Attendance.paused_at).is_not(None), State.BREAK.value),
        (or_(*(column > since for column in written)), State.RECENT.value),
        (came, State.MISSING.value),
        (col(Attendance.invited_at).is_(None), State.UNINVITED.value),
        else_=State.SILENT.value,
    )


def _stopped(came: Condition) -> Condition:
    kind = case((came, KIND), else_=INVITATION)
    return exists().where(col(MailStop.email) == col(Account.email), col(MailStop.kind) == kind)


def _misses(event: Event, now: datetime) -> Condition:
    """Return what `people.ahead.missing` finds, but for those who make their own meetings."""
    said = exists().where(
        col(ProfileTopic.profile_id) == col(Profile.id),
        col(ProfileTopic.kind).in_((TopicKind.OFFER, TopicKind.SEEK)),
    )
    misses = [
        col(Attendance.consent).is_(None),
        ~and_(func.coalesce(Profile.headline, "") != "", said),
    ]
    if wishes_open(event, now):
        misses.append((col(Attendance.consent) != Consent.OWN) & ~wishing())
    return or_(*misses)


@dataclass(frozen=True)
class Named:
    """Somebody, as the page before a deed names them."""

    id: str
    called: str
    state: State


def named(session: Session, event: Event, whom: Whom, now: datetime) -> list[Named]:
    """Return those with whom something is to be done, by name."""
    columns = select(col(Attendance.id), col(Profile.name), col(Account.email), state(event, now))
    query = of_roll(columns).where(*whom.conditions(event.id)).order_by(*Wanted().order())
    return [
        Named(key, name or email, State(word)) for key, name, email, word in session.execute(query)
    ]
