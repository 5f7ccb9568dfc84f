"""Whoever leaves a community votes there no more, and is told nothing; what they wrote stays."""

from sqlmodel import Session, col, delete

from eventnet.communities.actions import on_left
from eventnet.ideas.models import IdeaNews, IdeaVote


def let_go(session: Session, member_id: str) -> None:
    """Let go of a member's votes, in the caller's transaction."""
    for model in (IdeaVote, IdeaNews):
        session.exec(delete(model).where(col(model.member_id) == member_id))


on_left.append(let_go)
