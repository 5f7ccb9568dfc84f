"""What organizers do to who attends, with an eye on the meetings that stand."""

from collections.abc import Collection

from sqlmodel import Session

from eventnet import audit, clock
from eventnet.accounts.models import Account
from eventnet.affinities.actions import mark_stale
from eventnet.communities.models import Membership
from eventnet.database import lock, writing
from eventnet.errors import NotFound, Refused
from eventnet.events.models import Attendance, Role
from eventnet.i18n import gettext as _
from eventnet.i18n import ngettext
from eventnet.mail.actions import forget_trouble
from eventnet.meetings.actions import cancel_all_of
from eventnet.organize.forms import Seat
from eventnet.versions import Merged, content, merge

SEAT = ("role_id", "stand")


def change_seat(
    session: Session,
    event_id: str,
    attendance_id: str,
    seat: Seat,
    by: str,
    *,
    theirs: Collection[str] = (),
) -> Merged:
    """Give an attendee another role, or a stand of their own.

    `theirs` are fields of which another organizer's value was chosen.
    """
    with writing(session):
        attendance = held_attendance(session, event_id, attendance_id)
        typed = {"role_id": seat.role_id, "stand": seat.stand or None}
        merged = merge(seat.version, typed, content(attendance, SEAT), theirs=theirs)
        role = session.get(Role, merged.values["role_id"])
        if role is None or role.event_id != event_id:
            raise Refused(_("There is no such role any more. Please choose another."))
        if not merged.changed:
            return merged
        attendance.sqlmodel_update(merged.values)
        session.add(attendance)
        mark_stale(session, event_id)
        audit.record(
            session,
            "attendance.changed",
            account_id=by,
            event_id=event_id,
            subject=attendance_id,
            role=role.name,
            stand=attendance.stand or "",
            fields=sorted(merged.changed),
        )
    return merged


def remove_attendee(session: Session, event_id: str, attendance_id: str, by: str) -> int:
    """Let an attendee no longer come; what they had ahead is called off. Return how many.

    Neither the link for joining nor a ticket brings them back, only an organizer.
    """
    with writing(session):
        attendance = held_attendance(session, event_id, attendance_id)
        if attendance.left_at is not None:
            return 0
        attendance.left_at, attendance.removed = clock.now(), True
        session.add(attendance)
        session.flush()
        mark_stale(session, event_id)
        called_off = cancel_all_of(session, attendance_id, why="removed by an organizer")
        audit.record(
            session, "attendance.removed", account_id=by, event_id=event_id, subject=attendance_id
        )
        return called_off


def take_back(session: Session, event_id: str, attendance_id: str, by: str) -> None:
    """Let an attendee who was removed, or left, come after all."""
    with writing(session):
        attendance = held_attendance(session, event_id, attendance_id)
        attendance.left_at, attendance.removed = None, False
        session.add(attendance)
        mark_stale(session, event_id)
        audit.record(
            session, "attendance.returned", account_id=by, event_id=event_id, subject=attendance_id
        )


def try_address_again(session: Session, event_id: str, attendance_id: str, by: str) -> None:
    """Write to an attendee again, although mail to them came back. Saying so again does no harm."""
    with writing(session):
        attendance = held_attendance(session, event_id, attendance_id)
        membership = session.get_one(Membership, attendance.membership_id)
        if forget_trouble(session, session.get_one(Account, membership.account_id).email):
            audit.record(
                session, "address.retried", account_id=by, event_id=event_id, subject=attendance_id
            )


def held_attendance(session: Session, event_id: str, attendance_id: str) -> Attendance:
    """Return an attendance of this event, held until the transaction ends."""
    attendance = lock(session, Attendance, attendance_id)
    if attendance is None or attendance.event_id != event_id:
        raise NotFound(_("There is no such person at this event."))
    return attendance


def meetings_called_off(count: int) -> str:
    """Say what a removal did to meetings."""
    if count == 0:
        return _("Removed.")
    return ngettext(
        "Removed. %(num)d meeting ahead was called off, and the other side is told.",
        "Removed. %(num)d meetings ahead were called off, and the others are told.",
        count,
    )
