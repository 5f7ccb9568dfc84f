"""The clockwork of listings: tells of what was written and what ends, and lets go of the old."""

from collections.abc import Callable, Sequence
from datetime import timedelta
from typing import Any, TypeVar

from sqlmodel import Session, col, delete, or_, select

from eventnet import clock, i18n
from eventnet.accounts.models import Account
from eventnet.communities.models import Community, Membership
from eventnet.database import writing
from eventnet.groups.people import view_present
from eventnet.jobs import Ground, job, one_by_one
from eventnet.listings.letters import Wrote, ends_letter, wrote_letter
from eventnet.listings.models import Listing, ListingAnswer, ListingLine
from eventnet.listings.reading import owner_is_here, runs
from eventnet.mail.outbox import Letter, post
from eventnet.people.silence import unheard_members
from eventnet.settings import Settings

About = TypeVar("About")
Write = Callable[[Settings, Account, Community, Sequence[About]], Letter]
PATIENCE = timedelta(minutes=5)
"""So long a mail waits, so that what is written in one go comes in one."""
DAYS_BEFORE = timedelta(days=3)
"""So long before the last day its owner is told."""
KEPT = timedelta(days=180)
"""So long a listing that has ended is kept for its owner, and those who wrote about it."""


@job(cron="*/5 * * * *")
def tell_of_lines(ground: Ground) -> None:
    """Write to those to whom somebody wrote."""
    with ground.sessions() as session:
        readers = _waiting_readers(session)

    def write(member_id: str) -> None:
        with ground.sessions() as session, writing(session):
            _tell_of_lines(ground, session, member_id)

    one_by_one("membership", readers, write)


@job(cron="20 * * * *")
def tell_of_ends(ground: Ground) -> None:
    """Write to the owners of listings that end soon; let go of those that ended long ago."""
    today = clock.now().date()
    with ground.sessions() as session:
        due = select(Listing.by_id).where(*_ends_soon()).distinct()
        owners = list(session.exec(due.order_by(col(Listing.by_id))))

    def write(member_id: str) -> None:
        with ground.sessions() as session, writing(session):
            _tell_of_ends(ground, session, member_id)

    one_by_one("membership", owners, write)
    with ground.sessions() as session, writing(session):
        old = or_(col(Listing.until) < today - KEPT, col(Listing.closed_at) < clock.now() - KEPT)
        session.exec(delete(Listing).where(old))


def _ends_soon() -> list[Any]:
    soon = col(Listing.until) <= clock.now().date() + DAYS_BEFORE
    return [runs(), owner_is_here(), soon, col(Listing.reminded_at).is_(None)]


def _tell_of_ends(ground: Ground, session: Session, member_id: str) -> None:
    query = select(Listing).where(Listing.by_id == member_id, *_ends_soon())
    held = query.order_by(col(Listing.until), col(Listing.id)).with_for_update()
    ending = session.exec(held).all()
    for one in ending:
        one.reminded_at = clock.now()
        session.add(one)
    _mail(ground, session, member_id, ends_letter, ending)


def _waits() -> list[Any]:
    return [
        col(ListingLine.told_at).is_(None),
        col(ListingLine.delivered),
        ListingLine.at <= clock.now() - PATIENCE,
    ]


def _waiting_readers(session: Session) -> list[str]:
    """Return to whom something was written of which they were not told."""
    query = (
        select(ListingLine.by_id, ListingAnswer.by_id, Listing.by_id)
        .join(ListingAnswer, col(ListingAnswer.id) == ListingLine.answer_id)
        .join(Listing, col(Listing.id) == ListingAnswer.listing_id)
        .where(*_waits())
    )
    rows = session.exec(query).all()
    return sorted({theirs if by == owner else owner for by, theirs, owner in rows})


def _tell_of_lines(ground: Ground, session: Session, member_id: str) -> None:
    query = (
        select(ListingLine, Listing)
        .join(ListingAnswer, col(ListingAnswer.id) == ListingLine.answer_id)
        .join(Listing, col(Listing.id) == ListingAnswer.listing_id)
        .where(
            *_waits(),
            ListingLine.by_id != member_id,
            or_(Listing.by_id == member_id, ListingAnswer.by_id == member_id),
        )
        .order_by(col(ListingLine.at), col(ListingLine.id))
    )
    rows = session.exec(query.with_for_update(of=ListingLine)).all()
    for line, _listing in rows:
        line.told_at = clock.now()
        session.add(line)
    member = session.get(Membership, member_id)
    if member is None:
        return
    writers = {line.by_id for line, _listing in rows}
    silent = unheard_members(session, member_id, writers)
    names = view_present(session, member, writers - silent)
    told = {
        (line.by_id, listing.id): Wrote(names[line.by_id].name, listing)
        for line, listing in rows
        if line.by_id in names and listing.hidden_at is None
    }
    _mail(ground, session, member_id, wrote_letter, list(told.values()))


def _mail(
    ground: Ground,
    session: Session,
    member_id: str,
    letter: Write[About],
    about: Sequence[About],
) -> None:
    """Write to a member who is still here, if there is anything."""
    member = session.get(Membership, member_id)
    if member is None or member.left_at is not None or not about:
        return
    account = session.get_one(Account, member.account_id)
    if account.deactivated_at is not None:
        return
    community = session.get_one(Community, member.community_id)
    with i18n.speaking(account.language):
        made = letter(ground.settings, account, community, about)
    post(session, ground.settings, account.email, made)
