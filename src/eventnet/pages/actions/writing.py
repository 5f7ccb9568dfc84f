"""Beginning a page, saving it once more, and bringing back what it was."""

from typing import NamedTuple

from sqlmodel import Session, col, delete, func, select

from eventnet.communities.models import Membership
from eventnet.database import writing
from eventnet.errors import Conflict, Refused
from eventnet.i18n import gettext as _
from eventnet.ids import new_id
from eventnet.pages.forms import PageFields, RestoreFields
from eventnet.pages.holding import may_write, page_of, refuse_locked
from eventnet.pages.index import index_page
from eventnet.pages.markdown import links_of
from eventnet.pages.models import MOST_PAGES, PageLink, PageVersion, SharedPage
from eventnet.pages.queries import latest_version, version_of_page
from eventnet.pages.titles import add_title, fold, page_called


class Place(NamedTuple):
    """Which page of which group, as an address says it."""

    group_id: str
    key: str


class Written(NamedTuple):
    """What a version says."""

    title: str
    words: str
    note: str = ""
    restores: int | None = None


class Overtaken(Conflict):
    """Somebody else saved the page since the form was drawn."""

    def __init__(self) -> None:
        super().__init__(
            _(
                "Somebody else saved this page while you had it open, so yours was not saved. "
                "Below are both. Bring them together, and save again: what they wrote stays in "
                "the history."
            )
        )


class TitleTaken(Refused):
    """Another page of the group has this title, or had it and is found by it."""

    def __init__(self, page: SharedPage, title: str) -> None:
        if page.withdrawn_at is not None:
            sentence = _(
                "A page of this title was removed a few days ago by whoever wrote it, who can "
                "still put it back. Please choose another."
            )
        elif page.removed_at is not None:
            sentence = _("The moderators removed a page of this title. Please choose another.")
        elif fold(page.title) == fold(title):
            sentence = _("The group has a page of this title already. Please choose another.")
        else:
            sentence = _(
                "“%(title)s” was called so, and links still lead there. Please choose another.",
                title=page.title,
            )
        super().__init__(sentence)


def begin_page(
    session: Session, membership: Membership, group_id: str, said: PageFields
) -> SharedPage:
    """Write the first version of a page. The same form once more is the same page."""
    with writing(session):
        may_write(session, membership, group_id)
        if known := _saved(session, membership, said.once):
            return session.get_one(SharedPage, known.page_id)
        _refuse_taken(session, group_id, said.title, None)
        here = select(func.count()).where(SharedPage.group_id == group_id)
        if session.exec(here).one() >= MOST_PAGES:
            raise Conflict(
                _(
                    "This group has %(most)s pages, as many as a group may have. Write on one of "
                    "those.",
                    most=f"{MOST_PAGES:,}",
                )
            )
        page = SharedPage(group_id=group_id, title=said.title)
        session.add(page)
        session.flush()
        version = Written(said.title, said.words, said.note)
        add_version(session, page, version, by_id=membership.id, once=said.once)
        return page


def save_page(session: Session, membership: Membership, place: Place, said: PageFields) -> None:
    """Save a page once more. The same form once more, or nothing new, is no version."""
    with writing(session):
        found = may_write(session, membership, place.group_id)
        page = page_of(session, found, membership.id, place.key)
        if _saved(session, membership, said.once):
            return
        refuse_locked(found, page)
        if str(page.latest) != said.version:
            raise Overtaken
        _refuse_taken(session, place.group_id, said.title, page)
        now = latest_version(session, page)
        if (now.title, now.words) == (said.title, said.words):
            return
        version = Written(said.title, said.words, said.note)
        add_version(session, page, version, by_id=membership.id, once=said.once)


def restore(
    session: Session, membership: Membership, place: Place, at: str, said: RestoreFields
) -> None:
    """Let a page be what it was, as a new version: nothing is lost by it."""
    with writing(session):
        found = may_write(session, membership, place.group_id)
        page = page_of(session, found, membership.id, place.key)
        if _saved(session, membership, said.once):
            return
        refuse_locked(found, page)
        if str(page.latest) != said.version:
            raise Conflict(
                _(
                    "Somebody saved this page a moment ago, so nothing was brought back. Look at "
                    "what is new, and choose again."
                )
            )
        old = version_of_page(session, page, at)
        if old is None or old.erased_at is not None:
            raise Conflict(_("This version holds nothing any more: its writer is erased."))
        now = latest_version(session, page)
        if (now.title, now.words) == (old.title, old.words):
            return
        _refuse_taken(session, place.group_id, old.title, page)
        version = Written(old.title, old.words, restores=old.number)
        add_version(session, page, version, by_id=membership.id, once=said.once)


def add_version(
    session: Session, page: SharedPage, said: Written, *, by_id: str | None, once: str = ""
) -> None:
    """Add a version to a page that the caller's transaction holds."""
    version = PageVersion(
        page_id=page.stored_id,
        number=page.latest + 1,
        by_id=by_id,
        once=once or new_id(),
        **said._asdict(),
    )
    session.add(version)
    page.title, page.latest, page.latest_at = version.title, version.number, version.saved_at
    session.add(page)
    session.flush()
    add_title(session, page, version.title)
    session.exec(delete(PageLink).where(col(PageLink.page_id) == page.id))
    for key in sorted({fold(title) for title in links_of(version.words)}):
        session.add(PageLink(page_id=page.stored_id, folded=key))
    index_page(session, page)


def _saved(session: Session, membership: Membership, once: str) -> PageVersion | None:
    """Return the version that a member saved with the same form a moment ago."""
    query = select(PageVersion).where(PageVersion.by_id == membership.id, PageVersion.once == once)
    return session.exec(query).first() if once else None


def _refuse_taken(session: Session, group_id: str, title: str, page: SharedPage | None) -> None:
    other = page_called(session, group_id, title)
    if other is not None and (page is None or other.id != page.id):
        raise TitleTaken(other, title)
