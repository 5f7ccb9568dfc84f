"""How somebody attends: by which consent, how often, when; and leaving."""

from collections.abc import Collection
from datetime import timedelta

from sqlmodel import Session, col, delete, select

from eventnet import clock
from eventnet.absence.actions import choose_free_anyway
from eventnet.affinities.actions import mark_stale
from eventnet.database import lock, writing
from eventnet.errors import Gone, NotFound
from eventnet.events.actions import held
from eventnet.events.models import Attendance, Consent, Event, Slot, Unavailable
from eventnet.i18n import gettext as _
from eventnet.meetings.actions import cancel_all_of
from eventnet.meetings.returning import Restored, restore_all_of

MAY_RETURN = timedelta(minutes=30)
"""How long leaving an event can be taken back."""


def choose_consent(session: Session, attendance_id: str, consent: Consent) -> None:
    """Say how planned meetings may come about."""
    with writing(session):
        attendance = _hold(session, attendance_id)
        attendance.consent = consent
        _was_here(session, attendance)


def choose_attendance(
    session: Session,
    attendance_id: str,
    *,
    consent: Consent | None,
    max_meetings: int | None,
    shown: Collection[str],
    free: Collection[str],
    busy: Collection[str] = (),
) -> None:
    """Say how and when one attends. Of the slots that were `shown`, those in `free` are free.

    Those that were shown as `busy` are closed by one's calendar: in those that are in `free` one is
    free all the same, the others are left to the calendar.
    A slot that was added to the grid since the page was shown stays as it is. Meetings stay too:
    whoever is no longer free calls them off one by one.
    """
    with writing(session):
        attendance = _hold(session, attendance_id)
        attendance.consent = consent
        attendance.max_meetings = max_meetings
        choose_free_anyway(session, attendance_id, busy, free)
        shown = {*shown, *({*busy} & {*free})}
        there = session.exec(
            select(Slot.id).where(
                Slot.event_id == attendance.event_id, col(Slot.id).in_(list(shown))
            )
        ).all()
        session.exec(
            delete(Unavailable).where(
                col(Unavailable.attendance_id) == attendance_id,
                col(Unavailable.slot_id).in_(there),
            )
        )
        session.add_all(
            Unavailable(attendance_id=attendance_id, slot_id=slot_id)
            for slot_id in there
            if slot_id not in free
        )
        _was_here(session, attendance)


def pause(session: Session, attendance_id: str) -> None:
    """Take a break: no new meetings, and in no list of people. What one has stays."""
    with writing(session):
        attendance = _hold(session, attendance_id)
        attendance.paused_at = attendance.paused_at or clock.now()
        session.add(attendance)


def come_back(session: Session, attendance_id: str) -> None:
    """End one's break."""
    with writing(session):
        attendance = _hold(session, attendance_id)
        attendance.paused_at = None
        session.add(attendance)


def leave(session: Session, event: Event, attendance_id: str) -> int:
    """Leave the event: the meetings ahead are called off; return how many there were.

    For a while this can be taken back.
    """
    with writing(session):
        attendance = _hold(session, attendance_id)
        if attendance.left_at is not None:
            return 0
        attendance.left_at = clock.now()
        attendance.may_return_until = attendance.left_at + MAY_RETURN
        session.add(attendance)
        session.flush()
        called_off = cancel_all_of(session, attendance_id, "left")
        session.add(attendance)
        mark_stale(session, event.id)
        return called_off


def take_leaving_back(session: Session, event: Event, attendance_id: str) -> Restored:
    """Attend again after all; the meetings stand again where they still can."""
    with writing(session):
        held(session, event.id)
        attendance = _hold(session, attendance_id)
        left_at = attendance.left_at
        if left_at is None:
            return Restored(0, 0)
        if not may_return(attendance):
            raise Gone(too_late())
        attendance.left_at = attendance.may_return_until = None
        session.add(attendance)
        session.flush()
        mark_stale(session, event.id)
        return restore_all_of(session, attendance, left_at)


def may_return(attendance: Attendance) -> bool:
    """Say whether somebody who left may still take that back."""
    until = attendance.may_return_until
    return not attendance.removed and until is not None and until > clock.now()


def too_late() -> str:
    """Say that leaving cannot be taken back any more, and the way out."""
    return _(
        "Leaving can be taken back for %(num)d minutes, and they are over. Ask the organizers: "
        "they can let you come after all.",
        num=MAY_RETURN.seconds // 60,
    )


def unavailable_slots(session: Session, attendance_id: str) -> set[str]:
    """Return the slots in which somebody can't."""
    query = select(Unavailable.slot_id).where(Unavailable.attendance_id == attendance_id)
    return set(session.exec(query))


def _hold(session: Session, attendance_id: str) -> Attendance:
    attendance = lock(session, Attendance, attendance_id)
    if attendance is None:
        raise NotFound(_("You do not attend this event any more."))
    return attendance


def _was_here(session: Session, attendance: Attendance) -> None:
    attendance.confirmed_at = attendance.confirmed_at or clock.now()
    session.add(attendance)
    mark_stale(session, attendance.event_id)
