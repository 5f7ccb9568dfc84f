"""A calendar is read at once, again while it matters, and never named; what was read blocks."""

import re
from datetime import timedelta

import pytest
from sqlmodel import Session, select
from starlette.applications import Starlette

from eventnet import clock
from eventnet.absence.actions import give_calendar, read_again, remove_calendar
from eventnet.absence.models import BusyTime, FreeAnyway, OwnCalendar, Trouble
from eventnet.absence.queries import away, busy_slots
from eventnet.absence.rereading import forget, look_again, read_calendar, window_of
from eventnet.absence.words import state_of
from eventnet.accounts.models import Account
from eventnet.events.models import Attendance, Event
from eventnet.events.queries import slots
from eventnet.jobs import Ground
from eventnet.people.attending import choose_attendance, leave
from eventnet.privacy.queries import everything
from tests.eventnet.absence.calendars import Server, calendar
from tests.eventnet.programme.talks import NINE
from tests.factories import an_attendee, an_event
from tests.queries import counted
from tests.work import do_jobs

ADA = "ada@example.org"
PATH = "/private-4f1c/mine.ics"
FIRST = "DTSTART:20270511T080000Z\nDTEND:20270511T082000Z\nSUMMARY:Dentist\nLOCATION:Lisbon"
SECOND = FIRST.replace("T08", "T09").replace("T0900", "T0820").replace("T0920", "T0840")
BEFORE = NINE - timedelta(days=9)


@pytest.fixture
def event(session: Session) -> Event:
    """Return an event with four slots of twenty minutes from nine."""
    return an_event(session, slug="fair")


@pytest.fixture
def ada(session: Session, event: Event, server: Server) -> Attendance:
    server.files[PATH] = calendar(FIRST)
    return an_attendee(session, event, "Ada", ADA)


@pytest.fixture
def given(session: Session, app: Starlette, ada: Attendance, server: Server) -> OwnCalendar:
    """Return Ada's calendar, read once."""
    with clock.at(BEFORE):
        give_calendar(session, ada.id, server.origin + PATH)
        assert do_jobs(app) == ["read_calendar"]
        assert do_jobs(app) == ["tell_clashes"]
    return session.get_one(OwnCalendar, ada.id, populate_existing=True)


def closed(session: Session, event: Event, attendance: Attendance) -> list[int]:
    """Return the numbers of the slots in which somebody is away."""
    session.rollback()
    gone = {slot_id for one, slot_id in away(session, event.id) if one == attendance.id}
    assert gone == {slot_id for _, slot_id in away(session, event.id, [attendance.id])}
    return [n for n, slot in enumerate(slots(session, event.id)) if slot.id in gone]


def read(app: Starlette, session: Session, attendance: Attendance) -> OwnCalendar:
    """Let the job read a calendar now, and return how it stands."""
    session.rollback()
    own = session.get_one(OwnCalendar, attendance.id)
    read_calendar.work(Ground(app.state.settings, app.state.sessions), own.attendance_id, own.given)
    session.rollback()
    return session.get_one(OwnCalendar, attendance.id, populate_existing=True)


def choose(session: Session, ada: Attendance, busy: list[str], free: list[str]) -> None:
    """Save the page of attendance, on which these slots stand as busy."""
    choose_attendance(
        session, ada.id, consent=None, max_meetings=None, shown=[], free=free, busy=busy
    )


def test_busy_times_close_slots_and_nothing_else_is_kept(
    session: Session, event: Event, ada: Attendance, given: OwnCalendar
) -> None:
    assert given.trouble is None
    assert given.read_at == BEFORE
    assert closed(session, event, ada) == [0]
    [row] = session.exec(select(BusyTime)).all()
    assert row.model_dump() == {
        "attendance_id": ada.id,
        "starts_at": NINE,
        "ends_at": NINE + timedelta(minutes=20),
    }


def test_others_and_other_events_are_not_touched(
    session: Session, event: Event, ada: Attendance, given: OwnCalendar
) -> None:
    bo, other = an_attendee(session, event, "Bo"), an_event(session)
    assert closed(session, event, bo) == []
    assert away(session, other.id) == set()


def test_being_free_all_the_same_can_be_said_and_taken_back(
    session: Session, event: Event, ada: Attendance, given: OwnCalendar
) -> None:
    first = slots(session, event.id)[0].id
    choose(session, ada, [first], [first])
    assert closed(session, event, ada) == []
    choose(session, ada, [first], [])
    assert closed(session, event, ada) == [0]


