"""Who reads an idea: the members of its community; and what of it, each of them.

What the stewards hid is read by them, and by whoever wrote it. Ideas of whom a reader blocks are
in none of their lists, and folded where an address leads to one.
"""

from dataclasses import dataclass
from typing import Any

from sqlalchemy.orm import aliased
from sqlmodel import Session, col, or_, select

from eventnet.communities.models import MemberRole, Membership
from eventnet.discussions.silence import all_folded, folded
from eventnet.errors import NotFound
from eventnet.groups.people import somebody_who_left, view_present
from eventnet.i18n import gettext as _
from eventnet.ideas.models import Idea, IdeaPost
from eventnet.people.queries import PersonView

FIRST = aliased(IdeaPost)
"""The words of the idea itself, in queries that join them."""


def listed(session: Session, member: Membership) -> list[Any]:
    """Return the conditions on an idea, joined to its `FIRST` post, to be in a member's lists."""
    conditions: list[Any] = [
        Idea.community_id == member.community_id,
        col(Idea.merged_into_id).is_(None),
        FIRST.number == 1,
        col(FIRST.removed_at).is_(None),
        col(FIRST.hidden_at).is_(None),
    ]
    unread = all_folded(session, member.id)
    if unread:
        conditions.append(or_(col(Idea.by_id).is_(None), col(Idea.by_id).not_in(unread)))
    return conditions


def find_idea(session: Session, member: Membership, idea_id: str) -> Idea:
    """Return an idea that a member may read."""
    found = session.get(Idea, idea_id, populate_existing=True)
    if found is None or found.community_id != member.community_id:
        raise no_idea()
    first = find_post(session, found, 1)
    keeps_order = member.role is MemberRole.STEWARD or found.by_id == member.id
    if first.removed_at is not None or (first.hidden_at is not None and not keeps_order):
        raise no_idea()
    return found


def find_post(session: Session, idea: Idea, number: int) -> IdeaPost:
    """Return a post of an idea."""
    query = select(IdeaPost).where(IdeaPost.idea_id == idea.id, IdeaPost.number == number)
    found = session.exec(query.execution_options(populate_existing=True)).one_or_none()
    if found is None:
        raise no_post()
    return found


@dataclass(frozen=True)
class PostView:
    """A post as one member reads it."""

    post: IdeaPost
    by: PersonView
    is_mine: bool
    is_folded: bool

    @property
    def can_be_read(self) -> bool:
        """Whether its words are shown without asking for them."""
        return self.post.is_shown and not self.is_folded


def view_posts(session: Session, member: Membership, posts: list[IdeaPost]) -> list[PostView]:
    """Return posts as a member reads them; as many statements for one as for twenty."""
    writers = {one.by_id for one in posts if one.by_id}
    names = view_present(session, member, writers)
    unread = folded(session, member.id, writers)
    return [
        PostView(
            one,
            names.get(one.by_id or "") or somebody_who_left(),
            one.by_id == member.id,
            one.by_id in unread,
        )
        for one in posts
    ]


def no_idea() -> NotFound:
    """Return the one answer about ideas that are not there, or not for the reader."""
    return NotFound(_("There is no such idea, or it is not open to you."))


def no_post() -> NotFound:
    """Return the one answer about posts that are not there, or not for the reader."""
    return NotFound(_("There is no such comment, or it is not open to you."))
