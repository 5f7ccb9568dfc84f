"""What organizers do to the grid and to who attends, with an eye on the meetings that stand."""

from collections.abc import Collection, Sequence

from sqlmodel import Session, col, func, select

from eventnet import audit, clock
from eventnet.accounts.models import Account
from eventnet.affinities.actions import mark_stale
from eventnet.communities.models import Membership
from eventnet.database import lock, writing
from eventnet.dates import moment
from eventnet.errors import Conflict, NotFound, Refused
from eventnet.events.actions import held
from eventnet.events.models import Attendance, Event, Role, Slot
from eventnet.events.queries import zone
from eventnet.hosting.actions import call_off_in
from eventnet.i18n import gettext as _
from eventnet.i18n import ngettext
from eventnet.mail.actions import forget_trouble
from eventnet.meetings.actions import cancel_all_in, cancel_all_of
from eventnet.meetings.models import Meeting
from eventnet.organize.forms import Seat
from eventnet.round_tables.queries import tables_of
from eventnet.versions import expect, version_of


class SlotsInUse(Conflict):
    """Meetings stand in slots that were to be taken out."""


SEAT = ("role_id", "stand", "left_at")
NAMED = 3
"""So many slots a refusal names; of the rest it tells the number."""


def remove_slots(
    session: Session, event_id: str, slot_ids: Collection[str], by: str, *, call_off: bool = False
) -> int:
    """Take slots out of the grid; return how many.

    Where meetings stand in one of them it is refused, unless they may be called off.
    """
    with writing(session):
        event = held(session, event_id)
        slots = _standing(session, event_id, slot_ids)
        if call_off:
            going = [slot.id for slot in slots]
            cancel_all_in(session, event_id, going, "their slot was taken out")
            call_off_in(session, event_id, going)
        in_use = _highest_tables(session, slots) | dict.fromkeys(_with_rounds(session, event_id), 0)
        _refuse_booked(event, slots, in_use, keep=None)
        for slot in slots:
            slot.removed_at = clock.now()
            session.add(slot)
        audit.record(session, "grid.removed", account_id=by, event_id=event_id, slots=len(slots))
        return len(slots)


def set_tables(
    session: Session, event_id: str, slot_ids: Collection[str], tables: int, by: str
) -> int:
    """Set how many tables slots have, unless a meeting stands at one that would go."""
    with writing(session):
        event = held(session, event_id)
        slots = _standing(session, event_id, slot_ids)
        _refuse_booked(event, slots, _highest_tables(session, slots), keep=tables)
        for slot in slots:
            slot.tables = tables
            session.add(slot)
        audit.record(
            session,
            "grid.tables",
            account_id=by,
            event_id=event_id,
            slots=len(slots),
            tables=tables,
        )
        return len(slots)


def _standing(session: Session, event_id: str, slot_ids: Collection[str]) -> list[Slot]:
    """Return these slots of the event, held, in order; those that are gone already are left out."""
    rows = session.exec(
        select(Slot)
        .where(
            Slot.event_id == event_id,
            col(Slot.removed_at).is_(None),
            col(Slot.id).in_(slot_ids),
        )
        .order_by(col(Slot.starts_at))
        .with_for_update()
        .execution_options(populate_existing=True)
    )
    return list(rows)


def _with_rounds(session: Session, event_id: str) -> set[str]:
    """Return the slots in which a round table stands."""
    return {slot.id for _table, slot in tables_of(session, event_id)}


def _highest_tables(session: Session, slots: Sequence[Slot]) -> dict[str, int]:
    """Return the highest table at which a live meeting stands in each slot; 0 for a stand."""
    rows = session.exec(
        select(Meeting.slot_id, func.max(func.coalesce(Meeting.table_number, 0)))
        .where(col(Meeting.live), col(Meeting.slot_id).in_([slot.id for slot in slots]))
        .group_by(col(Meeting.slot_id))
    )
    return dict(rows.all())


def _refuse_booked(
    event: Event, slots: Sequence[Slot], highest: dict[str, int], *, keep: int | None
) -> None:
    """Refuse where meetings stand at tables that are not kept, or at all if nothing is."""
    booked = [
        slot for slot in slots if slot.id in highest and (keep is None or highest[slot.id] > keep)
    ]
    if not booked:
        return
    here = zone(event)
    names = "; ".join(moment(slot.starts_at.astimezone(here)) for slot in booked[:NAMED])
    rest = len(booked) - NAMED
    if rest > 0:
        names = _("%(names)s, and %(rest)d more", names=names, rest=rest)
    if keep is None:
        raise SlotsInUse(
            _("Meetings stand in these slots (%(slots)s), so nothing was changed.", slots=names)
        )
    raise Conflict(
        _(
            "Meetings stand at tables that would go (%(slots)s), so nothing was changed. Leave "
            "these tables, or take the slots out.",
            slots=names,
        )
    )


def change_seat(session: Session, event_id: str, attendance_id: str, seat: Seat, by: str) -> None:
    """Give an attendee another role, or a stand of their own."""
    with writing(session):
        attendance = held_attendance(session, event_id, attendance_id)
        expect(seat.version, version_of(attendance, only=SEAT))
        role = session.get(Role, seat.role_id)
        if role is None or role.event_id != event_id:
            raise Refused(_("There is no such role any more. Please choose another."))
        attendance.role_id = role.id
        attendance.stand = seat.stand or None
        session.add(attendance)
        mark_stale(session, event_id)
        audit.record(
            session,
            "attendance.changed",
            account_id=by,
            event_id=event_id,
            subject=attendance_id,
            role=role.name,
            stand=seat.stand,
        )


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
