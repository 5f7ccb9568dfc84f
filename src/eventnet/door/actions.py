"""Let somebody in at the door, and take that back."""

from sqlmodel import Session

from eventnet import audit, clock
from eventnet.database import insert_missing, writing
from eventnet.day.hours import refuse_unless_on
from eventnet.day.models import CheckIn
from eventnet.errors import Conflict, NotFound
from eventnet.events.models import Attendance, Event
from eventnet.events.queries import today
from eventnet.i18n import gettext as _
from eventnet.meetings.arranging import hold_people


def let_in(session: Session, event: Event, attendance_id: str, by: str) -> bool:
    """Check somebody in at the door; return whether they were not in yet.

    Who said before that they are here keeps the words by which they are found. Of two doors at
    once the second finds what the first did.
    """
    _refuse_strangers(session, event, attendance_id)
    refuse_unless_on(event)
    with writing(session):
        _hold(session, event, attendance_id)
        day, now = today(event, clock.now()), clock.now()
        row = {"attendance_id": attendance_id, "on": day, "event_id": event.id, "since": now}
        insert_missing(session, CheckIn, [{**row, "look": ""}])
        found = _own(session, attendance_id, event)
        if found is None or found.door_at is not None:
            return False
        found.door_at = now
        session.add(found)
        _record(session, event, "door.in", attendance_id, by)
        return True


def take_back(session: Session, event: Event, attendance_id: str, by: str) -> None:
    """Take back that somebody came in. What they said themselves stands; again changes nothing."""
    _refuse_strangers(session, event, attendance_id)
    with writing(session):
        found = _own(session, attendance_id, event)
        if found is None or found.door_at is None:
            return
        if found.since == found.door_at:
            session.delete(found)
        else:
            found.door_at = None
            session.add(found)
        _record(session, event, "door.back", attendance_id, by)


def _refuse_strangers(session: Session, event: Event, attendance_id: str) -> None:
    attendance = session.get(Attendance, attendance_id)
    if attendance is None or attendance.event_id != event.id:
        raise NotFound(_("Nobody of this event has this code."))


def _hold(session: Session, event: Event, attendance_id: str) -> None:
    """Hold somebody who attends, or refuse in words."""
    if attendance_id not in hold_people(session, event.id, [attendance_id]):
        raise Conflict(
            _("They do not attend any more: they left, or their ticket was cancelled. Ask them.")
        )


def _own(session: Session, attendance_id: str, event: Event) -> CheckIn | None:
    key = (attendance_id, today(event, clock.now()))
    found = session.get(CheckIn, key, with_for_update=True, populate_existing=True)
    return found if found is not None and found.event_id == event.id else None


def _record(session: Session, event: Event, deed: str, attendance_id: str, by: str) -> None:
    audit.record(session, deed, account_id=by, event_id=event.id, subject=attendance_id)
