"""Discussions in which nobody has written for years: found, and deleted some at a time."""

from collections.abc import Sequence
from datetime import datetime
from itertools import accumulate

from sqlmodel import Session, col, delete, exists, select
from sqlmodel.sql.expression import SelectOfScalar

from eventnet.database import writing
from eventnet.discussions.index import merge_index
from eventnet.discussions.models import Post, PostReport, Thread
from eventnet.groups.models import Group

MOST_POSTS = 1000
"""Posts that are deleted in one transaction, but for a single discussion that has more."""


def quiet_threads(community_id: str, since: datetime) -> SelectOfScalar[str]:
    """Return the query for discussions without a post since then, the quietest first.

    While moderators have a report to look at, what it is about stays.
    """
    reported = exists().where(
        col(PostReport.post_id) == Post.id,
        col(Post.thread_id) == Thread.id,
        col(PostReport.settled_at).is_(None),
    )
    return (
        select(Thread.id)
        .join(Group, col(Group.id) == Thread.group_id)
        .where(Group.community_id == community_id, col(Thread.latest_at) < since, ~reported)
        .order_by(col(Thread.latest_at), col(Thread.id))
    )


def forget_quiet(session: Session, community_id: str, since: datetime) -> int:
    """Delete discussions that went quiet; return how many they were.

    Somebody who answers in one meanwhile holds it, and it stays.
    """
    gone = 0
    while some := _forget_some(session, community_id, since):
        gone += some
    if gone:
        with writing(session):
            merge_index(session)
    return gone


def _forget_some(session: Session, community_id: str, since: datetime) -> int:
    with writing(session):
        due = session.exec(quiet_threads(community_id, since).limit(MOST_POSTS)).all()
        still = (col(Thread.id).in_(_that_fit(session, due)), col(Thread.latest_at) < since)
        held = select(Thread.id).where(*still).order_by(col(Thread.id)).with_for_update()
        keys = session.exec(held).all()
        session.exec(delete(Thread).where(col(Thread.id).in_(keys)))  # with all that hangs on it
        return len(keys)


def _that_fit(session: Session, due: Sequence[str]) -> list[str]:
    """Return the first of these discussions, as many as have few posts enough together."""
    query = select(Thread.id, Thread.latest).where(col(Thread.id).in_(due))
    posts = dict(session.exec(query).all())
    sums = accumulate(posts.get(key, 0) for key in due)
    return [key for key, total in zip(due, sums, strict=True) if total <= MOST_POSTS] or list(
        due[:1]
    )
