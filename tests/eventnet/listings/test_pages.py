"""Putting up, finding, answering, renewing and closing, on pages."""

from datetime import timedelta

import pytest
from sqlmodel import Session, select

from eventnet import clock
from eventnet.communities.actions import leave_community
from eventnet.communities.models import Membership
from eventnet.discussions.actions.answering import block
from eventnet.listings.actions.putting_up import MOST_RUNNING
from eventnet.listings.models import Kind, Listing, ListingAnswer, ListingLine
from tests.eventnet.groups.people import Desk
from tests.eventnet.listings.offers import HERE, a_listing, an_answer, ended, values
from tests.queries import counted


def test_listing_is_put_up_once(session: Session, desk: Desk, ada: Membership) -> None:
    mine = desk.sit(ada)
    said = values(once="a2345678923456", place="Porto", remote="yes", link="example.org/job")
    first, second = mine.post(f"{HERE}/new", said), mine.post(f"{HERE}/new", said)
    assert first.status_code == 303
    assert first.headers["location"] == second.headers["location"]
    page = mine.get(first.headers["location"]).text
    for words in ("<strong>two</strong>", "Porto", "Remote", 'href="https://example.org/job"'):
        assert words in page


@pytest.mark.parametrize(
    ("wrong", "says"),
    [
        ({"title": " "}, "Please fill this in"),
        ({"words": ""}, "There is nothing in it yet"),
        ({"kind": "gift"}, "Please choose one of the options"),
        ({"link": "javascript:alert(1)"}, "is no address of a web page"),
        ({"until": "soon"}, "Please give a date"),
        ({"until": "2020-01-01"}, "today or a later day"),
        ({"until": "2999-01-01"}, "within the next 90 days"),
    ],
)
def test_what_cannot_be_put_up_is_said_and_kept(
    session: Session, desk: Desk, ada: Membership, wrong: dict[str, str], says: str
) -> None:
    answer = desk.sit(ada).post(f"{HERE}/new", values(place="Under the bridge") | wrong)
    assert answer.status_code == 422
    assert says in answer.text
    assert "Under the bridge" in answer.text
    assert session.exec(select(Listing)).all() == []


def test_nobody_has_more_than_ten(session: Session, desk: Desk, ada: Membership) -> None:
    for number in range(MOST_RUNNING):
        a_listing(session, ada, f"Number {number}")
    answer = desk.sit(ada).post(f"{HERE}/new", values())
    assert answer.status_code == 409
    assert "For **two** years" in answer.text


def test_list_is_narrowed_and_has_what_runs(
    session: Session, desk: Desk, ada: Membership, bo: Membership
) -> None:
    a_listing(session, ada, "Divers", kind=Kind.SERVICE_SOUGHT)
    a_listing(session, ada, "Hydrologists", kind=Kind.JOB_OFFERED)
    ended(session, a_listing(session, ada, "Long gone"))
    theirs = desk.sit(bo)
    page = theirs.get(HERE).text
    assert "Divers" in page
    assert "Hydrologists" in page
    assert "Long gone" not in page
    assert "Divers" not in theirs.get(f"{HERE}?kind=job_offered").text
    assert "Hydrologists" in theirs.get(f"{HERE}?q=hydrolog").text
    assert "Divers" not in theirs.get(f"{HERE}?q=hydrolog").text
    assert theirs.get(f"{HERE}?kind=gift").status_code == 422
    found = theirs.get("/c/harbour/discussions?q=metres").text
    assert "Divers" in found
    assert "Long gone" not in found


def test_what_has_ended_is_read_by_its_owner_and_whoever_wrote(
    session: Session, desk: Desk, ada: Membership, bo: Membership, dee: Membership
) -> None:
    listing = a_listing(session, ada)
    an_answer(session, bo, listing)
    ended(session, listing)
    there = f"{HERE}/{listing.id}"
    assert [desk.sit(one).get(there).status_code for one in (ada, bo, dee)] == [200, 200, 404]
    assert desk.sit(dee).post(f"{there}/answers", {"words": "Late"}).status_code == 404


def test_owner_renews_changes_and_closes(
    session: Session, desk: Desk, ada: Membership, bo: Membership
) -> None:
    listing = a_listing(session, ada)
    ended(session, listing)
    mine, theirs, there = desk.sit(ada), desk.sit(bo), f"{HERE}/{listing.id}"
    for path in ("renew", "close", "change"):
        assert theirs.post(f"{there}/{path}", values()).status_code == 404
    assert mine.post(f"{there}/renew").status_code == 303
    session.refresh(listing)
    assert listing.until == clock.now().date() + timedelta(days=30)
    said = values(title="Two divers", version=str(listing.version))
    assert mine.post(f"{there}/change", said).status_code == 303
    late = mine.post(f"{there}/change", said | {"title": "Three divers"})
    assert late.status_code == 409
    assert "Three divers" in late.text
    assert "Two divers" in theirs.get(there).text
    assert mine.post(f"{there}/close").status_code == 303
    assert theirs.get(there).status_code == 404
    assert "Closed" in mine.get(f"{HERE}/mine").text


