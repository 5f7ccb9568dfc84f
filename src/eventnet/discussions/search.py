"""Find what was written: the newest first, and only where the reader may read."""

from dataclasses import dataclass

from sqlmodel import Session, col, or_, select

from eventnet.communities.models import Membership
from eventnet.discussions.index import Wanted, posts
from eventnet.discussions.models import Post, Thread
from eventnet.discussions.silence import all_folded
from eventnet.groups.access import readable, readable_ids
from eventnet.groups.models import Group
from eventnet.people.search.words import words_of

MOST_WORDS = 8
"""Words of a query that count."""
PAGE = 20


@dataclass(frozen=True)
class Found:
    """A post that holds what was looked for, and where it stands."""

    post: Post
    thread: Thread
    group: Group


@dataclass(frozen=True)
class Results:
    """A page of what was found, and from where the next one goes on; None: that was all."""

    found: list[Found]
    before: int | None


def search(
    session: Session,
    membership: Membership,
    typed: str,
    *,
    group_id: str = "",
    before: int | None = None,
) -> Results:
    """Return a page of the posts that hold every word, of groups that the member may read.

    The last word may be the beginning of a longer one. How many there are in all is not counted:
    the newest come at once, however many hold the word.
    """
    words = words_of(typed)[:MOST_WORDS]
    places = readable_ids(session, membership)
    if group_id:
        places = [one for one in places if one == group_id]
    if not words or not places:
        return Results([], None)
    query = (
        select(Post, Thread, Group)
        .join(Thread, col(Thread.id) == Post.thread_id)
        .join(Group, col(Group.id) == Thread.group_id)
        .where(
            readable(membership),
            col(Post.removed_at).is_(None),
            col(Post.hidden_at).is_(None),
        )
        .limit(PAGE + 1)
    )
    unread = all_folded(session, membership.id)
    if unread:
        query = query.where(or_(col(Post.by_id).is_(None), col(Post.by_id).not_in(unread)))
    query = posts.narrow(session, query, col(Post.id), Wanted(words, places, before))
    rows = [Found(*row) for row in session.exec(query)]
    more = len(rows) > PAGE
    return Results(rows[:PAGE], rows[PAGE - 1].post.id if more else None)
