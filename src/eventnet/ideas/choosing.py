"""Into which others an idea may be merged: those that say something alike come first."""

from sqlmodel import Session, col, select

from eventnet.communities.models import Membership
from eventnet.ideas.models import Idea
from eventnet.ideas.queries import alike
from eventnet.ideas.reading import FIRST, listed

MOST = 200


def candidates(session: Session, member: Membership, idea: Idea) -> list[tuple[str, str]]:
    """Return them, by id and title: those alike, then the newest."""
    close = [one.idea for one in alike(session, member, idea.title, besides=idea.id)]
    query = select(Idea).join(FIRST, col(FIRST.idea_id) == Idea.id)
    query = query.where(*listed(session, member), Idea.id != idea.id)
    newest = session.exec(query.order_by(col(Idea.created_at).desc(), col(Idea.id)).limit(MOST))
    return list({one.id: one.title for one in [*close, *newest]}.items())
