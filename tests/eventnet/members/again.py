"""People who come to another event of their community."""

from sqlmodel import Session

from eventnet.events.models import Attendance, Event
from tests.factories import a_role, save


def again(session: Session, event: Event, attendance: Attendance) -> Attendance:
    """Let somebody attend another event too."""
    made = Attendance(
        event_id=event.id,
        membership_id=attendance.membership_id,
        role_id=a_role(session, event).id,
    )
    save(session, made)
    return made
