"""Holding who writes, the thread and the post: in this order, as everywhere."""

from typing import NamedTuple

from sqlmodel import Session, select

from eventnet.communities.models import Membership
from eventnet.database import lock
from eventnet.discussions.models import Post, Thread
from eventnet.errors import NotFound
from eventnet.groups.access import Access, access
from eventnet.groups.holding import hold_members, who_moderates, who_reads, who_writes
from eventnet.i18n import gettext as _


class Place(NamedTuple):
    """Where a post stands, as an address says it."""

    group_id: str
    thread_id: str
    number: int


def may_read(session: Session, membership: Membership, group_id: str) -> Access:
    """Hold a member, and return how they stand to a group that they may read now."""
    mine = hold_members(session, [membership.id]).get(membership.id)
    return who_reads(access(session, mine, group_id) if mine else None)


def may_write(session: Session, membership: Membership, group_id: str) -> Access:
    """Hold a member who may write in a group now: whoever puts them out waits, or was faster."""
    return who_writes(may_read(session, membership, group_id))


def may_moderate(session: Session, membership: Membership, group_id: str) -> Access:
    """Hold a member who keeps order in a group now."""
    return who_moderates(may_read(session, membership, group_id))


def held_thread(session: Session, group_id: str, thread_id: str) -> Thread:
    """Return a thread of a group, held until the transaction ends."""
    thread = lock(session, Thread, thread_id)
    if thread is None or thread.group_id != group_id:
        raise no_thread()
    return thread


def held_post(session: Session, membership: Membership, place: Place) -> Post:
    """Return a post of a group that the member may read, held until the transaction ends."""
    who_reads(access(session, membership, place.group_id))
    query = select(Post).where(Post.thread_id == place.thread_id, Post.number == place.number)
    query = query.with_for_update().execution_options(populate_existing=True)
    post = session.exec(query).one_or_none()
    thread = session.get(Thread, place.thread_id)
    if post is None or thread is None or thread.group_id != place.group_id:
        raise no_post()
    return post


def no_thread() -> NotFound:
    """Return the one answer about threads that are not there, or not for the reader."""
    return NotFound(_("There is no such discussion, or it is not open to you."))


def no_post() -> NotFound:
    """Return the one answer about posts that are not there, or not for the reader."""
    return NotFound(_("There is no such post, or it is not open to you."))
