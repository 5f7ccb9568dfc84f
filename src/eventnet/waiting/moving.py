"""Letting up whoever has a place: as soon as somebody leaves, and by the clock.

Whoever leaves of their own accord can take it back for a while, and their place waits as long;
the clock sees when that is over.
"""

from sqlmodel import Session, col, select

from eventnet.communities.models import Membership
from eventnet.events.models import Attendance, Event
from eventnet.jobs import Ground, enqueue, job, one_by_one
from eventnet.meetings.actions import on_leaving
from eventnet.waiting.actions import leave_line, move_up
from eventnet.waiting.models import WaitingGuest


@job()
def move_up_at(ground: Ground, event_id: str) -> None:
    """Let in as many as there are free places."""
    with ground.sessions() as session:
        move_up(session, event_id)


@job(cron="* * * * *")
def move_up_all(ground: Ground) -> None:
    """Do so at every event at which somebody waits."""
    with ground.sessions() as session:
        events = session.exec(select(WaitingGuest.event_id).distinct()).all()
        one_by_one("event", events, lambda event_id: move_up(session, event_id))


def follow(session: Session, attendance_id: str) -> None:
    """Let the line move once somebody has left, where there is one.

    Whoever waited before they came another way does not wait again by leaving.
    """
    query = (
        select(Event.id, Event.places, Membership.account_id)
        .join(Attendance, col(Attendance.event_id) == Event.id)
        .join(Membership, col(Membership.id) == Attendance.membership_id)
        .where(Attendance.id == attendance_id)
    )
    for event_id, places, account_id in session.exec(query).all():
        leave_line(session, event_id, account_id)
        if places is not None:
            enqueue(session, move_up_at, event_id)


on_leaving.append(follow)
