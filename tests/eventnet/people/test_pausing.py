"""A break: nobody finds, asks or plans whoever takes one, and what they have stays."""

import re

import pytest
from sqlmodel import Session, col, select

from eventnet import clock
from eventnet.database import writing
from eventnet.errors import Conflict
from eventnet.events.models import Attendance, Event, Slot
from eventnet.matching.readiness import readiness
from eventnet.matching.setting import problem_document
from eventnet.meetings.booking import book_plan
from eventnet.meetings.difference import Booking
from eventnet.meetings.queries import meetings_of
from eventnet.people.ahead import coming
from eventnet.people.attending import come_back, pause
from eventnet.people.directory import Wanted, find
from eventnet.people.recommendations import ten_people
from eventnet.people.viewers import viewer_of
from eventnet.requests.actions import accept
from eventnet.requests.making import ask
from eventnet.requests.models import MeetingRequest
from eventnet.requests.rules import Bar, bars
from eventnet.welcome.queries import gather
from tests.eventnet.people.person import Open, signed_in
from tests.factories import a_meeting, an_attendee, an_event


@pytest.fixture
def event(session: Session) -> Event:
    """Return an open event."""
    return an_event(session)


def slots(session: Session, event: Event) -> list[str]:
    query = select(Slot.id).where(Slot.event_id == event.id).order_by(col(Slot.starts_at))
    return list(session.exec(query))


def listed(session: Session, event: Event, viewer: Attendance) -> list[str]:
    return find(session, viewer_of(session, event.id, viewer.id), Wanted()).attendance_ids


def test_nobody_finds_or_asks_whoever_takes_a_break(session: Session, event: Event) -> None:
    ada, bo = an_attendee(session, event, "Ada"), an_attendee(session, event, "Bo")
    pause(session, bo.id)
    assert listed(session, event, ada) == []
    assert ten_people(session, viewer_of(session, event.id, ada.id)).attendance_ids == []
    found = gather(session, event.id)
    assert set(found.shown.values()) == {0, 1}
    assert all(bo.id not in ids for ids in found.chosen.values())
    assert bars(session, event, ada, [bo.id]) == {bo.id: Bar.PAUSED}
    with pytest.raises(Conflict, match="takes a break"):
        ask(session, event, ada.id, bo.id, slot_id=None, message="")
    come_back(session, bo.id)
    assert listed(session, event, ada) == [bo.id]
    assert ask(session, event, ada.id, bo.id, slot_id=None, message="").to_id == bo.id


def test_a_request_that_waits_can_still_be_accepted(session: Session, event: Event) -> None:
    ada, bo = an_attendee(session, event, "Ada"), an_attendee(session, event, "Bo")
    made: MeetingRequest = ask(
        session, event, ada.id, bo.id, slot_id=slots(session, event)[1], message=""
    )
    pause(session, bo.id)
    accept(session, made.id, bo.id)
    assert len(meetings_of(session, bo.id)) == 1


def test_no_plan_books_moves_or_cancels_during_a_break(session: Session, event: Event) -> None:
    ada, bo, cy = (an_attendee(session, event, name) for name in ("Ada", "Bo", "Cy"))
    meeting = a_meeting(session, event, ada, bo, run_id="an earlier run")
    pause(session, bo.id)
    problem = problem_document(session, event)
    assert [one["id"] for one in problem["people"]] == sorted([ada.id, cy.id])
    taken = {one["id"]: one["unavailable"] for one in problem["people"]}
    assert taken[ada.id] == [meeting.slot_id]
    assert problem["kept"] == []
    second, third = slots(session, event)[1:3]
    plan = [Booking(ada.id, bo.id, second, 1), Booking(bo.id, cy.id, third, 1)]
    with writing(session):
        booked = book_plan(session, event, "a run", plan)
    assert (booked.bookings, booked.difference.cancelled) == ([], [])
    (stays,) = meetings_of(session, bo.id)
    assert (stays.id, stays.slot_id) == (meeting.id, slots(session, event)[0])
    come_back(session, bo.id)
    with writing(session):
        booked = book_plan(session, event, "another run", plan)
    assert len(booked.bookings) == 2
    assert [old.meeting_id for old, _new in booked.difference.moved] == [meeting.id]


def test_organizers_read_how_many_take_a_break(session: Session, event: Event) -> None:
    an_attendee(session, event, "Ada")
    bo = an_attendee(session, event, "Bo", consent=None)
    pause(session, bo.id)
    found = readiness(session, event)
    assert (found.take_part, found.paused, found.unchosen) == (1, 1, 0)
    assert "1 person takes a break from new meetings." in found.left_out


def test_a_break_is_said_on_every_page_until_it_ends(
    session: Session, browser: Open, event: Event
) -> None:
    ada, bo = an_attendee(session, event, "Ada"), an_attendee(session, event, "Bo")
    mine, hers = signed_in(browser, session, bo), signed_in(browser, session, ada)
    path = f"/e/{event.slug}"
    said = "You take a break: nobody finds or asks you"
    assert said not in mine.read(f"{path}/schedule")
    assert mine.post(f"{path}/attendance/pause").headers["location"] == f"{path}/attendance"
    for page in ("attendance", "schedule", "people", "profile", "wishes"):
        assert mine.read(f"{path}/{page}").count(said) == 1
    assert "While you take a break you stand in no list" in mine.read(f"{path}/as-seen")
    assert "takes a break" in mine.read(f"{path}/as-seen?eyes=organizers")
    session.rollback()
    assert coming(session, event, bo, clock.now()).words.startswith("You take a break")
    assert not re.search(r"\bBo\b", hers.read(f"{path}/people"))
    page = hers.read(f"{path}/people/{bo.id}")
    assert "Takes a break from new meetings" in page
    assert "Ask for a meeting" not in page
    back = f"{path}/attendance/back"
    assert mine.post(back).headers["location"] == f"{path}/attendance"
    mine.post(f"{path}/attendance/pause")
    left = f"{path}/people?q=water+reuse"
    (there,) = re.findall(r'name="next" value="([^"]+water[^"]+)"', mine.get(left).text)
    assert mine.post(back, {"next": there}).headers["location"] == left
    assert "Welcome back" in mine.read(f"{path}/attendance")
    assert said not in mine.read(f"{path}/schedule")
    assert "Ask for a meeting" in hers.read(f"{path}/people/{bo.id}")
