from collections.abc import Callable
from datetime import UTC, datetime, timedelta

from sqlmodel import Session, select

from eventnet import clock
from eventnet.communities.models import Topic
from eventnet.events.models import Event, Phase
from eventnet.events.queries import phase
from eventnet.mail.models import MailTrouble
from eventnet.matching.models import Run, RunState
from eventnet.meetings.models import Answer
from eventnet.organize.queries import numbers
from eventnet.organize.steps import headline, steps
from eventnet.people.models import Profile, ProfileTopic, TopicKind
from eventnet.wishes.models import Wish, WishKind
from tests.browser import Browser
from tests.eventnet.programme.talks import a_talk
from tests.factories import a_meeting, an_account, an_attendee, an_event, save

Open = Callable[[], Browser]


def test_numbers_count_what_they_say(session: Session) -> None:
    event = an_event(session, slots=4, tables=3)
    ada = an_attendee(session, event, email="ada@example.org", headline="Maker")
    bob, cid = an_attendee(session, event, headline="Maker"), an_attendee(session, event)
    gone = an_attendee(session, event)
    ada.confirmed_at = ada.invited_at = bob.invited_at = gone.left_at = clock.now()
    cid.consent = None
    topic = Topic(community_id=event.community_id, label="Wood", key="wood")
    profile = session.exec(select(Profile).where(Profile.membership_id == ada.membership_id)).one()
    save(session, ada, bob, cid, gone, topic)
    save(
        session,
        ProfileTopic(profile_id=profile.id, kind=TopicKind.OFFER, topic_id=topic.id),
        MailTrouble(email="ada@example.org", words="550"),
        Wish(from_id=ada.id, to_id=bob.id, event_id=event.id, kind=WishKind.WANT),
        Wish(from_id=ada.id, to_id=cid.id, event_id=event.id, kind=WishKind.MAYBE),
        Wish(from_id=bob.id, to_id=cid.id, event_id=event.id, kind=WishKind.AVOID),
    )
    a_meeting(session, event, ada, bob)
    found = numbers(session, event.id)
    assert (found.attendees, found.uninvited, found.came, found.consented) == (3, 1, 1, 2)
    assert (found.filled, found.wishing, found.wishes, found.troubled) == (1, 1, 2, 1)
    assert (found.slots, found.places, found.meetings, found.runs) == (4, 12, 1, 0)


def test_meetings_at_tables_at_stands_and_without_a_yes_are_told_apart(
    session: Session, browser: Open
) -> None:
    olga = an_account(session, "olga@example.org")
    event = an_event(session, slug="spring", slots=4, tables=3, organizer=olga)
    ada, bob = an_attendee(session, event), an_attendee(session, event)
    bob.stand = "B7"
    save(session, bob, Run(event_id=event.id, number=1, state=RunState.FAILED))
    a_meeting(session, event, ada, bob, slot=0, table=None, place="B7")
    a_meeting(session, event, ada, bob, slot=1, table=None, place="B7")
    a_meeting(session, event, ada, bob, slot=2, answers=(None, Answer.YES))
    found = numbers(session, event.id)
    assert (found.stands, found.meetings, found.at_tables, found.waiting) == (1, 3, 1, 1)
    assert (found.places, found.runs) == (12, 0)
    page = browser().sign_in("olga@example.org").read("/e/spring/organize")
    words = "12 meetings have room at tables, all slots together, and more at the stand of 1 person"
    assert words in page
    assert "3 meetings are in the schedule: 1 at tables, 2 at stands" in page
    assert "1 of them waits for a yes" in page


NOW = datetime(2027, 3, 1, tzinfo=UTC)


def ready(session: Session) -> Event:
    """Make an event that is described."""
    event = an_event(session)
    event.tagline, event.about, event.city = "A", "B", "C"
    save(session, event)
    return event


def said(session: Session, event: Event, now: datetime = NOW) -> tuple[str, str]:
    """Return what the console puts first: its title and its page."""
    counted = numbers(session, event.id)
    found = headline(event, counted, now, steps(event, counted, now))
    return found.title, found.page


