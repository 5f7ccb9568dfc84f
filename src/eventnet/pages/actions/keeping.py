"""Keeping order among pages: reports of them, locking, removing and putting back."""

from typing import Literal

from sqlmodel import Session, col

from eventnet import audit, clock
from eventnet.communities.models import Membership
from eventnet.database import writing
from eventnet.discussions.reporting import put_down, settle
from eventnet.errors import Conflict
from eventnet.i18n import gettext as _
from eventnet.pages.actions.writing import Place
from eventnet.pages.holding import may_moderate, may_read, page_of
from eventnet.pages.index import index_page
from eventnet.pages.models import PageReport, SharedPage

Verdict = Literal["remove", "restore", "keep"]
DEEDS = {"remove": "page.removed", "restore": "page.restored", "keep": "page.kept"}


def report(session: Session, membership: Membership, place: Place, reason: str) -> None:
    """Show a page to the moderators; once more changes the reason."""
    with writing(session):
        found = may_read(session, membership, place.group_id)
        page = page_of(session, found, membership.id, place.key)
        if page.removed_at is not None:
            raise Conflict(_("This page is removed already."))
        key = {"page_id": page.stored_id, "by_id": membership.id}
        put_down(session, PageReport, key, reason)


def set_lock(session: Session, membership: Membership, place: Place, *, locked: bool) -> None:
    """Let moderators alone change a page, or everybody again. Again does no harm."""
    with writing(session):
        found = may_moderate(session, membership, place.group_id)
        page = page_of(session, found, membership.id, place.key)
        if (page.locked_at is not None) is locked:
            return
        page.locked_at = clock.now() if locked else None
        session.add(page)
        _record(session, "page.locked" if locked else "page.unlocked", membership, page)


def judge(session: Session, membership: Membership, place: Place, verdict: Verdict) -> None:
    """Remove a page, put it back, or let it stand; its reports are settled by that."""
    with writing(session):
        found = may_moderate(session, membership, place.group_id)
        page = page_of(session, found, membership.id, place.key)
        if page.withdrawn_at is not None and verdict != "keep":
            raise Conflict(_("Whoever wrote this page removed it, and alone can put it back."))
        removed = page.removed_at is not None
        if (verdict == "remove") != removed and verdict != "keep":
            page.removed_at = clock.now() if verdict == "remove" else None
            session.add(page)
            index_page(session, page)
        settle(session, PageReport, col(PageReport.page_id) == page.id)
        _record(session, DEEDS[verdict], membership, page)


def _record(session: Session, deed: str, by: Membership, page: SharedPage) -> None:
    audit.record(
        session,
        deed,
        account_id=by.account_id,
        community_id=by.community_id,
        subject=page.key,
        group=page.group_id,
    )
