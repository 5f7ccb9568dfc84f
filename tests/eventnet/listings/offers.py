"""Listings as tests begin with them."""

from datetime import timedelta

from sqlmodel import Session

from eventnet import clock
from eventnet.communities.models import Membership
from eventnet.listings.actions.answering import answer
from eventnet.listings.actions.putting_up import put_up
from eventnet.listings.forms import LineFields, ListingFields
from eventnet.listings.models import Kind, Listing

HERE = "/c/harbour/listings"


def a_listing(
    session: Session,
    by: Membership,
    title: str = "A diver for one morning",
    *,
    days: int = 30,
    kind: Kind = Kind.SERVICE_SOUGHT,
) -> Listing:
    """Put something up."""
    until = clock.now().date() + timedelta(days=days)
    said = ListingFields(kind=kind, title=title, words="At *five* metres", until=until)
    return put_up(session, by, said)


def ended(session: Session, listing: Listing) -> None:
    """Let its last day have passed."""
    listing.until = clock.now().date() - timedelta(days=1)
    session.add(listing)
    session.commit()


def an_answer(session: Session, by: Membership, listing: Listing, words: str = "I dive") -> None:
    """Write to the owner."""
    answer(session, by, listing.id, LineFields(words=words))


def values(**more: str) -> dict[str, str]:
    """Return a form that is in order."""
    until = (clock.now().date() + timedelta(days=30)).isoformat()
    said = {"kind": "job_offered", "title": "Hydrologist", "words": "For **two** years"}
    return {**said, "until": until, **more}
