"""Find pages of groups: the newest first, and only where the reader may read."""

from sqlmodel import Session, and_, col, select

from eventnet.communities.models import Membership
from eventnet.discussions.index import Wanted
from eventnet.discussions.search import MOST_WORDS
from eventnet.groups.access import readable, readable_ids
from eventnet.groups.models import Group
from eventnet.pages.index import pages
from eventnet.pages.models import PageVersion, SharedPage
from eventnet.people.search.words import words_of

PAGE = 10
Found = tuple[SharedPage, PageVersion, Group]


def search_pages(
    session: Session, membership: Membership, typed: str, group_id: str, before: int | None
) -> tuple[list[Found], int | None]:
    """Return a page of what was found, and from where the next goes on; None: that was all."""
    words = words_of(typed)[:MOST_WORDS]
    places = [one for one in readable_ids(session, membership) if not group_id or one == group_id]
    if not words or not places:
        return [], None
    query = (
        select(SharedPage, PageVersion, Group)
        .join(Group, col(Group.id) == SharedPage.group_id)
        .join(
            PageVersion,
            and_(
                col(PageVersion.page_id) == SharedPage.id,
                col(PageVersion.number) == SharedPage.latest,
            ),
        )
        .where(readable(membership), col(SharedPage.removed_at).is_(None))
        .limit(PAGE + 1)
    )
    query = pages.narrow(session, query, col(SharedPage.id), Wanted(words, places, before))
    rows = [(page, version, group) for page, version, group in session.exec(query)]
    more = len(rows) > PAGE
    return rows[:PAGE], rows[PAGE - 1][0].stored_id if more else None
