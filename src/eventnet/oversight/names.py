"""Whom the trail names: people and things by their ids, as those who run the event know them."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from typing import Any

import sqlalchemy
from sqlalchemy import Select, or_
from sqlmodel import Session, col

from eventnet.accounts.models import Account
from eventnet.arrivals.models import TicketImport
from eventnet.audit import ERASED
from eventnet.communities.models import Membership
from eventnet.events.models import Attendance, Event, Role
from eventnet.i18n import gettext as _
from eventnet.matching.models import Run
from eventnet.oversight.deeds import About
from eventnet.people.called import as_members, called
from eventnet.people.models import Profile


@dataclass(frozen=True)
class Named:
    """Somebody or something: what it is called, and its page if it has one."""

    name: str
    page: str = ""
    """The name of its page, whose address has its `key` under `part`."""
    part: str = ""
    key: str = ""


Rows = Select[str, Any]
PAGES = {
    About.ATTENDANCE: ("roll-person", "attendance"),
    About.RUN: ("run", "number"),
    About.IMPORT: ("import", "import"),
    About.ROLE: ("role", "role"),
}


@dataclass(frozen=True)
class Names:
    """What the ids of some entries stand for."""

    accounts: Mapping[str, str] = field(default_factory=dict)
    things: Mapping[tuple[About, str], str] = field(default_factory=dict)

    @classmethod
    def read(
        cls, session: Session, event: Event, ids: Collection[tuple[str | None, About, str]]
    ) -> "Names":
        """Read them: five statements, however many ids there are and of whatever kind."""
        of = {about: {key for _who, kind, key in ids if kind is about} for about in About}
        people = of[About.ACCOUNT] | {who for who, _kind, _key in ids if who is not None}
        told: dict[About, Rows] = {
            About.ATTENDANCE: _attendances(event, of[About.ATTENDANCE]),
            About.RUN: _things(event, Run.id, Run.number, Run.event_id, of[About.RUN]),
            About.IMPORT: _things(
                event,
                TicketImport.id,
                TicketImport.file_name,
                TicketImport.event_id,
                of[About.IMPORT],
            ),
            About.ROLE: _things(event, Role.id, Role.name, Role.event_id, of[About.ROLE]),
        }
        return cls(
            called(session, event, people, addresses=True),
            {
                (about, key): str(name)
                for about, query in told.items()
                for key, name in session.execute(query)
            },
        )

    def who(self, account_id: str | None) -> Named:
        """Return who did something."""
        if account_id is None:
            return Named(_("The site"))
        name = self.accounts.get(account_id)
        return Named(name, key=account_id) if name else Named(_("Somebody whose account is gone"))

    def about(self, about: About, key: str) -> Named | None:
        """Return whom or what it was done to."""
        if about in (About.NOTHING, About.REPORT) or not key:
            return None
        if about is About.ACCOUNT:
            return Named(self.accounts.get(key) or _("Somebody whose account is gone"))
        name = self.things.get((about, key))
        if name is None:
            return Named(_("Somebody whose account is gone")) if key == ERASED else None
        page, part = PAGES[about]
        if about is About.RUN:
            return Named(_("Run %(number)s", number=name), page, part, name)
        return Named(name, page, part, key)


def _things(event: Event, key: str, name: object, of: str, ids: Collection[str]) -> Rows:
    """Return what rows of the event are called; `key`, `name` and `of` are their columns."""
    return sqlalchemy.select(col(key), col(name)).where(col(key).in_(ids), col(of) == event.id)


def _attendances(event: Event, ids: Collection[str]) -> Rows:
    """Return the names of attendees, as the roll has them."""
    called = sqlalchemy.func.coalesce(sqlalchemy.func.nullif(Profile.name, ""), Account.email)
    return (
        sqlalchemy.select(col(Attendance.id), called)
        .join(Membership, col(Membership.id) == Attendance.membership_id)
        .join(Account, col(Account.id) == Membership.account_id)
        .outerjoin(Profile, col(Profile.membership_id) == Membership.id)
        .where(col(Attendance.id).in_(ids), col(Attendance.event_id) == event.id)
    )


def accounts_called(event: Event, word: str) -> Select[str]:
    """Return the accounts of members, and of who has no profile, in whose name a word stands."""
    query = sqlalchemy.select(col(Account.id)).where(
        or_(
            col(Profile.name).icontains(word, autoescape=True),
            col(Account.email).icontains(word, autoescape=True),
        )
    )
    return as_members(query, event)


def attendances_called(event: Event, word: str) -> Select[str]:
    """Return the attendances of the event in whose name or address a word stands."""
    return (
        sqlalchemy.select(col(Attendance.id))
        .join(Membership, col(Membership.id) == Attendance.membership_id)
        .join(Account, col(Account.id) == Membership.account_id)
        .outerjoin(Profile, col(Profile.membership_id) == Membership.id)
        .where(
            col(Attendance.event_id) == event.id,
            or_(
                col(Profile.name).icontains(word, autoescape=True),
                col(Account.email).icontains(word, autoescape=True),
            ),
        )
    )
