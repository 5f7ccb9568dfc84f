"""Whom I met over all events: found, searched, and taken along."""

import csv
from datetime import date
from io import StringIO

import pytest
from sqlmodel import Session, select

from eventnet import clock
from eventnet.accounts.models import Account
from eventnet.communities.models import Membership
from eventnet.contacts.actions import Choice, choose
from eventnet.contacts.models import Contact
from eventnet.events.models import Attendance, Event
from eventnet.members.views import PAGE
from eventnet.notes.models import Note
from eventnet.outcomes.actions import Agreed, Told, tell
from eventnet.outcomes.models import Happened
from eventnet.people.models import Audience, Profile
from eventnet.wishes.models import Wish, WishKind
from tests.eventnet.members.again import again
from tests.eventnet.people.person import Open, Person, signed_in
from tests.factories import a_meeting, an_attendee, save

HERE = "/c/harbour"


@pytest.fixture
def mine(session: Session, browser: Open, ada: Attendance) -> Person:
    return signed_in(browser, session, ada)


def test_record_is_empty_in_words_at_first(mine: Person) -> None:
    assert "You have met nobody here yet" in mine.get(f"{HERE}/met").text


def test_record_shows_whom_one_met_and_whom_not_yet(
    session: Session, mine: Person, spring: Event, ada: Attendance, bo: Attendance
) -> None:
    meeting = a_meeting(session, spring, ada, bo)
    tell(session, spring, meeting.id, ada.id, Told(Happened.YES, memory="knows pumps"))
    cy = an_attendee(session, spring, "Cy Unmet")
    save(session, Wish(from_id=ada.id, to_id=cy.id, event_id=spring.id, kind=WishKind.WANT))
    page = mine.get(f"{HERE}/met").text
    met, _still, unmet = page.partition("Still to meet")
    assert "Bo &lt;b&gt;Berg" in met
    assert "knows pumps" in met
    assert "Met once" in met
    assert "Cy Unmet" not in met
    assert "Cy Unmet" in unmet


def test_anothers_wish_shows_nowhere(
    session: Session, mine: Person, spring: Event, ada: Attendance, bo: Attendance
) -> None:
    save(session, Wish(from_id=bo.id, to_id=ada.id, event_id=spring.id, kind=WishKind.WANT))
    assert "Berg" not in mine.get(f"{HERE}/met").text


@pytest.mark.parametrize(
    ("query", "finds"),
    [
        ("q=pumps", True),
        ("q=tall", True),
        ("q=ber", True),
        ("q=spring", True),
        ("q=nobody", False),
        ("event=spring", True),
        ("event=autumn", False),
        ("only=promises", False),
        ("only=details", False),
    ],
)
def test_record_is_narrowed_by_what_one_kept(
    session: Session,
    mine: Person,
    spring: Event,
    ada: Attendance,
    bo: Attendance,
    query: str,
    finds: bool,
) -> None:
    meeting = a_meeting(session, spring, ada, bo)
    tell(session, spring, meeting.id, ada.id, Told(Happened.YES, memory="knows pumps"))
    save(session, Note(from_id=ada.id, to_id=bo.id, event_id=spring.id, words="tall"))
    page = mine.get(f"{HERE}/met?{query}").text
    assert ("Berg" in page) is finds
    assert ("Nobody fits" in page) is not finds


def test_record_comes_in_pages(
    session: Session, mine: Person, spring: Event, ada: Attendance
) -> None:
    for number in range(PAGE + 1):
        other = an_attendee(session, spring, f"Person {number:02}")
        a_id, b_id = sorted((ada.id, other.id))
        choose(session, spring, other.id, Choice())
        save(session, Contact(a_id=a_id, b_id=b_id, event_id=spring.id))
    page = mine.get(f"{HERE}/met").text
    assert page.count('class="person-row"') == PAGE
    assert "Page 1 of 2" in page
    assert mine.get(f"{HERE}/met?page=2").text.count('class="person-row"') == 1


