"""Find files of groups by their names: the latest first, and only where the reader may read."""

from sqlmodel import Session, and_, col, or_, select

from eventnet.communities.models import Membership
from eventnet.discussions.models import Post, Thread
from eventnet.discussions.silence import all_folded
from eventnet.files.models import GroupFile
from eventnet.groups.access import readable
from eventnet.groups.models import Group
from eventnet.people.search.kept import holds

PAGE = 10
Found = tuple[GroupFile, Group, Thread | None]
"""A file, its group, and the thread of the post that it came with."""


def search_files(
    session: Session, member: Membership, typed: str, group_id: str, before: str
) -> tuple[list[Found], str]:
    """Return a page of what was found, and after which file the next goes on; empty: that was all.

    What is hidden is found by nobody, nor what came from whom the reader blocks.
    """
    query = (
        select(GroupFile, Group, Thread)
        .join(Group, col(Group.id) == GroupFile.group_id)
        .outerjoin(Post, col(Post.id) == GroupFile.post_id)
        .outerjoin(Thread, col(Thread.id) == Post.thread_id)
        .where(
            readable(member),
            holds(GroupFile.found, typed),
            col(GroupFile.hidden_at).is_(None),
            col(Post.removed_at).is_(None),
            col(Post.hidden_at).is_(None),
            col(GroupFile.by_id).not_in(all_folded(session, member.id)),
        )
        .order_by(col(GroupFile.added_at).desc(), col(GroupFile.id))
        .limit(PAGE + 1)
    )
    if group_id:
        query = query.where(Group.id == group_id)
    last = session.get(GroupFile, before) if before else None
    if last is not None:
        same = and_(col(GroupFile.added_at) == last.added_at, col(GroupFile.id) > last.id)
        query = query.where(or_(col(GroupFile.added_at) < last.added_at, same))
    rows: list[Found] = [(file, group, thread) for file, group, thread in session.exec(query)]
    return rows[:PAGE], rows[PAGE - 1][0].id if len(rows) > PAGE else ""
