"""Looking at the event as somebody sees it: what is there, what never is, and who learns of it."""

from collections.abc import Callable

import pytest
from sqlmodel import Session, select

from eventnet.accounts.models import Account
from eventnet.audit import AuditEntry
from eventnet.communities.models import Membership
from eventnet.events.models import Attendance, Event
from eventnet.people.models import Audience
from eventnet.wishes.models import Wish, WishKind
from tests.browser import Browser, text_of
from tests.eventnet.world.cast import Persona
from tests.eventnet.world.marks import mark
from tests.eventnet.world.visiting import World
from tests.factories import a_meeting, an_account, an_attendee, an_event, save
from tests.queries import counted
from tests.scripts import PROBE, runs_nowhere

Open = Callable[[], Browser]


@pytest.fixture
def event(session: Session) -> Event:
    return an_event(session, slug="spring", organizer=an_account(session, "olga@example.org"))


@pytest.fixture
def ada(session: Session, event: Event) -> Attendance:
    return an_attendee(session, event, "Ada", "ada@example.org", headline="Pumps")


@pytest.fixture
def olga(event: Event, browser: Open) -> Browser:
    return browser().sign_in("olga@example.org")


def page_of(attendance: Attendance) -> str:
    return f"/e/spring/organize/people/{attendance.id}/as-they-see"


def test_their_meetings_stand_there_under_the_names_they_know(
    session: Session, event: Event, ada: Attendance, olga: Browser
) -> None:
    assert "Nothing stands in their days" in olga.read(page_of(ada))
    session.rollback()
    a_meeting(session, event, ada, an_attendee(session, event, "Bob"))
    words = text_of(olga.get(page_of(ada)).text)
    assert "09:00–09:20 Bob Table" in words
    assert "You look at Spring as Ada sees it" in words


@pytest.mark.parametrize(
    ("shown_to", "there"), [(Audience.COMMUNITY, 1), (Audience.ATTENDEES, 0), (Audience.MET, 0)]
)
def test_a_field_that_is_not_for_organizers_is_not_there(
    session: Session, event: Event, olga: Browser, shown_to: Audience, there: int
) -> None:
    cyd = an_attendee(session, event, "Cyd", shown_to=shown_to, headline="Secret pumps")
    assert olga.get(page_of(cyd)).text.count("Secret pumps") == there


def test_nothing_of_it_differs_by_a_wish_or_a_veto(
    session: Session, event: Event, ada: Attendance, olga: Browser
) -> None:
    bob = an_attendee(session, event, "Bob")
    a_meeting(session, event, ada, bob)
    before = olga.get(page_of(ada)).text
    session.rollback()
    for one, other in ((ada, bob), (bob, ada)):
        wish = Wish(event_id=event.id, from_id=one.id, to_id=other.id, kind=WishKind.AVOID)
        save(session, wish)
        assert olga.get(page_of(ada)).text == before
        session.rollback()
        session.delete(wish)
        session.commit()


def test_they_read_that_somebody_looked_and_not_who(
    session: Session, event: Event, ada: Attendance, olga: Browser, browser: Open
) -> None:
    mine = browser().sign_in("ada@example.org")
    assert "Nobody has looked at an event as you see it" in text_of(mine.get("/account/data").text)
    olga.read(page_of(ada))
    told = text_of(mine.get("/account/data").text)
    assert "an organizer of Spring" in told
    assert "olga@" not in told
    session.rollback()
    entry = session.exec(select(AuditEntry).where(AuditEntry.deed == "attendance.viewed")).one()
    olga_id = session.exec(select(Account.id).where(Account.email == "olga@example.org")).one()
    assert (entry.account_id, entry.event_id, entry.subject) == (olga_id, event.id, ada.id)
    bob = an_attendee(session, event, "Bob", "bob@example.org")
    assert bob.id
    theirs = browser().sign_in("bob@example.org")
    assert "Nobody has looked" in text_of(theirs.get("/account/data").text)


def test_nobody_looks_as_somebody_who_left_or_is_elsewhere(
    session: Session, event: Event, ada: Attendance, olga: Browser
) -> None:
    elsewhere = an_attendee(session, an_event(session, slug="autumn"), "Bob")
    membership = session.get_one(Membership, ada.membership_id)
    membership.left_at = event.created_at
    save(session, membership)
    assert [olga.get(page_of(one)).status_code for one in (ada, elsewhere)] == [404, 404]
    session.rollback()
    assert (
        session.exec(select(AuditEntry).where(AuditEntry.deed == "attendance.viewed")).all() == []
    )


def test_it_asks_as_much_for_three_meetings_as_for_one(
    session: Session, event: Event, olga: Browser
) -> None:
    totals = []
    for meetings in (1, 3):
        one = an_attendee(session, event, f"Ada {meetings}")
        for number in range(meetings):
            a_meeting(
                session,
                event,
                one,
                an_attendee(session, event, f"B{number}"),
                slot=number,
                table=meetings,
            )
        with counted(session) as count:
            olga.read(page_of(one))
        totals.append(count.total)
        session.rollback()
    assert totals[0] == totals[1]


def test_stored_scripts_run_nowhere(session: Session, event: Event, olga: Browser) -> None:
    ada = an_attendee(
        session, event, PROBE, shown_to=Audience.EVERYONE, headline=PROBE, organization=PROBE
    )
    a_meeting(session, event, ada, an_attendee(session, event, PROBE))
    assert runs_nowhere(olga.get(page_of(ada)).text)


@pytest.mark.any_database
def test_of_the_fullest_world_it_tells_no_more_than_organizers_may_see(world: World) -> None:
    """What others said stands in no page of this kind: notes, messages, outcomes, stars, wishes."""
    page = world.walk()["as-they-see", Persona.ORGANIZER].text
    assert mark("far2", "name") in page
    for about in ("note", "message", "star", "promise", "memory"):
        assert mark("far2", about) not in page
