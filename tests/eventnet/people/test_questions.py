"""What somebody is asked when they arrive, and after: three screens, then one thing at a time."""

import pytest
from sqlmodel import Session
from starlette.applications import Starlette

from eventnet.events.models import Attendance, Consent, Event
from eventnet.people.actions import profile_version
from eventnet.people.models import TopicKind
from eventnet.people.queries import topics_of
from eventnet.people.topics import MOST
from tests.eventnet.people.person import Open, Person, signed_in
from tests.eventnet.people.secrets import give_topic, profile_of
from tests.eventnet.people.test_pages import a_picture
from tests.factories import an_attendee, an_event, save


@pytest.fixture
def event(session: Session) -> Event:
    return an_event(session)


@pytest.fixture
def me(session: Session, event: Event) -> Attendance:
    """Return somebody of whom a ticket is all that is known."""
    attendance = an_attendee(session, event, "Ada Ticket", consent=None, organization="Pumps")
    profile = profile_of(session, attendance)
    profile.visibility = {}
    save(session, profile)
    return attendance


@pytest.fixture
def mine(session: Session, browser: Open, me: Attendance) -> Person:
    return signed_in(browser, session, me)


def words_of(session: Session, attendance: Attendance) -> dict[TopicKind, list[str]]:
    """Return what somebody's profile says, by kind."""
    session.expire_all()
    profile = profile_of(session, attendance)
    return topics_of(session, [profile.id])[profile.id]


def heading(mine: Person, path: str) -> str:
    """Return the title of the page that somebody is shown."""
    return mine.get(path).text.partition("<title>")[2].partition(" · ")[0]


def test_three_screens_lead_to_ten_people(
    session: Session, event: Event, me: Attendance, mine: Person
) -> None:
    base = f"/e/{event.slug}"
    first = mine.get(f"{base}/next").text
    assert 'value="Ada Ticket"' in first
    assert 'value="Pumps"' in first
    assert " checked" not in first
    said = {"name": "Ada", "organization": "", "headline": "Mends", "consent": "ask"}
    answer = mine.post(f"{base}/next/confirm", said | {"visibility": "attendees"})
    assert answer.headers["location"] == f"{base}/next/offers"
    session.expire_all()
    profile = profile_of(session, me)
    assert (profile.name, profile.organization, profile.headline) == ("Ada", "", "Mends")
    assert set(profile.visibility.values()) == {"attendees"}
    assert session.get_one(Attendance, me.id).consent == Consent.ASK
    assert session.get_one(Attendance, me.id).confirmed_at is not None
    answer = mine.post(f"{base}/next/offers", {"tapped": ["Pumps"], "typed": "Pipes, pumps"})
    assert answer.headers["location"] == f"{base}/next/seeks"
    answer = mine.post(f"{base}/next/seeks", {"typed": "Water"})
    assert answer.headers["location"] == f"{base}/recommended"
    words = words_of(session, me)
    assert words[TopicKind.OFFER] == ["Pipes", "Pumps"]
    assert words[TopicKind.SEEK] == ["Water"]
    assert heading(mine, f"{base}/next") == "What are you interested in?"


def test_everything_can_be_skipped_and_is_taken_up_where_it_was_left(
    event: Event, mine: Person
) -> None:
    base = f"/e/{event.slug}"
    for screen, after in (("confirm", "/next/offers"), ("offers", "/next/seeks")):
        answer = mine.post(f"{base}/next/{screen}", {"skip": "yes"})
        assert answer.headers["location"] == base + after
        assert heading(mine, f"{base}/next") == heading(mine, base + after)
    answer = mine.post(f"{base}/next/seeks", {"skip": "yes"})
    assert answer.headers["location"] == f"{base}/recommended"
    asked = []
    for question in ("consent", "visibility", "headline", "interests", "bio", "photo"):
        asked.append(heading(mine, f"{base}/next"))
        answer = mine.post(f"{base}/next/{question}", {"skip": "yes"})
        assert answer.headers["location"] == f"{base}/next"
    assert asked == [
        "May we plan meetings for you?",
        "Who may see you here?",
        "What do you do, in one line?",
        "What are you interested in?",
        "A few sentences about you?",
        "A photo?",
    ]
    assert "Ask me the 8 questions I skipped" in mine.read(f"{base}/next")
    assert mine.post(f"{base}/next").headers["location"] == f"{base}/next"
    assert heading(mine, f"{base}/next") == "Is this right?"


