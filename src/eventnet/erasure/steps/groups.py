"""Groups: what they wrote there is wiped, and others own what they owned."""

from sqlmodel import Session, col, select, update

from eventnet.communities.models import Membership
from eventnet.database import writing
from eventnet.discussions.actions.writing import wipe
from eventnet.discussions.index import index_posts, merge_index
from eventnet.discussions.models import Post, Thread
from eventnet.erasure.tracks import Tracks
from eventnet.groups.holding import hold_members
from eventnet.groups.succession import leave_groups
from eventnet.jobs import Ground


def erase_from_groups(_ground: Ground, session: Session, tracks: Tracks) -> None:
    """Wipe their posts and the titles of what they began; the places of both stay, for answers.

    What they reacted, reported and read goes with the membership.
    """
    with writing(session):
        members = select(Membership.id).where(Membership.account_id == tracks.account_id)
        ids = session.exec(members.order_by(col(Membership.id))).all()
        hold_members(session, ids)
        for member_id in ids:
            leave_groups(session, member_id)
        began = select(Thread.id).where(col(Thread.by_id).in_(ids))
        begun = session.exec(began).all()
        session.exec(update(Thread).where(col(Thread.id).in_(begun)).values(title="", by_id=None))
        posts = select(Post).where(col(Post.by_id).in_(ids)).order_by(col(Post.id))
        for post in session.exec(posts.with_for_update()).all():
            wipe(session, post)
            post.by_id = None
            session.add(post)
        first = select(Post.id).where(col(Post.thread_id).in_(begun), Post.number == 1)
        index_posts(session, [key for key in session.exec(first) if key is not None])
        merge_index(session)
