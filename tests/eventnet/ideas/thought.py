"""Ideas as tests begin with them."""

from sqlmodel import Session

from eventnet.communities.models import Membership
from eventnet.ideas.actions.stewarding import merge, set_status
from eventnet.ideas.actions.suggesting import comment, suggest, vote
from eventnet.ideas.forms import CommentFields, IdeaFields, StatusFields
from eventnet.ideas.models import Idea, IdeaPost, Status

HERE = "/c/harbour/ideas"


def an_idea(
    session: Session, by: Membership, title: str = "A quiet room", words: str = "With chairs."
) -> Idea:
    """Suggest something."""
    return suggest(session, by, IdeaFields(title=title, words=words))


def a_comment(session: Session, by: Membership, idea: Idea, words: str = "Yes!") -> IdeaPost:
    """Comment on an idea."""
    return comment(session, by, idea.id, CommentFields(words=words))


def votes(session: Session, idea: Idea, *members: Membership) -> None:
    """Let these vote for an idea."""
    for one in members:
        vote(session, one, idea.id)


def settled(session: Session, steward: Membership, idea: Idea, status: Status) -> None:
    """Let a steward say what becomes of an idea."""
    said = StatusFields(status=status, why="The hall is booked.", was=idea.status)
    set_status(session, steward, idea.id, said)
    session.refresh(idea)


def merged(session: Session, steward: Membership, idea: Idea, into: Idea) -> None:
    """Merge an idea into another."""
    merge(session, steward, idea.id, into.id)
    session.refresh(idea)
