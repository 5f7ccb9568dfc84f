"""A calendar that cannot be read: it says why, keeps what was read, and names no address."""

from datetime import timedelta

import pytest
from sqlmodel import Session
from starlette.applications import Starlette

from eventnet import clock
from eventnet.absence.actions import give_calendar
from eventnet.absence.models import OwnCalendar, Trouble
from eventnet.absence.words import state_of
from eventnet.events.models import Attendance, Event
from tests.eventnet.absence.calendars import Server, calendar
from tests.eventnet.absence.own import BEFORE, FIRST, PATH, closed, read
from tests.eventnet.programme.talks import NINE


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
