"""A server of calendars within the operator's own network, and one on it that is Ada's."""

from collections.abc import Iterator

import pytest
from sqlmodel import Session
from starlette.applications import Starlette

from eventnet import clock
from eventnet.absence.actions import give_calendar
from eventnet.absence.models import OwnCalendar
from eventnet.events.models import Attendance, Event
from eventnet.settings import Settings
from tests.eventnet.absence.calendars import Server, calendar, serving
from tests.eventnet.absence.own import ADA, BEFORE, FIRST, PATH
from tests.factories import an_attendee, an_event
from tests.work import do_jobs


@pytest.fixture
def server() -> Iterator[Server]:
    """Serve calendars."""
    with serving() as made:
        yield made


@pytest.fixture
def settings(settings: Settings, server: Server) -> Settings:
    """Return the settings of an installation that reads calendars from there."""
    return settings.model_copy(update={"calendars_inside": server.origin})


@pytest.fixture
def event(session: Session) -> Event:
    """Return an event with four slots of twenty minutes from nine."""
    return an_event(session, slug="fair")


@pytest.fixture
def ada(session: Session, event: Event, server: Server) -> Attendance:
    """Return an attendee, whose calendar lies on the server and was not given yet."""
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
