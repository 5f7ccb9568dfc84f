"""The members of a community as a steward sees them: filtered, searched, page by page."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Annotated, Any

from pydantic import Field
from sqlalchemy import ColumnElement, case, exists
from sqlalchemy import select as sa_select
from sqlmodel import Session, and_, col, func, or_

from eventnet.accounts.models import Account
from eventnet.communities.models import MemberRole, Membership
from eventnet.events.models import Attendance, Event
from eventnet.events.queries import not_deleted
from eventnet.forms import Fields, Line
from eventnet.people.models import Profile
from eventnet.people.search.index import people_search
from eventnet.people.search.words import words_of
from eventnet.people.visibility import NAME, Relation, visible

Condition = ColumnElement[bool]


def _days(count: int) -> timedelta:
    return timedelta(days=count)


JOINED: dict[str, Callable[[datetime], Condition]] = {
    "30": lambda now: col(Membership.joined_at) >= now - _days(30),
    "365": lambda now: col(Membership.joined_at) >= now - _days(365),
    "before": lambda now: col(Membership.joined_at) < now - _days(365),
}
ACTIVE: dict[str, Callable[[datetime], Condition]] = {
    "90": lambda now: col(Account.seen_at) >= now - _days(90),
    "365": lambda now: col(Account.seen_at) >= now - _days(365),
    "idle": lambda now: or_(
        col(Account.seen_at).is_(None), col(Account.seen_at) < now - _days(365)
    ),
}


class Wanted(Fields):
    """Which members are looked for; what is not known counts as not said."""

    q: Annotated[Line, Field(max_length=100)] = ""
    show: str = ""
    role: str = ""
    joined: str = ""
    active: str = ""
    event: str = ""

    def conditions(self, community_id: str, now: datetime) -> list[Condition]:
        """Return what has to be so. The statement joins account and the index of names."""
        removed = col(Membership.removed_at).is_not(None)
        found: list[Condition] = [
            col(Membership.community_id) == community_id,
            col(Account.deactivated_at).is_(None),
            removed if self.show == "removed" else col(Membership.left_at).is_(None),
        ]
        if self.role == MemberRole.STEWARD:
            found.append(col(Membership.role) == MemberRole.STEWARD)
        if self.joined in JOINED:
            found.append(JOINED[self.joined](now))
        if self.active in ACTIVE:
            found.append(ACTIVE[self.active](now))
        if self.event:
            found.append(
                exists().where(
                    col(Attendance.membership_id) == Membership.id,
                    col(Attendance.left_at).is_(None),
                    col(Event.id) == Attendance.event_id,
                    col(Event.slug) == self.event,
                )
            )
        # What is hidden from the community is found by no word.
        return found + [
            and_(_named(), people_search.c.name_key.icontains(word, autoescape=True))
            for word in words_of(self.q)
        ]


def _named() -> Condition:
    return people_search.c.name_reach >= int(Relation.MEMBER)


@dataclass(frozen=True)
class MemberLine:
    """A member in the list; `name` is empty where it is hidden from the community."""

    id: str
    name: str
    is_steward: bool
    joined_at: datetime
    removed_at: datetime | None


def count(session: Session, community_id: str, wanted: Wanted, now: datetime) -> int:
    """Count the members that are looked for."""
    query = _joined(sa_select(func.count(col(Membership.id))))
    found: int = session.execute(query.where(*wanted.conditions(community_id, now))).scalar_one()
    return found


def members(
    session: Session, community_id: str, wanted: Wanted, now: datetime, page: tuple[int, int]
) -> list[MemberLine]:
    """Return a page, (offset, size), of who is looked for: stewards first, then by name."""
    offset, size = page
    key = case((_named(), people_search.c.name_key), else_=None)
    query = (
        _joined(sa_select(Membership, Profile))
        .outerjoin(Profile, col(Profile.membership_id) == Membership.id)
        .where(*wanted.conditions(community_id, now))
        .order_by(
            case((col(Membership.role) == MemberRole.STEWARD, 0), else_=1),
            case((key.is_(None), 1), else_=0),
            key,
            col(Membership.joined_at),
            col(Membership.id),
        )
        .offset(offset)
        .limit(size)
    )
    return [_line(member, profile) for member, profile in session.execute(query)]


def one_member(session: Session, community_id: str, membership_id: str) -> MemberLine | None:
    """Return a member who is here; None if there is no such one."""
    query = (
        sa_select(Membership, Profile)
        .join(Account, col(Account.id) == Membership.account_id)
        .outerjoin(Profile, col(Profile.membership_id) == Membership.id)
        .where(
            col(Membership.id) == membership_id,
            col(Membership.community_id) == community_id,
            col(Membership.left_at).is_(None),
            col(Account.deactivated_at).is_(None),
        )
    )
    row = session.execute(query).one_or_none()
    return _line(*row) if row is not None else None


def events_of(session: Session, community_id: str) -> list[tuple[str, str]]:
    """Return address and name of the events of a community, the latest first."""
    query = (
        sa_select(col(Event.slug), col(Event.name))
        .where(col(Event.community_id) == community_id, not_deleted())
        .order_by(col(Event.starts_on).desc(), col(Event.name))
    )
    return [(slug, name) for slug, name in session.execute(query)]


def _joined(query: Any) -> Any:
    return (
        query.select_from(Membership)
        .join(Account, col(Account.id) == Membership.account_id)
        .outerjoin(people_search, people_search.c.membership_id == col(Membership.id))
    )


def _line(member: Membership, profile: Profile | None) -> MemberLine:
    shown = profile is not None and visible(profile.visibility, NAME, Relation.MEMBER)
    return MemberLine(
        id=member.id,
        name=profile.name if profile is not None and shown else "",
        is_steward=member.role is MemberRole.STEWARD,
        joined_at=member.joined_at,
        removed_at=member.removed_at,
    )
