"""Whose network a map shows: the people of an event or of a group, and the ties among them."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import sqlalchemy
from sqlalchemy import Select
from sqlmodel import Session, col, func, select

from eventnet.accounts.models import Account
from eventnet.communities.models import Membership
from eventnet.events.models import Attendance, Event
from eventnet.events.queries import present, zone
from eventnet.events.times import start_of_day
from eventnet.groups.models import Group, GroupMember, State
from eventnet.groups.queries import present_members
from eventnet.ties.models import Tie

AFTERMATH = timedelta(days=30)
"""What comes about so long after an event is still the event's."""


@dataclass(frozen=True)
class Crowd:
    """Those whom a map shows, as a query for their memberships."""

    key: str
    """Tells one map from another."""
    members: Select[Any]
    begins: datetime | None = None
    """When the event begins that parts before from after; a group has no such time."""
    ends: datetime | None = None
    """Later ties are not the event's."""


@dataclass(frozen=True)
class Known:
    """A tie between two of a crowd."""

    a_id: str
    b_id: str
    height: float
    since: datetime


def event_crowd(event: Event) -> Crowd:
    """Return the people of an event; who has left it is not among them."""
    query = (
        sqlalchemy.select(col(Attendance.membership_id))
        .join(Membership, col(Membership.id) == Attendance.membership_id)
        .join(Account, col(Account.id) == Membership.account_id)
        .where(col(Attendance.event_id) == event.id, present())
    )
    here = zone(event)
    ends = start_of_day(event.ends_on + timedelta(days=1), here) + AFTERMATH
    return Crowd(f"event {event.id}", query, start_of_day(event.starts_on, here), ends)


def group_crowd(group: Group) -> Crowd:
    """Return the people who are in a group."""
    query = (
        sqlalchemy.select(col(GroupMember.member_id))
        .join(Membership, col(Membership.id) == GroupMember.member_id)
        .join(Account, col(Account.id) == Membership.account_id)
        .where(
            col(GroupMember.group_id) == group.id,
            col(GroupMember.state) == State.IN,
            *present_members(),
        )
    )
    return Crowd(f"group {group.id}", query)


def people_of(session: Session, crowd: Crowd) -> list[str]:
    """Return the memberships of a crowd, in a fixed order."""
    return sorted(session.connection().execute(crowd.members).scalars())


def count_people(session: Session, crowd: Crowd) -> int:
    """Return how many people a crowd has."""
    members = crowd.members.subquery()
    return (
        session.connection()
        .execute(sqlalchemy.select(func.count()).select_from(members))
        .scalar_one()
    )


def ties_of(session: Session, crowd: Crowd) -> Iterator[Known]:
    """Give the ties among a crowd, in a fixed order."""
    members = crowd.members.subquery()
    among = sqlalchemy.select(members.c[0])
    query = (
        select(Tie.a_id, Tie.b_id, Tie.strength, Tie.since)
        .where(col(Tie.a_id).in_(among), col(Tie.b_id).in_(among))
        .order_by(col(Tie.a_id), col(Tie.b_id))
    )
    if crowd.ends is not None:
        query = query.where(col(Tie.since) < crowd.ends)
    for row in session.exec(query):
        yield Known(*row)


def ties_between(session: Session, crowd: Crowd, ids: list[str]) -> list[Known]:
    """Return the ties among a few of a crowd, as they are now."""
    query = (
        select(Tie.a_id, Tie.b_id, Tie.strength, Tie.since)
        .where(col(Tie.a_id).in_(ids), col(Tie.b_id).in_(ids))
        .order_by(col(Tie.a_id), col(Tie.b_id))
    )
    if crowd.ends is not None:
        query = query.where(col(Tie.since) < crowd.ends)
    return [Known(*row) for row in session.exec(query)]
