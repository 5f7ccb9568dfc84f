"""Reads of listings: the list, one's own, and what was written about one."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from sqlmodel import Session, col, func, or_, select

from eventnet.communities.models import Membership
from eventnet.discussions.silence import folded
from eventnet.groups.people import somebody_who_left, view_present
from eventnet.listings.forms import FindFields
from eventnet.listings.models import Listing, ListingAnswer, ListingLine
from eventnet.listings.reading import is_running, listed, owner_is_here
from eventnet.people.queries import PersonView
from eventnet.people.search.kept import holds

MOST_OWN = 100


@dataclass(frozen=True)
class ListingView:
    """A listing as one member has it."""

    listing: Listing
    by: PersonView
    is_mine: bool
    runs: bool
    answers: int = 0
    """How many wrote to its owner, who alone is told."""


def count(session: Session, member: Membership, wanted: FindFields) -> int:
    """Return how many listings a member finds."""
    query = select(func.count()).select_from(Listing)
    return session.exec(query.where(*_wanted(session, member, wanted))).one()


def listings(
    session: Session, member: Membership, wanted: FindFields, offset: int, limit: int
) -> list[ListingView]:
    """Return a page of the listings that a member finds, the newest first."""
    query = select(Listing).where(*_wanted(session, member, wanted))
    query = query.order_by(col(Listing.created_at).desc(), col(Listing.id))
    return view_listings(session, member, session.exec(query.offset(offset).limit(limit)).all())


def own_listings(session: Session, member: Membership) -> list[ListingView]:
    """Return what a member put up, also what has ended, the newest first."""
    query = select(Listing).where(Listing.by_id == member.id)
    query = query.order_by(col(Listing.created_at).desc(), col(Listing.id)).limit(MOST_OWN)
    return view_listings(session, member, session.exec(query).all())


def answered_listings(session: Session, member: Membership) -> list[ListingView]:
    """Return the listings about which a member wrote, the last one first."""
    query = (
        select(Listing)
        .join(ListingAnswer, col(ListingAnswer.listing_id) == Listing.id)
        .where(ListingAnswer.by_id == member.id, col(Listing.hidden_at).is_(None), owner_is_here())
        .order_by(col(ListingAnswer.at).desc(), col(Listing.id))
        .limit(MOST_OWN)
    )
    found = session.exec(query).all()
    unread = folded(session, member.id, {one.by_id for one in found})
    return view_listings(session, member, [one for one in found if one.by_id not in unread])


def view_listings(
    session: Session, member: Membership, found: Collection[Listing]
) -> list[ListingView]:
    """Return listings as a member has them; as many statements for one as for twenty."""
    names = view_present(session, member, {one.by_id for one in found})
    mine = [one.id for one in found if one.by_id == member.id]
    query = select(ListingAnswer.listing_id, func.count(func.distinct(ListingAnswer.id))).join(
        ListingLine, col(ListingLine.answer_id) == ListingAnswer.id
    )
    query = query.where(col(ListingAnswer.listing_id).in_(mine), col(ListingLine.delivered))
    answers = dict(session.exec(query.group_by(col(ListingAnswer.listing_id))).all())
    return [
        ListingView(
            one,
            names.get(one.by_id) or somebody_who_left(),
            one.by_id == member.id,
            is_running(one),
            answers.get(one.id, 0),
        )
        for one in found
    ]


@dataclass(frozen=True)
class LineView:
    """A line between the two."""

    line: ListingLine
    is_mine: bool

    @property
    def is_new(self) -> bool:
        """Whether the reader has not read it."""
        return not self.is_mine and self.line.read_at is None


@dataclass(frozen=True)
class AnswerView:
    """What was written between the owner of a listing and one other, as one of them reads it."""

    answer: ListingAnswer
    by: PersonView
    lines: list[LineView]


def answers_to(session: Session, member: Membership, listing: Listing) -> list[AnswerView]:
    """Return what a member reads about a listing: its owner all, another their own."""
    query = select(ListingAnswer).where(ListingAnswer.listing_id == listing.id)
    if listing.by_id != member.id:
        query = query.where(ListingAnswer.by_id == member.id)
    found = session.exec(query.order_by(col(ListingAnswer.at), col(ListingAnswer.id))).all()
    names = view_present(session, member, {one.by_id for one in found})
    lines: dict[str, list[LineView]] = defaultdict(list)
    said = (
        select(ListingLine)
        .where(
            col(ListingLine.answer_id).in_([one.id for one in found]),
            or_(ListingLine.by_id == member.id, col(ListingLine.delivered)),
        )
        .order_by(col(ListingLine.at), col(ListingLine.id))
    )
    for one in session.exec(said):
        lines[one.answer_id].append(LineView(one, one.by_id == member.id))
    return [
        AnswerView(one, names.get(one.by_id) or somebody_who_left(), lines[one.id])
        for one in found
        if lines[one.id]
    ]


def _wanted(session: Session, member: Membership, wanted: FindFields) -> list[Any]:
    conditions = listed(session, member)
    if wanted.q:
        conditions.append(holds(Listing.found, wanted.q))
    if wanted.kind:
        conditions.append(Listing.kind == wanted.kind)
    return conditions
