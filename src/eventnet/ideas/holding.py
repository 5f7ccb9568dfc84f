"""Holding who acts, then the idea, in this order as everywhere; merging holds the community."""

from sqlmodel import Session

from eventnet.communities.models import Membership
from eventnet.database import lock
from eventnet.errors import Conflict
from eventnet.groups.holding import hold_members
from eventnet.i18n import gettext as _
from eventnet.ideas.models import Idea, IdeaPost
from eventnet.ideas.reading import find_idea, find_post, no_idea


def hold_idea(session: Session, member: Membership, idea_id: str) -> Idea:
    """Return an idea that a member of the community reads now, both held."""
    held = hold_members(session, [member.id]).get(member.id)
    if held is None or lock(session, Idea, idea_id) is None:
        raise no_idea()
    return find_idea(session, held, idea_id)


def hold_root(session: Session, member: Membership, idea_id: str) -> Idea:
    """Return the idea that stands for this one in lists, held as it is."""
    held = hold_members(session, [member.id]).get(member.id)
    if held is None:
        raise no_idea()
    root_id = find_idea(session, held, idea_id).root_id
    root = lock(session, Idea, root_id)
    if root is None or root.merged_into_id is not None:
        raise merged_meanwhile()
    return find_idea(session, held, root_id)


def own_post(session: Session, member: Membership, idea: Idea, number: int) -> IdeaPost:
    """Return a post that the member wrote, of an idea that is held."""
    post = find_post(session, idea, number)
    if post.by_id != member.id:
        raise no_idea()
    return post


def merged_meanwhile() -> Conflict:
    """Return the one answer about ideas that lead to another now."""
    return Conflict(_("This idea was merged into another meanwhile. Please look at that one."))
