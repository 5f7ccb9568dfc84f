"""Who reads a listing: every member while it runs; later, its owner and those who answered it.

Of whom a reader blocks nothing is shown to them. What is reported, or was hidden, is read by the
stewards, and by its owner.
"""

from typing import Any

from sqlalchemy import ColumnElement
from sqlmodel import Session, and_, col, exists, select

from eventnet import clock
from eventnet.accounts.models import Account
from eventnet.communities.models import MemberRole, Membership
from eventnet.discussions.silence import all_folded, folded
from eventnet.errors import NotFound
from eventnet.i18n import gettext as _
from eventnet.listings.models import Listing, ListingAnswer, ListingReport


def runs() -> ColumnElement[bool]:
    """Return the condition that a listing is shown now."""
    return and_(
        col(Listing.closed_at).is_(None),
        col(Listing.hidden_at).is_(None),
        col(Listing.until) >= clock.now().date(),
    )


def is_running(listing: Listing) -> bool:
    """Say whether a listing is shown now."""
    ended = listing.closed_at is not None or listing.hidden_at is not None
    return not ended and listing.until >= clock.now().date()


def owner_is_here() -> ColumnElement[bool]:
    """Return the condition that whoever put a listing up is in the community, and on the site."""
    return exists().where(
        col(Membership.id) == Listing.by_id,
        col(Account.id) == Membership.account_id,
        col(Membership.left_at).is_(None),
        col(Account.deactivated_at).is_(None),
    )


def listed(session: Session, member: Membership) -> list[Any]:
    """Return the conditions on a listing that it is in a member's lists."""
    conditions: list[Any] = [
        Listing.community_id == member.community_id,
        runs(),
        owner_is_here(),
    ]
    unread = all_folded(session, member.id)
    return [*conditions, col(Listing.by_id).not_in(unread)] if unread else conditions


def find_listing(session: Session, member: Membership, listing_id: str) -> Listing:
    """Return a listing that a member may read now."""
    query = select(Listing).where(
        Listing.id == listing_id, Listing.community_id == member.community_id, owner_is_here()
    )
    found = session.exec(query.execution_options(populate_existing=True)).one_or_none()
    if found is None or not _may_read(session, member, found):
        raise no_listing()
    return found


def _may_read(session: Session, member: Membership, listing: Listing) -> bool:
    if listing.by_id == member.id:
        return True
    if member.role is MemberRole.STEWARD and _is_before_stewards(session, listing):
        return True
    if listing.by_id in folded(session, member.id, [listing.by_id]):
        return False
    return listing.hidden_at is None and (
        is_running(listing) or own_answer(session, listing.id, member.id) is not None
    )


def _is_before_stewards(session: Session, listing: Listing) -> bool:
    query = select(ListingReport.by_id).where(ListingReport.listing_id == listing.id).limit(1)
    return listing.hidden_at is not None or session.exec(query).first() is not None


def own_answer(session: Session, listing_id: str, member_id: str) -> ListingAnswer | None:
    """Return what a member began to write about a listing."""
    query = select(ListingAnswer).where(
        ListingAnswer.listing_id == listing_id, ListingAnswer.by_id == member_id
    )
    return session.exec(query).one_or_none()


def no_listing() -> NotFound:
    """Return the one answer about listings that are not there, or not for the reader."""
    return NotFound(_("There is no such listing, or it has ended."))
