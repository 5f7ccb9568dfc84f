"""What stewards do with a listing: hide it, show it again, or let it stand; each is on record."""

from typing import Literal

from sqlmodel import Session, col

from eventnet import audit, clock
from eventnet.communities.models import MemberRole, Membership
from eventnet.database import writing
from eventnet.discussions.reporting import settle
from eventnet.listings.holding import hold_listing
from eventnet.listings.models import ListingReport
from eventnet.listings.reading import no_listing

Verdict = Literal["hide", "restore", "keep"]
DEEDS = {"hide": "listing.hidden", "restore": "listing.restored", "keep": "listing.kept"}


def judge(session: Session, steward: Membership, listing_id: str, verdict: Verdict) -> None:
    """Hide a listing, show it again, or let it stand; its reports are settled by that."""
    with writing(session):
        listing = hold_listing(session, steward, listing_id)
        now = session.get_one(Membership, steward.id)
        if now.role is not MemberRole.STEWARD:
            raise no_listing()
        if verdict != "keep" and (verdict == "hide") != (listing.hidden_at is not None):
            listing.hidden_at = clock.now() if verdict == "hide" else None
            listing.version += 1
            session.add(listing)
        settle(session, ListingReport, col(ListingReport.listing_id) == listing.id)
        audit.record(
            session,
            DEEDS[verdict],
            account_id=steward.account_id,
            community_id=steward.community_id,
            subject=listing.by_id,
            listing=listing.id,
        )