def test_community_shows_what_was_agreed_and_whom_one_met(
    session: Session, mine: Person, spring: Event, ada: Attendance, bo: Attendance
) -> None:
    assert "People I met</h2>" not in mine.get(HERE).text
    meeting = a_meeting(session, spring, ada, bo)
    for words, day in (("later", 20), ("sooner", 2)):
        agreed = Agreed(f"do it {words}", mine=True, due_on=date(2027, 9, day))
        tell(session, spring, meeting.id, bo.id, Told(Happened.YES, agreed=agreed))
    page = mine.get(HERE).text
    assert "See the one person" in page
    assert page.index("do it sooner") < page.index("do it later")
    assert "They, by 2 September 2027" in page


def test_a_search_that_cannot_be_is_refused_in_words(mine: Person) -> None:
    assert mine.get(f"{HERE}/met?only=everything").status_code == 422
    assert mine.get(f"{HERE}/met?q={'x' * 201}").status_code == 422


def test_record_is_taken_along_as_a_table_and_as_cards(
    session: Session, mine: Person, spring: Event, ada: Attendance, bo: Attendance
) -> None:
    meeting = a_meeting(session, spring, ada, bo)
    tell(session, spring, meeting.id, ada.id, Told(Happened.YES, memory="=knows pumps"))
    choose(session, spring, bo.id, Choice(email=True, phone="+351 21"))
    a_id, b_id = sorted((ada.id, bo.id))
    save(session, Contact(a_id=a_id, b_id=b_id, event_id=spring.id))
    table = mine.get(f"{HERE}/met/people.csv").content.decode("utf-8-sig")
    header, row = csv.reader(StringIO(table))
    said = dict(zip(header, row, strict=True))
    assert said["Name"] == "Bo <b>Berg"
    assert said["Address"] == "bo@example.org"
    assert said["Event"] == "Spring"
    assert said["To remember"] == "'=knows pumps"
    card = mine.get(f"{HERE}/met/people.vcf").text.replace("\r\n ", "")
    assert "EMAIL:bo@example.org" in card
    assert "TEL:+351 21" in card
    assert "NOTE:Met at Spring\\, 11 May 2027: =knows pumps" in card
    assert card.count("BEGIN:VCARD") == 1


def test_one_card_is_of_those_one_knows(
    session: Session, mine: Person, spring: Event, ada: Attendance, bo: Attendance
) -> None:
    path = f"{HERE}/people/{bo.membership_id}/card.vcf"
    assert mine.get(path).status_code == 404
    a_meeting(session, spring, ada, bo)
    assert "FN:Bo <b>Berg" in mine.get(path).text


def test_name_stays_told_when_they_leave_or_hide(
    session: Session, mine: Person, spring: Event, ada: Attendance, bo: Attendance
) -> None:
    a_meeting(session, spring, ada, bo)
    profile = session.exec(select(Profile).where(Profile.membership_id == bo.membership_id)).one()
    profile.visibility = dict.fromkeys(profile.visibility, Audience.NOBODY.value)
    membership = session.get_one(Membership, bo.membership_id)
    membership.left_at = clock.now()
    save(session, profile, membership)
    assert "Bo &lt;b&gt;Berg" in mine.get(f"{HERE}/met").text
    page = mine.get(f"{HERE}/people/{bo.membership_id}").text
    assert "no longer in this community" in page
    account = session.get_one(Account, membership.account_id)
    account.deactivated_at = clock.now()
    save(session, account)
    assert "Berg" not in mine.get(f"{HERE}/met").text


def test_member_shows_what_the_reader_may_see(
    session: Session, mine: Person, spring: Event, autumn: Event, ada: Attendance
) -> None:
    cy = an_attendee(session, autumn, "Cy", headline="runs pumps", shown_to=Audience.ATTENDEES)
    path = f"{HERE}/people/{cy.membership_id}"
    assert mine.get(path).status_code == 404
    again(session, autumn, ada)
    page = mine.get(path)
    assert page.status_code == 200
    assert "runs pumps" in page.text
    assert "Between you" not in page.text


def test_i_am_a_member_too(mine: Person, ada: Attendance) -> None:
    assert "This is you" in mine.get(f"{HERE}/people/{ada.membership_id}").text


def test_event_page_of_a_person_leads_to_what_happened_over_all_events(
    mine: Person, spring: Event, bo: Attendance
) -> None:
    page = mine.get(f"/e/{spring.slug}/people/{bo.id}").text
    assert f'href="{HERE}/people/{bo.membership_id}"' in page
