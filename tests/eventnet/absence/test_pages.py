"""The pages on which somebody gives their calendar and sees how it stands."""

import pytest
from sqlmodel import Session, select
from starlette.applications import Starlette

from eventnet.absence.models import FreeAnyway, OwnCalendar
from eventnet.accounts.haste import PER_ACCOUNT
from eventnet.events.models import Attendance, Event, Unavailable
from eventnet.events.queries import slots
from tests.eventnet.absence.calendars import Server, calendar
from tests.eventnet.people.person import Open, Person, signed_in
from tests.factories import an_attendee, an_event
from tests.work import do_jobs

PAGE = "/e/fair/attendance"
HERE = f"{PAGE}/calendar"
PATH = "/private-4f1c/mine.ics"
EVENT = "DTSTART:20270511T080000Z\nDTEND:20270511T084000Z\nSUMMARY:Dentist"


@pytest.fixture
def ada(session: Session, event: Event) -> Attendance:
    return an_attendee(session, event, "Ada")


@pytest.fixture
def reader(session: Session, browser: Open, ada: Attendance, server: Server) -> Person:
    server.files[PATH] = calendar(EVENT)
    return signed_in(browser, session, ada)


def given(session: Session) -> list[str]:
    """Return the addresses that were given."""
    session.rollback()
    return list(session.exec(select(OwnCalendar.address)))


def test_it_is_given_read_and_shown_without_its_address(
    session: Session, app: Starlette, reader: Person, server: Server
) -> None:
    assert "Remove my calendar" not in reader.read(PAGE)
    answer = reader.post(HERE, {"address": server.origin + PATH})
    assert answer.headers["location"] == f"{PAGE}#calendar"
    page = reader.get(PAGE)
    assert "We are reading your calendar at 127.0.0.1…" in page.text
    assert f'hx-get="{HERE}"' in page.text
    do_jobs(app)
    page = reader.get(PAGE)
    assert "It is busy in 2 slots of the event." in page.text
    assert "busy in your calendar" in page.text
    for one in (page.text, reader.get(HERE).text, reader.get(HERE, **{"hx-request": "true"}).text):
        assert "private-4f1c" not in one
        assert "Dentist" not in one


def test_the_part_that_looks_again_is_no_whole_page(reader: Person, server: Server) -> None:
    reader.post(HERE, {"address": server.origin + PATH})
    part = reader.get(HERE, **{"hx-request": "true"}).text
    assert part.lstrip().startswith("<div") or "own-calendar" in part[:400]
    assert "<html" not in part


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("webcal://a.example/x?y=1", "https://a.example/x?y=1"),
        ("WEBCAL://a.example/x", "https://a.example/x"),
        ("  https://a.example/x ", "https://a.example/x"),
        ("HTTPS://a.example/X", "https://a.example/X"),
    ],
)
def test_addresses_that_are_taken(session: Session, reader: Person, typed: str, kept: str) -> None:
    assert reader.post(HERE, {"address": typed}).status_code == 303
    assert given(session) == [kept]


@pytest.mark.parametrize(
    "typed",
    ["", "ada@example.org", "http://a.example/x", "ftp://a.example", "https://", "https://[::",
     "javascript:alert(1)", "file:///etc/passwd", "https://a.example:x/", "https://ä.example/",
     "http://127.0.0.1.evil.example/", "x" * 2001]
)  # fmt: skip
def test_addresses_that_are_refused(session: Session, reader: Person, typed: str) -> None:
    answer = reader.post(HERE, {"address": typed})
    assert answer.status_code == 422
    assert "One thing to put right" in answer.text
    assert given(session) == []


def test_a_form_without_an_address_is_refused_too(session: Session, reader: Person) -> None:
    assert reader.post(HERE, {}).status_code == 422
    assert given(session) == []


def test_free_all_the_same_is_said_with_all_else(
    session: Session, app: Starlette, event: Event, ada: Attendance, reader: Person, server: Server
) -> None:
    reader.post(HERE, {"address": server.origin + PATH})
    do_jobs(app)
    first, second, third, fourth = (slot.id for slot in slots(session, event.id))
    busy = {"busy": [first, second], "shown": [third, fourth]}
    reader.post(PAGE, {**busy, "free": [first, third]})
    assert session.exec(select(FreeAnyway.slot_id)).all() == [first]
    assert session.exec(select(Unavailable.slot_id)).all() == [fourth]
    reader.post(PAGE, {**busy, "free": [third]})
    assert session.exec(select(FreeAnyway.slot_id)).all() == []
    reader.post(PAGE, {**busy, "free": [first, third], "away": ["2027-05-11"]})
    assert session.exec(select(FreeAnyway.slot_id)).all() == []
    assert len(session.exec(select(Unavailable.slot_id)).all()) == 4


def test_slots_that_are_not_busy_or_of_another_event_are_passed_over(
    session: Session, app: Starlette, event: Event, ada: Attendance, reader: Person, server: Server
) -> None:
    reader.post(HERE, {"address": server.origin + PATH})
    do_jobs(app)
    other = slots(session, an_event(session).id)[0].id
    wrong = ["nothing", other, slots(session, event.id)[3].id]
    assert reader.post(PAGE, {"busy": wrong, "free": wrong}).status_code == 303
    assert session.exec(select(FreeAnyway)).all() == []


def test_fetches_are_counted_by_account(reader: Person) -> None:
    answers = [
        reader.post(HERE, {"address": "https://a.example/x"}).status_code
        for _number in range(PER_ACCOUNT.amount + 1)
    ]
    assert answers == [303] * PER_ACCOUNT.amount + [429]
    assert reader.post(f"{HERE}/read").status_code == 429


def test_it_is_removed_with_one_click(session: Session, reader: Person) -> None:
    reader.post(HERE, {"address": "https://a.example/x"})
    assert reader.post(f"{HERE}/remove").status_code == 303
    assert given(session) == []
    assert reader.post(f"{HERE}/remove").status_code == 303
    assert reader.post(f"{HERE}/read").status_code == 404
