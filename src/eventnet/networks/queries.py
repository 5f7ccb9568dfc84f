"""Which maps there are for somebody."""

from dataclasses import dataclass

from sqlmodel import Session, col, func, select

from eventnet.communities.models import Membership
from eventnet.events.models import Attendance, Event
from eventnet.events.queries import not_deleted
from eventnet.groups.models import Group, GroupMember, State


@dataclass(frozen=True)
class Maps:
    """The events that a member attends, the latest first, and the groups that they are in."""

    events: list[Event]
    groups: list[Group]


def maps_of(session: Session, membership: Membership) -> Maps:
    """Return of which events and groups a member may see the map."""
    events = (
        select(Event)
        .join(Attendance, col(Attendance.event_id) == Event.id)
        .where(
            Attendance.membership_id == membership.id,
            col(Attendance.left_at).is_(None),
            not_deleted(),
        )
        .order_by(col(Event.starts_on).desc(), col(Event.id))
    )
    groups = (
        select(Group)
        .join(GroupMember, col(GroupMember.group_id) == Group.id)
        .where(GroupMember.member_id == membership.id, GroupMember.state == State.IN)
        .order_by(func.lower(col(Group.name)), col(Group.id))
    )
    return Maps(list(session.exec(events)), list(session.exec(groups)))
