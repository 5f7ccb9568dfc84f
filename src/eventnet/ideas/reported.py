"""What was reported about ideas, for the stewards."""

from collections import defaultdict
from dataclasses import dataclass

from sqlmodel import Session, col, func, or_, select

from eventnet.communities.models import Membership
from eventnet.ideas.models import Idea, IdeaPost, IdeaReport
from eventnet.ideas.reading import PostView, view_posts

MOST = 200


def open_reports(session: Session, community_id: str) -> int:
    """Return how many posts are reported, and wait for a steward."""
    query = (
        select(func.count(func.distinct(IdeaReport.post_id)))
        .join(IdeaPost, col(IdeaPost.id) == IdeaReport.post_id)
        .join(Idea, col(Idea.id) == IdeaPost.idea_id)
        .where(Idea.community_id == community_id, col(IdeaReport.settled_at).is_(None))
    )
    return session.exec(query).one()


@dataclass(frozen=True)
class Reported:
    """A post that was reported, and why; not by whom."""

    view: PostView
    idea: Idea
    reasons: list[str]
    waits: bool


def reported(session: Session, steward: Membership) -> list[Reported]:
    """Return the posts that were reported, those that wait first, or are hidden."""
    rows = session.exec(
        select(IdeaPost, Idea, IdeaReport)
        .join(Idea, col(Idea.id) == IdeaPost.idea_id)
        .join(IdeaReport, col(IdeaReport.post_id) == IdeaPost.id)
        .where(
            Idea.community_id == steward.community_id,
            or_(col(IdeaReport.settled_at).is_(None), col(IdeaPost.hidden_at).is_not(None)),
        )
        .order_by(col(IdeaReport.created_at).desc(), col(IdeaReport.by_id))
        .limit(MOST)
    ).all()
    posts = {post.key: post for post, _idea, _report in rows}
    ideas = {post.key: idea for post, idea, _report in rows}
    reports: dict[int, list[IdeaReport]] = defaultdict(list)
    for post, _idea, one in rows:
        reports[post.key].append(one)
    found = [
        Reported(
            view,
            ideas[view.post.key],
            [one.reason for one in reports[view.post.key]],
            any(one.settled_at is None for one in reports[view.post.key]),
        )
        for view in view_posts(session, steward, list(posts.values()))
    ]
    return sorted(found, key=lambda one: not one.waits)
