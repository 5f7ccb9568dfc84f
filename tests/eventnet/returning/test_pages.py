"""The organizers' page, and that of whoever is asked."""

from collections.abc import Callable

import pytest
from sqlmodel import Session, select
from starlette.applications import Starlette

from eventnet.accounts.models import Account
from eventnet.communities.models import MemberRole, Membership
from eventnet.events.models import Event, Phase
from eventnet.people.models import Profile, ProfileTopic, TopicKind
from eventnet.returning.models import ReturnInvitation
from eventnet.wishes.models import Wish, WishKind
from tests.browser import Browser
from tests.eventnet.returning.conftest import again
from tests.eventnet.world.building import a_topic
from tests.factories import an_attendee, save
from tests.queries import counted
from tests.work import do_jobs, mails

Open = Callable[[], Browser]
PAGE = "/e/next/organize/last-time"


@pytest.fixture
def desk(browser: Open, event: Event, past: Event) -> Browser:
    return browser().sign_in("olga@example.org")


def test_an_organizer_asks_and_follows_the_writing(
    app: Starlette, session: Session, past: Event, desk: Browser
) -> None:
    assert "Ask those of last time" in desk.read("/e/next/organize")
    for name in ("Ada", "Bo"):
        an_attendee(session, past, name, f"{name}@example.org")
    assert "Ask 2 people" in desk.read(PAGE)
    sent = desk.post(PAGE, {"do": "ask", "of": "past"})
    assert "0 of 2 mails are written" in desk.read(sent.headers["location"])
    do_jobs(app)
    assert "Written to in the last two days 2" in desk.read(PAGE)
    assert "2 people of earlier events were asked" in desk.read("/e/next/organize")
    again_sent = desk.post(PAGE, {"do": "ask", "of": "past"})
    assert "There is nobody to write to" in desk.read(again_sent.headers["location"])


def test_a_form_that_names_nobody_or_a_foreign_event_is_refused(desk: Browser) -> None:
    for said in ({"do": "all", "of": "past"}, {"do": "ask"}, {"do": "ask", "of": "next"}):
        assert desk.post(PAGE, said).status_code == 400


def test_without_an_earlier_event_the_page_says_so(
    session: Session, desk: Browser, past: Event
) -> None:
    assert "No earlier event of yours" in desk.read("/e/past/organize/last-time")
    assert "Ask those of last time" not in desk.read("/e/past/organize")


def test_who_is_asked_says_yes_by_the_link_of_the_mail(
    app: Starlette, session: Session, past: Event, desk: Browser, browser: Open
) -> None:
    ada = an_attendee(session, past, "Ada", "ada@example.org")
    bo = an_attendee(session, past, "Bo")
    save(session, Wish(from_id=ada.id, to_id=bo.id, event_id=past.id, kind=WishKind.WANT))
    desk.post(PAGE, {"do": "ask", "of": "past"})
    do_jobs(app)
    (mail,) = mails(session, "ada@example.org")
    link = mail.text.split("https://meet.example.org")[1].split()[0]
    here = browser()
    entered = here.post(link)
    assert entered.headers["location"] == "/e/next/again"
    page = here.read("/e/next/again")
    assert "Shall we see you again?" in page
    assert "Still to meet" in page
    assert "Bo" in page
    assert "You are asked to come to Next again." in here.read("/")
    assert "Say whether you come" in here.read("/e/next")
    no = here.post("/e/next/again", {"do": "no"})
    assert "You said that you do not come this time." in here.read(no.headers["location"])
    assert "You are asked" not in here.read("/")
    here.post("/e/next/again", {"do": "undo"})
    came = here.post("/e/next/again", {"do": "come"})
    assert came.headers["location"] == "/e/next/next"
    assert here.get("/e/next/again").headers["location"] == "/e/next/next"
    assert "Come this time, too 1" in desk.read(PAGE)


def test_who_is_not_asked_finds_no_page_and_nonsense_is_refused(
    session: Session, event: Event, past: Event, browser: Open
) -> None:
    ada = an_attendee(session, past, "Ada", "ada@example.org")
    an_attendee(session, past, "Bo", "bo@example.org")
    save(session, ReturnInvitation(event_id=event.id, membership_id=ada.membership_id))
    assert browser().sign_in("bo@example.org").get("/e/next/again").status_code == 404
    here = browser().sign_in("ada@example.org")
    assert here.post("/e/next/again", {"do": "perhaps"}).status_code == 400
    event.phase_by_hand = Phase.OVER
    save(session, event)
    assert "The event is over." in here.read("/e/next/again")
    assert here.post("/e/next/again", {"do": "come"}).status_code == 409


def test_what_was_left_open_is_told_from_five_on(
    session: Session, event: Event, past: Event, desk: Browser
) -> None:
    pumps, locks = (
        a_topic(session, past.community_id, label) for label in ("Pumps", "Locks and sluices")
    )
    people = [an_attendee(session, past, f"Person {number}") for number in range(6)]
    for one in people:
        say(session, one.membership_id, pumps.id, TopicKind.SEEK)
    for one in people[:4]:
        say(session, one.membership_id, locks.id, TopicKind.SEEK)
    say(session, people[0].membership_id, pumps.id, TopicKind.OFFER)
    page = desk.read(PAGE)
    assert "Pumps 6 fewer than 5" in page
    assert "Locks and sluices" not in page
    assert "Fewer than five pairs" in page
    for one in people:
        again(session, one, event)
    for one in people[:4]:
        for other in people:
            if one is not other:
                wish = Wish(from_id=one.id, to_id=other.id, event_id=past.id, kind=WishKind.WANT)
                save(session, wish)
    assert "About 5 pairs both wanted to meet there" in desk.read(PAGE)


def say(session: Session, member_id: str, topic_id: str, kind: TopicKind) -> None:
    """Put a word into somebody's profile."""
    profile = session.exec(select(Profile).where(Profile.membership_id == member_id)).one()
    save(session, ProfileTopic(profile_id=profile.id, kind=kind, topic_id=topic_id))


def test_an_event_that_is_over_leads_to_the_next(
    session: Session, past: Event, olga: Account, desk: Browser
) -> None:
    past.phase_by_hand = Phase.OVER
    save(session, past)
    assert "A steward of" in desk.read("/e/past/organize")
    member = Membership(community_id=past.community_id, account_id=olga.id, role=MemberRole.STEWARD)
    save(session, member)
    assert "Prepare the next event" in desk.read("/e/past/organize")


def test_the_page_asks_the_same_for_1_and_30_people(
    session: Session, past: Event, desk: Browser
) -> None:
    an_attendee(session, past, "Ada")
    desk.get(PAGE)
    with counted(session) as few:
        desk.get(PAGE)
    for number in range(30):
        an_attendee(session, past, f"Person {number}")
    with counted(session) as many:
        desk.get(PAGE)
    assert many.total == few.total
