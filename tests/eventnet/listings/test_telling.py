"""Who is told by mail of listings: that somebody wrote, and that one ends; not what was written."""

from datetime import timedelta

from sqlmodel import Session, select

from eventnet import clock
from eventnet.communities.models import Membership
from eventnet.discussions.actions.answering import block
from eventnet.jobs import Ground
from eventnet.listings.actions.answering import write_back
from eventnet.listings.actions.putting_up import close, renew
from eventnet.listings.forms import LineFields
from eventnet.listings.models import Listing, ListingAnswer
from eventnet.listings.telling import KEPT, PATIENCE, tell_of_ends, tell_of_lines
from eventnet.mail.models import OutboxMail
from tests.eventnet.listings.offers import a_listing, an_answer

SOON = PATIENCE + timedelta(minutes=1)


def told(session: Session) -> list[tuple[str, str]]:
    session.rollback()
    query = select(OutboxMail).where(OutboxMail.kind == "listings")
    return sorted((one.to, one.subject) for one in session.exec(query))


def later(ground: Ground, session: Session, after: timedelta = SOON) -> list[tuple[str, str]]:
    session.commit()
    with clock.at(clock.now() + after):
        tell_of_lines.work(ground)
    return told(session)


def in_days(ground: Ground, session: Session, days: int) -> list[tuple[str, str]]:
    session.commit()
    with clock.at(clock.now() + timedelta(days=days)):
        tell_of_ends.work(ground)
    return told(session)


def test_owner_is_told_once_that_somebody_wrote_and_not_what(
    session: Session, ground: Ground, ada: Membership, bo: Membership
) -> None:
    listing = a_listing(session, ada)
    for words in ("The secret is water", "And air"):
        an_answer(session, bo, listing, words)
    assert later(ground, session, timedelta(minutes=1)) == []
    once = [("ada@example.org", "Bo Berg wrote to you about “A diver for one morning”")]
    assert later(ground, session) == once
    assert later(ground, session, SOON * 2) == once
    mail = session.exec(select(OutboxMail).where(OutboxMail.kind == "listings")).one()
    assert "water" not in mail.text + mail.html
    assert mail.stop_url is not None
    begun = session.exec(select(ListingAnswer)).one()
    write_back(session, ada, listing.id, begun.id, LineFields(words="At seven"))
    assert ("bo@example.org", "Ada wrote to you about “A diver for one morning”") in later(
        ground, session
    )


def test_of_whom_they_block_nobody_is_told(
    session: Session, ground: Ground, ada: Membership, bo: Membership, dee: Membership
) -> None:
    listing = a_listing(session, ada)
    block(session, ada, bo.id, blocked=True)
    an_answer(session, bo, listing)
    an_answer(session, dee, listing)
    block(session, ada, dee.id, blocked=True)
    assert later(ground, session) == []


def test_owner_is_told_three_days_before_it_ends(
    session: Session, ground: Ground, ada: Membership
) -> None:
    listing = a_listing(session, ada, days=10)
    closed = a_listing(session, ada, "Closed", days=10)
    close(session, ada, closed.id)
    assert in_days(ground, session, 6) == []
    once = [("ada@example.org", "“A diver for one morning” ends soon")]
    assert in_days(ground, session, 7) == once
    assert in_days(ground, session, 8) == once
    renew(session, ada, listing.id)
    assert in_days(ground, session, 9) == once
    assert in_days(ground, session, 28) == once * 2


def test_what_ended_long_ago_is_gone(session: Session, ground: Ground, ada: Membership) -> None:
    a_listing(session, ada, days=1)
    in_days(ground, session, KEPT.days + 1)
    assert len(session.exec(select(Listing)).all()) == 1
    in_days(ground, session, KEPT.days + 2)
    assert session.exec(select(Listing)).all() == []
