"""The board at the organizers' desk, as it is streamed, and on the wall."""

from collections.abc import Callable

import pytest
from sqlmodel import Session
from starlette.applications import Starlette

from eventnet import clock
from eventnet.board.live import Look, reader
from eventnet.board.tables import ranges
from eventnet.events.models import Attendance, Event
from eventnet.floor.models import FloorPlan
from tests.eventnet.board.desk import a_desk, alone
from tests.eventnet.day.day import minutes_in, seeks, sign_of
from tests.eventnet.people.person import Open, Person, signed_in
from tests.factories import a_meeting, an_attendee, an_event, save
from tests.queries import counted


@pytest.fixture
def event(session: Session) -> Event:
    return an_event(session)


@pytest.fixture
def ada(session: Session, event: Event) -> Attendance:
    return an_attendee(session, event, "Ada")


@pytest.fixture
def bo(session: Session, event: Event) -> Attendance:
    return an_attendee(session, event, "Bo")


At = Callable[[Attendance], Person]


@pytest.fixture
def at(browser: Open, session: Session) -> At:
    """Return a function that opens somebody's browser, at the time that it is then."""
    return lambda attendance: signed_in(browser, session, attendance)


def test_the_organizers_see_who_waits_alone_and_who_is_free(
    session: Session, event: Event, ada: Attendance, bo: Attendance, browser: Open, at: At
) -> None:
    meeting = a_meeting(session, event, ada, bo, table=3)
    a_desk(session, event)
    cy = an_attendee(session, event, "Cy")
    path = f"/e/{event.slug}/organize"
    organizer = browser().sign_in("desk@example.org")
    assert "The next one begins on Tue 11 May at 09:00." in organizer.read(f"{path}/day")
    with minutes_in(3):
        organizer = browser().sign_in("desk@example.org")
        at(ada).post(f"/e/{event.slug}/day/here", {"look": ""})
        at(ada).post(f"/e/{event.slug}/meetings/{meeting.id}/missing")
        at(bo).post(f"/e/{event.slug}/meetings/{meeting.id}/late", {"minutes": "5"})
        at(cy).post(f"/e/{event.slug}/day/wait")
        for page in (path, f"{path}/day"):
            words = organizer.read(page)
            assert "Now 09:00 – 09:20 Bell at 09:20 17 minutes" in words
            assert "1 of 3 who attend are here today" in words
            assert "Table 3 Ada Bo · did not come 09:03 0 minutes Both asked: Cy, until" in words
            assert "Running late Who By how much Where Bo 5 minutes Table 3" in words
            assert "Cy Both asked: Ada, until 09:08" in words
            assert "Free tables 1, 2 2 of 3" in words
            assert "Undo" not in words  # Cy looked, and no organizer had them asked
        at(bo).post(f"/e/{event.slug}/meetings/{meeting.id}/here")
        words = organizer.read(f"{path}/day")
        assert "1 of 1 meetings in this slot where both said" in words
        assert "Nobody says that they wait alone." in words


def test_an_organizer_repairs_with_one_tap_and_undoes_it(
    session: Session, event: Event, browser: Open
) -> None:
    meeting, ada, _gone = alone(session, event)
    a_desk(session, event)
    day = f"/e/{event.slug}/organize/day"
    with minutes_in(4):
        seeks(session, event, an_attendee(session, event, "Cy"))
        organizer = browser().sign_in("desk@example.org")
        assert "Ada and Cy are both asked" in organizer.read(f"{day}/repair/{ada.id}")
        assert "Nobody found yet" in organizer.read(day)
        assert organizer.post(f"{day}/repair/{ada.id}").headers["location"] == day
        words = organizer.read(day)
        assert "Ada and Cy are both asked now." in words
        assert "did not come (said at the desk) 09:01 3 minutes Both asked: Cy" in words
        form = organizer.get(day).text.partition("/proposals/")[2].partition('"')[0]
        assert organizer.post(f"{day}/proposals/{form}").status_code == 303
        assert "Undone: nobody is asked any more." in organizer.read(day)
        pair = f"{day}/meetings/{meeting.id}/{ada.id}"
        assert organizer.post(f"{pair}/missing").status_code == 303
        assert "They came after all" in organizer.read(day)
        assert organizer.post(f"{pair}/came").status_code == 303
        assert "Mark as not come" in organizer.read(day)


def test_the_stream_changes_when_something_happens_and_not_by_itself(
    session: Session, event: Event, app: Starlette
) -> None:
    meeting, _ada, gone = alone(session, event)
    read = reader(app.state.sessions, event.id, Look.DESK, lambda name, **_path: f"/{name}")
    with minutes_in(4):
        before, final = read()
        assert (read(), final) == ((before, False), False)
        assert "Ada" in before
        said = sign_of(session, meeting, gone)
        said.here_at = clock.now()
        save(session, said)
        assert "Ada" not in read()[0]
    with minutes_in(4.2):
        assert read()[0] == read()[0]


def test_the_wall_names_nobody(session: Session, event: Event, browser: Open) -> None:
    _meeting, ada, _gone = alone(session, event, "Adaname")
    a_desk(session, event)
    with minutes_in(4):
        seeks(session, event, an_attendee(session, event, "Cyname"))
        organizer = browser().sign_in("desk@example.org")
        organizer.post(f"/e/{event.slug}/organize/day/repair/{ada.id}")
        organizer.read(f"/e/{event.slug}/organize/day")  # which takes what was said by a cookie
        words = organizer.get(f"/e/{event.slug}/organize/day/wall").text
        assert "Bell at 09:20" in words
        assert "Free tables" in words
        for name in ("Adaname", "Cyname", "Gone", "desk@"):
            assert name not in words


def test_free_tables_are_drawn_where_the_room_was_set_up(
    session: Session, event: Event, browser: Open
) -> None:
    a_desk(session, event)
    organizer = browser().sign_in("desk@example.org")
    day = f"/e/{event.slug}/organize/day"
    assert "floor-map" not in organizer.get(day).text
    save(session, FloorPlan(event_id=event.id, per_row=3))
    page = organizer.get(day).text
    assert page.count('class="floor-mark"') == 3
    assert "floor-route" not in page


@pytest.mark.parametrize(
    ("numbers", "words"),
    [([], []), ([4], ["4"]), ([1, 2], ["1", "2"]), ([1, 2, 3, 5, 7, 8, 9], ["1–3", "5", "7–9"])],
)
def test_tables_in_a_row_are_named_by_the_first_and_the_last(
    numbers: list[int], words: list[str]
) -> None:
    assert list(ranges(numbers)) == words


def test_the_board_takes_the_same_number_of_statements_for_one_and_for_thirty(
    session: Session, browser: Open
) -> None:
    event = an_event(session, tables=80)
    a_desk(session, event, "d@example.org")
    totals = []
    for people in (1, 29):
        for number in range(people):
            table = number + (1 if people == 1 else 2)
            meeting, one, gone = alone(session, event, table=table)
            late = sign_of(session, meeting, gone)
            late.late_minutes = 5
            said = sign_of(session, meeting, one)
            with minutes_in(1):
                said.missing_at = clock.now()
            save(session, said, late)
            seeks(session, event, an_attendee(session, event))
        with minutes_in(2):
            organizer = browser().sign_in("d@example.org")
            for page in ("day", "day/wall"):
                organizer.get(f"/e/{event.slug}/organize/{page}")
                with counted(session) as count:
                    organizer.get(f"/e/{event.slug}/organize/{page}")
                totals.append(count.total)
    assert totals[:2] == totals[2:]
