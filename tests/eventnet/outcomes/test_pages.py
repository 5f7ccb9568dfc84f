"""Telling how a meeting went, and reading what was agreed, as people meet it on the pages."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta

import pytest
from sqlmodel import Session, select

from eventnet import clock
from eventnet.events.models import Attendance, Event, Organizer
from eventnet.meetings.models import Meeting
from eventnet.outcomes.actions import Told, tell
from eventnet.outcomes.models import Happened, Outcome, Promise, PromiseState, Worth
from eventnet.outcomes.queries import outcome_of
from eventnet.people.attending import leave
from eventnet.people.models import Audience
from eventnet.wishes.actions import make_wish
from eventnet.wishes.models import WishKind
from tests.browser import Browser
from tests.eventnet.outcomes.conftest import NOON
from tests.eventnet.outcomes.promises import now_of, promised
from tests.factories import a_meeting, an_account, an_attendee, an_event
from tests.queries import counted
from tests.scripts import PROBE, runs_nowhere

Open = Callable[[], Browser]
AGREED = "/e/one/agreed"
LATER = datetime(2027, 5, 26, 9, 0, tzinfo=UTC)
FORM = {
    "happened": "yes",
    "worth": "much",
    "memory": "Knows pumps",
    "promise": "Send the map",
    "by": "me",
    "due": "2027-05-18",
}


def form_of(meeting: Meeting) -> str:
    return f"/e/one/meetings/{meeting.id}/outcome"


def hers(browser: Open) -> Browser:
    return browser().sign_in("ada@example.org")


def his(browser: Open) -> Browser:
    return browser().sign_in("bo@example.org")


def test_from_my_days_to_the_form_and_on_to_the_next(
    session: Session, event: Event, ada: Attendance, meeting: Meeting, browser: Open
) -> None:
    eve = an_attendee(session, event, "Eve")
    second = a_meeting(session, event, ada, eve, slot=3)
    page = hers(browser)
    days = page.get("/e/one/schedule").text
    assert "2 meetings are over: how did they go?" in days
    assert form_of(meeting) in days
    assert "2 meetings are over: how did they go?" in page.read("/")
    assert page.get("/e/one/tell").headers["location"] == form_of(meeting)
    form = page.read(form_of(meeting))
    assert "How did it go with Bo <b>Berg?" in form
    assert "1 more meeting to tell of" in form
    answer = page.post(form_of(meeting), FORM)
    assert answer.headers["location"] == "/e/one/tell"
    session.rollback()
    outcome = outcome_of(session, meeting.id, ada.id)
    assert outcome is not None
    assert (outcome.worth, outcome.memory) == (Worth.MUCH, "Knows pumps")
    days = page.read("/e/one/schedule")
    assert (days.count("What you said of it"), days.count("How did it go?")) == (1, 1)
    assert page.get("/e/one/tell").headers["location"] == form_of(second)
    page.post(form_of(second), {"happened": "they_missed"})
    assert "Nothing left to tell" in page.read("/e/one/tell")
    assert "Your meetings are over" not in page.read("/e/one/schedule")
    assert "how did they go" not in page.read("/e/one/schedule")
    again = page.get(form_of(meeting)).text
    assert "Knows pumps" in again
    assert "Send the map" in again


def test_a_promise_is_read_by_both_and_each_can_say_what_became_of_it(
    session: Session, ada: Attendance, bo: Attendance, meeting: Meeting, browser: Open
) -> None:
    page, other = hers(browser), his(browser)
    page.post(form_of(meeting), FORM | {"by": "them"})
    session.rollback()
    promise = session.exec(select(Promise)).one()
    assert promise.by_id == bo.id
    one = f"{AGREED}/{promise.id}"
    assert "Bo <b>Berg, by 18 May 2027" in page.read(AGREED)
    assert f"{one}/not-so" not in page.get(AGREED).text
    assert f"{one}/end" in page.get(AGREED).text
    assert "You, by 18 May 2027" in other.read(AGREED)
    assert f"{one}/end" not in other.get(AGREED).text
    other.post(f"{one}/not-so")
    assert "Bo <b>Berg says that this is not so" in page.read(AGREED)
    other.post(f"{one}/reopen")
    page.post(f"{one}/done")
    assert "Done by you" in other.read(AGREED)
    other.post(f"{one}/reopen")
    assert now_of(session, promise.id).state is PromiseState.OPEN
    page.post(f"{one}/end")
    assert "Nothing agreed yet" in page.read(AGREED)
    assert other.post(f"{one}/done").status_code == 404
    assert ada.id != bo.id


def test_overdue_comes_first_and_closed_last(
    session: Session, event: Event, ada: Attendance, meeting: Meeting, browser: Open
) -> None:
    for words, due in (("Wells", date(2027, 6, 1)), ("Map", date(2027, 5, 20))):
        promised(session, event, meeting, ada, words, due_on=due)
    done = promised(session, event, meeting, ada, "Tea", due_on=date(2027, 5, 12))
    with clock.at(LATER):
        page = hers(browser)
        page.post(f"{AGREED}/{done.id}/done")
        text = page.read(AGREED)
    assert "You, since 20 May 2027" in text
    parts = ["Past its date", "Map", "Ahead", "Wells", "Done, let go, or not so", "Tea"]
    places = [text.index(part) for part in parts]
    assert places == sorted(places)


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"happened": ""}, "Please choose one of the options."),
        ({"worth": "enormous"}, "Please choose one of the options."),
        ({"memory": "x" * 301}, "at most 300 characters"),
        ({"due": ""}, "Please give a date"),
        ({"due": "soon"}, "Please give a date"),
        ({"due": "2027-05-10"}, "This day has passed."),
    ],
)
def test_what_is_wrong_comes_back_with_what_was_typed(
    session: Session, meeting: Meeting, browser: Open, change: dict[str, str], words: str
) -> None:
    answer = hers(browser).post(form_of(meeting), FORM | change)
    assert answer.status_code == 422
    assert words in answer.text
    assert "Send the map" in answer.text
    assert session.exec(select(Outcome)).all() == []


def test_without_a_promise_no_date_is_asked_for(
    session: Session, meeting: Meeting, browser: Open
) -> None:
    for typed in ({"due": ""}, {"due": "2020-01-01"}):
        answer = hers(browser).post(form_of(meeting), FORM | {"promise": " "} | typed)
        assert answer.status_code == 303
    assert session.exec(select(Promise)).all() == []


def test_before_its_end_and_for_strangers_there_is_no_form(
    session: Session, event: Event, meeting: Meeting, browser: Open
) -> None:
    page = hers(browser)
    with clock.at(datetime(2027, 5, 11, 8, 10, tzinfo=UTC)):
        assert page.get(form_of(meeting)).status_code == 409
        assert page.post(form_of(meeting), FORM).status_code == 409
        assert form_of(meeting) not in page.get("/e/one/schedule").text
    an_attendee(session, event, email="eve@example.org")
    eve = browser().sign_in("eve@example.org")
    assert eve.get(form_of(meeting)).status_code == 404
    assert page.get("/e/one/meetings/nothing/outcome").status_code == 404
    elsewhere = an_event(session, slug="two")
    assert elsewhere.slug == "two"
    assert page.get(form_of(meeting).replace("one", "two")).status_code == 404


def test_scripts_in_words_run_nowhere(
    session: Session, event: Event, ada: Attendance, meeting: Meeting, browser: Open
) -> None:
    tell(session, event, meeting.id, ada.id, Told(Happened.YES, memory=PROBE))
    promised(session, event, meeting, ada, PROBE[:300])
    tell(session, event, meeting.id, ada.id, Told(Happened.YES, memory=PROBE))
    page = hers(browser)
    for path in (form_of(meeting), AGREED):
        assert runs_nowhere(page.get(path).text)


def test_a_veto_changes_nothing_that_either_reads(
    session: Session, event: Event, ada: Attendance, bo: Attendance, meeting: Meeting, browser: Open
) -> None:
    promised(session, event, meeting, ada)
    paths = (AGREED, form_of(meeting))
    page = hers(browser)
    before = [page.read(path) for path in paths]
    make_wish(session, event, bo.id, ada.id, WishKind.AVOID)
    assert [page.read(path) for path in paths] == before


def test_who_left_or_hides_is_named_by_what_they_were_met_as(
    session: Session, event: Event, ada: Attendance, browser: Open
) -> None:
    shy = an_attendee(session, event, "Shy", headline="Secret", shown_to=Audience.NOBODY)
    meeting = a_meeting(session, event, ada, shy)
    promised(session, event, meeting, ada)
    page = hers(browser)
    for _before_and_after in range(2):
        text = page.read(AGREED)
        assert "Shy" in text
        assert "Secret" not in text
        assert "How did it go with Shy?" in page.read(form_of(meeting))
        leave(session, event, shy.id)


def test_list_takes_as_many_statements_for_thirty_as_for_one(
    session: Session, browser: Open
) -> None:
    many = an_event(session, slug="many", slots=30)
    me = an_attendee(session, many, email="me@example.org")
    page = browser().sign_in("me@example.org")

    def statements(numbers: range) -> int:
        for slot in numbers:
            made = a_meeting(session, many, me, an_attendee(session, many), slot=slot)
            with clock.at(NOON + timedelta(hours=9)):
                promised(session, many, made, me, f"Map {slot}")
        session.rollback()
        with counted(page.app.state.engine) as count:
            page.read("/e/many/agreed")
        return count.total

    assert statements(range(1)) == statements(range(1, 30))


def test_what_is_next_is_the_meeting_to_tell_of_unless_another_is_near(
    session: Session, event: Event, ada: Attendance, bo: Attendance, meeting: Meeting, browser: Open
) -> None:
    a_meeting(session, event, ada, bo, slot=5)
    page = hers(browser)
    words = "1 meeting is over: how did it go?"
    with clock.at(datetime(2027, 5, 11, 8, 30, tzinfo=UTC)):
        assert words not in page.read("/")
        assert words in page.read("/e/one/schedule")
    with clock.at(NOON):
        assert "2 meetings are over" in page.read("/")
    with clock.at(datetime(2027, 5, 20, tzinfo=UTC)):
        assert "2 meetings are over" in page.read("/")
    with clock.at(datetime(2027, 7, 1, tzinfo=UTC)):
        assert "2 meetings were planned for you" in hers(browser).read("/")


def test_organizers_read_numbers_and_never_whose_answer(
    session: Session, event: Event, ada: Attendance, meeting: Meeting, browser: Open
) -> None:
    runs = an_account(session, "runs@example.org")
    session.add(Organizer(event_id=event.id, account_id=runs.id))
    session.commit()
    page = browser().sign_in("runs@example.org")
    before = page.read("/e/one/organize")
    assert "1 meeting whose time has passed" in before
    assert "counted once an hour is over and five people have said it" in before
    tell(session, event, meeting.id, ada.id, Told(Happened.YES, Worth.LITTLE, "Never again"))
    assert page.read("/e/one/organize") == before
    for number in range(4):
        two = an_attendee(session, event), an_attendee(session, event)
        made = a_meeting(session, event, *two, slot=number, table=2)
        tell(session, event, made.id, two[0].id, Told(Happened.THEY_MISSED))
    with clock.at(NOON + timedelta(hours=1)):
        text = page.read("/e/one/organize")
    assert "1 meeting was held, of 5 whose time has passed" in text
    assert "5 of them have an answer" in text
    assert "Never again" not in text
    assert "well worth it" not in text
