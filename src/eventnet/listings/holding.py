"""Holding those whom it concerns, then the listing: in this order, as everywhere."""

from sqlmodel import Session, select

from eventnet.communities.models import Membership
from eventnet.database import lock
from eventnet.groups.holding import hold_members
from eventnet.listings.models import Listing
from eventnet.listings.reading import find_listing, no_listing


def hold_listing(session: Session, member: Membership, listing_id: str) -> Listing:
    """Return a listing that a member reads now, with both of them and it held."""
    owner = session.exec(select(Listing.by_id).where(Listing.id == listing_id)).all()
    held = hold_members(session, [member.id, *owner]).get(member.id)
    if held is None or lock(session, Listing, listing_id) is None:
        raise no_listing()
    return find_listing(session, held, listing_id)


def hold_own(session: Session, member: Membership, listing_id: str) -> Listing:
    """Return a listing of the member's own, held."""
    listing = hold_listing(session, member, listing_id)
    if listing.by_id != member.id:
        raise no_listing()
    return listing
