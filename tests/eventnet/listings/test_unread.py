"""What was written about listings and not read: counted, shown, and noted as read."""

import re
from datetime import timedelta

from sqlmodel import Session, select

from eventnet import clock
from eventnet.communities.actions import leave_community
from eventnet.communities.models import Membership
from eventnet.discussions.actions.answering import block
from eventnet.listings.actions.answering import report, write_back
from eventnet.listings.actions.moderating import judge
from eventnet.listings.forms import LineFields
from eventnet.listings.models import Listing, ListingAnswer, ListingLine
from eventnet.listings.unread import note_read, unread_count, unread_listings
from tests.eventnet.groups.people import Desk
from tests.eventnet.listings.offers import HERE, a_listing, an_answer
from tests.eventnet.people.person import Person
from tests.queries import counted

UP_TO = re.compile(r'name="up_to" value="(\w+)"')


def written_back(session: Session, by: Membership, listing: Listing, words: str = "Yes") -> None:
    begun = session.exec(select(ListingAnswer)).one()
    write_back(session, by, listing.id, begun.id, LineFields(words=words))


def waits(person: Person) -> int:
    """Return how much waits at the entry of the menu."""
    html = person.get("/c/harbour/ideas").text
    entry = re.search(r'href="/c/harbour/listings".*?</a>', html, re.DOTALL)
    assert entry
    found = re.search(r"(\d+)", entry[0].partition(">")[2])
    return int(found[1]) if found else 0


def test_answer_is_counted_until_it_is_read(
    session: Session, desk: Desk, ada: Membership, bo: Membership, dee: Membership
) -> None:
    listing = a_listing(session, ada)
    there, owner, writer = f"{HERE}/{listing.id}", desk.sit(ada), desk.sit(bo)
    assert waits(owner) == 0
    an_answer(session, bo, listing)
    an_answer(session, bo, listing, "And I am free")
    an_answer(session, dee, listing)
    assert waits(owner) == 2
    assert waits(writer) == 0
    assert "3 new" in owner.get(f"{HERE}/mine").text
    home = owner.get("/c/harbour").text
    assert "Written to you" in home
    assert f"{there}#answers" in home
    page = owner.get(there).text
    assert page.count('class="talk-unread"') == 3
    up_to = UP_TO.search(page)
    assert up_to
    assert waits(owner) == 2, "to look is not to have read"
    assert owner.post(f"{there}/read", {"up_to": up_to[1]}).status_code == 303
    assert waits(owner) == 0
    assert "talk-unread" not in owner.get(there).text
    assert "Written to you" not in owner.get("/c/harbour").text


def test_word_from_the_owner_waits_for_the_one_who_wrote(
    session: Session, desk: Desk, ada: Membership, bo: Membership, dee: Membership
) -> None:
    listing = a_listing(session, ada)
    an_answer(session, bo, listing)
    written_back(session, ada, listing)
    assert [unread_count(session, who) for who in (ada, bo, dee)] == [1, 1, 0]
    up_to = UP_TO.search(desk.sit(bo).get(f"{HERE}/{listing.id}").text)
    assert up_to
    note_read(session, dee, listing.id, up_to[1])
    note_read(session, bo, listing.id, up_to[1])
    assert [unread_count(session, who) for who in (ada, bo, dee)] == [1, 0, 0]


def test_what_came_after_the_page_was_drawn_stays_unread(
    session: Session, desk: Desk, ada: Membership, bo: Membership
) -> None:
    listing = a_listing(session, ada)
    an_answer(session, bo, listing)
    owner, there = desk.sit(ada), f"{HERE}/{listing.id}"
    up_to = UP_TO.search(owner.get(there).text)
    assert up_to
    with clock.at(clock.now() + timedelta(minutes=1)):
        an_answer(session, bo, listing, "One thing more")
    owner.post(f"{there}/read", {"up_to": up_to[1]})
    page = owner.get(there).text
    assert page.count('class="talk-unread"') == 1
    for odd in ("", "unknown", "x" * 50):
        assert owner.post(f"{there}/read", {"up_to": odd}).status_code == 303
    assert unread_count(session, ada) == 1


def test_a_line_of_another_listing_reads_nothing(
    session: Session, ada: Membership, bo: Membership
) -> None:
    one, other = a_listing(session, ada), a_listing(session, ada, "Another")
    an_answer(session, bo, one)
    an_answer(session, bo, other)
    line = session.exec(
        select(ListingLine.id).join(ListingAnswer).where(ListingAnswer.listing_id == other.id)
    ).one()
    note_read(session, ada, one.id, line)
    assert unread_count(session, ada) == 2


def test_what_one_cannot_read_is_not_counted(
    session: Session, ada: Membership, bo: Membership, dee: Membership, stu: Membership
) -> None:
    listing = a_listing(session, ada)
    an_answer(session, bo, listing)
    written_back(session, ada, listing)
    report(session, dee, listing.id, "A swindle")
    judge(session, stu, listing.id, "hide")
    assert [unread_count(session, who) for who in (ada, bo)] == [1, 0]
    judge(session, stu, listing.id, "restore")
    assert unread_count(session, bo) == 1
    block(session, bo, ada.id, blocked=True)
    assert unread_count(session, bo) == 0
    block(session, bo, ada.id, blocked=False)
    leave_community(session, ada.community_id, ada.account_id)
    assert unread_count(session, bo) == 0


def test_kept_back_words_are_not_counted(session: Session, ada: Membership, bo: Membership) -> None:
    listing = a_listing(session, ada)
    block(session, ada, bo.id, blocked=True)
    an_answer(session, bo, listing)
    assert unread_count(session, ada) == 0


def test_reports_and_answers_of_a_steward_are_one_number(
    session: Session, desk: Desk, ada: Membership, bo: Membership, stu: Membership
) -> None:
    an_answer(session, bo, a_listing(session, stu))
    report(session, bo, a_listing(session, ada).id, "A swindle")
    assert waits(desk.sit(stu)) == 2


def test_statements_do_not_grow(
    session: Session, desk: Desk, ada: Membership, bo: Membership
) -> None:
    owner, totals = desk.sit(ada), []
    for more in (1, 8):
        for number in range(more):
            an_answer(session, bo, a_listing(session, ada, f"Number {more} {number}"))
        for path in (HERE, f"{HERE}/mine", "/c/harbour"):
            owner.get(path)
            with counted(session) as count:
                owner.get(path)
            totals.append(count.total)
    assert totals[:3] == totals[3:]
    assert len(unread_listings(session, ada)) == 5
