"""Meetings online on pages, in mails and in calendars; and the map beside those at tables."""

import re
from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import timedelta

import pytest
from icalendar import Calendar
from sqlmodel import Session, col, select
from starlette.applications import Starlette

from eventnet import clock
from eventnet.events.models import Attendance, Event
from eventnet.events.queries import slots
from eventnet.floor.models import FloorPlan
from eventnet.mail.models import OutboxMail
from eventnet.meetings.actions import cancel
from eventnet.meetings.models import Meeting
from eventnet.meetings.queries import meetings_of
from eventnet.meetings.switching import switch
from eventnet.schedule.days import people_of
from eventnet.schedule.news import NewsKind, news, snapshot
from tests.browser import Browser, text_of
from tests.factories import a_meeting, an_attendee, an_event, save
from tests.queries import counted
from tests.work import do_jobs

Open = Callable[[], Browser]


@pytest.fixture
def event(session: Session) -> Event:
    """Return an event with a room of 40 tables at which people may take part from afar."""
    made = an_event(session, slug="one", slots=40, tables=40)
    made.online_pattern = "https://meet.example.org/{meeting}"
    save(session, made, FloorPlan(event_id=made.id, per_row=8, stands=["B4"]))
    return made


@pytest.fixture
def ada(session: Session, event: Event) -> Attendance:
    """Return who takes part from afar."""
    return an_attendee(session, event, "Ada", "ada@example.org")


@pytest.fixture
def bo(session: Session, event: Event) -> Attendance:
    """Return whom she meets."""
    return an_attendee(session, event, "Bo", "bo@example.org")


@pytest.fixture
def meeting(session: Session, event: Event, ada: Attendance, bo: Attendance) -> Meeting:
    """Return their meeting, which is online."""
    made = a_meeting(session, event, ada, bo, table=7)
    switch(session, ada.id, afar=True)
    session.refresh(made)
    return made


def minutes_before(session: Session, event: Event, minutes: int) -> AbstractContextManager[None]:
    """Return the clock so long before the first slot."""
    return clock.at(slots(session, event.id)[0].starts_at - timedelta(minutes=minutes))


def test_the_address_opens_for_the_two_alone_and_only_at_its_time(
    session: Session, event: Event, meeting: Meeting, browser: Open
) -> None:
    an_attendee(session, event, "Cy", "cy@example.org")
    join = f"/e/one/meetings/{meeting.id}/join"
    with minutes_before(session, event, 16):
        early = browser().sign_in("bo@example.org")
        assert "You can join from" in early.read("/e/one/schedule")
        assert early.get(join).headers["location"].endswith(f"/meetings/{meeting.id}")
        for path in ("/e/one/schedule", f"/e/one/meetings/{meeting.id}"):
            assert str(meeting.room) not in early.get(path).text
    with minutes_before(session, event, 15):
        bo = browser().sign_in("bo@example.org")
        assert "Join online" in bo.read("/e/one/schedule")
        assert "Join online" in bo.read(f"/e/one/meetings/{meeting.id}")
        answer = bo.get(join)
        assert (answer.status_code, answer.headers["location"]) == (
            303,
            f"https://meet.example.org/{meeting.room}",
        )
        assert browser().sign_in("cy@example.org").get(join).status_code == 404
        assert browser().get(join).headers["location"].startswith("/sign-in")
    with minutes_before(session, event, -36):
        late = browser().sign_in("bo@example.org")
        assert late.get(join).headers["location"].endswith(f"/meetings/{meeting.id}")


def test_a_meeting_that_is_off_leads_nowhere(
    session: Session, event: Event, meeting: Meeting, bo: Attendance, browser: Open
) -> None:
    cancel(session, meeting.id, bo.id)
    with minutes_before(session, event, 5):
        answer = browser().sign_in("bo@example.org").get(f"/e/one/meetings/{meeting.id}/join")
    assert answer.headers["location"].endswith(f"/meetings/{meeting.id}")


