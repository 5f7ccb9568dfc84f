"""Who was at an earlier event, and how each of them stands to this one."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, case, exists, func, or_, select
from sqlalchemy.orm import aliased
from sqlmodel import Session, col

from eventnet.accounts.models import Account
from eventnet.communities.models import Membership
from eventnet.day.models import CheckIn
from eventnet.events.models import Attendance, Event, Organizer, Role
from eventnet.events.queries import not_deleted
from eventnet.i18n import gettext as _
from eventnet.i18n import ngettext
from eventnet.mail.models import MailStop, MailTrouble
from eventnet.meetings.models import Meeting, MeetingSide, MeetingState
from eventnet.organize.steps import Step, also_with_people
from eventnet.people.models import Profile
from eventnet.returning.models import ReturnInvitation
from eventnet.waiting.models import WaitingGuest

KIND = "come_again"
AGAIN_AFTER = timedelta(days=2)
"""Nobody is written to twice within this."""
THERE = aliased(Attendance)
"""Somebody at the earlier event; `Attendance` is the same member at this one."""


class Standing(StrEnum):
    """How somebody of an earlier event stands to this one."""

    UNASKED = "unasked"
    DUE = "due"
    """Asked two days ago or more, without an answer."""
    ASKED = "asked"
    COMES = "comes"
    """Attends this one too, or waits for a place."""
    NO = "no"
    """Said that they do not come, or left this one."""
    BOUNCED = "bounced"
    STOPPED = "stopped"


class Only(StrEnum):
    """What those of the earlier event are narrowed to."""

    ALL = ""
    CAME = "came"
    """Checked in there, at the door or by their own word."""
    MEETINGS = "meetings"
    """Had a meeting in its schedule."""


@dataclass(frozen=True)
class Wanted:
    """Whom of an earlier event an organizer asks for."""

    source_id: str
    role_id: str = ""
    only: Only = Only.ALL

    @classmethod
    def read(cls, source_id: str, said: Mapping[str, str]) -> "Wanted":
        """Read it from an address or a job; what cannot be meant narrows nothing."""
        only = said.get("only", "")
        known = {one.value for one in Only}
        return cls(source_id, said.get("role", ""), Only(only) if only in known else Only.ALL)

    @property
    def query(self) -> dict[str, str]:
        """Return how an address or a job says it."""
        return {"role": self.role_id, "only": self.only.value}


@dataclass(frozen=True)
class Returner:
    """Somebody who was there, as the organizers of both events know them."""

    membership_id: str
    name: str
    email: str
    role: str
    standing: Standing
    written_at: datetime | None
    trouble: str | None


def earlier_events(session: Session, event: Event, account_id: str) -> list[Event]:
    """Return the events of the community that began before this one and that an account organizes.

    Whoever reads who was there knows it already. The latest comes first.
    """
    query = (
        select(Event)
        .join(Organizer, col(Organizer.event_id) == col(Event.id))
        .where(
            col(Event.community_id) == event.community_id,
            col(Event.id) != event.id,
            col(Event.starts_on) < event.starts_on,
            col(Organizer.account_id) == account_id,
            not_deleted(),
        )
        .order_by(col(Event.starts_on).desc(), col(Event.name))
    )
    return list(session.scalars(query))


def standing(event_id: str, now: datetime) -> ColumnElement[str]:
    """Return how somebody stands to an event; for a statement of `of_past`."""
    stopped = exists().where(col(MailStop.email) == col(Account.email), col(MailStop.kind) == KIND)
    waits = exists().where(
        col(WaitingGuest.event_id) == event_id,
        col(WaitingGuest.account_id) == col(Account.id),
    )
    comes = and_(col(Attendance.id).is_not(None), col(Attendance.left_at).is_(None))
    return case(
        (or_(comes, waits), Standing.COMES.value),
        (
            or_(col(Attendance.id).is_not(None), col(ReturnInvitation.declined_at).is_not(None)),
            Standing.NO.value,
        ),
        (col(MailTrouble.email).is_not(None), Standing.BOUNCED.value),
        (stopped, Standing.STOPPED.value),
        (col(ReturnInvitation.membership_id).is_(None), Standing.UNASKED.value),
        (col(ReturnInvitation.written_at) <= now - AGAIN_AFTER, Standing.DUE.value),
        else_=Standing.ASKED.value,
    )


def of_past(
    query: Select[*tuple[Any, ...]], event_id: str, wanted: Wanted
) -> Select[*tuple[Any, ...]]:
    """Narrow a query down to those of an earlier event who still are members, and may come."""
    query = (
        query.select_from(THERE)
        .join(Membership, col(Membership.id) == col(THERE.membership_id))
        .join(Account, col(Account.id) == col(Membership.account_id))
        .join(Role, col(Role.id) == col(THERE.role_id))
        .outerjoin(Profile, col(Profile.membership_id) == col(Membership.id))
        .outerjoin(
            Attendance,
            and_(
                col(Attendance.membership_id) == col(Membership.id),
                col(Attendance.event_id) == event_id,
            ),
        )
        .outerjoin(
            ReturnInvitation,
            and_(
                col(ReturnInvitation.membership_id) == col(Membership.id),
                col(ReturnInvitation.event_id) == event_id,
            ),
        )
        .outerjoin(MailTrouble, col(MailTrouble.email) == col(Account.email))
        .where(
            col(THERE.event_id) == wanted.source_id,
            col(THERE.left_at).is_(None),
            col(Membership.left_at).is_(None),
            col(Account.deactivated_at).is_(None),
            func.coalesce(col(Attendance.removed), False).is_(False),
        )
    )
    if wanted.role_id:
        query = query.where(col(THERE.role_id) == wanted.role_id)
    if wanted.only is Only.CAME:
        query = query.where(exists().where(col(CheckIn.attendance_id) == col(THERE.id)))
    if wanted.only is Only.MEETINGS:
        query = query.where(_met())
    return query


def _met() -> ColumnElement[bool]:
    confirmed = col(Meeting.state) == MeetingState.CONFIRMED
    return (
        select(col(MeetingSide.meeting_id))
        .join(Meeting, col(Meeting.id) == col(MeetingSide.meeting_id))
        .where(col(MeetingSide.attendance_id) == col(THERE.id), confirmed)
        .exists()
    )


def standings(
    session: Session, event_id: str, wanted: Wanted, now: datetime
) -> dict[Standing, int]:
    """Return how many of an earlier event stand how to this one."""
    kind = standing(event_id, now).label("kind")
    query = of_past(select(kind, func.count()), event_id, wanted).group_by(kind)
    found = {Standing(word): count for word, count in session.execute(query)}
    return {one: found.get(one, 0) for one in Standing}


def returners(
    session: Session,
    event_id: str,
    wanted: Wanted,
    of: Standing,
    now: datetime,
    *,
    offset: int,
    limit: int,
) -> list[Returner]:
    """Return some of those who stand so, by name."""
    kind = standing(event_id, now)
    query = of_past(
        select(
            col(Membership.id),
            func.coalesce(col(Profile.name), ""),
            col(Account.email),
            col(Role.name),
            kind,
            col(ReturnInvitation.written_at),
            col(MailTrouble.words),
        ),
        event_id,
        wanted,
    ).where(kind == of.value)
    page = query.order_by(func.lower(col(Profile.name)), col(Membership.id))
    return [
        Returner(key, name, email, role, Standing(word), written_at, trouble)
        for key, name, email, role, word, written_at, trouble in session.execute(
            page.offset(offset).limit(limit)
        )
    ]


def asked_again(session: Session, account_id: str) -> list[Event]:
    """Return the events to which somebody is asked to come again, and has not said whether."""
    waits = exists().where(
        col(WaitingGuest.event_id) == col(Event.id), col(WaitingGuest.account_id) == account_id
    )
    query = (
        select(Event)
        .join(ReturnInvitation, col(ReturnInvitation.event_id) == col(Event.id))
        .join(Membership, col(Membership.id) == col(ReturnInvitation.membership_id))
        .outerjoin(
            Attendance,
            and_(
                col(Attendance.event_id) == col(Event.id),
                col(Attendance.membership_id) == col(Membership.id),
            ),
        )
        .where(
            col(Membership.account_id) == account_id,
            col(Membership.left_at).is_(None),
            col(ReturnInvitation.declined_at).is_(None),
            col(Attendance.id).is_(None),
            ~waits,
            not_deleted(),
        )
        .order_by(col(Event.starts_on), col(Event.name))
    )
    return list(session.scalars(query))


def _step(session: Session, event: Event, account_id: str) -> Step | None:
    """Return the step on the road of an organizer who organized an earlier event, too."""
    if not earlier_events(session, event, account_id):
        return None
    asked = session.execute(
        select(func.count())
        .select_from(ReturnInvitation)
        .where(col(ReturnInvitation.event_id) == event.id)
    ).scalar_one()
    words = (
        ngettext(
            "%(num)d person of an earlier event was asked.",
            "%(num)d people of earlier events were asked.",
            asked,
        )
        if asked
        else _("Those who were there can be asked to come again, with what they left open.")
    )
    return Step(asked > 0, _("Ask those of last time"), words, "last-time", optional=True)


also_with_people.append(_step)