def test_the_two_write_to_each_other_and_nobody_else_reads_it(
    session: Session, desk: Desk, ada: Membership, bo: Membership, dee: Membership, stu: Membership
) -> None:
    listing = a_listing(session, ada)
    mine, theirs, there = desk.sit(ada), desk.sit(bo), f"{HERE}/{listing.id}"
    said = {"words": "I dive on Tuesdays", "once": "b2345678923456"}
    for _time in range(2):
        assert theirs.post(f"{there}/answers", said).status_code == 303
    assert len(session.exec(select(ListingLine)).all()) == 1
    assert "I dive on Tuesdays" in mine.get(there).text
    assert "1 person wrote" in mine.get(f"{HERE}/mine").text
    begun = session.exec(select(ListingAnswer)).one()
    back = {"words": "At seven, please"}
    for one in (bo, dee):
        path = f"{there}/answers/{begun.id}"
        assert desk.sit(one).post(path, back).status_code == 404
    assert mine.post(f"{there}/answers/{begun.id}", back).status_code == 303
    assert "At seven, please" in theirs.get(there).text
    for one in (dee, stu):
        page = desk.sit(one).get(there).text
        assert "Tuesdays" not in page
        assert "seven" not in page
    assert mine.post(f"{there}/answers", back).status_code == 422
    assert theirs.post(f"{there}/answers", {"words": " "}).status_code == 422


def test_of_whom_the_owner_blocks_nothing_comes_and_nothing_shows(
    session: Session, desk: Desk, ada: Membership, bo: Membership
) -> None:
    listing = a_listing(session, ada)
    block(session, ada, bo.id, blocked=True)
    theirs, there = desk.sit(bo), f"{HERE}/{listing.id}"
    assert theirs.post(f"{there}/answers", {"words": "Hear me"}).status_code == 303
    assert "Hear me" in theirs.get(there).text
    mine = desk.sit(ada)
    for path in (there, f"{HERE}/mine"):
        page = mine.get(path).text
        assert "Hear me" not in page
        assert "Bo Berg" not in page
        assert "wrote" not in page.replace("wrote about", "").replace("Who wrote to you", "")
    begun = session.exec(select(ListingAnswer)).one()
    assert mine.post(f"{there}/answers/{begun.id}", {"words": "Hm"}).status_code == 404


def test_of_whom_one_blocks_no_listing_is_there(
    session: Session, desk: Desk, ada: Membership, bo: Membership
) -> None:
    listing = a_listing(session, bo, "Loud pumps")
    an_answer(session, ada, listing)
    block(session, ada, bo.id, blocked=True)
    mine = desk.sit(ada)
    for path in (HERE, f"{HERE}/mine", "/c/harbour/discussions?q=loud"):
        assert "Loud pumps" not in mine.get(path).text
    assert mine.get(f"{HERE}/{listing.id}").status_code == 404


def test_whoever_leaves_takes_their_listings_down(
    session: Session, desk: Desk, ada: Membership, bo: Membership
) -> None:
    listing = a_listing(session, bo)
    leave_community(session, bo.community_id, bo.account_id)
    assert desk.sit(ada).get(f"{HERE}/{listing.id}").status_code == 404
    session.refresh(listing)
    assert listing.closed_at is not None


def test_reported_listing_is_hidden_from_all_but_stewards_and_its_owner(
    session: Session, desk: Desk, ada: Membership, bo: Membership, stu: Membership
) -> None:
    listing = a_listing(session, ada)
    theirs, keeper, there = desk.sit(bo), desk.sit(stu), f"{HERE}/{listing.id}"
    assert theirs.post(f"{there}/report", {"reason": ""}).status_code == 422
    assert theirs.post(f"{there}/report", {"reason": "A swindle"}).status_code == 303
    page = keeper.get(f"{HERE}/reports").text
    assert "A swindle" in page
    assert "Bo Berg" not in page
    assert keeper.post(f"{there}/verdict", {"do": "hide"}).status_code == 303
    assert theirs.get(there).status_code == 404
    mine = desk.sit(ada)
    assert "The stewards hid this listing" in mine.get(there).text
    assert mine.post(f"{there}/renew").status_code == 409
    keeper.post(f"{there}/verdict", {"do": "restore"})
    assert theirs.get(there).status_code == 200


def test_queries_are_as_many_for_one_as_for_ten(
    session: Session, desk: Desk, ada: Membership, bo: Membership
) -> None:
    mine, totals = desk.sit(ada), []
    for more in (1, 9):
        for number in range(more):
            an_answer(session, bo, a_listing(session, ada, f"Number {more} {number}"))
        for path in (HERE, f"{HERE}/mine"):
            mine.get(path)
            with counted(session) as count:
                mine.get(path)
            totals.append(count.total)
    assert totals[:2] == totals[2:]
