"""Reads of shared pages, for a reader who may read the group."""

from collections.abc import Collection
from dataclasses import dataclass

from sqlmodel import Session, and_, col, func, select

from eventnet.communities.models import Membership
from eventnet.discussions.forms import number
from eventnet.discussions.reporting import reasons_why
from eventnet.discussions.silence import folded
from eventnet.groups.people import somebody_who_left, view_those_in
from eventnet.pages.models import PageLink, PageReport, PageTitle, PageVersion, SharedPage
from eventnet.people.queries import PersonView


@dataclass(frozen=True)
class PageLine:
    """A page in a list, and who saved it last."""

    shared: SharedPage
    by: PersonView


@dataclass(frozen=True)
class VersionLine:
    """A version in a history, and who saved it."""

    version: PageVersion
    by: PersonView
    is_folded: bool
    """Whether the reader blocks whoever saved it, so that what they said of it is not shown."""


def page_count(session: Session, group_id: str) -> int:
    """Return how many pages of a group are there to be read."""
    query = select(func.count()).select_from(SharedPage)
    query = query.where(SharedPage.group_id == group_id, col(SharedPage.removed_at).is_(None))
    return session.exec(query).one()


def page_lines(
    session: Session, reader: Membership, group_id: str, offset: int, limit: int
) -> list[PageLine]:
    """Return pages of a group, by title."""
    query = (
        select(SharedPage)
        .where(SharedPage.group_id == group_id, col(SharedPage.removed_at).is_(None))
        .order_by(func.lower(col(SharedPage.title)), col(SharedPage.id))
        .offset(offset)
        .limit(limit)
    )
    return _lines(session, reader, group_id, list(session.exec(query)))


def removed_lines(
    session: Session, reader: Membership, group_id: str, *, moderates: bool
) -> list[PageLine]:
    """Return the removed pages that a reader may still read, the latest first."""
    query = select(SharedPage).where(
        SharedPage.group_id == group_id, col(SharedPage.removed_at).is_not(None)
    )
    if not moderates:
        began = select(PageVersion.page_id).where(
            PageVersion.number == 1, PageVersion.by_id == reader.id
        )
        query = query.where(
            col(SharedPage.withdrawn_at).is_not(None), col(SharedPage.id).in_(began)
        )
    query = query.order_by(col(SharedPage.removed_at).desc(), col(SharedPage.id)).limit(100)
    return _lines(session, reader, group_id, list(session.exec(query)))


def _lines(
    session: Session, reader: Membership, group_id: str, found: Collection[SharedPage]
) -> list[PageLine]:
    last = {(page.stored_id, page.latest) for page in found}
    query = select(PageVersion.page_id, PageVersion.number, PageVersion.by_id).where(
        col(PageVersion.page_id).in_([page_id for page_id, _number in last]),
        col(PageVersion.number).in_([number for _page, number in last]),
    )
    wrote = {(page_id, at): by_id for page_id, at, by_id in session.exec(query)}
    names = view_those_in(session, reader, group_id, {one for one in wrote.values() if one})
    return [
        PageLine(page, names.get(wrote.get((page.stored_id, page.latest)) or "") or _left())
        for page in found
    ]


def began_by(session: Session, page: SharedPage) -> str | None:
    """Return who began a page."""
    query = select(PageVersion.by_id)
    return session.exec(query.where(PageVersion.page_id == page.id, PageVersion.number == 1)).one()


def is_alone(session: Session, page: SharedPage, member_id: str) -> bool:
    """Say whether nobody else wrote on a page that a member began.

    A version that was erased holds nothing, and one that came of that says what another said.
    """
    query = select(PageVersion.by_id, PageVersion.erased_at, PageVersion.restores)
    rows = session.exec(query.where(PageVersion.page_id == page.id)).all()
    return all(
        by_id == member_id or erased_at is not None or (by_id is None and restores is not None)
        for by_id, erased_at, restores in rows
    )


def version_of_page(session: Session, page: SharedPage, typed: str) -> PageVersion | None:
    """Return a version by its number, as an address says it."""
    at = number(typed)
    if at is None or not 0 < at <= page.latest:
        return None
    return session.get(PageVersion, (page.stored_id, at), populate_existing=True)


def latest_version(session: Session, page: SharedPage) -> PageVersion:
    """Return a page as it was saved last."""
    return session.get_one(PageVersion, (page.stored_id, page.latest), populate_existing=True)


def version_lines(
    session: Session, reader: Membership, page: SharedPage, numbers: Collection[int]
) -> dict[int, VersionLine]:
    """Return versions of a page by their numbers, with who saved them."""
    query = select(PageVersion).where(
        PageVersion.page_id == page.stored_id, col(PageVersion.number).in_(numbers)
    )
    found = list(session.exec(query))
    wrote = {one.by_id for one in found if one.by_id}
    names = view_those_in(session, reader, page.group_id, wrote)
    unheard = folded(session, reader.id, wrote)
    return {
        one.number: VersionLine(one, names.get(one.by_id or "") or _left(), one.by_id in unheard)
        for one in found
    }


def linking_here(session: Session, page: SharedPage) -> list[SharedPage]:
    """Return the other pages of the group that link to a page, by any title that it had."""
    called = select(PageTitle.folded).where(PageTitle.page_id == page.stored_id)
    links = select(PageLink.page_id).where(col(PageLink.folded).in_(called))
    query = select(SharedPage).where(
        SharedPage.group_id == page.group_id,
        SharedPage.id != page.id,
        col(SharedPage.removed_at).is_(None),
        col(SharedPage.id).in_(links),
    )
    return list(session.exec(query.order_by(func.lower(col(SharedPage.title)), col(SharedPage.id))))


def open_page_reports(session: Session, group_id: str) -> int:
    """Return how many pages of a group are reported, and wait for a moderator."""
    query = (
        select(func.count(func.distinct(PageReport.page_id)))
        .join(SharedPage, col(SharedPage.id) == PageReport.page_id)
        .where(SharedPage.group_id == group_id, col(PageReport.settled_at).is_(None))
    )
    return session.exec(query).one()


def reported_pages(session: Session, group_id: str) -> list[tuple[SharedPage, str, list[str]]]:
    """Return the pages of a group that wait for a moderator: what is written there, and why.

    By whom, nobody is told.
    """
    query = (
        select(SharedPage, PageVersion.words, PageReport.reason)
        .join(PageReport, col(PageReport.page_id) == SharedPage.id)
        .join(
            PageVersion,
            and_(
                col(PageVersion.page_id) == SharedPage.id,
                col(PageVersion.number) == SharedPage.latest,
            ),
        )
        .where(SharedPage.group_id == group_id, col(PageReport.settled_at).is_(None))
        .order_by(col(PageReport.created_at).desc(), col(PageReport.by_id))
        .limit(200)
    )
    found: dict[int, tuple[SharedPage, str, list[str]]] = {}
    for page, words, reason in session.exec(query):
        found.setdefault(page.stored_id, (page, words, []))[2].append(reason)
    return list(found.values())


def reports_of(session: Session, page: SharedPage) -> list[str]:
    """Return why a page waits for a moderator."""
    return reasons_why(session, PageReport, col(PageReport.page_id) == page.stored_id)


def _left() -> PersonView:
    return somebody_who_left()
