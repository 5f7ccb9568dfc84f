"""Verbs of owners: put up, change, renew, close."""

from datetime import timedelta

from sqlmodel import Session, col, func, select

from eventnet import clock
from eventnet.communities.models import Membership
from eventnet.database import writing
from eventnet.discussions.markdown import as_text
from eventnet.errors import Conflict
from eventnet.groups.holding import hold_members
from eventnet.i18n import gettext as _
from eventnet.ids import new_id
from eventnet.listings.forms import ListingFields
from eventnet.listings.holding import hold_own
from eventnet.listings.models import Listing
from eventnet.listings.reading import no_listing, runs
from eventnet.people.search.kept import kept_words

MOST_RUNNING = 10
"""Listings of one member that are shown at a time."""
RENEWED = timedelta(days=30)
"""So long a listing runs on, once it is renewed."""


def put_up(session: Session, member: Membership, said: ListingFields) -> Listing:
    """Put a listing up. The same form once more is the same listing."""
    with writing(session):
        if member.id not in hold_members(session, [member.id]):
            raise no_listing()
        query = select(Listing).where(Listing.by_id == member.id, Listing.once == said.once)
        if said.once and (known := session.exec(query).first()):
            return known
        _refuse_many(session, member)
        listing = Listing(
            community_id=member.community_id,
            by_id=member.id,
            kind=said.kind,
            title="",
            words="",
            until=said.until,
            once=said.once or new_id(),
            found="",
        )
        _say(listing, said)
        session.add(listing)
        return listing


def change(session: Session, member: Membership, listing_id: str, said: ListingFields) -> None:
    """Put a listing another way; it says from then on that it was edited."""
    with writing(session):
        listing = hold_own(session, member, listing_id)
        if listing.hidden_at is not None:
            raise Conflict(_("The stewards hid this listing, so it stays as it is."))
        if str(listing.version) != said.version:
            raise Conflict(
                _(
                    "This listing was changed while you had it open, so nothing was saved. Below "
                    "is what you typed; save again to put it in place of that."
                )
            )
        if listing.until != said.until:
            listing.reminded_at = None
        _say(listing, said)
        listing.edited_at, listing.version = clock.now(), listing.version + 1
        session.add(listing)


def renew(session: Session, member: Membership, listing_id: str) -> Listing:
    """Let a listing run on for some weeks from today, also one that has ended."""
    with writing(session):
        listing = hold_own(session, member, listing_id)
        if listing.hidden_at is not None:
            raise Conflict(_("The stewards hid this listing, so it stays as it is."))
        today = clock.now().date()
        if listing.closed_at is not None or listing.until < today:
            _refuse_many(session, member)
        listing.until = max(listing.until, today + RENEWED)
        listing.closed_at = listing.reminded_at = None
        listing.version += 1
        session.add(listing)
        return listing


def close(session: Session, member: Membership, listing_id: str) -> None:
    """Take a listing down. Again changes nothing; it can be renewed."""
    with writing(session):
        listing = hold_own(session, member, listing_id)
        if listing.closed_at is None:
            listing.closed_at = clock.now()
            listing.version += 1
            session.add(listing)


def _say(listing: Listing, said: ListingFields) -> None:
    listing.kind, listing.title, listing.words = said.kind, said.title, said.words
    listing.place, listing.remote, listing.link = said.place, bool(said.remote), said.link
    listing.until = said.until
    listing.found = kept_words(said.title, as_text(said.words), said.place)


def _refuse_many(session: Session, member: Membership) -> None:
    query = select(func.count()).select_from(Listing)
    running = session.exec(query.where(col(Listing.by_id) == member.id, runs())).one()
    if running >= MOST_RUNNING:
        raise Conflict(
            _(
                "You have %(most)d listings that are shown, which is as many as one may have. "
                "Close one of them first.",
                most=MOST_RUNNING,
            )
        )
