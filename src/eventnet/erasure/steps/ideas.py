"""Ideas: what they wrote is wiped, and an idea whose words are gone is in no list any more."""

from sqlmodel import Session, col, select

from eventnet.communities.models import Membership
from eventnet.database import writing
from eventnet.erasure.tracks import Tracks
from eventnet.groups.holding import hold_members
from eventnet.ideas.actions.stewarding import release
from eventnet.ideas.actions.suggesting import wipe
from eventnet.ideas.models import Idea, IdeaPost
from eventnet.jobs import Ground


def erase_from_ideas(_ground: Ground, session: Session, tracks: Tracks) -> None:
    """Wipe their ideas and comments; what was merged into an idea of theirs stands by itself.

    Their votes, reports and what they were still to be told go with the membership.
    """
    with writing(session):
        members = select(Membership.id).where(Membership.account_id == tracks.account_id)
        ids = session.exec(members.order_by(col(Membership.id))).all()
        hold_members(session, ids)
        posts = select(IdeaPost, Idea).join(Idea, col(Idea.id) == IdeaPost.idea_id)
        posts = posts.where(col(IdeaPost.by_id).in_(ids)).order_by(col(IdeaPost.id))
        for post, idea in session.exec(posts.with_for_update()).all():
            wipe(session, idea, post)
            post.by_id = None
            if post.number == 1:
                idea.by_id = None
                _let_stand(session, idea)
            session.add_all([post, idea])


def _let_stand(session: Session, idea: Idea) -> None:
    """Take back the merges in which an idea has part."""
    into = select(Idea).where(Idea.merged_into_id == idea.id).order_by(col(Idea.id))
    for other in session.exec(into.with_for_update()).all():
        release(session, other)
    if idea.merged_into_id is not None:
        release(session, idea)
