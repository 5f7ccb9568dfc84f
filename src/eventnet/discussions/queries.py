"""Reads of threads, for a reader who may read the group."""

from collections.abc import Collection
from dataclasses import dataclass

from sqlmodel import Session, and_, col, func, or_, select

from eventnet.communities.models import Membership
from eventnet.discussions.models import (
    Following,
    Mention,
    Post,
    Reading,
    Thread,
)
from eventnet.groups.access import readable
from eventnet.groups.models import Group, GroupMember, State
from eventnet.groups.people import somebody_who_left, view_those_in
from eventnet.people.queries import PersonView

PAGE = 20


@dataclass(frozen=True)
class ThreadLine:
    """A thread in a list, as one member has it."""

    thread: Thread
    group: Group
    by: PersonView
    unread: int
    following: Following


def thread_lines(
    session: Session, membership: Membership, group: Group, offset: int, limit: int
) -> list[ThreadLine]:
    """Return threads of a group, those with the latest post first."""
    rows = session.exec(
        select(Thread, Reading)
        .outerjoin(
            Reading,
            and_(col(Reading.thread_id) == Thread.id, col(Reading.member_id) == membership.id),
        )
        .where(Thread.group_id == group.id)
        .order_by(col(Thread.latest_at).desc(), col(Thread.id))
        .offset(offset)
        .limit(limit)
    ).all()
    writers = {thread.by_id for thread, _reading in rows} - {None}
    names = view_those_in(session, membership, group.id, [one for one in writers if one])
    return [
        ThreadLine(
            thread,
            group,
            names.get(thread.by_id or "") or somebody_who_left(),
            thread.latest - (reading.read if reading else 0),
            reading.following if reading else Following.NEITHER,
        )
        for thread, reading in rows
    ]


def thread_count(session: Session, group_id: str) -> int:
    """Return how many threads a group has."""
    query = select(func.count()).select_from(Thread).where(Thread.group_id == group_id)
    return session.exec(query).one()


def thread_counts(session: Session, group_ids: Collection[str]) -> dict[str, int]:
    """Return how many threads these groups have."""
    query = select(Thread.group_id, func.count()).where(col(Thread.group_id).in_(group_ids))
    return dict(session.exec(query.group_by(col(Thread.group_id))).all())


def reading_of(session: Session, thread_id: str, member_id: str) -> Reading:
    """Return how far somebody has read; of a thread that they never opened, a fresh row."""
    found = session.get(Reading, (thread_id, member_id), populate_existing=True)
    return found or Reading(thread_id=thread_id, member_id=member_id)


def news_for(
    session: Session, membership: Membership, limit: int = 5
) -> list[tuple[Thread, Group, int]]:
    """Return threads that a member follows, or is meant in, with posts that they have not read."""
    meant = (
        select(Post.thread_id)
        .join(Mention, col(Mention.post_id) == Post.id)
        .where(
            Mention.member_id == membership.id,
            col(Mention.heard),
            col(Post.thread_id) == Thread.id,
            col(Post.number) > func.coalesce(col(Reading.read), 0),
            col(Post.removed_at).is_(None),
            col(Post.hidden_at).is_(None),
        )
        .exists()
    )
    query = (
        select(Thread, Group, func.coalesce(col(Reading.read), 0))
        .join(Group, col(Group.id) == Thread.group_id)
        .outerjoin(
            Reading,
            and_(col(Reading.thread_id) == Thread.id, col(Reading.member_id) == membership.id),
        )
        .where(
            readable(membership),
            or_(
                and_(
                    col(Reading.following) == Following.FOLLOWS,
                    col(Thread.latest) > col(Reading.read),
                ),
                and_(
                    func.coalesce(col(Reading.following), Following.NEITHER.value)
                    != Following.MUTED.value,
                    meant,
                ),
            ),
        )
        .order_by(col(Thread.latest_at).desc(), col(Thread.id))
        .limit(limit)
    )
    return [(thread, group, thread.latest - read) for thread, group, read in session.exec(query)]


def in_the_group(session: Session, membership: Membership, group_id: str, limit: int) -> list[str]:
    """Return who else is in a group, the longest first: whom a post may be meant for."""
    query = select(GroupMember.member_id).where(
        GroupMember.group_id == group_id,
        GroupMember.state == State.IN,
        GroupMember.member_id != membership.id,
    )
    query = query.order_by(col(GroupMember.since), col(GroupMember.member_id))
    return list(session.exec(query.limit(limit)))
