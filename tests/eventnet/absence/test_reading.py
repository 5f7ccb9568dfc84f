"""A calendar is read at once and again while it matters; what was read closes slots."""

import re
from datetime import timedelta

from sqlmodel import Session, select
from starlette.applications import Starlette

from eventnet import clock
from eventnet.absence.actions import read_again
from eventnet.absence.models import BusyTime, OwnCalendar
from eventnet.absence.queries import away, busy_slots
from eventnet.absence.rereading import look_again, window_of
from eventnet.absence.words import state_of
from eventnet.accounts.models import Account
from eventnet.events.models import Attendance, Event
from eventnet.jobs import Ground
from eventnet.people.attending import leave
from tests.eventnet.absence.calendars import Server
from tests.eventnet.absence.own import ADA, BEFORE, closed
from tests.eventnet.programme.talks import NINE
from tests.factories import an_attendee, an_event
from tests.queries import counted
from tests.work import do_jobs


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
