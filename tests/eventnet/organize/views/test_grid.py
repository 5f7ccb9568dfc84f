from collections.abc import Callable
from datetime import UTC, datetime

import pytest
from sqlmodel import Session, col, select

from eventnet import clock
from eventnet.events.models import Event, Slot
from eventnet.events.queries import slots
from eventnet.meetings.models import MeetingState
from tests.browser import Browser, text_of
from tests.eventnet.edits.agreeing import agreed_to
from tests.factories import a_meeting, an_account, an_attendee, an_event, save
from tests.scripts import PROBE, runs_nowhere

Open = Callable[[], Browser]
PAGE = "/e/spring/organize/grid"
PATTERN = {
    "days": ["2027-05-12"],
    "first": "09:00",
    "until": "10:40",
    "minutes": "20",
    "gap": "5",
    "breaks": "09:45-10:15",
    "tables": "4",
}


@pytest.fixture
def event(session: Session) -> Event:
    return an_event(session, slug="spring", organizer=an_account(session, "olga@example.org"))


@pytest.fixture
def olga(event: Event, browser: Open) -> Browser:
    return browser().sign_in("olga@example.org")


def ids(session: Session, event: Event) -> list[str]:
    session.rollback()
    return [slot.id for slot in slots(session, event.id)]


def test_slots_are_added_from_a_pattern(session: Session, olga: Browser, event: Event) -> None:
    assert olga.post(PAGE, PATTERN).status_code == 303
    page = olga.read(PAGE)
    assert "3 slots are added." in page
    assert "Wednesday 12 May 3 slots 09:00–09:20 4 tables 09:25–09:45 4 tables 10:15–10:35" in page
    olga.post(PAGE, {**PATTERN, "until": "11:30"})
    assert "2 slots are added. 3 were there already and stay as they are." in olga.read(PAGE)
    assert len(ids(session, event)) == 9


@pytest.mark.parametrize(
    ("field", "typed", "words"),
    [
        ("days", [], "choose at least one day"),
        ("days", ["2027-05-13"], "among the days of the event"),
        ("days", ["soon"], "Please give a date"),
        ("first", "nine", "Please give a time"),
        ("until", "08:00", "ends before the first begins"),
        ("minutes", "0", "a number of 5 or more"),
        ("minutes", "1e9", "Please give a number"),
        ("tables", "-1", "a number of 0 or more"),
        ("tables", "99999999999999999999", "a number of 2000 or less"),
        ("breaks", "lunch", "“lunch” is no break"),
        ("breaks", "25:00-26:00", "is no break"),
        ("breaks", "13:00-12:00", "ends before it begins"),
        ("until", "09:10", "No slot fits"),
    ],
)
def test_a_wrong_pattern_is_refused_in_words(
    olga: Browser, field: str, typed: object, words: str
) -> None:
    answer = olga.post(PAGE, {**PATTERN, field: typed})
    assert answer.status_code == 422
    assert words in text_of(answer.text)


def test_a_time_that_the_clocks_jump_over_is_named(
    session: Session, olga: Browser, event: Event
) -> None:
    event.starts_on = datetime(2027, 3, 28, tzinfo=UTC).date()
    save(session, event)
    answer = olga.post(PAGE, {**PATTERN, "days": ["2027-03-28"], "first": "01:30"})
    assert answer.status_code == 422
    assert 'id="first-error"' in answer.text


def test_overlapping_slots_are_a_conflict(olga: Browser) -> None:
    answer = olga.post(PAGE, {**PATTERN, "days": ["2027-05-11"], "first": "09:10"})
    assert answer.status_code == 409
    assert "would overlap" in text_of(answer.text)


def test_slots_are_taken_out_and_given_tables(
    session: Session, olga: Browser, event: Event
) -> None:
    first, second, *_rest = ids(session, event)
    chosen = {"slot": [first, "unknown"], "do": "remove"}
    assert olga.post(f"{PAGE}/slots", chosen).status_code == 303
    assert "1 slot was taken out." in olga.read(PAGE)
    assert first not in ids(session, event)
    assert session.get(Slot, first) is not None  # what once stood there still knows its time
    tables = {"slot": [second], "do": "tables", "new_tables": "7"}
    assert olga.post(f"{PAGE}/slots", tables).status_code == 303
    session.rollback()
    assert session.exec(select(Slot.tables).where(Slot.id == second)).one() == 7


