"""What an attendee does with their calendar address: show it, and make a new one."""

from sqlmodel import Session

from eventnet import audit, clock
from eventnet.database import lock, writing
from eventnet.events.models import Attendance
from eventnet.schedule.models import CalendarAddress
from eventnet.schedule.policies import CALENDAR, FIRST, generation
from eventnet.tokens import Signer


def calendar_token(session: Session, key: str, attendance_id: str) -> str:
    """Return what somebody's calendar address holds."""
    return Signer(key, CALENDAR).sign([attendance_id, generation(session, attendance_id)])


def renew_calendar(session: Session, attendance_id: str, account_id: str) -> None:
    """Make a new calendar address; older ones stop working at once."""
    with writing(session):
        lock(session, Attendance, attendance_id)  # two renewals follow one another
        address = session.get(CalendarAddress, attendance_id, populate_existing=True)
        if address is None:
            address = CalendarAddress(attendance_id=attendance_id, generation=FIRST)
        address.generation += 1
        address.renewed_at = clock.now()
        session.add(address)
        audit.record(session, "calendar.renewed", account_id=account_id, subject=attendance_id)
