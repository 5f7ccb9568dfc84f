"""Jobs that read people's calendars: at once when given, and again until the event is over."""

from datetime import timedelta
from urllib.parse import urlsplit

from sqlmodel import Session, col, delete, select, update

from eventnet import clock
from eventnet.absence import actions
from eventnet.absence.busy import Window
from eventnet.absence.fetching import Failed, fetch_busy
from eventnet.absence.models import OwnCalendar
from eventnet.accounts.models import Account
from eventnet.communities.models import Membership
from eventnet.database import writing
from eventnet.events.closed import is_open
from eventnet.events.models import Attendance, Event
from eventnet.events.queries import present, zone
from eventnet.events.times import start_of_day
from eventnet.jobs import Ground, Job, enqueue, job
from eventnet.logs import logger
from eventnet.settings import Settings
from eventnet.time_zones import zone_named

KEPT = timedelta(days=7)
"""So long after the event a calendar is kept: its days may still be moved."""
AT_A_TIME = 500

on_read: list[Job] = []
"""Jobs of later features, each given whose calendar was read."""

log = logger(__name__)


@job("outside")
def read_calendar(ground: Ground, attendance_id: str, given: str) -> None:
    """Read a calendar and keep when it says busy; no database session waits for the other side."""
    with ground.sessions() as session:
        calendar = session.get(OwnCalendar, attendance_id)
        if calendar is None or calendar.given != given or not _is_there(session, attendance_id):
            return
        address = calendar.address  # goes nowhere but out
        event = session.get_one(Event, session.get_one(Attendance, attendance_id).event_id)
        event_id = event.id
        window = window_of(session, ground.settings, event, attendance_id)
    try:
        busy = fetch_busy(address, window, ground.settings.calendars_inside)
    except Failed as why:
        log.warning("calendar.failed", attendance=attendance_id, why=str(why), status=why.status)
        with ground.sessions() as session:
            event = session.get_one(Event, event_id)
            actions.keep_failure(session, event, attendance_id, given, why)
        return
    with ground.sessions() as session, writing(session):
        event = session.get_one(Event, event_id)
        if actions.keep_busy(session, event, attendance_id, given, busy):
            for made in on_read:
                enqueue(session, made, attendance_id)


def window_of(session: Session, settings: Settings, event: Event, attendance_id: str) -> Window:
    """Return what of somebody's calendar is read: the days of the event, by their own clock."""
    own = session.exec(
        select(Account.time_zone)
        .join(Membership, col(Membership.account_id) == Account.id)
        .join(Attendance, col(Attendance.membership_id) == Membership.id)
        .where(Attendance.id == attendance_id)
    ).one()
    here = zone(event)
    return Window(
        start_of_day(event.starts_on, here),
        start_of_day(event.ends_on + timedelta(days=1), here),
        zone_named(own or "") or here,
        urlsplit(settings.origin).hostname or "eventnet",
    )


@job(cron="*/5 * * * *")
def look_again(ground: Ground) -> None:
    """Have the calendars read whose time has come; each is asked for once at a time."""
    now = clock.now()
    with ground.sessions() as session, writing(session):
        due = session.exec(
            select(OwnCalendar)
            .join(Attendance, col(Attendance.id) == OwnCalendar.attendance_id)
            .join(Membership, col(Membership.id) == Attendance.membership_id)
            .join(Account, col(Account.id) == Membership.account_id)
            .join(Event, col(Event.id) == Attendance.event_id)
            .where(col(OwnCalendar.due_at) <= now, present(), is_open())
            .order_by(col(OwnCalendar.due_at))
            .limit(AT_A_TIME)
        ).all()
        for calendar in due:
            enqueue(session, read_calendar, calendar.attendance_id, calendar.given)
        session.exec(
            update(OwnCalendar)
            .where(col(OwnCalendar.attendance_id).in_([one.attendance_id for one in due]))
            .values(due_at=now + actions.AGAIN_ON_THE_DAY)
        )


@job(cron="53 3 * * *")
def forget(ground: Ground) -> None:
    """Let go of the calendars of events that are over, once a night."""
    # A day more: the event ends by the clock of its place.
    last = (clock.now() - KEPT - timedelta(days=1)).date()
    over = select(Attendance.id).join(Event, col(Event.id) == Attendance.event_id)
    with ground.sessions() as session, writing(session):
        session.exec(
            delete(OwnCalendar).where(
                col(OwnCalendar.attendance_id).in_(over.where(col(Event.ends_on) < last))
            )
        )


def _is_there(session: Session, attendance_id: str) -> bool:
    query = (
        select(Attendance.id)
        .join(Membership, col(Membership.id) == Attendance.membership_id)
        .join(Account, col(Account.id) == Membership.account_id)
        .where(Attendance.id == attendance_id, present())
    )
    return session.exec(query).first() is not None


actions.to_read.append(read_calendar)
