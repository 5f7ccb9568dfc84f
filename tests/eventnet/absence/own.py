"""Ada's own calendar on the server: what it says, and what comes of reading it."""

from datetime import timedelta

from sqlmodel import Session
from starlette.applications import Starlette

from eventnet.absence.models import OwnCalendar
from eventnet.absence.queries import away
from eventnet.absence.rereading import read_calendar
from eventnet.events.models import Attendance, Event
from eventnet.events.queries import slots
from eventnet.jobs import Ground
from eventnet.people.attending import choose_attendance
from tests.eventnet.programme.talks import NINE

ADA = "ada@example.org"
PATH = "/private-4f1c/mine.ics"
FIRST = "DTSTART:20270511T080000Z\nDTEND:20270511T082000Z\nSUMMARY:Dentist\nLOCATION:Lisbon"
SECOND = FIRST.replace("T08", "T09").replace("T0900", "T0820").replace("T0920", "T0840")
BEFORE = NINE - timedelta(days=9)


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
