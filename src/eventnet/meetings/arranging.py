"""Meetings that two people arrange themselves: when both are free, and where there is a table.

Whoever arranges holds the event and both attendances first (`hold_people`), in the order in which
publishing holds them; so the agendas that are read here stay as they are until the end.
"""

from collections.abc import Sequence

from sqlalchemy import update
from sqlmodel import Session, col, func, select

from eventnet import clock
from eventnet.absence.queries import away
from eventnet.accounts.models import Account
from eventnet.affinities.models import PairAffinity
from eventnet.communities.models import Membership
from eventnet.errors import Conflict, NotFound, Refused
from eventnet.events.models import Attendance, Event, Role, Slot
from eventnet.events.queries import present, slots
from eventnet.events.roles import may_meet, ordered
from eventnet.i18n import gettext as _
from eventnet.meetings.models import Answer, Meeting, MeetingSide, MeetingState
from eventnet.meetings.online import new_room


class TimeTaken(Conflict):
    """A time that is not free for both, or at which no table is left."""


class AgendaFull(Refused):
    """One of the two has as many meetings as they, or their role, may have."""


class KeptApart(Conflict):
    """Two whose roles do not meet at the event."""


def hold_people(session: Session, event_id: str, ids: Sequence[str]) -> dict[str, Attendance]:
    """Return those of these attendees who are there; nobody else arranges at the event meanwhile.

    Publishing holds the event and everybody in the same order, so it comes before or after.
    """
    held = select(Event.id).where(Event.id == event_id).with_for_update(key_share=True)
    session.exec(held).all()
    query = (
        select(Attendance)
        .join(Membership, col(Membership.id) == Attendance.membership_id)
        .join(Account, col(Account.id) == Membership.account_id)
        .where(Attendance.event_id == event_id, col(Attendance.id).in_(ids), present())
        .order_by(col(Attendance.id))
        .with_for_update(of=Attendance, key_share=True)
        .execution_options(populate_existing=True)
    )
    return {attendance.id: attendance for attendance in session.exec(query)}


def free_slots(
    session: Session, event_id: str, two: Sequence[str], *, begun: bool = False
) -> list[Slot]:
    """Return the slots ahead in which neither of the two is busy or away, and a table is free.

    With `begun` the slot under way is among them.
    """
    taken = set(
        session.exec(
            select(MeetingSide.slot_id).where(
                col(MeetingSide.attendance_id).in_(two), col(MeetingSide.live)
            )
        )
    )
    busy = taken | {slot_id for _, slot_id in away(session, event_id, two)}
    full = full_slots(session, event_id) if _needs_table(session, two) else set()
    now = clock.now()
    return [
        slot
        for slot in slots(session, event_id)
        if (slot.ends_at if begun else slot.starts_at) > now
        and slot.id not in busy
        and slot.id not in full
    ]


def full_slots(session: Session, event_id: str) -> set[str]:
    """Return the slots in which each table has a meeting."""
    query = (
        select(Slot.id)
        .join(Meeting, col(Meeting.slot_id) == Slot.id)
        .where(
            Slot.event_id == event_id,
            col(Meeting.live),
            col(Meeting.table_number).is_not(None),
            col(Meeting.table_number) <= Slot.tables,
        )
        .group_by(col(Slot.id), col(Slot.tables))
        .having(func.count() >= col(Slot.tables))
    )
    return set(session.exec(query)) | set(
        session.exec(select(Slot.id).where(Slot.event_id == event_id, Slot.tables == 0))
    )


def _needs_table(session: Session, two: Sequence[str]) -> bool:
    """Say whether two meet at a table: neither has a stand, and neither takes part from afar."""
    online, stand = _elsewhere(session, two)
    return not (online or stand)


def _elsewhere(session: Session, two: Sequence[str]) -> tuple[bool, str]:
    """Return whether two meet online, and else the stand of one of them, if one has a stand."""
    query = select(Attendance.afar, Attendance.stand).where(col(Attendance.id).in_(two))
    rows = session.exec(query.order_by(col(Attendance.id))).all()
    online = any(afar for afar, _stand in rows)
    return online, "" if online else next((stand for _afar, stand in rows if stand), "")


def limit(session: Session, attendance: Attendance) -> int | None:
    """Return how many meetings somebody may have at most: by their own word, or by their role."""
    role = session.get_one(Role, attendance.role_id)
    limits = [most for most in (attendance.max_meetings, role.max_meetings) if most is not None]
    return min(limits, default=None)


def is_full(session: Session, attendance: Attendance) -> bool:
    """Say whether somebody has as many meetings as they may have."""
    most = limit(session, attendance)
    if most is None:
        return False
    there = select(func.count()).where(
        MeetingSide.attendance_id == attendance.id, col(MeetingSide.live)
    )
    return session.exec(there).one() >= most


