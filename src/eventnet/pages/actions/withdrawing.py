"""Removing a page that one wrote alone, and putting it back."""

from sqlmodel import Session

from eventnet import clock
from eventnet.communities.models import Membership
from eventnet.database import writing
from eventnet.errors import Conflict
from eventnet.i18n import gettext as _
from eventnet.pages.actions.writing import Place
from eventnet.pages.holding import may_read, no_page, page_of
from eventnet.pages.index import index_page
from eventnet.pages.models import WITHDRAWN, SharedPage
from eventnet.pages.queries import began_by, is_alone


def withdraw(session: Session, membership: Membership, place: Place) -> None:
    """Remove a page on which nobody else wrote. Again does no harm."""
    with writing(session):
        page = _own(session, membership, place)
        if page.withdrawn_at is not None:
            return
        if page.removed_at is not None:
            raise Conflict(_("The moderators removed this page already."))
        if page.locked_at is not None:
            raise Conflict(
                _("The moderators locked this page, so it stays. Ask them to remove it.")
            )
        if not is_alone(session, page, membership.id):
            raise Conflict(
                _(
                    "Others wrote on this page too, so it stays: what they wrote is not yours to "
                    "remove. Ask the moderators, by reporting it."
                )
            )
        page.removed_at = page.withdrawn_at = clock.now()
        session.add(page)
        index_page(session, page)


def put_back(session: Session, membership: Membership, place: Place) -> None:
    """Let a page be read again that one removed. Again does no harm."""
    with writing(session):
        page = _own(session, membership, place)
        if page.withdrawn_at is None:
            return
        if clock.now() - page.withdrawn_at >= WITHDRAWN:
            raise no_page()
        page.removed_at = page.withdrawn_at = None
        session.add(page)
        index_page(session, page)


def _own(session: Session, membership: Membership, place: Place) -> SharedPage:
    found = may_read(session, membership, place.group_id)
    page = page_of(session, found, membership.id, place.key)
    if began_by(session, page) != membership.id:
        raise no_page()
    return page
