"""The two sides between which ties are looked at: a group, a role at an event, an organization.

Each side has only those whom the reader sees there by name, with the reader's eyes.
"""

from collections.abc import Collection
from dataclasses import dataclass

from sqlmodel import Session, col, func, select

from eventnet.communities.models import Membership
from eventnet.events.models import Attendance, Event, Role
from eventnet.events.queries import not_deleted
from eventnet.groups.access import readable
from eventnet.groups.models import Group, GroupMember, State
from eventnet.groups.people import view_those_in
from eventnet.people.members import view_members
from eventnet.people.models import Profile
from eventnet.people.queries import PersonView

MOST = 300
"""People of one side."""


@dataclass(frozen=True)
class Side:
    """Some people whom the reader sees, and what they are together."""

    label: str
    people: dict[str, PersonView]


def options(session: Session, reader: Membership) -> list[tuple[str, str]]:
    """Return what can be a side: groups that the reader may read, roles where they attend."""
    groups = select(Group.id, Group.name).where(readable(reader)).order_by(func.lower(Group.name))
    found = [(f"group:{key}", name) for key, name in session.exec(groups)]
    return found + [(f"role:{key}", label) for key, label in _roles(session, reader)]


def _roles(session: Session, reader: Membership, role_id: str = "") -> list[tuple[str, str]]:
    query = (
        select(Role.id, Role.name, Event.name)
        .join(Event, col(Event.id) == Role.event_id)
        .join(Attendance, col(Attendance.event_id) == Event.id)
        .where(
            Attendance.membership_id == reader.id,
            col(Attendance.left_at).is_(None),
            not_deleted(),
        )
        .order_by(col(Event.starts_on).desc(), col(Role.name))
    )
    if role_id:
        query = query.where(Role.id == role_id)
    return [(key, f"{role}, {event}") for key, role, event in session.exec(query)]


def side(session: Session, reader: Membership, chosen: str, organization: str) -> Side | None:
    """Return a side; None where there is no such for the reader. A name typed comes first."""
    if organization:
        return _organization(session, reader, organization)
    kind, _colon, key = chosen.partition(":")
    if kind == "group":
        return _group(session, reader, key)
    return _role(session, reader, key) if kind == "role" else None


def _group(session: Session, reader: Membership, group_id: str) -> Side | None:
    query = select(Group).where(Group.id == group_id, readable(reader))
    group = session.exec(query).one_or_none()
    if group is None:
        return None
    inside = (
        select(GroupMember.member_id)
        .where(GroupMember.group_id == group_id, GroupMember.state == State.IN)
        .order_by(col(GroupMember.since), col(GroupMember.member_id))
        .limit(MOST)
    )
    return Side(group.name, view_those_in(session, reader, group_id, session.exec(inside).all()))


def _role(session: Session, reader: Membership, role_id: str) -> Side | None:
    for key, label in _roles(session, reader, role_id):
        query = (
            select(Attendance.membership_id)
            .where(Attendance.role_id == key, col(Attendance.left_at).is_(None))
            .order_by(col(Attendance.membership_id))
            .limit(MOST)
        )
        return Side(label, _named(session, reader, session.exec(query).all()))
    return None


def _organization(session: Session, reader: Membership, typed: str) -> Side | None:
    """Return those of an organization who show the reader that they are of it."""
    query = (
        select(Profile.membership_id)
        .where(
            Profile.community_id == reader.community_id,
            func.lower(func.trim(Profile.organization)) == typed.lower().strip(),
        )
        .order_by(col(Profile.membership_id))
        .limit(MOST)
    )
    seen = _named(session, reader, session.exec(query).all())
    people = {key: one for key, one in seen.items() if one.organization}
    label = next(iter(people.values())).organization if people else ""
    return Side(label, people) if people else None


def _named(
    session: Session, reader: Membership, member_ids: Collection[str]
) -> dict[str, PersonView]:
    seen = view_members(session, reader, member_ids)
    return {key: one for key, one in seen.items() if one.name}
