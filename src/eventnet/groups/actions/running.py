"""Opening a group, saying what it is, closing it and opening it again."""

from sqlmodel import Session, col, delete, select

from eventnet import audit, clock
from eventnet.communities.models import Community, Membership
from eventnet.database import lock, writing
from eventnet.errors import NotFound
from eventnet.groups.actions.coming import owned
from eventnet.groups.forms import GroupFields
from eventnet.groups.holding import hold_members
from eventnet.groups.models import Door, Group, GroupMember, GroupRole, State
from eventnet.i18n import gettext as _
from eventnet.versions import expect, version_of

SHOWN = ("name", "about", "door")


def open_group(session: Session, membership: Membership, said: GroupFields) -> Group:
    """Open a group, which whoever opens it owns. The same once more is the same group."""
    with writing(session):
        lock(session, Community, membership.community_id)  # before who opens it, as everywhere
        if membership.id not in hold_members(session, [membership.id]):
            raise NotFound(_("You are no longer a member of this community."))
        if known := _opened(session, membership, said.once):
            return known
        return begin(session, membership, said)


def begin(session: Session, membership: Membership, said: GroupFields) -> Group:
    """Begin a group, which a member owns, in the caller's transaction, which holds them."""
    group = Group(
        community_id=membership.community_id, name=said.name, about=said.about, door=said.door
    )
    taken = select(Group.id).where(Group.once == said.once)
    if said.once and session.exec(taken).first() is None:
        group.once = said.once
    session.add(group)
    session.flush()
    own = GroupMember(group_id=group.id, member_id=membership.id, role=GroupRole.OWNER)
    session.add(own)
    return group


def _opened(session: Session, membership: Membership, once: str) -> Group | None:
    """Return the group that a member opened with the same form a moment ago."""
    query = (
        select(Group)
        .join(GroupMember, col(GroupMember.group_id) == Group.id)
        .where(
            Group.once == once,
            GroupMember.member_id == membership.id,
            GroupMember.role == GroupRole.OWNER,
        )
    )
    return session.exec(query).first() if once else None


def change_group(
    session: Session, membership: Membership, group_id: str, said: GroupFields
) -> None:
    """Give a group another name, other words or another door.

    Who waits at a door that opens is in; at one that is hidden nobody waits any more.
    """
    with writing(session):
        group = owned(session, membership, group_id).group
        expect(said.version, version_of(group, only=SHOWN))
        if said.door is not group.door:
            _empty_the_door(session, group_id, said.door)
            audit.record(
                session,
                "group.door_changed",
                account_id=membership.account_id,
                community_id=group.community_id,
                subject=group_id,
                door=said.door.value,
            )
        group.name, group.about, group.door = said.name, said.about, said.door
        session.add(group)


def _empty_the_door(session: Session, group_id: str, door: Door) -> None:
    waits = (col(GroupMember.group_id) == group_id, col(GroupMember.state) == State.ASKED)
    if door is Door.OPEN:
        for one in session.exec(select(GroupMember).where(*waits)):
            one.state, one.since = State.IN, clock.now()
            session.add(one)
    elif door is Door.HIDDEN:
        session.exec(delete(GroupMember).where(*waits))


def close_group(session: Session, membership: Membership, group_id: str, *, closed: bool) -> None:
    """Let a group be read and not written in, or open it again. Again does no harm."""
    with writing(session):
        group = owned(session, membership, group_id).group
        if (group.closed_at is not None) is closed:
            return
        group.closed_at = clock.now() if closed else None
        session.add(group)
        audit.record(
            session,
            "group.closed" if closed else "group.reopened",
            account_id=membership.account_id,
            community_id=group.community_id,
            subject=group_id,
        )
