"""Verbs of those who read a listing: write to its owner, who writes back; report it."""

from sqlmodel import Session, select

from eventnet.communities.models import Membership
from eventnet.database import writing
from eventnet.discussions.reporting import put_down
from eventnet.errors import Conflict, Refused
from eventnet.i18n import gettext as _
from eventnet.ids import new_id
from eventnet.listings.forms import LineFields
from eventnet.listings.holding import hold_listing
from eventnet.listings.models import ListingAnswer, ListingLine, ListingReport
from eventnet.listings.reading import is_running, no_listing, own_answer
from eventnet.people.silence import is_heard_by


def answer(session: Session, member: Membership, listing_id: str, said: LineFields) -> None:
    """Write to the owner of a listing. Whether they want to hear it, nobody is told."""
    with writing(session):
        listing = hold_listing(session, member, listing_id)
        if listing.by_id == member.id:
            raise Refused(_("This is your own listing: you answer those who write to you."))
        begun = own_answer(session, listing.id, member.id)
        if begun is None:
            if not is_running(listing):
                raise no_listing()
            begun = ListingAnswer(listing_id=listing.id, by_id=member.id)
            session.add(begun)
            session.flush()
        _write(session, begun, member.id, listing.by_id, said)


def write_back(
    session: Session, member: Membership, listing_id: str, answer_id: str, said: LineFields
) -> None:
    """Write back to somebody who wrote about one's listing."""
    with writing(session):
        listing = hold_listing(session, member, listing_id)
        begun = session.get(ListingAnswer, answer_id, populate_existing=True)
        if listing.by_id != member.id or begun is None or begun.listing_id != listing.id:
            raise no_listing()
        if not _is_read(session, begun):
            raise no_listing()
        _write(session, begun, member.id, begun.by_id, said)


def report(session: Session, member: Membership, listing_id: str, reason: str) -> None:
    """Show a listing to the stewards; once more changes the reason."""
    with writing(session):
        listing = hold_listing(session, member, listing_id)
        if listing.hidden_at is not None:
            raise Conflict(_("This listing is not shown any more."))
        if listing.by_id == member.id:
            raise Refused(_("This is your own listing: you can change or close it."))
        put_down(session, ListingReport, {"listing_id": listing.id, "by_id": member.id}, reason)


def _is_read(session: Session, begun: ListingAnswer) -> bool:
    """Say whether anything in it has reached the owner of the listing."""
    query = select(ListingLine.id).where(
        ListingLine.answer_id == begun.id,
        ListingLine.by_id == begun.by_id,
        ListingLine.delivered,
    )
    return session.exec(query.limit(1)).first() is not None


def _write(
    session: Session, begun: ListingAnswer, by_id: str, to_id: str, said: LineFields
) -> None:
    query = select(ListingLine.id).where(ListingLine.by_id == by_id, ListingLine.once == said.once)
    if said.once and session.exec(query).first():
        return
    line = ListingLine(
        answer_id=begun.id,
        by_id=by_id,
        words=said.words,
        once=said.once or new_id(),
        delivered=is_heard_by(session, to_id, by_id),
    )
    session.add(line)
