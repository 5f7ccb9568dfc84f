"""What was reported in a group, for those who keep order there."""

from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass

from sqlmodel import Session, col, func, or_, select

from eventnet.communities.models import Membership
from eventnet.discussions.models import Post, PostReport, Thread
from eventnet.discussions.reading import PostView, view_posts

also_open: list[Callable[[Session, str], int]] = []
"""How much else in a group is reported, and waits; later features count theirs."""


def open_reports(session: Session, group_id: str) -> int:
    """Return how much in a group is reported, and waits for a moderator."""
    return _open_posts(session, group_id) + sum(count(session, group_id) for count in also_open)


def _open_posts(session: Session, group_id: str) -> int:
    query = (
        select(func.count(func.distinct(PostReport.post_id)))
        .join(Post, col(Post.id) == PostReport.post_id)
        .join(Thread, col(Thread.id) == Post.thread_id)
        .where(Thread.group_id == group_id, col(PostReport.settled_at).is_(None))
    )
    return session.exec(query).one()


@dataclass(frozen=True)
class Reported:
    """A post that was reported, and why; not by whom."""

    view: PostView
    thread: Thread
    reasons: list[str]
    waits: bool


def reported(session: Session, membership: Membership, group_id: str) -> list[Reported]:
    """Return the posts of a group that were reported, those that wait first, or are hidden."""
    rows = session.exec(
        select(Post, Thread, PostReport)
        .join(Thread, col(Thread.id) == Post.thread_id)
        .join(PostReport, col(PostReport.post_id) == Post.id)
        .where(
            Thread.group_id == group_id,
            or_(col(PostReport.settled_at).is_(None), col(Post.hidden_at).is_not(None)),
        )
        .order_by(col(PostReport.created_at).desc(), col(PostReport.by_id))
        .limit(200)
    ).all()
    posts = {post.id: post for post, _thread, _report in rows}
    threads = {post.id: thread for post, thread, _report in rows}
    views = view_posts(session, membership, group_id, list(posts.values()))
    reports: dict[int | None, list[PostReport]] = defaultdict(list)
    for post, _thread, report in rows:
        reports[post.id].append(report)
    found = [
        Reported(
            view,
            threads[view.post.id],
            [one.reason for one in reports[view.post.id]],
            any(one.settled_at is None for one in reports[view.post.id]),
        )
        for view in views
    ]
    return sorted(found, key=lambda one: not one.waits)
