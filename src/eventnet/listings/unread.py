"""What was written to a member about listings, and they have not read."""

from typing import Any

from sqlmodel import Session, and_, col, func, or_, select, update

from eventnet import clock
from eventnet.communities.models import Membership
from eventnet.database import writing
from eventnet.discussions.silence import all_folded
from eventnet.listings.models import Listing, ListingAnswer, ListingLine
from eventnet.listings.reading import find_listing, owner_is_here

MOST_SHOWN = 5


def unread_count(session: Session, member: Membership) -> int:
    """Return from how many people there is something to read, by listing."""
    query = _of_listings(select(func.count(func.distinct(ListingLine.answer_id))))
    found: int = session.exec(query.where(*_to(session, member))).one()
    return found


def unread_listings(
    session: Session, member: Membership, limit: int = MOST_SHOWN
) -> list[tuple[Listing, int]]:
    """Return the listings about which there is something to read, and how much."""
    latest = func.max(ListingLine.at)
    query = _of_listings(select(Listing, func.count()))
    query = query.where(*_to(session, member)).group_by(col(Listing.id))
    return list(session.exec(query.order_by(latest.desc(), col(Listing.id)).limit(limit)).all())


def note_read(session: Session, member: Membership, listing_id: str, up_to: str) -> None:
    """Note that a member read what was written to them about a listing, up to a line."""
    with writing(session):
        listing = find_listing(session, member, listing_id)
        query = (
            select(ListingLine.at)
            .join(ListingAnswer, col(ListingAnswer.id) == ListingLine.answer_id)
            .where(ListingLine.id == up_to, ListingAnswer.listing_id == listing.id)
        )
        last = session.exec(query).one_or_none()
        if last is None:
            return
        mine = select(ListingAnswer.id).where(ListingAnswer.listing_id == listing.id)
        if listing.by_id != member.id:
            mine = mine.where(ListingAnswer.by_id == member.id)
        session.exec(
            update(ListingLine)
            .where(
                col(ListingLine.answer_id).in_(mine),
                col(ListingLine.by_id) != member.id,
                col(ListingLine.delivered),
                col(ListingLine.read_at).is_(None),
                col(ListingLine.at) <= last,
            )
            .values(read_at=clock.now())
        )


def _of_listings(query: Any) -> Any:
    return (
        query.select_from(ListingLine)
        .join(ListingAnswer, col(ListingAnswer.id) == ListingLine.answer_id)
        .join(Listing, col(Listing.id) == ListingAnswer.listing_id)
    )


def _to(session: Session, member: Membership) -> list[Any]:
    """Return the conditions that a line waits for a member, on a listing that they read."""
    theirs = and_(
        ListingAnswer.by_id == member.id,
        col(Listing.hidden_at).is_(None),
        col(Listing.by_id).not_in(all_folded(session, member.id)),
    )
    return [
        Listing.community_id == member.community_id,
        owner_is_here(),
        col(ListingLine.read_at).is_(None),
        col(ListingLine.delivered),
        ListingLine.by_id != member.id,
        or_(Listing.by_id == member.id, theirs),
    ]
