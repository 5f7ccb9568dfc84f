"""Holding who writes and their group, by which all of its pages are held."""

from sqlmodel import Session, select

from eventnet.communities.models import Membership
from eventnet.errors import Conflict, NotFound
from eventnet.groups.access import Access
from eventnet.groups.holding import hold, who_moderates, who_reads, who_writes
from eventnet.i18n import gettext as _
from eventnet.pages.models import SharedPage
from eventnet.pages.queries import began_by


def may_read(session: Session, membership: Membership, group_id: str) -> Access:
    """Hold a member and a group that they may read now."""
    return who_reads(hold(session, group_id, membership.id))


def may_write(session: Session, membership: Membership, group_id: str) -> Access:
    """Hold a member and a group in which they may write now."""
    return who_writes(may_read(session, membership, group_id))


def may_moderate(session: Session, membership: Membership, group_id: str) -> Access:
    """Hold a member and a group in which they keep order now."""
    return who_moderates(may_read(session, membership, group_id))


def page_of(session: Session, found: Access, member_id: str, key: str) -> SharedPage:
    """Return a page of a group as it is now; a removed one to moderators only.

    One that was removed by whoever wrote it, they read too.
    """
    query = select(SharedPage).where(SharedPage.key == key, SharedPage.group_id == found.group.id)
    page = session.exec(query.execution_options(populate_existing=True)).one_or_none()
    if page is None:
        raise no_page()
    if page.removed_at is None or found.moderates:
        return page
    if page.withdrawn_at is None:
        raise NotFound(_("The moderators removed this page."))
    if began_by(session, page) != member_id:
        raise NotFound(_("Whoever wrote this page removed it."))
    return page


def refuse_locked(found: Access, page: SharedPage) -> None:
    """Refuse what changes a page that is removed, or locked for whoever acts."""
    if page.withdrawn_at is not None:
        raise Conflict(_("Whoever wrote this page removed it, so nothing was saved."))
    if page.removed_at is not None:
        raise Conflict(_("The moderators removed this page. Put it back before you change it."))
    if page.locked_at is not None and not found.moderates:
        raise Conflict(_("The moderators locked this page, so nothing was saved."))


def no_page() -> NotFound:
    """Return the one answer about pages that are not there, or not for the reader."""
    return NotFound(_("There is no such page, or it is not open to you."))
