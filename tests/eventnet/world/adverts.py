"""The jobs and services of the world: of another, of the attendee, ended, hidden, and answers."""

from datetime import timedelta

from sqlmodel import Session

from eventnet import clock
from eventnet.discussions.markdown import as_text
from eventnet.events.models import Event
from eventnet.listings.models import Kind, Listing, ListingAnswer, ListingLine, ListingReport
from eventnet.people.search.kept import kept_words
from tests.eventnet.world.building import Facts
from tests.eventnet.world.cast import Persona
from tests.eventnet.world.marks import mark
from tests.factories import save

ME = Persona.ATTENDEE.value


def listings(session: Session, facts: Facts, spring: Event, winter: Event) -> None:
    """Make them, with what the attendee wrote and was written, and words that were kept back."""
    theirs = _listing(session, facts, spring, "near0")
    mine = _listing(session, facts, spring, ME)
    ended = _listing(session, facts, spring, "near0", "listingended")
    ended.until = clock.now().date() - timedelta(days=1)
    hidden = _listing(session, facts, spring, "far0", "listinghidden")
    hidden.hidden_at = clock.now()
    _listing(session, facts, spring, "near1")
    foreign = _listing(session, facts, winter, "winter1")
    save(session, ended, hidden)
    facts.ids |= {"listing": theirs.id, "listing-mine": mine.id}
    facts.foreign["listing"] = foreign.id
    _line(session, facts, _answer(session, facts, theirs, ME), ME, "listingline")
    _line(session, facts, _answer(session, facts, theirs, "far2"), "far2", "listingline")
    to_me = _answer(session, facts, mine, "near0")
    facts.ids["listing-answer"] = to_me.id
    _line(session, facts, to_me, "near0", "listingline")
    kept = _answer(session, facts, mine, "far1")
    _line(session, facts, kept, "far1", "listingkept", delivered=False)
    people = facts.memberships
    save(
        session,
        ListingReport(listing_id=theirs.id, by_id=people[ME], reason=mark(ME, "listingreason")),
        ListingReport(
            listing_id=mine.id, by_id=people["near0"], reason=mark("near0", "listingreason")
        ),
    )


def _listing(
    session: Session, facts: Facts, event: Event, by: str, field: str = "listing"
) -> Listing:
    title, words = mark(by, f"{field}title"), f"*{mark(by, f'{field}words')}*"
    place = mark(by, f"{field}place")
    made = Listing(
        community_id=event.community_id,
        by_id=facts.memberships[by],
        kind=Kind.SERVICE_OFFERED,
        title=title,
        words=words,
        place=place,
        link=f"https://links.example/{mark(by, f'{field}link')}",
        until=clock.now().date() + timedelta(days=20),
        once=f"{by[:6]}{field[-6:]}",
        found=kept_words(title, as_text(words), place),
    )
    save(session, made)
    return made


def _answer(session: Session, facts: Facts, listing: Listing, by: str) -> ListingAnswer:
    made = ListingAnswer(listing_id=listing.id, by_id=facts.memberships[by])
    save(session, made)
    return made


def _line(
    session: Session,
    facts: Facts,
    answer: ListingAnswer,
    by: str,
    field: str,
    *,
    delivered: bool = True,
) -> None:
    line = ListingLine(
        answer_id=answer.id,
        by_id=facts.memberships[by],
        words=mark(by, field),
        once=answer.id,
        delivered=delivered,
    )
    save(session, line)
