"""Letting go of what somebody wrote on pages, once they are erased."""

from collections.abc import Collection

from sqlmodel import Session, col, select

from eventnet import clock
from eventnet.pages.actions.writing import Written, add_version
from eventnet.pages.models import PageVersion, SharedPage
from eventnet.pages.titles import keep_titles


def pages_by(session: Session, member_ids: Collection[str]) -> list[SharedPage]:
    """Return the pages on which they wrote."""
    wrote = select(PageVersion.page_id).where(col(PageVersion.by_id).in_(member_ids))
    query = select(SharedPage).where(col(SharedPage.id).in_(wrote))
    return list(session.exec(query.order_by(col(SharedPage.group_id), col(SharedPage.id))))


def forget_writers(session: Session, page: SharedPage, member_ids: Collection[str]) -> None:
    """Wipe the versions of a page that they saved, in the caller's transaction.

    The page is then as somebody else saved it last; if nobody else ever did, it is no more.
    """
    query = select(PageVersion).where(PageVersion.page_id == page.stored_id)
    versions = list(session.exec(query.order_by(col(PageVersion.number))))
    theirs = _said_by(versions, member_ids)
    kept = [one for one in versions if one.number not in theirs and one.erased_at is None]
    if not kept:
        session.delete(page)
        session.flush()
        return
    for one in versions:
        if one.number in theirs:
            one.title = one.words = one.note = ""
            one.by_id, one.erased_at = None, clock.now()
            session.add(one)
    if kept[-1].number != page.latest:
        last = kept[-1]
        said = Written(last.title, last.words, restores=last.number)
        add_version(session, page, said, by_id=None)
    keep_titles(session, page, {one.title for one in kept})


def _said_by(versions: list[PageVersion], member_ids: Collection[str]) -> set[int]:
    """Return the numbers of what they saved, and of what others brought back of it."""
    theirs: set[int] = set()
    for one in versions:
        if one.by_id in member_ids or one.restores in theirs:
            theirs.add(one.number)
    return theirs