def test_what_was_closed_by_hand_is_left_to_the_hand(
    session: Session, event: Event, ada: Attendance, given: OwnCalendar
) -> None:
    first = slots(session, event.id)[0].id
    choose_attendance(
        session, ada.id, consent=None, max_meetings=None, shown=[first], free=[], busy=[first]
    )
    remove_calendar(session, ada.id)
    assert closed(session, event, ada) == [0]


def test_free_all_the_same_lasts_as_long_as_what_it_is_said_of(
    session: Session,
    app: Starlette,
    event: Event,
    ada: Attendance,
    given: OwnCalendar,
    server: Server,
) -> None:
    first = slots(session, event.id)[0].id
    choose(session, ada, [first], [first])
    server.files[PATH] = calendar(FIRST, SECOND)
    read(app, session, ada)
    assert closed(session, event, ada) == [1]
    server.files[PATH] = calendar(SECOND)
    read(app, session, ada)
    server.files[PATH] = calendar(FIRST)
    read(app, session, ada)
    assert closed(session, event, ada) == [0]


def test_a_calendar_that_is_taken_away_takes_everything_along(
    session: Session, event: Event, ada: Attendance, given: OwnCalendar
) -> None:
    first = slots(session, event.id)[0].id
    choose(session, ada, [first], [first])
    remove_calendar(session, ada.id)
    session.rollback()
    for table in (OwnCalendar, BusyTime, FreeAnyway):
        assert session.exec(select(table)).all() == []


@pytest.mark.parametrize("gone", ["attendance", "account"])
def test_nothing_of_it_outlives_its_owner(
    session: Session, event: Event, ada: Attendance, given: OwnCalendar, gone: str
) -> None:
    first = slots(session, event.id)[0].id
    choose(session, ada, [first], [first])
    account = session.exec(select(Account).where(Account.email == ADA)).one()
    session.delete(ada if gone == "attendance" else account)
    session.commit()
    for table in (OwnCalendar, BusyTime, FreeAnyway):
        assert session.exec(select(table)).all() == []


@pytest.mark.parametrize(
    ("data", "status", "trouble", "words"),
    [
        (None, 404, Trouble.STATUS, "The address answers with 404. Copy the address"),
        (b"", 503, Trouble.STATUS, "The address answers with 503. That is likely to pass"),
        (b"", 302, Trouble.REDIRECT, "leads on to another"),
        (b"<!doctype html>", 200, Trouble.PAGE, "a web page"),
        (b"\x00\x01", 200, Trouble.OTHER, "no calendar"),
        (calendar(FIRST)[:-30], 200, Trouble.TRUNCATED, "ends in the middle"),
        (b"BEGIN:VCALENDAR" + b" " * (20 << 20), 200, Trouble.LARGE, "larger than 20 MB"),
    ],
)
def test_what_fails_says_why_and_leaves_what_was_read(
    session: Session,
    app: Starlette,
    event: Event,
    ada: Attendance,
    given: OwnCalendar,
    server: Server,
    data: bytes | None,
    status: int,
    trouble: Trouble,
    words: str,
) -> None:
    del server.files[PATH]
    if data is not None:
        server.files[PATH], server.status[PATH] = data, status
    with clock.at(BEFORE + timedelta(hours=3)):
        found = read(app, session, ada)
    assert (found.trouble, found.failing_since) == (trouble, BEFORE + timedelta(hours=3))
    assert found.status == (status if trouble is Trouble.STATUS else None)
    assert words in state_of(found).trouble
    assert closed(session, event, ada) == [0]


def test_a_host_inside_that_nobody_named_is_not_asked(
    session: Session, app: Starlette, ada: Attendance, server: Server
) -> None:
    for address in (server.origin.replace("127.0.0.1", "localhost"), "https://127.0.0.1"):
        give_calendar(session, ada.id, address + PATH)
        assert read(app, session, ada).trouble in {Trouble.HOST, Trouble.SILENT}
    assert server.asked == []


def test_it_is_read_less_often_while_it_fails_and_not_once_the_event_is_over(
    session: Session, app: Starlette, ada: Attendance, given: OwnCalendar, server: Server
) -> None:
    hour = timedelta(hours=1)

    def wait(moment: object = BEFORE) -> object:
        with clock.at(BEFORE if moment is BEFORE else NINE + 9 * timedelta(days=1)):
            found = read(app, session, ada)
            return found.due_at and found.due_at - clock.now()

    assert wait() == 3 * hour
    kept = server.files.pop(PATH)
    assert [wait() for _ in range(8)] == [hour * n for n in (0.25, 0.5, 1, 2, 4, 8, 12, 12)]
    server.files[PATH] = kept
    assert wait() == 3 * hour
    assert session.get_one(OwnCalendar, ada.id).failing_since is None
    assert wait("over") is None
    with clock.at(NINE):
        found = read(app, session, ada)
        assert found.due_at == NINE + hour


