"""What is kept about somebody among jobs and services: their own words, and those sent to them."""

from typing import Any

from sqlmodel import Session, col, or_, select

from eventnet.communities.models import Membership
from eventnet.listings.models import Listing, ListingAnswer, ListingLine, ListingReport
from eventnet.privacy.declared import told

Lines = list[dict[str, Any]]


def listings_of(session: Session, membership: Membership) -> Lines:
    """Return what a member put up, and what was written about it or by them."""
    key = membership.id
    own = select(Listing).where(Listing.by_id == key)
    own = own.order_by(col(Listing.created_at), col(Listing.id))
    answers = (
        select(Listing.title, ListingAnswer)
        .join(ListingAnswer, col(ListingAnswer.listing_id) == Listing.id)
        .where(ListingAnswer.by_id == key)
        .order_by(col(ListingAnswer.at), col(ListingAnswer.id))
    )
    reports = (
        select(Listing.title, ListingReport)
        .join(ListingReport, col(ListingReport.listing_id) == Listing.id)
        .where(ListingReport.by_id == key)
        .order_by(col(ListingReport.created_at), col(Listing.id))
    )
    return [
        *({"what": "listing", **told("listing", one)} for one in session.exec(own)),
        *(
            {"what": "answer", "listing": title, **told("listing_answer", one)}
            for title, one in session.exec(answers)
        ),
        *_lines(session, key),
        *(
            {"what": "report", "listing": title, **told("listing_report", one)}
            for title, one in session.exec(reports)
        ),
    ]


def _lines(session: Session, member_id: str) -> Lines:
    query = (
        select(Listing.title, ListingLine)
        .join(ListingAnswer, col(ListingAnswer.id) == ListingLine.answer_id)
        .join(Listing, col(Listing.id) == ListingAnswer.listing_id)
        .where(
            or_(
                ListingLine.by_id == member_id,
                or_(Listing.by_id == member_id, ListingAnswer.by_id == member_id)
                & col(ListingLine.delivered),
            )
        )
        .order_by(col(ListingLine.at), col(ListingLine.id))
    )
    return [
        {
            "what": "line",
            "listing": title,
            "mine": one.by_id == member_id,
            **told("listing_line", one),
        }
        for title, one in session.exec(query)
    ]
