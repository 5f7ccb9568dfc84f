from collections.abc import Callable
from datetime import datetime

import pytest
from sqlmodel import Session

from eventnet import clock
from eventnet.events.models import Event
from eventnet.people.models import Audience, TopicKind
from eventnet.welcome.queries import recently
from tests.browser import Browser, text_of
from tests.eventnet.welcome.test_queries import says
from tests.factories import a_meeting, an_account, an_attendee, an_event, save
from tests.queries import counted
from tests.scripts import PROBE, runs_nowhere

Open = Callable[[], Browser]
SIGN_IN = "Sign in with your ticket’s address"


@pytest.fixture
def event(session: Session) -> Event:
    event = an_event(session, slug="spring", organizer=an_account(session, "olga@example.org"))
    event.tagline, event.city = "Where makers meet", "Lisbon"
    save(session, event)
    return event


def test_everyone_can_read_what_it_is(event: Event, browser: Open) -> None:
    page = browser().read("/e/spring")
    for words in ("Spring", "11–12 May 2027", "Lisbon", "Where makers meet", SIGN_IN):
        assert words in page
    assert "coming" not in page  # nobody attends yet
    html = browser().get("/e/spring").text
    assert 'href="/sign-in?next=%2Fe%2Fspring"' in html


def test_an_event_that_is_not_there_is_404(event: Event, browser: Open) -> None:
    assert browser().get("/e/autumn").status_code == 404


def test_who_hides_is_counted_and_not_named(session: Session, event: Event, browser: Open) -> None:
    an_attendee(session, event, "Ada Hidden", "ada@example.org", headline="A hidden headline")
    page = browser().get("/e/spring").text
    assert "1 person is coming" in page
    for planted in ("Ada", "Hidden", "hidden headline", "ada@example.org"):
        assert planted not in page
    an_attendee(session, event, "Bob Open", shown_to=Audience.EVERYONE)
    recently.clear()
    page = browser().read("/e/spring")
    assert "2 people are coming" in page
    assert "1 of them shows who they are here" in page
    assert "Bob Open" in page


def test_faces_lead_to_people_for_those_who_may_open_them(
    session: Session, event: Event, browser: Open
) -> None:
    bob = an_attendee(session, event, "Bob", "bob@example.org", shown_to=Audience.EVERYONE)
    href = f'href="/e/spring/people/{bob.id}"'
    assert href not in browser().get("/e/spring").text
    assert href in browser().sign_in("bob@example.org").get("/e/spring").text


BEFORE, DURING, AFTER = "2027-03-01T12:00Z", "2027-05-11T12:00Z", "2027-05-13T12:00Z"


@pytest.mark.parametrize(
    ("looks", "button"),
    [
        (("anonymous", BEFORE), SIGN_IN),
        (("olga", BEFORE), "Open the console"),
        (("new", BEFORE), "Answer a question or two"),
        (("full", BEFORE), "Choose whom to meet"),
        (("full", DURING), "Choose whom to meet"),
        (("met", BEFORE), "See your days"),
        (("met", DURING), "Say how it went"),
        (("met", AFTER), "Say how it went"),
        (("full", AFTER), "See who was there"),
    ],
)
def test_the_button_depends_on_who_looks_and_when(
    session: Session, event: Event, browser: Open, looks: tuple[str, str], button: str
) -> None:
    an_attendee(session, event, "New", "new@example.org")
    full = an_attendee(session, event, "Full", "full@example.org", headline="Maker")
    says(session, full, TopicKind.OFFER, "timber")
    a_meeting(
        session,
        event,
        an_attendee(session, event, "Met", "met@example.org"),
        an_attendee(session, event),
    )
    who, now = looks
    with clock.at(datetime.fromisoformat(now)):
        visitor = browser()
        if who != "anonymous":
            visitor.sign_in(f"{who}@example.org")
        assert button in visitor.read("/e/spring")


def test_after_the_deadline_nobody_is_sent_to_choose(
    session: Session, event: Event, browser: Open
) -> None:
    full = an_attendee(session, event, "Full", "full@example.org", headline="Maker")
    says(session, full, TopicKind.OFFER, "timber")
    event.wishes_until = clock.now()
    save(session, event)
    page = browser().sign_in("full@example.org").get("/e/spring").text
    assert "See who is coming" in page
    assert ">Choose whom to meet</a>" not in page


def test_the_page_asks_as_much_for_one_as_for_thirty(
    session: Session, event: Event, browser: Open
) -> None:
    def statements() -> int:
        visitor = browser()
        recently.clear()
        with counted(visitor.app.state.engine) as count:
            assert visitor.get("/e/spring").status_code == 200
        return count.total

    def add(number: int) -> None:
        person = an_attendee(session, event, f"P{number}", shown_to=Audience.EVERYONE)
        says(session, person, TopicKind.SEEK, "timber")

    add(0)
    statements()
    one = statements()
    for number in range(1, 30):
        add(number)
    assert statements() == one


def test_stored_scripts_run_nowhere(session: Session, event: Event, browser: Open) -> None:
    for number in range(2):
        person = an_attendee(
            session,
            event,
            PROBE,
            f"{number}@example.org",
            shown_to=Audience.EVERYONE,
            headline=PROBE,
            organization=PROBE,
        )
        says(session, person, TopicKind.SEEK, PROBE[:60])
    event.about = event.tagline = event.venue = PROBE
    save(session, event)
    page = browser().get("/e/spring")
    assert runs_nowhere(page.text)
    assert runs_nowhere(browser().sign_in("0@example.org").get("/e/spring").text)
    assert "unsafe-inline" not in page.headers["content-security-policy"]
    assert "Who is coming" in text_of(page.text)


def test_afterwards_the_page_tells_of_what_was(
    session: Session, event: Event, browser: Open
) -> None:
    an_attendee(session, event, "Ada", shown_to=Audience.EVERYONE)
    with clock.at(datetime.fromisoformat(AFTER)):
        page = browser().read("/e/spring")
    assert "Who was there" in page
    assert "How you meet" not in page
    assert "How you meet" in browser().read("/e/spring")
