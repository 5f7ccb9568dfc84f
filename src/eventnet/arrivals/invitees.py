"""Who was invited, who came, and who cannot be written to."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

from sqlalchemy import ColumnElement, Select, case, exists, func, select
from sqlmodel import Session, col

from eventnet.accounts.models import Account
from eventnet.communities.models import Membership
from eventnet.events.models import Attendance
from eventnet.events.queries import present
from eventnet.mail.models import MailStop, MailTrouble
from eventnet.people.models import Profile

KIND = "invitation"
AGAIN_AFTER = timedelta(days=2)


class Standing(StrEnum):
    """How somebody stands to their invitation."""

    UNINVITED = "uninvited"
    DUE = "due"
    INVITED = "invited"
    CAME = "came"
    BOUNCED = "bounced"
    STOPPED = "stopped"


@dataclass(frozen=True)
class Invitee:
    """One attendee, as the list of invitations shows them."""

    attendance_id: str
    email: str
    name: str
    standing: Standing
    invited_at: datetime | None
    trouble: str | None


def standing(now: datetime) -> ColumnElement[str]:
    """Return how an attendance stands; whoever was written to within two days is not due again."""
    stopped = exists().where(col(MailStop.email) == col(Account.email), col(MailStop.kind) == KIND)
    return case(
        (col(Attendance.confirmed_at).is_not(None), Standing.CAME.value),
        (col(MailTrouble.email).is_not(None), Standing.BOUNCED.value),
        (stopped, Standing.STOPPED.value),
        (col(Attendance.invited_at).is_(None), Standing.UNINVITED.value),
        (col(Attendance.invited_at) <= now - AGAIN_AFTER, Standing.DUE.value),
        else_=Standing.INVITED.value,
    )


def of_event(query: Select[*tuple[Any, ...]], event_id: str) -> Select[*tuple[Any, ...]]:
    """Narrow a query down to those who attend an event and may sign in."""
    return (
        query.select_from(Attendance)
        .join(Membership, col(Membership.id) == col(Attendance.membership_id))
        .join(Account, col(Account.id) == col(Membership.account_id))
        .outerjoin(Profile, col(Profile.membership_id) == col(Membership.id))
        .outerjoin(MailTrouble, col(MailTrouble.email) == col(Account.email))
        .where(
            col(Attendance.event_id) == event_id,
            present(),
        )
    )


def standings(session: Session, event_id: str, now: datetime) -> dict[Standing, int]:
    """Return how many attendees stand how."""
    kind = standing(now).label("kind")
    query = of_event(select(kind, func.count()), event_id).group_by(kind)
    found = {Standing(word): count for word, count in session.execute(query)}
    return {one: found.get(one, 0) for one in Standing}


def invitees(
    session: Session, event_id: str, wanted: Standing, now: datetime, *, offset: int, limit: int
) -> list[Invitee]:
    """Return some of those who stand so, by name."""
    kind = standing(now)
    query = of_event(
        select(
            col(Attendance.id),
            col(Account.email),
            func.coalesce(col(Profile.name), ""),
            kind,
            col(Attendance.invited_at),
            col(MailTrouble.words),
        ),
        event_id,
    )
    page = query.where(kind == wanted.value).order_by(
        func.lower(col(Profile.name)), col(Attendance.id)
    )
    return [
        Invitee(id_, email, name, Standing(word), invited_at, trouble)
        for id_, email, name, word, invited_at, trouble in session.execute(
            page.offset(offset).limit(limit)
        )
    ]
