"""What has changed since somebody last looked: marked until they say that they have seen it."""

import re
from collections.abc import Callable
from html import unescape

import pytest
from sqlalchemy.exc import IntegrityError
from sqlmodel import Session
from starlette.applications import Starlette

from eventnet import clock
from eventnet.database import writing
from eventnet.events.models import Attendance, Event
from eventnet.events.queries import slots
from eventnet.matching.models import Run, RunState
from eventnet.meetings import actions
from eventnet.meetings.arranging import rearrange
from eventnet.meetings.booking import book_plan
from eventnet.meetings.difference import Booking
from eventnet.meetings.models import Answer, Meeting
from eventnet.schedule.actions import look_token, mark_seen
from eventnet.schedule.models import ScheduleLook
from eventnet.schedule.news import EVERYBODY, RECENT, changed_days, version_of
from tests.browser import Browser, text_of
from tests.factories import a_meeting, an_attendee, an_event, save
from tests.queries import counted
from tests.races import (
    Deed,
    at_once,
    careless_lock,
    only_where_writes_are_many,
    overtaken,
)

Open = Callable[[], Browser]
DAYS = "/e/one/schedule"
ASKED = (Answer.YES, None)


@pytest.fixture
def event(session: Session) -> Event:
    return an_event(session, slug="one", slots=40, tables=9)


@pytest.fixture
def ada(session: Session, event: Event) -> Attendance:
    return an_attendee(session, event, "Ada", "ada@example.org")


@pytest.fixture
def bo(session: Session, event: Event) -> Attendance:
    return an_attendee(session, event, "Bo Berg", "bo@example.org")


@pytest.fixture
def own(ada: Attendance, browser: Open) -> Browser:
    return browser().sign_in("ada@example.org")


def shown(browser: Browser) -> str:
    """Return what a page of somebody's days says of itself, to be sent when it was seen."""
    found = re.search(r'name="seen" value="([^"]+)"', browser.get(DAYS).text)
    assert found is not None
    return unescape(found[1])


def see_it(browser: Browser) -> None:
    assert browser.post(f"{DAYS}/seen", {"seen": shown(browser)}).status_code == 303


def told(browser: Browser) -> list[str]:
    """Return the sentences about what has changed."""
    items = re.findall(r'(?s)<li class="news-\w+">(.*?)</li>', browser.get(DAYS).text)
    return [text_of(item) for item in items]


def test_first_schedule_is_new_as_a_whole_until_it_is_seen(
    session: Session, event: Event, ada: Attendance, bo: Attendance, own: Browser
) -> None:
    assert "New here" not in own.read(DAYS)
    a_meeting(session, event, ada, bo)
    for _again in range(2):
        assert "New here: your schedule" in own.read(DAYS)
    see_it(own)
    page = own.read(DAYS)
    assert "New here" not in page
    assert "Since you last looked" not in page


def test_new_accepted_moved_and_called_off_are_told_and_marked_until_seen(
    session: Session, event: Event, ada: Attendance, bo: Attendance, own: Browser
) -> None:
    cy, dee, eve = (an_attendee(session, event, name) for name in ("Cy", "Dee", "Eve"))
    accepted = a_meeting(session, event, ada, bo, slot=0, answers=ASKED)
    moved = a_meeting(session, event, ada, cy, slot=1)
    off = a_meeting(session, event, ada, dee, slot=2)
    see_it(own)
    actions.answer(session, accepted.id, bo.id, Answer.YES)
    with writing(session):
        there = slots(session, event.id)
        rearrange(session, session.get_one(Meeting, moved.id), there[5].id, cy.id)
    actions.cancel(session, off.id, dee.id)
    a_meeting(session, event, ada, eve, slot=3, table=4)
    for _again in range(2):
        assert told(own) == [
            "Bo Berg said yes: Tue 11 May, 09:00 stands",
            "Tue 11 May, 09:40 is off: Dee",
            "New: Eve, Tue 11 May, 10:00, Table 4",
            "Cy moved from Tue 11 May, 09:20 to Tue 11 May, 10:40, Table 1",
        ]
    page = own.read(DAYS)
    assert re.search(r"Bo Berg Said yes Table 1", page)
    assert re.search(r"Cy Moved Table 1", page)
    see_it(own)
    assert told(own) == []


