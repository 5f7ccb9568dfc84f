"""Checking in: somebody says that they are here today, and how they are found."""

from sqlmodel import Session

from eventnet import clock
from eventnet.database import insert_missing, writing
from eventnet.day.hours import refuse_unless_on
from eventnet.day.models import CheckIn
from eventnet.events.models import Event
from eventnet.events.queries import today


def check_in(session: Session, event: Event, attendance_id: str, look: str) -> CheckIn:
    """Say that one is here today, and how one is found. Later words take the place of earlier."""
    refuse_unless_on(event)
    day = today(event, clock.now())
    with writing(session):
        row = {
            "attendance_id": attendance_id,
            "on": day,
            "event_id": event.id,
            "since": clock.now(),
            "look": look,
        }
        insert_missing(session, CheckIn, [row])
        found = session.get_one(
            CheckIn, (attendance_id, day), with_for_update=True, populate_existing=True
        )
        found.look = look
        session.add(found)
        return found


def check_out(session: Session, event: Event, attendance_id: str) -> None:
    """Take back that one is here today. Doing so again changes nothing."""
    with writing(session):
        found = session.get(
            CheckIn, (attendance_id, today(event, clock.now())), with_for_update=True
        )
        if found is not None:
            session.delete(found)
