"""No group is without an owner: whoever has been there longest takes over from the last one."""

from collections.abc import Iterable

from sqlmodel import Session, col, select

from eventnet import audit, clock
from eventnet.communities.actions import on_left
from eventnet.database import lock
from eventnet.groups.models import Door, Group, GroupMember, GroupRole, State
from eventnet.groups.queries import standing_in


def go(session: Session, own: GroupMember) -> None:
    """Let somebody be in a group no more, in the caller's transaction, which holds the group."""
    group_id = own.group_id
    session.delete(own)
    succeed(session, group_id)


def succeed(session: Session, group_id: str) -> None:
    """Give a held group an owner if it has none: a moderator, else whoever is in it longest.

    Without anybody, an open group is closed and can be read; another, which nobody could read, is
    no more.
    """
    session.flush()
    there = standing_in(session, group_id, State.IN)
    group = session.get_one(Group, group_id)
    if not there:
        if group.door is not Door.OPEN:
            session.delete(group)
        elif group.closed_at is None:
            group.closed_at = clock.now()
            session.add(group)
        session.flush()
    elif there[0].role is not GroupRole.OWNER:
        there[0].role = GroupRole.OWNER
        session.add(there[0])
        audit.record(session, "group.inherited", community_id=group.community_id, subject=group_id)


def leave_groups(session: Session, member_id: str) -> None:
    """Let somebody be in no group any more, in the caller's transaction, which holds them."""
    for own in _standing(session, member_id):
        if lock(session, Group, own.group_id) is None:
            continue
        go(session, own)


def hand_over_groups(session: Session, member_ids: Iterable[str]) -> None:
    """Let others own what somebody owns, while their account waits to be erased.

    They stay in the group. Where nobody else is in it, it waits for them.
    """
    for member_id in sorted(member_ids):
        for own in _standing(session, member_id):
            if own.role is GroupRole.MEMBER or lock(session, Group, own.group_id) is None:
                continue
            others = [
                one
                for one in standing_in(session, own.group_id, State.IN)
                if one.member_id != member_id
            ]
            if not others:
                continue
            own.role = GroupRole.MEMBER
            session.add(own)
            succeed(session, own.group_id)


def _standing(session: Session, member_id: str) -> list[GroupMember]:
    query = select(GroupMember).where(GroupMember.member_id == member_id)
    query = query.order_by(col(GroupMember.group_id)).execution_options(populate_existing=True)
    return list(session.exec(query))


on_left.append(leave_groups)
