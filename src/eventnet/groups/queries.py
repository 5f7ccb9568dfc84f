"""Reads of groups. Whoever has left the community or the site is in none."""

from collections.abc import Collection
from dataclasses import dataclass

from sqlalchemy import ColumnElement
from sqlmodel import Session, and_, col, func, or_, select

from eventnet.accounts.models import Account
from eventnet.communities.models import Membership
from eventnet.groups.access import readable
from eventnet.groups.models import Door, Group, GroupMember, GroupRole, State


@dataclass(frozen=True)
class Listed:
    """A group in a list, as one member stands to it."""

    group: Group
    own: GroupMember | None
    people: int


@dataclass(frozen=True)
class Lists:
    """The groups that a member may know of."""

    mine: list[Listed]
    invited: list[Listed]
    others: list[Listed]


def present_members() -> tuple[ColumnElement[bool], ...]:
    """Return the conditions that a membership, joined with its account, is one of somebody here."""
    return (col(Membership.left_at).is_(None), col(Account.deactivated_at).is_(None))


def lists(session: Session, membership: Membership) -> Lists:
    """Return the groups that a member may know of; the statements are as many for one as for 30."""
    rows = session.exec(
        select(Group, GroupMember)
        .outerjoin(
            GroupMember,
            and_(
                col(GroupMember.group_id) == Group.id, col(GroupMember.member_id) == membership.id
            ),
        )
        .where(
            Group.community_id == membership.community_id,
            or_(
                col(Group.door) != Door.HIDDEN,
                col(GroupMember.state).in_([State.IN, State.INVITED]),
            ),
        )
        .order_by(func.lower(col(Group.name)), col(Group.id))
    ).all()
    counts = people_in(session, [group.id for group, _own in rows])
    found = [Listed(group, own, counts.get(group.id, 0)) for group, own in rows]
    states = {one.group.id: one.own.state if one.own else None for one in found}
    return Lists(
        mine=[one for one in found if states[one.group.id] is State.IN],
        invited=[one for one in found if states[one.group.id] is State.INVITED],
        others=[
            one
            for one in found
            if states[one.group.id] not in {State.IN, State.INVITED} and one.group.closed_at is None
        ],
    )


def people_in(session: Session, group_ids: Collection[str]) -> dict[str, int]:
    """Return how many are in each of these groups."""
    query = (
        select(GroupMember.group_id, func.count())
        .join(Membership, col(Membership.id) == GroupMember.member_id)
        .join(Account, col(Account.id) == Membership.account_id)
        .where(
            col(GroupMember.group_id).in_(group_ids),
            GroupMember.state == State.IN,
            *present_members(),
        )
        .group_by(col(GroupMember.group_id))
    )
    return dict(session.exec(query).all())


def standing_in(session: Session, group_id: str, *states: State) -> list[GroupMember]:
    """Return who stands so to a group: owners first, then moderators, then the longest first."""
    query = (
        select(GroupMember)
        .join(Membership, col(Membership.id) == GroupMember.member_id)
        .join(Account, col(Account.id) == Membership.account_id)
        .where(
            GroupMember.group_id == group_id,
            col(GroupMember.state).in_(states),
            *present_members(),
        )
        .order_by(col(GroupMember.since), col(GroupMember.member_id))
        .execution_options(populate_existing=True)
    )
    order = [GroupRole.OWNER, GroupRole.MODERATOR, GroupRole.MEMBER]
    return sorted(session.exec(query), key=lambda one: order.index(one.role))


def requests_waiting(session: Session, membership: Membership) -> int:
    """Return how many ask to come into groups that a member moderates, and how many invite them."""
    mine = select(GroupMember.group_id).where(
        GroupMember.member_id == membership.id,
        GroupMember.state == State.IN,
        col(GroupMember.role).in_([GroupRole.OWNER, GroupRole.MODERATOR]),
    )
    query = (
        select(func.count())
        .select_from(GroupMember)
        .join(Membership, col(Membership.id) == GroupMember.member_id)
        .join(Account, col(Account.id) == Membership.account_id)
        .where(
            or_(
                and_(col(GroupMember.group_id).in_(mine), GroupMember.state == State.ASKED),
                and_(
                    col(GroupMember.member_id) == membership.id,
                    GroupMember.state == State.INVITED,
                ),
            ),
            *present_members(),
        )
    )
    return session.exec(query).one()


def readable_groups(session: Session, membership: Membership) -> list[tuple[str, str]]:
    """Return the groups that a member may read: their ids and names, by name."""
    query = select(Group.id, Group.name).where(readable(membership))
    return list(session.exec(query.order_by(func.lower(col(Group.name)), col(Group.id))))
