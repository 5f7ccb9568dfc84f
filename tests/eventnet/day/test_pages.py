"""The day as two people see it at their browsers, and the organizers at theirs."""

from collections.abc import Callable

import pytest
from sqlmodel import Session, select

from eventnet.day.models import CheckIn, Proposal
from eventnet.day.signs import say_here, say_missing
from eventnet.events.models import Attendance, Event
from eventnet.meetings.models import Meeting
from eventnet.meetings.queries import meetings_of
from eventnet.outcomes.models import Happened
from eventnet.people.attending import pause
from eventnet.people.models import Audience
from eventnet.programme.models import Star
from tests.eventnet.day.day import minutes_in, seeks, sign_of
from tests.eventnet.people.person import Open, Person, signed_in
from tests.eventnet.programme.talks import a_talk
from tests.factories import a_meeting, an_attendee, an_event, save


@pytest.fixture
def event(session: Session) -> Event:
    return an_event(session)


@pytest.fixture
def ada(session: Session, event: Event) -> Attendance:
    return an_attendee(session, event, "Ada")


@pytest.fixture
def bo(session: Session, event: Event) -> Attendance:
    return an_attendee(session, event, "Bo", headline="Pumps of small towns")


@pytest.fixture
def meeting(session: Session, event: Event, ada: Attendance, bo: Attendance) -> Meeting:
    return a_meeting(session, event, ada, bo, table=3)


@pytest.fixture
def at(browser: Open, session: Session) -> Callable[[Attendance], Person]:
    """Return a function that opens somebody's browser, at the time that it is then."""
    return lambda attendance: signed_in(browser, session, attendance)


At = Callable[[Attendance], Person]


def test_my_days_put_the_meeting_in_front_on_the_day_only(
    session: Session, event: Event, ada: Attendance, meeting: Meeting, at: At
) -> None:
    path = f"/e/{event.slug}/schedule"
    assert "I'm at the table" not in at(ada).read(path)
    with minutes_in(-60):
        page = at(ada).read(path)
        assert "Bo" in page
        assert "Table 3" in page
        assert "I'm here today" in page
        assert "I'm at the table" not in page
    with minutes_in(-10):
        page = at(ada).read(path)
        assert "I'm at the table" in page
        assert "5 minutes late" in page
        assert "They didn't come" not in page
    with minutes_in(1):
        assert "They didn't come" in at(ada).read(path)


def test_one_is_here_and_found_by_what_one_says(
    session: Session, event: Event, ada: Attendance, bo: Attendance, meeting: Meeting, at: At
) -> None:
    days, day = f"/e/{event.slug}/schedule", f"/e/{event.slug}/day"
    stranger = an_attendee(session, event, "Cy")
    with minutes_in(-60):
        assert at(bo).post(f"{day}/here", {"look": " red \u202escarf "}).status_code == 303
        assert "red scarf" in at(ada).read(days)
        assert "Bo is here today" in at(ada).read(days)
        assert "red scarf" in at(bo).read(days)
        assert "red scarf" not in at(stranger).read(days)
        long = at(bo).post(f"{day}/here", {"look": "x" * 121})
        assert long.status_code == 422
        assert "x" * 121 in long.text
        assert at(bo).post(f"{day}/here", {"look": "<b>hat</b>"}).status_code == 303
        assert "&lt;b&gt;hat" in at(ada).get(days).text
        for _twice in range(2):
            assert at(bo).post(f"{day}/gone").status_code == 303
        assert "Bo is here today" not in at(ada).read(days)
    session.rollback()
    assert session.exec(select(CheckIn)).all() == []
    assert at(bo).post(f"{day}/here", {"look": ""}).status_code == 409


def test_what_one_says_stands_before_the_other(
    session: Session, event: Event, ada: Attendance, bo: Attendance, meeting: Meeting, at: At
) -> None:
    days, here = f"/e/{event.slug}/schedule", f"/e/{event.slug}/meetings/{meeting.id}"
    with minutes_in(1):
        assert at(ada).post(f"{here}/late", {"minutes": "7"}).status_code == 422
        assert at(ada).post(f"{here}/late", {"minutes": "10"}).status_code == 303
        assert "Ada is 10 minutes late" in at(bo).read(days)
        at(ada).post(f"{here}/here")
        assert "Ada is at the table" in at(bo).read(days)
        assert "They didn't come" not in at(bo).read(days)
        at(ada).post(f"{here}/missing")
        assert "Ada waits at the table and does not see you" in at(bo).read(days)
        assert "They came after all" in at(ada).read(days)
        at(bo).post(f"{here}/here")
        assert "Bo is at the table" in at(ada).read(days)
        assert at(ada).post(f"{here}/missing").status_code == 409
    assert sign_of(session, meeting, ada).missing_at is None


