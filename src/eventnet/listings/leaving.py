"""Whoever leaves a community takes their listings down."""

from sqlmodel import Session, col, update

from eventnet import clock
from eventnet.communities.actions import on_left
from eventnet.listings.models import Listing


def let_go(session: Session, member_id: str) -> None:
    """Close a member's listings, in the caller's transaction."""
    own = (col(Listing.by_id) == member_id, col(Listing.closed_at).is_(None))
    session.exec(update(Listing).where(*own).values(closed_at=clock.now()))


on_left.append(let_go)