def test_the_road_leads_from_an_empty_event_to_published_schedules(session: Session) -> None:
    event = an_event(session, slots=0)
    event.opens_at = None
    assert said(session, event)[1] == "details"
    event.tagline, event.about, event.city = "A", "B", "C"
    assert said(session, event)[1] == "grid"
    event = ready(session)
    event.opens_at = None
    assert said(session, event)[1] == "imports"
    ada, bob = an_attendee(session, event), an_attendee(session, event)
    assert said(session, event)[1] == "phase"
    event.opens_at = NOW
    assert said(session, event)[1] == "phase"  # for the deadline
    event.wishes_until = NOW + timedelta(days=3)
    assert said(session, event)[1] == "invite"
    ada.invited_at = NOW
    assert said(session, event)[1] == "invite"  # for Bob
    bob.confirmed_at = NOW
    later = NOW + timedelta(days=4)
    assert said(session, event, later) == ("Run the matching", "runs")
    run = Run(event_id=event.id, number=1, state=RunState.DRAFT)
    save(session, run)
    assert said(session, event, later) == ("Publish the schedule", "runs")
    a_meeting(session, event, ada, bob)  # by a request
    assert said(session, event, later) == ("Publish the schedule", "runs")
    run.state, run.published_at = RunState.PUBLISHED, NOW
    save(session, run)
    assert said(session, event, later) == ("Everything is in place", "")
    road = steps(event, numbers(session, event.id), later)
    assert [step.page for step in road if not step.done] == ["programme-source"]  # nobody needs it
    a_talk(session, event)
    assert all(step.done for step in steps(event, numbers(session, event.id), later))
    assert phase(event, later) == "open"


def test_as_long_as_wishes_come_in_nobody_is_sent_to_match(session: Session) -> None:
    event = ready(session)
    event.wishes_until = NOW + timedelta(days=3)
    ada, bob = an_attendee(session, event), an_attendee(session, event)
    ada.confirmed_at = bob.confirmed_at = NOW
    save(session, Wish(from_id=ada.id, to_id=bob.id, event_id=event.id, kind=WishKind.WANT))
    for runs in range(2):
        counted = numbers(session, event.id)
        road = steps(event, counted, NOW)
        found = headline(event, counted, NOW, road)
        assert (found.title, found.verb) == ("People choose whom to meet", "Try a run")
        words = "1 of 2 have said whom. Wishes come in until Thu 4 Mar, 00:00; match after that."
        assert found.words == words
        assert [step.done for step in road if step.page == "runs"] == [False, False]
        save(session, Run(event_id=event.id, number=runs + 1, state=RunState.DRAFT))
    (deadline,) = [step for step in road if step.title == "Set a deadline for wishes"]
    assert deadline.words == "Wishes are taken until Thu 4 Mar, 00:00."


def test_when_it_is_over_nothing_is_left_to_do(session: Session, browser: Open) -> None:
    event = an_event(session, slug="spring", organizer=an_account(session, "olga@example.org"))
    ada, bob = an_attendee(session, event), an_attendee(session, event)
    a_meeting(session, event, ada, bob)
    event.phase_by_hand = Phase.OVER
    save(session, event)
    page = browser().sign_in("olga@example.org").read("/e/spring/organize")
    assert "The event is over 1 meeting was in the schedule." in page
    assert "The road" not in page
    event.phase_by_hand = Phase.RUNNING
    event.tagline, event.about, event.city = "A", "B", "C"
    event.wishes_until = NOW
    ada.invited_at = bob.invited_at = NOW
    run = Run(event_id=event.id, number=1, state=RunState.PUBLISHED, published_at=NOW)
    save(session, event, ada, bob, run)
    page = browser().sign_in("olga@example.org").read("/e/spring/organize")
    assert "The event takes place 1 meeting is in the schedule." in page
    an_attendee(session, event, "Cy")  # who came in today, and has no invitation
    page = browser().sign_in("olga@example.org").read("/e/spring/organize")
    assert "The event takes place 1 meeting is in the schedule." in page
    assert "1 person has no invitation" in page


def test_the_console_says_what_comes_next(session: Session, browser: Open) -> None:
    an_event(session, slug="spring", organizer=an_account(session, "olga@example.org"))
    page = browser().sign_in("olga@example.org").read("/e/spring/organize")
    assert "Describe the event" in page
    assert "0 people attend" in page
    assert "4 slots; their tables have room for 12 meetings, beside those at stands." in page