def arrange(
    session: Session,
    event_id: str,
    two: Sequence[Attendance],
    slot_id: str,
    cause_id: str,
    *,
    begun: bool = False,
) -> Meeting:
    """Make a confirmed meeting of two who agreed on it. Both are held by the caller.

    With `begun` the slot may be under way.
    """
    ids = sorted(attendance.id for attendance in two)
    slot = check_free(session, event_id, ids, slot_id, begun=begun)
    if ordered(*(attendance.role_id for attendance in two)) not in may_meet(session, event_id):
        raise KeptApart(
            _(
                "The organizers decided who meets whom at this event, and the two of you come in "
                "roles that do not meet."
            )
        )
    for attendance in two:
        if is_full(session, attendance):
            raise AgendaFull(_full_words(attendance.id == cause_id))
    pair = session.get(PairAffinity, tuple(ids))
    meeting = Meeting(
        event_id=event_id,
        slot_id=slot.id,
        state=MeetingState.CONFIRMED,
        affinity=(pair.value or 0.0) if pair else 0.0,
        because=pair.because if pair else [],
        cause_id=cause_id,
    )
    seat(session, meeting, slot, ids)
    session.add(meeting)
    session.flush()
    session.add_all(
        MeetingSide(
            meeting_id=meeting.id,
            attendance_id=one,
            slot_id=slot.id,
            answer=Answer.YES,
            answered_at=clock.now(),
        )
        for one in ids
    )
    session.flush()
    return meeting


def rearrange(session: Session, meeting: Meeting, slot_id: str, cause_id: str) -> Meeting:
    """Move a meeting to another time that both agreed on. It is held by the caller, as the two are.

    It is theirs from now on: no plan moves it.
    """
    ids = sorted(
        session.exec(
            select(MeetingSide.attendance_id).where(MeetingSide.meeting_id == meeting.id)
        ).all()
    )
    slot = check_free(session, meeting.event_id, ids, slot_id)
    meeting.table_number = None
    seat(session, meeting, slot, ids)
    meeting.slot_id = slot.id
    meeting.run_id = None
    meeting.changed_at = clock.now()
    meeting.sequence += 1
    meeting.cause_id = cause_id
    session.add(meeting)
    session.flush()
    session.execute(
        update(MeetingSide)
        .where(col(MeetingSide.meeting_id) == meeting.id)
        .values(slot_id=slot.id, answer=Answer.YES, answered_at=clock.now())
    )
    session.expire_all()
    return meeting


def seat(session: Session, meeting: Meeting, slot: Slot, two: Sequence[str]) -> bool:
    """Say where two meet in a slot: online, at the stand of one, or at a table.

    Their table is kept if it is still free, else it is another; False, and nothing is changed,
    where none is free. The caller holds whatever else could take one.
    """
    online, stand = _elsewhere(session, two)
    number = None
    if not (online or stand):
        taken = _taken(session, slot)
        wanted = [meeting.table_number or 1, *range(1, slot.tables + 1)]
        number = next((n for n in wanted if n <= slot.tables and n not in taken), None)
        if number is None:
            return False
    meeting.table_number, meeting.place = number, stand
    meeting.room = (meeting.room or new_room()) if online else None
    return True


def check_free(
    session: Session, event_id: str, two: Sequence[str], slot_id: str, *, begun: bool = False
) -> Slot:
    """Return the slot of that id if both are free in it and a table is; else refuse in words."""
    for slot in free_slots(session, event_id, two, begun=begun):
        if slot.id == slot_id:
            return slot
    known = session.get(Slot, slot_id)
    if known is None or known.event_id != event_id:
        raise NotFound(_("There is no such time at this event."))
    raise TimeTaken(_("That time is no longer free for both of you. Please choose another."))


def check_movable(session: Session, meeting: Meeting) -> None:
    """Refuse in words where a meeting, which the caller holds, cannot be moved."""
    if meeting.state is MeetingState.WAITING:
        raise Conflict(_("This meeting still waits for a yes. Once it stands, it can be moved."))
    if meeting.state is not MeetingState.CONFIRMED:
        raise Conflict(_("This meeting is off, so it cannot be moved."))
    if session.get_one(Slot, meeting.slot_id).starts_at <= clock.now():
        raise Conflict(_("This meeting has begun, so it can no longer be moved."))


def _taken(session: Session, slot: Slot) -> set[int | None]:
    return set(
        session.exec(
            select(Meeting.table_number).where(Meeting.slot_id == slot.id, col(Meeting.live))
        )
    )


def _full_words(own: bool) -> str:
    if own:
        return _(
            "You have as many meetings as you may have here. Call one off, or raise your number "
            "on the page “How and when I attend”."
        )
    return _("The other person has as many meetings as they may have here, so none can be added.")