def test_another_table_at_the_same_time_is_told(
    session: Session, event: Event, ada: Attendance, bo: Attendance, own: Browser
) -> None:
    meeting = a_meeting(session, event, ada, bo)
    see_it(own)
    run = Run(event_id=event.id, number=1, state=RunState.PUBLISHED)
    meeting.run_id = run.id
    save(session, run, meeting)
    a_id, b_id = sorted((ada.id, bo.id))
    booking = Booking(a_id, b_id, meeting.slot_id, 7)
    with writing(session):
        book_plan(session, event, run.id, [booking])
    assert told(own) == ["Tue 11 May, 09:00 with Bo Berg is elsewhere: Table 7"]


def test_what_somebody_did_themself_is_no_news(
    session: Session, event: Event, ada: Attendance, bo: Attendance, own: Browser
) -> None:
    cy = an_attendee(session, event, "Cy")
    accepted = a_meeting(session, event, bo, ada, slot=0, answers=ASKED)
    off = a_meeting(session, event, ada, cy, slot=1)
    see_it(own)
    actions.answer(session, accepted.id, ada.id, Answer.YES)
    actions.cancel(session, off.id, ada.id)
    assert told(own) == []


def test_what_came_after_the_page_stays_news(
    session: Session, event: Event, ada: Attendance, bo: Attendance, own: Browser
) -> None:
    a_meeting(session, event, ada, bo)
    before = shown(own)
    a_meeting(session, event, ada, an_attendee(session, event, "Cy"), slot=1)
    own.post(f"{DAYS}/seen", {"seen": before})
    assert told(own) == ["New: Cy, Tue 11 May, 09:20, Table 1"]


def test_what_a_page_showed_is_believed_only_if_it_is_one_s_own(
    session: Session, event: Event, ada: Attendance, bo: Attendance, own: Browser
) -> None:
    of_bo = look_token(own.settings.key, bo.id, {})
    for token in (of_bo, "", "nothing", "x" * 70_000):
        assert own.post(f"{DAYS}/seen", {"seen": token}).status_code == 422
    assert session.get(ScheduleLook, ada.id) is None


def test_without_the_hold_one_of_two_tabs_that_are_seen_fails(
    session: Session, app: Starlette, ada: Attendance, monkeypatch: pytest.MonkeyPatch
) -> None:
    only_where_writes_are_many(session)
    key, own_id = app.state.settings.key, ada.id
    token = look_token(key, own_id, {})
    seen: Deed = lambda own: mark_seen(own, key, own_id, token)  # noqa: E731
    monkeypatch.setattr("eventnet.schedule.actions.lock", careless_lock)
    with pytest.raises(IntegrityError):
        overtaken(app, seen, seen)


def test_two_tabs_that_are_seen_at_once_leave_one_look(
    session: Session, app: Starlette, event: Event, ada: Attendance, bo: Attendance
) -> None:
    key = app.state.settings.key
    token = look_token(key, ada.id, {"meeting": ["then", "1", "confirmed"]})
    at_once(app, *[lambda own: mark_seen(own, key, ada.id, token)] * 8)
    session.rollback()
    assert session.get_one(ScheduleLook, ada.id).seen == {"meeting": ["then", "1", "confirmed"]}


def test_page_asks_as_much_for_one_piece_of_news_as_for_thirty(
    session: Session, event: Event, ada: Attendance, own: Browser
) -> None:
    save(session, ScheduleLook(attendance_id=ada.id))
    counts = []
    for number in range(30):
        a_meeting(session, event, ada, an_attendee(session, event), slot=number)
        if number in {0, 29}:
            with counted(session) as count:
                assert len(told(own)) == number + 1
            counts.append(count.total)
    assert counts[0] == counts[1]


def test_stream_says_the_version_that_the_page_has_and_who_else_changed(
    session: Session, app: Starlette, event: Event, ada: Attendance, bo: Attendance, own: Browser
) -> None:
    cy = an_attendee(session, event, "Cy")
    assert version_of(session, cy.id) == ""
    meeting = a_meeting(session, event, ada, bo)
    version = version_of(session, ada.id)
    assert f'data-version="{version}"' in own.get(DAYS).text.replace("&#43;", "+")
    read = changed_days(app.state.sessions, event.id)
    assert read() == ({ada.id: version, bo.id: version, EVERYBODY: ""}, False)
    actions.cancel(session, meeting.id, bo.id)
    changed, _final = read()
    assert changed[ada.id] == version_of(session, ada.id) > version
    with clock.at(clock.now() + RECENT * 2):
        assert read() == ({EVERYBODY: ""}, False)
