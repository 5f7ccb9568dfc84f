"""The listings that were reported, for the stewards."""

from collections import defaultdict
from dataclasses import dataclass

from sqlmodel import Session, col, func, or_, select

from eventnet.communities.models import Membership
from eventnet.listings.models import Listing, ListingReport
from eventnet.listings.queries import ListingView, view_listings
from eventnet.listings.reading import owner_is_here

MOST = 200


def open_reports(session: Session, community_id: str) -> int:
    """Return how many listings are reported, and wait for a steward."""
    query = (
        select(func.count(func.distinct(ListingReport.listing_id)))
        .join(Listing, col(Listing.id) == ListingReport.listing_id)
        .where(
            Listing.community_id == community_id,
            col(ListingReport.settled_at).is_(None),
            owner_is_here(),
        )
    )
    return session.exec(query).one()


@dataclass(frozen=True)
class Reported:
    """A listing that was reported, and why; not by whom."""

    view: ListingView
    reasons: list[str]
    waits: bool


def reported(session: Session, steward: Membership) -> list[Reported]:
    """Return the listings that were reported, those that wait first, or are hidden."""
    rows = session.exec(
        select(Listing, ListingReport)
        .join(ListingReport, col(ListingReport.listing_id) == Listing.id)
        .where(
            Listing.community_id == steward.community_id,
            or_(col(ListingReport.settled_at).is_(None), col(Listing.hidden_at).is_not(None)),
            owner_is_here(),
        )
        .order_by(col(ListingReport.created_at).desc(), col(ListingReport.by_id))
        .limit(MOST)
    ).all()
    reports: dict[str, list[ListingReport]] = defaultdict(list)
    for listing, one in rows:
        reports[listing.id].append(one)
    views = view_listings(session, steward, list({one.id: one for one, _report in rows}.values()))
    found = [
        Reported(
            view,
            [one.reason for one in reports[view.listing.id]],
            any(one.settled_at is None for one in reports[view.listing.id]),
        )
        for view in views
    ]
    return sorted(found, key=lambda one: not one.waits)
