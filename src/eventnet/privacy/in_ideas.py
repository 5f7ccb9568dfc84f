"""What is kept about somebody among the ideas of a community: their own words and votes."""

from typing import Any

from sqlmodel import Session, col, select

from eventnet.communities.models import Membership
from eventnet.ideas.models import Idea, IdeaNews, IdeaPost, IdeaReport, IdeaVote
from eventnet.privacy.declared import told

Lines = list[dict[str, Any]]


def ideas_of(session: Session, membership: Membership) -> Lines:
    """Return what a member suggested, wrote, voted for and reported."""
    key = membership.id
    own = select(Idea).where(Idea.by_id == key).order_by(col(Idea.created_at), col(Idea.id))
    return [
        *({"what": "idea", **told("idea", one)} for one in session.exec(own)),
        *_of_ideas(session, "vote", "idea_vote", IdeaVote, col(IdeaVote.member_id) == key),
        *_of_ideas(session, "to be told", "idea_news", IdeaNews, col(IdeaNews.member_id) == key),
        *_of_posts(session, "words", "idea_post", IdeaPost, col(IdeaPost.by_id) == key),
        *_of_posts(session, "report", "idea_report", IdeaReport, col(IdeaReport.by_id) == key),
    ]


def _of_ideas(session: Session, what: str, table: str, model: Any, mine: Any) -> Lines:
    query = select(Idea.title, model).join(model, model.idea_id == col(Idea.id))
    rows = session.exec(query.where(mine).order_by(model.at, col(Idea.id))).all()
    return [{"what": what, "idea": title, **told(table, row)} for title, row in rows]


def _of_posts(session: Session, what: str, table: str, model: Any, mine: Any) -> Lines:
    query = select(Idea.title, IdeaPost.number, model).select_from(IdeaPost)
    query = query.join(Idea, col(Idea.id) == IdeaPost.idea_id)
    if model is not IdeaPost:
        query = query.join(model, model.post_id == col(IdeaPost.id))
    rows = session.exec(query.where(mine).order_by(col(IdeaPost.id))).all()
    return [
        {"what": what, "idea": title, "number": number, **told(table, row)}
        for title, number, row in rows
    ]
