"""What is kept about what reaches somebody: digests, whom they follow, addresses of theirs."""

from typing import Any

from sqlmodel import Session, col, select

from eventnet.communities.models import Membership
from eventnet.digests.models import Digest
from eventnet.discussions.models import Thread
from eventnet.feeds.models import FeedAddress
from eventnet.following.models import Follow
from eventnet.following.queries import in_sight
from eventnet.privacy.declared import told
from eventnet.replies.models import ReplyAddress

Lines = list[dict[str, Any]]


def reaching(session: Session, member: Membership) -> Lines:
    """Return what a member chose about digests, and follows; of others no more than they see."""
    digest = session.get(Digest, member.id)
    rows = session.exec(
        select(Follow).where(Follow.by_id == member.id).order_by(col(Follow.since))
    ).all()
    people = in_sight(session, member, [one.of_id for one in rows])
    feeds = select(FeedAddress).where(FeedAddress.member_id == member.id)
    answers = (
        select(ReplyAddress, Thread.title)
        .join(Thread, col(Thread.id) == ReplyAddress.thread_id)
        .where(ReplyAddress.member_id == member.id)
        .order_by(col(ReplyAddress.expires_at), col(ReplyAddress.id))
    )
    return [
        *([{"what": "digest", **told("digest", digest)}] if digest else []),
        *(
            {
                "what": "followed",
                "person": people[one.of_id].name if one.of_id in people else "",
                **told("member_follow", one),
            }
            for one in rows
        ),
        *(
            {"what": "feed", **told("feed_address", one)}
            for one in session.exec(feeds.order_by(col(FeedAddress.renewed_at)))
        ),
        *(
            {"what": "answered by mail", "discussion": title, **told("reply_address", one)}
            for one, title in session.exec(answers)
        ),
    ]
