"""Who may do what in a group: one function, which pages, search, counts and mails ask."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, and_, exists, or_
from sqlalchemy.orm import aliased
from sqlmodel import Session, col, select

from eventnet.communities.models import MemberRole, Membership
from eventnet.groups.models import Door, Group, GroupMember, GroupRole, State

STANDING = aliased(GroupMember)
"""How the reader stands to a group: whoever asks may read other rows too."""


@dataclass(frozen=True)
class Access:
    """A group, and how one member of its community stands to it."""

    group: Group
    own: GroupMember | None
    stewards: bool = False

    @property
    def state(self) -> State | None:
        """How they stand to it; None: not at all."""
        return self.own.state if self.own else None

    @property
    def role(self) -> GroupRole | None:
        """What they are there; None: they are not in it."""
        return self.own.role if self.own and self.own.state is State.IN else None

    @property
    def knows(self) -> bool:
        """Whether they may know that the group exists."""
        return self.group.door is not Door.HIDDEN or self.state in {State.IN, State.INVITED}

    @property
    def reads(self) -> bool:
        """Whether they may read what is written there."""
        return self.role is not None or self.group.door is Door.OPEN

    @property
    def writes(self) -> bool:
        """Whether they may write there."""
        return self.role is not None and self.group.closed_at is None

    @property
    def moderates(self) -> bool:
        """Whether they keep order: its owners and moderators, and stewards where all may read."""
        if self.stewards and self.group.door is Door.OPEN:
            return True
        return self.role in {GroupRole.OWNER, GroupRole.MODERATOR}

    @property
    def owns(self) -> bool:
        """Whether they say what the group is."""
        return self.role is GroupRole.OWNER


def access(session: Session, membership: Membership, group_id: str) -> Access | None:
    """Return how a member stands to a group now; None if they may not know of it."""
    group = session.get(Group, group_id, populate_existing=True)
    if group is None or group.community_id != membership.community_id:
        return None
    own = session.get(GroupMember, (group_id, membership.id), populate_existing=True)
    found = Access(group, own, membership.role is MemberRole.STEWARD)
    return found if found.knows else None


def is_in(group_id: Any, member_id: Any) -> ColumnElement[bool]:
    """Return the condition that somebody is in a group."""
    return exists().where(
        col(STANDING.group_id) == group_id,
        col(STANDING.member_id) == member_id,
        col(STANDING.state) == State.IN,
    )


def readable(membership: Membership) -> ColumnElement[bool]:
    """Return the condition on `Group` that a member may read what is written there."""
    return and_(
        col(Group.community_id) == membership.community_id,
        or_(col(Group.door) == Door.OPEN, is_in(col(Group.id), membership.id)),
    )


def readable_ids(session: Session, membership: Membership) -> list[str]:
    """Return the groups that a member may read."""
    return list(session.exec(select(Group.id).where(readable(membership)).order_by(col(Group.id))))
