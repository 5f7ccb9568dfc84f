"""What is next for an attendee: the same most pressing thing on every page that says it."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlmodel import Session

from eventnet import clock
from eventnet.events.models import Attendance, Consent, Event, Phase
from eventnet.meetings.models import Answer
from eventnet.outcomes.actions import Told, tell
from eventnet.outcomes.models import Happened
from eventnet.people.ahead import Next, coming, standings
from eventnet.people.models import TopicKind
from eventnet.requests.actions import decline
from eventnet.wishes.actions import make_wish, take_back
from eventnet.wishes.models import Wish, WishKind
from tests.eventnet.requests.asked import asked
from tests.eventnet.welcome.test_queries import says
from tests.factories import a_meeting, an_attendee, an_event, save
from tests.queries import counted

NOW = datetime(2027, 5, 1, 12, 0, tzinfo=UTC)
BEGINS = datetime(2027, 5, 11, 8, 0, tzinfo=UTC)


@pytest.fixture
def event(session: Session) -> Event:
    return an_event(session, slots=8)


@pytest.fixture
def ada(session: Session, event: Event) -> Attendance:
    return an_attendee(session, event, "Ada")


def described(session: Session, attendance: Attendance) -> None:
    """Give somebody a headline and something that they look for."""
    says(session, attendance, TopicKind.SEEK, "timber")


def test_what_is_missing_is_said_one_by_one(session: Session, event: Event) -> None:
    ada = an_attendee(session, event, headline="Maker", consent=None)

    def said() -> tuple[str, str]:
        step = coming(session, event, ada, NOW)
        return step.words, step.page

    words = "Choose how your meetings come about; until then none are planned for you."
    assert said() == (words, "next-question")
    ada.confirmed_at = NOW
    assert said() == (words, "attendance")
    event.ask_unchosen = True
    assert "until then each one waits for your yes" in said()[0]
    ada.consent = Consent.ASK
    assert said()[1] == "next-question"
    described(session, ada)
    assert said() == ("Say whom you want to meet.", "recommended")
    event.wishes_until = NOW + timedelta(days=2)
    assert said() == ("Say whom you want to meet, until Mon 3 May, 13:00.", "recommended")
    bob = an_attendee(session, event)
    save(session, Wish(from_id=ada.id, to_id=bob.id, event_id=event.id, kind=WishKind.MAYBE))
    assert said()[1] == "recommended"
    cid = an_attendee(session, event)
    save(session, Wish(from_id=ada.id, to_id=cid.id, event_id=event.id, kind=WishKind.WANT))
    waits = "Your schedule comes as soon as the organizers publish it, and a mail tells you."
    assert said() == (waits, "people")
    event.wishes_until = NOW
    assert said() == (waits, "people")
    ada.consent = Consent.OWN
    words = "You want only meetings of your own making: ask whoever you want to meet."
    assert said() == (words, "people")


def test_meetings_come_before_what_is_missing(
    session: Session, event: Event, ada: Attendance
) -> None:
    ada.consent = None
    bob, cid = an_attendee(session, event), an_attendee(session, event)
    first = a_meeting(session, event, ada, bob, slot=1)
    step = coming(session, event, ada, NOW)
    assert (step.words, step.page) == ("Your next meeting: Tue 11 May, 09:20.", "schedule")
    a_meeting(session, event, ada, cid, slot=2, answers=(None, Answer.YES))
    step = coming(session, event, ada, NOW)
    assert (step.words, step.page) == ("1 meeting waits for your yes.", "schedule")
    step = coming(session, event, cid, NOW)
    assert step.words == "Your next meeting: Tue 11 May, 09:40."  # it waits for another's yes
    after = BEGINS + timedelta(hours=3)
    step = coming(session, event, ada, after)
    assert (step.words, step.page) == ("1 meeting is over: how did it go?", "tell")
    with clock.at(after):
        tell(session, event, first.id, ada.id, Told(Happened.YES))
    step = coming(session, event, ada, after)
    assert (step.words, step.page) == ("You have no more meetings ahead of you.", "schedule")


def test_requests_come_before_the_next_meeting_and_after_what_was_planned(
    session: Session, event: Event, ada: Attendance
) -> None:
    bob, cid, dee = (an_attendee(session, event) for _one in range(3))
    a_meeting(session, event, ada, bob, slot=1)
    key = asked(session, event, cid, ada, 4)
    for_ada = Next("1 request waits for your answer.", "Answer the request", "requests")
    assert coming(session, event, ada, clock.now()) == for_ada
    assert coming(session, event, cid, clock.now()).page != "requests"
    with clock.at(clock.now() + timedelta(days=4)):  # nobody waits for a late answer
        assert coming(session, event, ada, clock.now()).page == "schedule"
    make_wish(session, event, ada.id, cid.id, WishKind.AVOID)
    assert coming(session, event, ada, clock.now()).page == "schedule"
    take_back(session, event, ada.id, cid.id)
    a_meeting(session, event, ada, dee, slot=2, answers=(None, Answer.YES))
    assert coming(session, event, ada, clock.now()).words == "1 meeting waits for your yes."
    decline(session, key, ada.id, "No")
    assert standings(session, [ada.id], clock.now())[ada.id].requests == 0


def test_before_it_opens_only_the_profile_can_be_filled(
    session: Session, event: Event, ada: Attendance
) -> None:
    event.opens_at = None
    step = coming(session, event, ada, NOW)
    assert step == ("It is still being prepared.", "Fill in your profile", "profile")
    event.opens_at = NOW + timedelta(days=1)
    assert coming(session, event, ada, NOW).words == "It opens on Sun 2 May, 13:00."


def test_on_the_day_nobody_without_meetings_is_sent_to_their_days(
    session: Session, event: Event
) -> None:
    ada = an_attendee(session, event, "Ada", headline="Maker")
    described(session, ada)
    event.wishes_until = NOW
    step = coming(session, event, ada, BEGINS)
    assert step == ("No meetings are planned for you at the moment.", "See who is here", "people")


def test_afterwards_people_look_back(session: Session, event: Event, ada: Attendance) -> None:
    event.phase_by_hand = Phase.OVER
    assert coming(session, event, ada, NOW).page == "people"
    a_meeting(session, event, ada, an_attendee(session, event))
    step = coming(session, event, ada, NOW)
    assert step == ("1 meeting was planned for you.", "Look back at your days", "schedule")


def test_standings_take_as_much_for_thirty_as_for_one(session: Session, event: Event) -> None:
    people = [an_attendee(session, event).id for _number in range(30)]
    counts = []
    for some in (people[:1], people):
        with counted(session) as count:
            assert len(standings(session, some, NOW)) == len(some)
        counts.append(count.total)
    assert counts == [5, 5]
    assert standings(session, [], NOW) == {}