@pytest.mark.parametrize(
    ("chosen", "words"),
    [
        ({"do": "remove"}, "tick the slots first"),
        ({"slot": ["x"]}, "Please fill this in"),
        ({"slot": ["x"], "do": "burn"}, "one of the options"),
        ({"slot": ["x"], "do": "tables", "new_tables": ""}, "how many tables"),
        ({"slot": ["x"], "do": "tables", "new_tables": "-3"}, "0 or more"),
    ],
)
def test_a_wrong_choice_is_refused_in_words(
    olga: Browser, chosen: dict[str, object], words: str
) -> None:
    answer = olga.post(f"{PAGE}/slots", chosen)
    assert answer.status_code == 422
    assert words in text_of(answer.text)


def test_what_touches_somebody_is_shown_first_and_done_on_a_second_word(
    session: Session, olga: Browser, event: Event
) -> None:
    ada = an_attendee(session, event, "Ada Example")
    meeting = a_meeting(session, event, ada, an_attendee(session, event, "Bo Example"))
    every = ids(session, event)
    shown = olga.post(f"{PAGE}/slots", {"slot": every, "do": "remove"})
    assert shown.status_code == 200
    words = text_of(shown.text)
    assert "4 slots go out of the grid. 1 meeting is called off." in words
    assert "It touches 2 people." in words
    assert "Tue 11 May, 09:00: Ada Example and Bo Example" in words
    assert ids(session, event) == every
    assert olga.post(f"{PAGE}/slots", agreed_to(shown.text)).status_code == 303
    assert ids(session, event) == []
    session.refresh(meeting)
    assert (meeting.state, meeting.live, meeting.sequence) == (MeetingState.CANCELLED, False, 1)
    assert "4 slots were taken out. You can undo it on the page “Changes”." in olga.read(PAGE)


def test_what_is_otherwise_by_now_is_shown_again(
    session: Session, olga: Browser, event: Event
) -> None:
    ada, bob = an_attendee(session, event), an_attendee(session, event)
    a_meeting(session, event, ada, bob)
    every = ids(session, event)
    shown = olga.post(f"{PAGE}/slots", {"slot": every, "do": "remove"})
    a_meeting(session, event, ada, bob, slot=1)
    again = olga.post(f"{PAGE}/slots", agreed_to(shown.text))
    assert again.status_code == 409
    assert "This touches something else by now." in text_of(again.text)
    assert "2 meetings are called off." in text_of(again.text)
    assert ids(session, event) == every
    assert olga.post(f"{PAGE}/slots", agreed_to(again.text)).status_code == 303


def test_slots_move_and_what_is_taken_or_of_another_day_is_refused(
    session: Session, olga: Browser, event: Event
) -> None:
    first, *_others = ids(session, event)
    for minutes, status, words in (
        ("-30", 303, ""),
        ("50", 409, "Another slot begins at that time already."),
        ("55", 409, "would overlap"),
        ("-600", 422, "would no longer be on its day"),
        ("", 422, "by how many minutes"),
        ("x", 422, "a number"),
    ):
        moved = {"slot": [first], "do": "move", "minutes_later": minutes}
        answer = olga.post(f"{PAGE}/slots", moved)
        assert (answer.status_code, words in text_of(answer.text)) == (status, True)
    assert "08:30–08:50" in olga.read(PAGE)


def test_slots_of_another_event_are_not_touched(
    session: Session, olga: Browser, event: Event
) -> None:
    other = an_event(session)
    theirs = ids(session, other)
    assert olga.post(f"{PAGE}/slots", {"slot": theirs, "do": "remove"}).status_code == 303
    assert ids(session, other) == theirs


def test_a_removed_slot_is_shown_nowhere(session: Session, olga: Browser, event: Event) -> None:
    for slot in session.exec(select(Slot).where(col(Slot.event_id) == event.id)):
        slot.removed_at = clock.now()
        session.add(slot)
    session.commit()
    assert "No slots yet" in olga.read(PAGE)


def test_stored_scripts_run_nowhere(olga: Browser) -> None:
    typed = dict.fromkeys(("first", "until", "minutes", "gap", "breaks", "tables"), PROBE)
    assert runs_nowhere(olga.post(PAGE, {**typed, "days": [PROBE]}).text)
