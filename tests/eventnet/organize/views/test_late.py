"""The page that finds meetings for somebody who came late."""

from collections.abc import Callable

import pytest
from sqlmodel import Session, select

from eventnet import clock
from eventnet.events.models import Consent, Event
from eventnet.events.queries import slots
from eventnet.matching.models import Run, RunState
from eventnet.meetings.models import Meeting
from tests.browser import Browser
from tests.factories import a_meeting, an_account, an_attendee, an_event, save
from tests.queries import counted
from tests.scripts import PROBE, runs_nowhere

Open = Callable[[], Browser]
HERE = "/e/spring/organize/people"


@pytest.fixture
def event(session: Session) -> Event:
    made = an_event(session, slug="spring", organizer=an_account(session, "olga@example.org"))
    run = Run(event_id=made.id, number=1, state=RunState.PUBLISHED, published_at=clock.now())
    save(session, run)
    return made


@pytest.fixture
def olga(event: Event, browser: Open) -> Browser:
    return browser().sign_in("olga@example.org")


def test_it_is_shown_who_when_and_where_and_then_added(
    session: Session, olga: Browser, event: Event
) -> None:
    late = an_attendee(session, event, "Late")
    asked = an_attendee(session, event, "Asked", organization="Works", consent=Consent.ASK)
    page = f"{HERE}/{late.id}/meetings"
    words = olga.read(page)
    assert "They have 0 meetings ahead; people here have 0 on average" in words
    a_meeting(session, event, asked, an_attendee(session, event, "Other"), slot=1)
    words = olga.read(page)
    assert "1 meeting could be added" in words
    slot = slots(session, event.id)[0]
    asked_at = {"meeting": [f"{asked.id}:{slot.id}"]}
    answer = olga.post(page, asked_at)
    assert answer.headers["location"] == f"{HERE}/{late.id}"
    assert "1 meeting is added" in olga.read(answer.headers["location"])
    again = olga.post(page, asked_at)
    assert "1 could not be added" in olga.read(again.headers["location"])
    session.rollback()
    assert len(session.exec(select(Meeting)).all()) == 2


@pytest.mark.parametrize("said", ["", ":", "x", "a:b", "a:b:c"])
def test_what_names_no_meeting_adds_none(
    session: Session, olga: Browser, event: Event, said: str
) -> None:
    late = an_attendee(session, event, "Late")
    answer = olga.post(f"{HERE}/{late.id}/meetings", {"meeting": [said]})
    assert answer.status_code == 303
    session.rollback()
    assert session.exec(select(Meeting)).all() == []


def test_people_of_another_event_are_not_ours(session: Session, olga: Browser) -> None:
    other = an_attendee(session, an_event(session), "Elsewhere")
    mine = an_attendee(session, session.exec(select(Event)).first() or an_event(session), "Mine")
    page = f"{HERE}/{other.id}/meetings"
    assert olga.get(page).status_code == 404
    assert olga.post(page, {"meeting": [f"{mine.id}:x"]}).status_code == 404
    session.rollback()
    assert session.exec(select(Meeting)).all() == []


def test_stored_scripts_run_nowhere(session: Session, olga: Browser, event: Event) -> None:
    late, other = (an_attendee(session, event, PROBE, organization=name) for name in (PROBE, ""))
    a_meeting(session, event, other, an_attendee(session, event, PROBE), slot=1)
    assert runs_nowhere(olga.get(f"{HERE}/{late.id}/meetings").text)


def test_the_page_asks_the_same_for_1_and_30_people(
    session: Session, olga: Browser, event: Event
) -> None:
    late, one = an_attendee(session, event, "Late"), an_attendee(session, event, "One")
    a_meeting(session, event, one, an_attendee(session, event, "Two"), slot=1)
    page = f"{HERE}/{late.id}/meetings"
    olga.get(page)
    with counted(session) as few:
        olga.get(page)
    for number in range(29):
        an_attendee(session, event, f"P{number}")
    with counted(session) as many:
        olga.get(page)
    assert many.total == few.total