def test_the_clock_asks_for_what_is_due_and_once(
    session: Session, app: Starlette, event: Event, ada: Attendance, given: OwnCalendar
) -> None:
    ground = Ground(app.state.settings, app.state.sessions)
    with clock.at(BEFORE + timedelta(hours=2)):
        look_again.work(ground)
        assert do_jobs(app) == []
    with clock.at(BEFORE + timedelta(hours=4)):
        look_again.work(ground)
        look_again.work(ground)
        assert do_jobs(app) == ["read_calendar"]
    leave(session, event, ada.id)
    with clock.at(BEFORE + timedelta(hours=9)):
        look_again.work(ground)
        assert "read_calendar" not in do_jobs(app)


def test_a_week_after_the_event_all_of_it_is_let_go(
    session: Session, app: Starlette, given: OwnCalendar
) -> None:
    ground = Ground(app.state.settings, app.state.sessions)
    for days, left in ((8, 1), (10, 0)):
        with clock.at(NINE + timedelta(days=days)):
            forget.work(ground)
        session.rollback()
        assert len(session.exec(select(OwnCalendar)).all()) == left


def test_times_without_a_clock_are_on_their_owners(
    session: Session, app: Starlette, event: Event, ada: Attendance
) -> None:
    account = session.exec(select(Account).where(Account.email == ADA)).one()
    for own, expected in ((None, "Europe/Lisbon"), ("Asia/Tokyo", "Asia/Tokyo")):
        account.time_zone = own
        session.add(account)
        session.commit()
        window = window_of(session, app.state.settings, event, ada.id)
        assert window.own.key == expected
        assert (window.starts, window.ends - window.starts) == (
            NINE - timedelta(hours=9),
            timedelta(days=2),
        )


def test_the_address_is_written_into_no_log(
    session: Session,
    app: Starlette,
    ada: Attendance,
    given: OwnCalendar,
    server: Server,
    caplog: pytest.LogCaptureFixture,
    capsys: pytest.CaptureFixture[str],
) -> None:
    caplog.set_level("INFO")
    read(app, session, ada)
    del server.files[PATH]
    read(app, session, ada)
    said = caplog.text + "".join(capsys.readouterr())
    assert "calendar.failed" in said
    assert "private-4f1c" not in said


def test_its_owner_takes_it_along_in_their_data(
    session: Session, event: Event, ada: Attendance, given: OwnCalendar, server: Server
) -> None:
    first = slots(session, event.id)[0]
    choose(session, ada, [first.id], [first.id])
    account = session.exec(select(Account).where(Account.email == ADA)).one()
    [mine] = everything(session, account)["attendances"]
    assert mine["own_calendar"]["address"] == server.origin + PATH
    assert mine["own_calendar"]["busy"] == [
        {"starts_at": NINE, "ends_at": NINE + timedelta(minutes=20)}
    ]
    assert mine["own_calendar"]["free_all_the_same_at"] == [NINE]


def test_the_statements_are_as_many_for_one_calendar_as_for_thirty(
    session: Session, event: Event, ada: Attendance, given: OwnCalendar
) -> None:
    def statements() -> int:
        session.rollback()
        with counted(session) as count:
            away(session, event.id)
        return count.total

    once = statements()
    for _number in range(29):
        one = an_attendee(session, event).id
        session.add(OwnCalendar(attendance_id=one, address="https://a.example"))
        session.flush()
        session.add(BusyTime(attendance_id=one, starts_at=NINE, ends_at=NINE + timedelta(hours=1)))
        session.commit()
    assert statements() == once
    assert len(busy_slots(session, event.id, [ada.id])) == 1


def test_asking_again_reads_again(
    session: Session, app: Starlette, ada: Attendance, given: OwnCalendar, server: Server
) -> None:
    before = len(server.asked)
    with clock.at(BEFORE + timedelta(minutes=9)):
        read_again(session, ada.id)
        assert state_of(session.get_one(OwnCalendar, ada.id)).reading
        assert do_jobs(app) == ["read_calendar"]
        session.rollback()
        assert not state_of(session.get_one(OwnCalendar, ada.id)).reading
    assert len(server.asked) == before + 1


def test_no_page_of_words_names_more_than_the_host(given: OwnCalendar) -> None:
    shown = state_of(given)
    assert shown.host == "127.0.0.1"
    assert not re.search("private|mine", repr(shown))
