"""Titles of pages, by which links find them: the same whatever their case and spaces."""

import hashlib
import unicodedata
from collections.abc import Collection, Iterable

from sqlmodel import Session, col, delete, select

from eventnet.pages.models import PageTitle, SharedPage

MARKS = "[]|"
"""No title has these: links are written with them."""


def fold(title: str) -> str:
    """Return what stands for a title, the same for all that read alike and however long it is."""
    plain = " ".join(unicodedata.normalize("NFKC", title).casefold().split())
    return hashlib.sha256(plain.encode()).hexdigest()[:32]


def page_called(session: Session, group_id: str, title: str) -> SharedPage | None:
    """Return the page that has this title, or had it."""
    query = select(SharedPage).join(PageTitle, col(PageTitle.page_id) == SharedPage.id)
    query = query.where(PageTitle.group_id == group_id, PageTitle.folded == fold(title))
    return session.exec(query.execution_options(populate_existing=True)).first()


def keys_of(session: Session, group_id: str, titles: Iterable[str]) -> dict[str, tuple[str, bool]]:
    """Return by folded title the keys of pages, and whether they were removed."""
    wanted = {fold(title) for title in titles}
    query = (
        select(PageTitle.folded, SharedPage.key, col(SharedPage.removed_at).is_not(None))
        .join(SharedPage, col(SharedPage.id) == PageTitle.page_id)
        .where(PageTitle.group_id == group_id, col(PageTitle.folded).in_(wanted))
    )
    return {title: (key, removed) for title, key, removed in session.exec(query)}


def keep_titles(session: Session, page: SharedPage, titles: Collection[str]) -> None:
    """Let a page be found by these titles and by no others."""
    session.exec(delete(PageTitle).where(col(PageTitle.page_id) == page.id))
    for key in sorted({fold(title) for title in titles}):
        session.add(PageTitle(group_id=page.group_id, folded=key, page_id=page.stored_id))
    session.flush()


def add_title(session: Session, page: SharedPage, title: str) -> None:
    """Let a page be found by a title too; the database refuses one that another has."""
    key = fold(title)
    query = select(PageTitle.page_id).where(PageTitle.group_id == page.group_id)
    if session.exec(query.where(PageTitle.folded == key)).first() != page.stored_id:
        session.add(PageTitle(group_id=page.group_id, folded=key, page_id=page.stored_id))
        session.flush()
