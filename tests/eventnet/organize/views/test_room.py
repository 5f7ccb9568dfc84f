"""The organizers' page of the room, and of meetings online."""

import re
from collections.abc import Callable

import pytest
from sqlmodel import Session

from eventnet.events.models import Event
from eventnet.floor.models import FloorPlan, Wall
from eventnet.meetings.switching import switch
from tests.browser import Browser, text_of
from tests.factories import a_meeting, an_account, an_attendee, an_event
from tests.scripts import PROBE, runs_nowhere

Open = Callable[[], Browser]
PAGE = "/e/spring/organize/room"
ONLINE = "/e/spring/organize/online"
PATTERN = "https://meet.example.org/{meeting}"


@pytest.fixture
def event(session: Session) -> Event:
    """Return an event that Olga organizes, with six tables."""
    return an_event(
        session, slug="spring", tables=6, organizer=an_account(session, "olga@example.org")
    )


@pytest.fixture
def olga(event: Event, browser: Open) -> Browser:
    """Return the browser of its organizer."""
    return browser().sign_in("olga@example.org")


def version(olga: Browser, which: int) -> str:
    """Return the edition that the first or the second form of the page shows."""
    return str(re.findall(r'name="version" value="(\w+)"', olga.get(PAGE).text)[which])


def room(olga: Browser, **fields: str) -> dict[str, str]:
    """Return the form of the room, filled in."""
    usual = {"per_row": "3", "entrance": "left", "stands": "A1\nB2", "stands_wall": "top"}
    return {**usual, "version": version(olga, 0), **fields}


def online(olga: Browser, pattern: str) -> dict[str, str]:
    """Return the form of meetings online, filled in."""
    return {"online_pattern": pattern, "version": version(olga, 1)}


def test_a_room_is_a_guess_until_it_is_saved(session: Session, olga: Browser, event: Event) -> None:
    assert "Nobody sees a map yet." in olga.read(PAGE)
    assert olga.post(PAGE, room(olga)).status_code == 303
    page = olga.read(PAGE)
    assert "Saved. People see this map beside their meetings." in page
    assert "6 tables in 2 rows." in page
    plan = session.get_one(FloorPlan, event.id, populate_existing=True)
    assert (plan.per_row, plan.entrance, plan.stands) == (3, Wall.LEFT, ["A1", "B2"])


@pytest.mark.parametrize(
    ("field", "typed", "words"),
    [
        ("per_row", "0", "Tables in a row"),
        ("per_row", "101", "Tables in a row"),
        ("entrance", "roof", "The entrance is at the"),
        ("stands", "\n".join(f"S{n}" for n in range(61)), "at most 60 stands"),
        ("stands", "x" * 61, "is too long"),
    ],
)
def test_what_is_no_room_is_said(olga: Browser, field: str, typed: str, words: str) -> None:
    answer = olga.post(PAGE, room(olga, **{field: typed}))
    assert answer.status_code == 422
    assert words in answer.text


def test_two_who_change_the_room_at_once_are_brought_together(olga: Browser) -> None:
    olga.post(PAGE, room(olga))
    old = room(olga)
    olga.post(PAGE, {**old, "per_row": "4"})
    assert olga.post(PAGE, {**old, "stands": "North"}).status_code == 303
    assert "You changed “Tables in a row” in another window meanwhile" in olga.read(PAGE)
    old = room(olga)
    olga.post(PAGE, {**old, "stands": "East", "entrance": "top"})
    answer = olga.post(PAGE, {**old, "stands": "West\nSouth", "entrance": "right"})
    assert answer.status_code == 409
    told = text_of(answer.text)
    assert "West, South What you typed East" in told
    assert "Right What you typed Top" in told


def test_two_who_change_the_address_at_once_choose(olga: Browser) -> None:
    one, other = (online(olga, f"https://meet{at}.example.org/{{meeting}}") for at in (1, 2))
    olga.post(ONLINE, one)
    answer = olga.post(ONLINE, other)
    assert answer.status_code == 409
    assert "https://meet1.example.org/{meeting} You, in another" in text_of(answer.text)


def test_an_address_is_saved_or_refused_in_words(
    session: Session, olga: Browser, event: Event
) -> None:
    answer = olga.post(ONLINE, online(olga, "http://meet.example.org/{meeting}"))
    assert answer.status_code == 422
    assert "begins with https://" in answer.text
    assert olga.post(ONLINE, online(olga, PATTERN)).status_code == 303
    assert "People can choose to take part from afar." in olga.read(PAGE)
    session.refresh(event)
    assert event.online_pattern == PATTERN


def test_no_address_is_taken_away_from_those_who_need_it(
    session: Session, olga: Browser, event: Event
) -> None:
    olga.post(ONLINE, online(olga, PATTERN))
    ada, bo = an_attendee(session, event, "Ada"), an_attendee(session, event, "Bo")
    a_meeting(session, event, ada, bo)
    switch(session, ada.id, afar=True)
    answer = olga.post(ONLINE, online(olga, ""))
    assert answer.status_code == 409
    assert "1 person takes part from afar" in answer.text
    session.refresh(ada)
    ada.afar = False
    session.commit()
    answer = olga.post(ONLINE, online(olga, ""))
    assert "1 meeting ahead is online" in answer.text
    switch(session, bo.id, afar=True)
    switch(session, bo.id, afar=False)
    assert olga.post(ONLINE, online(olga, "")).status_code == 303
    assert "Everybody meets in the room." in olga.read(PAGE)


def test_scripts_in_names_and_addresses_run_nowhere(
    session: Session, olga: Browser, event: Event
) -> None:
    olga.post(PAGE, room(olga, stands=PROBE[:60]))
    event.online_pattern = PATTERN + PROBE
    session.add(event)
    session.commit()
    assert runs_nowhere(olga.get(PAGE).text)


def test_an_event_without_tables_has_no_map(session: Session, browser: Open) -> None:
    an_event(session, slug="bare", slots=0, organizer=an_account(session, "ben@example.org"))
    page = browser().sign_in("ben@example.org").read("/e/bare/organize/room")
    assert "No tables yet" in page