def test_one_more_answer_at_a_time(
    session: Session, event: Event, me: Attendance, mine: Person
) -> None:
    base = f"/e/{event.slug}/next"
    answers = {
        "consent": "book",
        "visibility": "attendees",
        "headline": "Builds",
        "bio": "Text",
        "organization": "Pumps and Sons",
    }
    for question, value in answers.items():
        empty = mine.post(f"{base}/{question}", {question: ""})
        assert (question, empty.status_code) == (question, 422)
        assert mine.post(f"{base}/{question}", {question: value}).status_code == 303
    assert mine.post(f"{base}/interests", {"typed": "Harbours"}).headers["location"] == base
    assert mine.post(f"{base}/photo").status_code == 422
    picture = {"photo": ("me.jpg", a_picture(), "image/jpeg")}
    assert mine.post(f"{base}/photo", files=picture).status_code == 303
    for screen in ("offers", "seeks"):
        mine.post(f"{base}/{screen}", {"typed": "Roofs"})
    assert "That is all we ask" in mine.read(base)
    session.expire_all()
    profile = profile_of(session, me)
    assert (profile.bio, profile.organization) == ("Text", "Pumps and Sons")
    assert profile.visibility["topics"] == "attendees"
    assert session.get_one(Attendance, me.id).consent == Consent.BOOK


def test_one_can_go_back_and_change_what_was_said(
    session: Session, event: Event, me: Attendance, mine: Person
) -> None:
    base = f"/e/{event.slug}/next"
    mine.post(f"{base}/offers", {"typed": "Pipes, Pumps"})
    assert f'href="{base}/offers"' in mine.get(f"{base}/seeks").text
    page = mine.get(f"{base}/offers").text
    assert page.count(" checked") == 2
    assert f'href="{base}/confirm"' in page
    mine.post(f"{base}/offers", {"tapped": ["Pumps"], "typed": ""})
    assert words_of(session, me)[TopicKind.OFFER] == ["Pumps"]


def test_an_old_page_changes_nothing_and_a_second_tap_is_no_fault(
    session: Session, event: Event, me: Attendance, mine: Person
) -> None:
    path = f"/e/{event.slug}/next/offers"
    old = profile_version(session, profile_of(session, me))
    said = {"version": old, "typed": "Pumps"}
    assert mine.post(path, said).status_code == 303
    assert mine.post(path, said).status_code == 303
    answer = mine.post(path, {"version": old, "tapped": ["Pipes"], "typed": "Taps"})
    assert answer.status_code == 409
    assert "nothing was saved" in answer.text
    assert 'value="Pipes" checked' in answer.text
    assert 'value="Taps"' in answer.text
    assert words_of(session, me)[TopicKind.OFFER] == ["Pumps"]
    confirm = {"version": old, "name": "Somebody Else"}
    assert mine.post(f"/e/{event.slug}/next/confirm", confirm).status_code == 409
    session.expire_all()
    assert profile_of(session, me).name == "Ada Ticket"


@pytest.mark.parametrize(
    ("said", "words"),
    [
        ({}, "Please tap a word or type one, or skip this."),
        ({"typed": " , ,"}, "Please tap a word or type one, or skip this."),
        ({"tapped": [f"word {n}" for n in range(MOST)], "typed": "more"}, "you have 21"),
        ({"typed": "x" * 61}, "is longer than 60 characters"),
        ({"tapped": ["x" * 61]}, "at most 60 characters"),
    ],
)
def test_wrong_words_are_refused_and_kept(
    session: Session,
    event: Event,
    me: Attendance,
    mine: Person,
    said: dict[str, list[str] | str],
    words: str,
) -> None:
    answer = mine.post(f"/e/{event.slug}/next/offers", said)
    assert answer.status_code == 422
    assert words in answer.text
    assert answer.text.count(" checked") == len(said.get("tapped", ()))
    assert words_of(session, me)[TopicKind.OFFER] == []


def test_who_chose_field_by_field_keeps_it(
    session: Session, event: Event, me: Attendance, mine: Person
) -> None:
    profile = profile_of(session, me)
    chosen = {"name": "everyone", "topics": "met"}
    profile.visibility = chosen
    save(session, profile)
    path = f"/e/{event.slug}/next/confirm"
    page = mine.get(path).text
    assert "You chose field by field" in page
    assert 'name="visibility"' not in page
    assert mine.post(path, {"name": "Ada"}).status_code == 303
    session.expire_all()
    assert profile_of(session, me).visibility == chosen


@pytest.mark.parametrize("name", ["", " ", "\u200b"])
def test_nobody_is_without_a_name(event: Event, mine: Person, name: str) -> None:
    answer = mine.post(f"/e/{event.slug}/next/confirm", {"name": name, "headline": "Kept"})
    assert answer.status_code == 422
    assert 'value="Kept"' in answer.text


def test_there_are_no_other_questions(event: Event, mine: Person) -> None:
    path = f"/e/{event.slug}/next/salary"
    assert mine.get(path).status_code == 404
    assert mine.post(path, {"salary": "1"}).status_code == 404


def test_a_second_event_asks_again_whether_all_is_right(
    session: Session, event: Event, me: Attendance, mine: Person, app: Starlette
) -> None:
    mine.post(f"/e/{event.slug}/next/confirm", {"skip": "yes"})
    give_topic(session, me, TopicKind.OFFER, "Pumps")
    assert heading(mine, f"/e/{event.slug}/next") == "What do you look for?"
    again = an_event(session)
    again.community_id = event.community_id
    there = Attendance(event_id=again.id, membership_id=me.membership_id, role_id=me.role_id)
    save(session, again, there)
    assert heading(mine, f"/e/{again.slug}/next") == "Is this right?"
