"""What is kept of a calendar: its owner takes it along, and it goes with whatever it is of."""

from datetime import timedelta

import pytest
from sqlmodel import Session, select
from starlette.applications import Starlette

from eventnet import clock
from eventnet.absence.actions import remove_calendar
from eventnet.absence.models import BusyTime, FreeAnyway, OwnCalendar
from eventnet.absence.rereading import forget
from eventnet.accounts.models import Account
from eventnet.events.models import Attendance, Event
from eventnet.events.queries import slots
from eventnet.jobs import Ground
from eventnet.privacy.queries import everything
from tests.eventnet.absence.calendars import Server
from tests.eventnet.absence.own import ADA, PATH, choose
from tests.eventnet.programme.talks import NINE


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


def test_a_week_after_the_event_all_of_it_is_let_go(
    session: Session, app: Starlette, given: OwnCalendar
) -> None:
    ground = Ground(app.state.settings, app.state.sessions)
    for days, left in ((8, 1), (10, 0)):
        with clock.at(NINE + timedelta(days=days)):
            forget.work(ground)
        session.rollback()
        assert len(session.exec(select(OwnCalendar)).all()) == left


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
