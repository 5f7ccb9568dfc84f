"""A calendar that is read, beside another that is given, taking it away, and being free."""

import pytest
from sqlalchemy.exc import IntegrityError
from sqlmodel import Session, select
from starlette.applications import Starlette

from eventnet.absence import actions, rereading
from eventnet.absence.actions import choose_free_anyway, give_calendar, remove_calendar
from eventnet.absence.fetching import fetch_busy
from eventnet.absence.models import BusyTime, FreeAnyway, OwnCalendar
from eventnet.absence.rereading import read_calendar
from eventnet.database import writing
from eventnet.events.models import Attendance, Event
from eventnet.events.queries import slots
from eventnet.jobs import Ground
from tests.eventnet.absence.calendars import Server, calendar
from tests.eventnet.absence.own import FIRST, PATH, SECOND, closed
from tests.races import (
    Deed,
    at_once,
    careless_lock,
    only_where_writes_are_many,
    overtaken,
)


def test_without_the_name_of_what_was_given_a_late_reading_fills_another_calendar(
    session: Session,
    app: Starlette,
    event: Event,
    ada: Attendance,
    given: OwnCalendar,
    server: Server,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    fetched = read_late(session, app, ada, server, monkeypatch)
    assert fetched
    assert closed(session, event, ada) == []
    monkeypatch.setattr(actions, "_still", lambda own, key, _given: own.get(OwnCalendar, key))
    read_late(session, app, ada, server, monkeypatch)
    assert closed(session, event, ada) == [0]


def read_late(
    session: Session,
    app: Starlette,
    ada: Attendance,
    server: Server,
    monkeypatch: pytest.MonkeyPatch,
) -> bool:
    """Read a calendar, and while that is fetched give another one, which is empty."""
    server.files["/empty.ics"] = calendar()
    give_calendar(session, ada.id, server.origin + PATH)
    session.rollback()
    old = session.get_one(OwnCalendar, ada.id).given
    session.rollback()

    def late(*how: object) -> object:
        found = fetch_busy(*how)  # type: ignore[arg-type]
        give_calendar(session, ada.id, f"{server.origin}/empty.ics")
        return found

    with monkeypatch.context() as patch:
        patch.setattr(rereading, "fetch_busy", late)
        read_calendar.work(Ground(app.state.settings, app.state.sessions), ada.id, old)
    return True


def reads(app: Starlette, attendance_id: str, given: str) -> Deed:
    """Return what the job does that reads a calendar."""
    ground = Ground(app.state.settings, app.state.sessions)
    return lambda _own: read_calendar.work(ground, attendance_id, given)


def is_free(attendance_id: str, slot_id: str) -> Deed:
    """Return the deed of being free all the same in a slot."""

    def do(own: Session) -> None:
        with writing(own):
            actions._hold(own, attendance_id)
            choose_free_anyway(own, attendance_id, [slot_id], [slot_id])

    return do


@pytest.fixture
def careless(session: Session, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let neither who reads a calendar nor who changes it hold the attendance."""
    only_where_writes_are_many(session)
    monkeypatch.setattr(actions, "lock", careless_lock)


@pytest.mark.usefixtures("careless")
def test_without_the_hold_what_is_read_belongs_to_no_calendar(
    session: Session, app: Starlette, ada: Attendance, given: OwnCalendar, server: Server
) -> None:
    key, name = ada.id, given.given
    server.files[PATH] = calendar(SECOND)
    session.rollback()
    with pytest.raises(IntegrityError):
        overtaken(
            app,
            reads(app, key, name),
            lambda own: remove_calendar(own, key),
            after="eventnet.absence.actions._times",
        )


@pytest.mark.usefixtures("careless")
def test_without_the_hold_somebody_is_free_all_the_same_for_ever(
    session: Session,
    app: Starlette,
    event: Event,
    ada: Attendance,
    given: OwnCalendar,
    server: Server,
) -> None:
    key, name, first = ada.id, given.given, slots(session, event.id)[0].id
    server.files[PATH] = calendar()
    session.rollback()
    looks = "eventnet.absence.actions.busy_slots"
    overtaken(app, is_free(key, first), reads(app, key, name), after=looks)
    session.rollback()
    assert session.exec(select(BusyTime)).all() == []
    assert len(session.exec(select(FreeAnyway)).all()) == 1


def test_who_is_free_while_the_calendar_frees_them_is_not_so_for_ever(
    session: Session, app: Starlette, event: Event, ada: Attendance, server: Server
) -> None:
    first, key = slots(session, event.id)[0].id, ada.id
    for _round in range(10):
        server.files[PATH] = calendar(FIRST)
        give_calendar(session, key, server.origin + PATH)
        given = session.get_one(OwnCalendar, key).given
        session.rollback()
        reads(app, key, given)(session)
        server.files[PATH] = calendar()
        at_once(app, reads(app, key, given), is_free(key, first))
        session.rollback()
        assert session.exec(select(FreeAnyway)).all() == []


def test_reading_against_taking_away_and_being_free_all_the_same(
    session: Session, app: Starlette, event: Event, ada: Attendance, server: Server
) -> None:
    first = slots(session, event.id)[0].id
    for number in range(40):
        give_calendar(session, ada.id, server.origin + PATH)
        session.rollback()
        given, key = session.get_one(OwnCalendar, ada.id).given, ada.id
        session.rollback()
        removes: Deed = lambda own, key=key: remove_calendar(own, key)  # type: ignore[misc]  # noqa: E731
        other = removes if number % 2 else is_free(key, first)
        at_once(app, reads(app, key, given), other)
        session.rollback()
        left = session.exec(select(OwnCalendar)).all()
        if number % 2:
            assert (left, session.exec(select(BusyTime)).all()) == ([], [])
            assert session.exec(select(FreeAnyway)).all() == []
        else:
            assert len(session.exec(select(BusyTime)).all()) == 1
            # Said before it was read, it was said of nothing; afterwards it counts.
            assert closed(session, event, ada) in ([], [0])
