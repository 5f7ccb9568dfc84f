"""A meeting that stands while somebody's calendar says busy: shown, told once, never called off."""

from datetime import timedelta

import pytest
from sqlmodel import Session
from starlette.applications import Starlette

from eventnet import clock
from eventnet.absence.models import BusyTime, FreeAnyway, OwnCalendar
from eventnet.events.models import Attendance, Event
from eventnet.jobs import Ground
from eventnet.meetings.models import Meeting, MeetingState
from eventnet.schedule.days import schedule_of
from eventnet.schedule.telling_clashes import tell_clashes
from tests.eventnet.programme.talks import NINE
from tests.factories import a_meeting, an_attendee, an_event, save
from tests.work import mails

ADA = "ada@example.org"


@pytest.fixture
def event(session: Session) -> Event:
    return an_event(session, slug="fair")


@pytest.fixture
def ada(session: Session, event: Event) -> Attendance:
    made = an_attendee(session, event, "Ada", ADA)
    save(session, OwnCalendar(attendance_id=made.id, address="https://calendars.example/a"))
    return made


@pytest.fixture
def meeting(session: Session, event: Event, ada: Attendance) -> Meeting:
    return a_meeting(session, event, ada, an_attendee(session, event, "Bo <b>", "bo@example.org"))


def busy(session: Session, ada: Attendance, after: int = 0) -> None:
    """Let Ada's calendar say busy for a slot."""
    starts = NINE + timedelta(minutes=after)
    ends = starts + timedelta(minutes=20)
    save(session, BusyTime(attendance_id=ada.id, starts_at=starts, ends_at=ends))


def tell(app: Starlette, ada: Attendance, *, after: bool = False) -> None:
    """Tell Ada of what clashes."""
    with clock.at(NINE + timedelta(days=1 if after else -9)):
        tell_clashes.work(Ground(app.state.settings, app.state.sessions), ada.id)


def clashes(session: Session, event: Event, attendance_id: str) -> list[str]:
    """Return what the page of somebody's days says of clashes."""
    session.rollback()
    with clock.at(NINE - timedelta(days=9)):
        days = schedule_of(session, event, attendance_id, None, "/MEETING").days
    return [row.clash for day in days for row in day.rows if row.clash]


def test_it_is_told_once_and_stands(
    session: Session, app: Starlette, event: Event, ada: Attendance, meeting: Meeting
) -> None:
    tell(app, ada)
    assert mails(session, ADA) == []
    assert clashes(session, event, ada.id) == []
    busy(session, ada)
    tell(app, ada)
    tell(app, ada)
    [mail] = mails(session, ADA)
    assert mail.subject == "Fair: a meeting of yours clashes with your calendar"
    assert "Tue 11 May, 09:00" in mail.text
    assert "Bo <b>" in mail.text
    assert "Bo &lt;b&gt;" in (mail.html or "")
    assert len(clashes(session, event, ada.id)) == 1
    session.refresh(meeting)
    assert meeting.state is MeetingState.CONFIRMED


def test_only_what_is_new_is_told(
    session: Session, app: Starlette, event: Event, ada: Attendance, meeting: Meeting
) -> None:
    busy(session, ada)
    tell(app, ada)
    session.rollback()
    a_meeting(session, event, ada, an_attendee(session, event, "Cy"), slot=2)
    busy(session, ada, after=40)
    tell(app, ada)
    first, second = mails(session, ADA)
    assert "Bo <b>" in first.text
    assert "Bo <b>" not in second.text
    assert "Cy\n" in second.text


def test_the_other_learns_nothing_of_it(
    session: Session, app: Starlette, event: Event, ada: Attendance, meeting: Meeting
) -> None:
    busy(session, ada)
    tell(app, ada)
    [one] = schedule_of(session, event, ada.id, None, "/MEETING").meetings
    bo = one.other_id
    assert clashes(session, event, bo) == []
    assert mails(session, "bo@example.org") == []


def test_who_is_free_all_the_same_has_no_clash(
    session: Session, app: Starlette, event: Event, ada: Attendance, meeting: Meeting
) -> None:
    busy(session, ada)
    save(session, FreeAnyway(attendance_id=ada.id, slot_id=meeting.slot_id))
    tell(app, ada)
    assert clashes(session, event, ada.id) == []
    assert mails(session, ADA) == []


def test_what_is_over_clashes_with_nothing(
    session: Session, app: Starlette, ada: Attendance, meeting: Meeting
) -> None:
    busy(session, ada)
    tell(app, ada, after=True)
    assert mails(session, ADA) == []