def test_one_tap_finds_somebody_and_with_two_yeses_both_read_their_table(
    session: Session, event: Event, ada: Attendance, meeting: Meeting, at: At
) -> None:
    cy = an_attendee(session, event, "Cy", headline="Heat pumps")
    days, day = f"/e/{event.slug}/schedule", f"/e/{event.slug}/day"
    with minutes_in(3):
        at(ada).post(f"/e/{event.slug}/meetings/{meeting.id}/missing")
        answer = at(ada)
        assert answer.post(f"{day}/find").status_code == 303
        assert "Nobody else is free in this slot right now" in answer.read(days)
        assert "You are free until 09:20" in at(cy).read(days)
        waits = at(cy)
        assert waits.post(f"{day}/wait").status_code == 303
        for one, other in ((ada, "Cy"), (cy, "Ada")):
            page = at(one).read(days)
            assert "Free in this slot too Answer until 09:08" in page
            assert other in page
        session.rollback()
        proposal = session.exec(select(Proposal)).one().id
        for one in (ada, cy):
            assert at(one).post(f"{day}/proposals/{proposal}", {}).status_code == 422
            said = at(one).post(f"{day}/proposals/{proposal}", {"answer": "yes"})
            assert said.status_code == 303
        session.rollback()
        assert [one.other_id for one in meetings_of(session, ada.id)] == [cy.id]
        assert "Cy" in at(ada).read(days)
        assert "Table" in at(cy).read(days)


def test_who_hides_their_name_is_asked_without_it(
    session: Session, event: Event, ada: Attendance, at: At
) -> None:
    cy = an_attendee(session, event, "Cyhidden", shown_to=Audience.MET, headline="Secretpumps")
    seeks(session, event, cy)
    with minutes_in(3):
        at(ada).post(f"/e/{event.slug}/day/find")
        page = at(ada).get(f"/e/{event.slug}/schedule").text
        assert "Free in this slot too" in page
        assert "Cyhidden" not in page
        assert "Secretpumps" not in page


def test_the_page_asks_for_news_and_gets_nothing_while_there_are_none(
    session: Session, event: Event, ada: Attendance, bo: Attendance, meeting: Meeting, at: At
) -> None:
    path = f"/e/{event.slug}/day"
    with minutes_in(1):
        mine = at(ada)
        part = mine.get(path, **{"hx-request": "true"}).text
        again = part.split('hx-get="')[1].split('"')[0]
        assert "<html" not in part
        assert mine.get(again, **{"hx-request": "true"}).status_code == 204
        at(bo).post(f"/e/{event.slug}/meetings/{meeting.id}/here")
        news = mine.get(again, **{"hx-request": "true"})
        assert news.status_code == 200
        assert "Bo is at the table" in news.text
    assert "Not under way" in at(ada).read(path)


def test_a_minute_that_passes_is_no_news_and_a_form_is_not_among_what_is_asked_anew(
    session: Session, event: Event, ada: Attendance, meeting: Meeting, at: At
) -> None:
    path = f"/e/{event.slug}/day"
    with minutes_in(-12):
        mine = at(ada)
        part = mine.get(path, **{"hx-request": "true"}).text
        again = part.split('hx-get="')[1].split('"')[0]
        assert ('data-ahead="720"' in part, "In 12 minutes" in part) == (True, True)
        assert ('name="look"' in part, 'id="today"' in part) == (False, True)
        for page in (path, f"/e/{event.slug}/schedule"):
            whole = mine.get(page).text
            assert whole.count('name="look"') == whole.count('class="today-here"') == 1
    with minutes_in(-11):
        assert mine.get(again, **{"hx-request": "true"}).status_code == 204
    with minutes_in(-1):
        assert mine.get(again, **{"hx-request": "true"}).status_code == 204
    with minutes_in(0):  # from now on one can say that the other did not come
        assert mine.get(again, **{"hx-request": "true"}).status_code == 200


def test_who_takes_a_break_is_not_offered_what_would_be_refused(
    session: Session, event: Event, ada: Attendance, at: At
) -> None:
    days = f"/e/{event.slug}/schedule"
    with minutes_in(4):
        assert "You are free until 09:20" in at(ada).read(days)
        pause(session, ada.id)
        assert "You are free until" not in at(ada).read(days)
        assert at(ada).post(f"/e/{event.slug}/day/find").status_code == 409


@pytest.mark.parametrize(
    ("say", "mine", "theirs"),
    [
        (say_missing, Happened.THEY_MISSED, Happened.I_MISSED),
        (say_here, Happened.YES, Happened.YES),
        (None, None, None),
    ],
)
def test_what_was_said_at_the_table_is_what_the_form_begins_with(
    session: Session,
    event: Event,
    ada: Attendance,
    bo: Attendance,
    meeting: Meeting,
    at: At,
    say: Callable[..., None] | None,
    mine: Happened | None,
    theirs: Happened | None,
) -> None:
    with minutes_in(3):
        if say:
            say(session, event, meeting.id, ada.id)
    path = f"/e/{event.slug}/meetings/{meeting.id}/outcome"
    with minutes_in(25):
        for one, guess in ((ada, mine), (bo, theirs)):
            page = at(one).get(path).text
            chosen = [kind for kind in Happened if f'value="{kind}" checked' in page]
            assert chosen == ([guess] if guess else [])
        at(ada).post(path, {"happened": "i_missed", "worth": "", "memory": ""})
        assert 'value="i_missed" checked' in at(ada).get(path).text


def test_who_is_at_a_session_that_they_starred_is_not_asked_to_meet(
    session: Session, event: Event, ada: Attendance, at: At
) -> None:
    days = f"/e/{event.slug}/schedule"
    with minutes_in(4):
        assert "You are free until 09:20" in at(ada).read(days)
        save(session, Star(attendance_id=ada.id, talk_id=a_talk(session, event).id))
        assert "You are free until" not in at(ada).read(days)