def test_the_other_is_told_and_the_calendar_grows(
    session: Session, event: Event, meeting: Meeting, app: Starlette, browser: Open
) -> None:
    do_jobs(app)
    session.rollback()  # read what is there now
    mails = session.exec(select(OutboxMail).order_by(col(OutboxMail.to))).all()
    assert [mail.to for mail in mails] == ["bo@example.org"]
    assert mails[0].subject.endswith("Online now: Ada")
    assert "Ada takes part from afar now." in mails[0].text
    assert "Join online: http" in mails[0].text
    assert str(meeting.room) not in mails[0].text + mails[0].html
    feed = browser().sign_in("bo@example.org").get("/e/one/schedule.ics").content
    (entry,) = Calendar.from_ical(feed).walk("VEVENT")
    assert entry["SEQUENCE"] == 1
    assert str(entry["LOCATION"]).endswith(f"/meetings/{meeting.id}/join")
    assert entry["CONFERENCE"] == entry["LOCATION"]
    assert str(meeting.room) not in feed.decode()


def test_days_mark_what_is_online_now(
    session: Session, event: Event, ada: Attendance, bo: Attendance
) -> None:
    a_meeting(session, event, ada, bo, table=7)
    seen = snapshot(meetings_of(session, bo.id))
    switch(session, ada.id, afar=True)
    now = meetings_of(session, bo.id)
    (told,) = news(event, now, seen, people_of(session, event, bo.id, now))
    assert (told.kind, told.mark) == (NewsKind.MOVED, "Elsewhere")
    assert told.words.endswith("with Ada is elsewhere: Online")


def test_the_page_of_attending_says_first_what_happens(
    session: Session, event: Event, ada: Attendance, bo: Attendance, browser: Open
) -> None:
    a_meeting(session, event, ada, bo)
    page = browser().sign_in("ada@example.org")
    assert "1 of your meetings moves online" in page.read("/e/one/attendance")
    page.post("/e/one/attendance/room", {"to": "afar"})
    said = page.read("/e/one/attendance")
    assert "1 meeting is online now, and the other person is told." in said
    assert "1 of your meetings gets a table or stand" in said
    page.post("/e/one/attendance/room", {"to": "room"})
    assert "1 meeting is in the room now" in page.read("/e/one/attendance")
    assert page.post("/e/one/attendance/room", {"to": "moon"}).status_code == 422
    event.online_pattern = ""
    save(session, event)
    assert "In the room, or from afar?" not in page.read("/e/one/attendance")


def test_a_table_is_told_in_words_and_marked_on_the_map(
    session: Session, event: Event, ada: Attendance, bo: Attendance, browser: Open
) -> None:
    made = a_meeting(session, event, ada, bo, table=12)
    page = browser().sign_in("ada@example.org").get(f"/e/one/meetings/{made.id}").text
    words = "Table 12: row 4 from the entrance, straight ahead as you come in."
    assert page.count(words) == 2  # the sentence, and the title of the map
    assert "floor-marked-number" in page
    assert "40 tables in 5 rows." in page
    assert "Stands along the wall opposite the entrance: B4." in page


def test_days_tell_the_way_and_breaks(
    session: Session, event: Event, ada: Attendance, browser: Open
) -> None:
    for slot, table in enumerate([7, 7, 8, 31]):
        a_meeting(session, event, ada, an_attendee(session, event), slot=slot, table=table)
    html = browser().sign_in("ada@example.org").get("/e/one/schedule").text
    assert re.findall(r'class="meeting-way">([^<]+)<', html) == [
        "You stay at this table.",
        "At the next table.",
        "3 rows further, and 1 table to the side.",
    ]
    page = text_of(html)
    assert "Your tables of this day, in their order: 7, 8, 31." in page
    assert "In all you walk past 5 tables." in page
    assert "36 slots free" in page


def test_without_a_plan_nobody_is_shown_a_guess(
    session: Session, event: Event, ada: Attendance, bo: Attendance, browser: Open
) -> None:
    session.delete(session.get_one(FloorPlan, event.id))
    session.commit()
    made = a_meeting(session, event, ada, bo, table=7)
    a_meeting(session, event, ada, bo, slot=1, table=9)
    page = browser().sign_in("ada@example.org")
    for path in ("/e/one/schedule", f"/e/one/meetings/{made.id}"):
        html = page.get(path).text
        assert "floor-map" not in html
        assert "meeting-way" not in html


def test_days_take_as_many_statements_for_thirty_meetings_as_for_one(
    session: Session, event: Event, ada: Attendance, browser: Open
) -> None:
    page = browser().sign_in("ada@example.org")
    counts = []
    for number in range(30):
        a_meeting(session, event, ada, an_attendee(session, event), slot=number, table=number + 1)
        if number in (0, 29):
            page.get("/e/one/schedule")
            with counted(session) as count:
                page.get("/e/one/schedule")
            counts.append(len(count.statements))
    assert counts[0] == counts[1]
