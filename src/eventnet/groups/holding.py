"""Holding who acts, whom it is about, and the group: in this order, as everywhere."""

from collections.abc import Collection

from sqlmodel import Session, col, select

from eventnet.communities.models import Membership
from eventnet.database import lock
from eventnet.errors import Conflict, NotFound
from eventnet.groups.access import Access, access
from eventnet.groups.models import Group, GroupMember
from eventnet.i18n import gettext as _


def hold_members(session: Session, member_ids: Collection[str]) -> dict[str, Membership]:
    """Return these memberships as they are now, held until the transaction ends."""
    query = select(Membership).where(col(Membership.id).in_(sorted(set(member_ids))))
    query = query.order_by(col(Membership.id)).with_for_update()
    found = session.exec(query.execution_options(populate_existing=True))
    return {one.id: one for one in found if one.left_at is None}


def hold(session: Session, group_id: str, by: str, *others: str) -> Access:
    """Return how whoever acts stands to a group now, with all of them and the group held."""
    members = hold_members(session, [by, *others])
    if lock(session, Group, group_id) is None or by not in members:
        raise nowhere()
    found = access(session, members[by], group_id)
    if found is None:
        raise nowhere()
    here = found.group.community_id
    if any(one not in members or members[one].community_id != here for one in others):
        raise NotFound(_("There is no such person in this community."))
    return found


def standing(session: Session, group_id: str, member_id: str) -> GroupMember | None:
    """Return how somebody stands to a group now."""
    return session.get(GroupMember, (group_id, member_id), populate_existing=True)


def who_reads(found: Access | None) -> Access:
    """Return how somebody stands to a group that they may read; else refuse."""
    if found is None or not found.reads:
        raise nowhere()
    return found


def who_writes(found: Access) -> Access:
    """Return how somebody stands to a group in which they may write; else refuse."""
    if found.role is None:
        raise NotFound(_("You are not in this group, so nothing was saved. Join it to write."))
    refuse_closed(found)
    return found


def who_moderates(found: Access) -> Access:
    """Return how somebody stands to a group in which they keep order; else refuse."""
    if not found.moderates:
        raise nowhere()
    return found


def nowhere() -> NotFound:
    """Return the one answer about groups that are not there, or not for the reader."""
    return NotFound(_("There is no such group, or it is not open to you."))


def refuse_closed(found: Access) -> None:
    """Refuse what changes a group that is closed."""
    if found.group.closed_at is not None:
        raise Conflict(
            _(
                "The group “%(group)s” is closed: it is read, and stays as it is. An owner can "
                "open it again.",
                group=found.group.name,
            )
        )
