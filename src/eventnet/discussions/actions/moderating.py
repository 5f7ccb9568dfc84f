"""What moderators do with a post: hide it, show it again, or leave it; each is on record."""

from typing import Literal

from sqlmodel import Session, col

from eventnet import audit, clock
from eventnet.communities.models import Membership
from eventnet.database import writing
from eventnet.discussions.holding import Place, held_post, may_moderate
from eventnet.discussions.index import index_posts
from eventnet.discussions.models import PostReport
from eventnet.discussions.reporting import settle
from eventnet.errors import Conflict
from eventnet.i18n import gettext as _

Verdict = Literal["hide", "restore", "keep"]
DEEDS = {"hide": "post.hidden", "restore": "post.restored", "keep": "post.kept"}


def judge(session: Session, membership: Membership, place: Place, verdict: Verdict) -> None:
    """Hide a post, show it again, or let it stand; its reports are settled by that."""
    with writing(session):
        may_moderate(session, membership, place.group_id)
        post = held_post(session, membership, place)
        if post.removed_at is not None and verdict != "keep":
            raise Conflict(_("Whoever wrote this post has removed it."))
        hidden = post.hidden_at is not None
        if (verdict == "hide") != hidden and verdict != "keep":
            post.hidden_at = clock.now() if verdict == "hide" else None
            post.version += 1
            session.add(post)
            index_posts(session, [post.key])
        settle(session, PostReport, col(PostReport.post_id) == post.id)
        audit.record(
            session,
            DEEDS[verdict],
            account_id=membership.account_id,
            community_id=membership.community_id,
            subject=post.by_id or "",
            thread=place.thread_id,
            number=place.number,
        )
