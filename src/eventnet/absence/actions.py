"""Give one's calendar, have it read, be free all the same, and take it away again."""

from collections.abc import Collection, Sequence
from datetime import datetime, timedelta

from sqlmodel import Session, col, delete, select

from eventnet import clock
from eventnet.absence.busy import Busy
from eventnet.absence.fetching import Failed
from eventnet.absence.models import BusyTime, FreeAnyway, OwnCalendar
from eventnet.absence.queries import busy_slots
from eventnet.affinities.actions import mark_stale
from eventnet.database import insert_missing, lock, writing
from eventnet.errors import NotFound
from eventnet.events.models import Attendance, Event, Phase
from eventnet.events.queries import phase
from eventnet.i18n import gettext as _
from eventnet.jobs import Job, enqueue

AGAIN = timedelta(hours=3)
AGAIN_ON_THE_DAY = timedelta(hours=1)
FIRST_RETRY, LAST_RETRY = timedelta(minutes=15), timedelta(hours=12)

to_read: list[Job] = []
"""The job that reads a calendar, given whose it is and by which name it was given."""


def give_calendar(session: Session, attendance_id: str, address: str) -> None:
    """Give the address of one's calendar, in place of another; it is read at once."""
    with writing(session):
        attendance = _hold(session, attendance_id)
        old = session.get(OwnCalendar, attendance_id, populate_existing=True)
        if old is not None:
            session.delete(old)
            session.flush()
            mark_stale(session, attendance.event_id)
        made = OwnCalendar(attendance_id=attendance_id, address=address)
        session.add(made)
        session.flush()
        _ask(session, made)


def read_again(session: Session, attendance_id: str) -> None:
    """Have one's calendar read now."""
    with writing(session):
        _hold(session, attendance_id)
        found = session.get(OwnCalendar, attendance_id, populate_existing=True)
        if found is None:
            raise NotFound(_("You have given no calendar, or took it away."))
        found.asked_at = clock.now()
        _ask(session, found)


def _ask(session: Session, found: OwnCalendar) -> None:
    found.due_at = clock.now() + AGAIN_ON_THE_DAY  # should the reading be lost
    session.add(found)
    for job in to_read:
        enqueue(session, job, found.attendance_id, found.given)


def remove_calendar(session: Session, attendance_id: str) -> None:
    """Take one's calendar away, with all that was read of it."""
    with writing(session):
        attendance = _hold(session, attendance_id)
        found = session.get(OwnCalendar, attendance_id, populate_existing=True)
        if found is not None:
            session.delete(found)
            mark_stale(session, attendance.event_id)


def choose_free_anyway(
    session: Session, attendance_id: str, shown: Collection[str], free: Collection[str]
) -> None:
    """Of the slots that were `shown` as busy, be free all the same in those in `free`, and no more.

    For whoever holds the attendance already, inside their transaction.
    """
    attendance = session.get(Attendance, attendance_id)
    if not shown or attendance is None:
        return
    busy = busy_slots(session, attendance.event_id, [attendance_id])
    session.exec(
        delete(FreeAnyway).where(
            col(FreeAnyway.attendance_id) == attendance_id,
            col(FreeAnyway.slot_id).in_(set(shown) - set(free)),
        )
    )
    chosen = {*shown} & {*free} & {slot_id for _, slot_id in busy}
    rows = [{"attendance_id": attendance_id, "slot_id": one} for one in sorted(chosen)]
    insert_missing(session, FreeAnyway, rows)


def keep_busy(session: Session, event: Event, attendance_id: str, given: str, busy: Busy) -> bool:
    """Keep what was read, unless the calendar was taken away or another given meanwhile.

    Who was free all the same in a slot in which they are not busy any more is not so for ever.
    """
    with writing(session):
        found = _still(session, attendance_id, given)
        if found is None:
            return False
        before = _times(session, attendance_id)
        if before != list(busy.times):
            _replace(session, event.id, attendance_id, busy)
        now = clock.now()
        found.read_at = found.looked_at = now
        found.failing_since = found.trouble = found.status = None
        found.failures, found.left_out = 0, busy.left_out
        found.due_at = _next(event, now, AGAIN)
        session.add(found)
        return True


def _times(session: Session, attendance_id: str) -> list[tuple[datetime, datetime]]:
    query = select(BusyTime.starts_at, BusyTime.ends_at)
    mine = query.where(BusyTime.attendance_id == attendance_id).order_by(col(BusyTime.starts_at))
    return [(starts, ends) for starts, ends in session.exec(mine)]


def _replace(session: Session, event_id: str, attendance_id: str, busy: Busy) -> None:
    session.exec(delete(BusyTime).where(col(BusyTime.attendance_id) == attendance_id))
    rows: Sequence[BusyTime] = [
        BusyTime(attendance_id=attendance_id, starts_at=starts, ends_at=ends)
        for starts, ends in busy.times
    ]
    session.add_all(rows)
    session.flush()
    still = {slot_id for _one, slot_id in busy_slots(session, event_id, [attendance_id])}
    session.exec(
        delete(FreeAnyway).where(
            col(FreeAnyway.attendance_id) == attendance_id, col(FreeAnyway.slot_id).not_in(still)
        )
    )
    mark_stale(session, event_id)


def keep_failure(
    session: Session, event: Event, attendance_id: str, given: str, why: Failed
) -> None:
    """Keep that a calendar could not be read; what was read of it before stands."""
    with writing(session):
        found = _still(session, attendance_id, given)
        if found is None:
            return
        now = clock.now()
        found.looked_at = now
        found.failing_since = found.failing_since or now
        found.trouble, found.status = why.trouble, why.status
        found.failures += 1
        wait = min(LAST_RETRY, FIRST_RETRY * 2 ** min(found.failures - 1, 10))
        found.due_at = _next(event, now, wait)
        session.add(found)


def _next(event: Event, now: datetime, wait: timedelta) -> datetime | None:
    """Return when to read again: oftener on the day, and not once the event is over."""
    there = phase(event, now)
    if there is Phase.OVER:
        return None
    return now + (min(wait, AGAIN_ON_THE_DAY) if there is Phase.RUNNING else wait)


def _still(session: Session, attendance_id: str, given: str) -> OwnCalendar | None:
    """Hold an attendance; return its calendar if it is the one that was read."""
    if lock(session, Attendance, attendance_id) is None:
        return None
    found = session.get(OwnCalendar, attendance_id, populate_existing=True)
    return found if found is not None and found.given == given else None


def _hold(session: Session, attendance_id: str) -> Attendance:
    attendance = lock(session, Attendance, attendance_id)
    if attendance is None:
        raise NotFound(_("You do not attend this event any more."))
    return attendance
