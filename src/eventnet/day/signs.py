"""What the two of a meeting say when its time comes: I am here, I am late, they did not come.

Each of them holds the event, the two and the meeting, in this order, and looks at what the other
said then: of "they did not come" and "I am here" at once, the second finds the first.
"""

from dataclasses import dataclass

from sqlmodel import Session, col, select

from eventnet import clock
from eventnet.database import lock, writing
from eventnet.day.hours import is_near, is_under_way
from eventnet.day.letters import SignNews
from eventnet.day.models import MeetingSign
from eventnet.day.rematching import rematch_waiting
from eventnet.day.telling import tell_sign
from eventnet.day.withdrawing import withdraw_proposals
from eventnet.errors import Conflict, NotFound
from eventnet.events.models import Event, Slot
from eventnet.i18n import gettext as _
from eventnet.jobs import enqueue
from eventnet.meetings.arranging import hold_people
from eventnet.meetings.models import Meeting, MeetingSide, MeetingState
from eventnet.outcomes.models import Happened
from eventnet.outcomes.queries import signs as outcome_signs


@dataclass(frozen=True)
class Table:
    """A meeting that its two are coming to, held until the transaction ends."""

    meeting: Meeting
    slot: Slot
    mine: MeetingSign
    theirs: MeetingSign


def say_here(session: Session, event: Event, meeting_id: str, attendance_id: str) -> None:
    """Say that one is at the table. Where the other said one did not come, that is undone."""
    with writing(session):
        table = _hold(session, event, meeting_id, attendance_id)
        _refuse_unless(is_near(table.slot, clock.now()), _too_early(table.slot))
        table.mine.here_at = table.mine.here_at or clock.now()
        table.mine.late_minutes = None
        if table.theirs.missing_at is not None:
            table.theirs.missing_at, table.theirs.by_desk = None, False
            session.add(table.theirs)
            withdraw_proposals(session, table.theirs.attendance_id, table.slot.id)
            _tell(session, table, SignNews.HERE)
        session.add(table.mine)


def say_late(
    session: Session, event: Event, meeting_id: str, attendance_id: str, minutes: int
) -> None:
    """Say that one is late by some minutes; the other is told. The same again changes nothing."""
    with writing(session):
        table = _hold(session, event, meeting_id, attendance_id)
        _refuse_unless(is_near(table.slot, clock.now()), _too_early(table.slot))
        if table.mine.late_minutes == minutes:
            return
        table.mine.late_minutes, table.mine.here_at = minutes, None
        session.add(table.mine)
        _tell(session, table, SignNews.LATE)


def say_missing(
    session: Session, event: Event, meeting_id: str, attendance_id: str, *, by_desk: bool = False
) -> bool:
    """Say that the other did not come; they are told. Until another is found it stands.

    Returns whether it is news. With `by_desk` an organizer says it in somebody's place.
    """
    with writing(session):
        table = _hold(session, event, meeting_id, attendance_id)
        _refuse_unless(
            is_under_way(table.slot, clock.now()),
            _("This can be said from the beginning of the meeting until its end."),
        )
        if table.mine.missing_at is not None:
            return False
        if table.theirs.here_at is not None:
            raise Conflict(
                _("They say that they are at the table. Look around once more: they look for you.")
            )
        table.mine.missing_at, table.mine.by_desk = clock.now(), by_desk
        table.mine.here_at = table.mine.here_at or clock.now()
        table.mine.late_minutes = None
        session.add(table.mine)
        _tell(session, table, SignNews.MISSING)
        enqueue(session, rematch_waiting, event.id)
        return True


def say_came(session: Session, event: Event, meeting_id: str, attendance_id: str) -> bool:
    """Take back that the other did not come; what was proposed instead is off.

    Returns whether there was anything to take back.
    """
    with writing(session):
        table = _hold(session, event, meeting_id, attendance_id)
        if table.mine.missing_at is None:
            return False
        table.mine.missing_at, table.mine.by_desk = None, False
        session.add(table.mine)
        withdraw_proposals(session, attendance_id, table.slot.id)
        return True


def _hold(session: Session, event: Event, meeting_id: str, attendance_id: str) -> Table:
    two = session.exec(
        select(MeetingSide.attendance_id).where(MeetingSide.meeting_id == meeting_id)
    ).all()
    if attendance_id not in two:
        raise NotFound(_("There is no such meeting of yours."))
    hold_people(session, event.id, two)
    meeting = lock(session, Meeting, meeting_id)
    if meeting is None or meeting.event_id != event.id:
        raise NotFound(_("There is no such meeting of yours."))
    if meeting.state is MeetingState.WAITING:
        raise Conflict(_("This meeting still waits for a yes."))
    if meeting.state is not MeetingState.CONFIRMED:
        raise Conflict(
            _(
                "You did not find each other, or this meeting is off. You can look for "
                "somebody else."
            )
        )
    rows = session.exec(
        select(MeetingSign)
        .where(MeetingSign.meeting_id == meeting_id, col(MeetingSign.attendance_id).in_(two))
        .execution_options(populate_existing=True)
    )
    said = {row.attendance_id: row for row in rows}
    mine, theirs = (
        said.get(one) or MeetingSign(meeting_id=meeting_id, attendance_id=one)
        for one in sorted(two, key=lambda one: one != attendance_id)
    )
    return Table(meeting, session.get_one(Slot, meeting.slot_id), mine, theirs)


def _refuse_unless(holds: bool, sentence: str) -> None:
    if not holds:
        raise Conflict(sentence)


def _too_early(slot: Slot) -> str:
    if slot.ends_at <= clock.now():
        return _("This meeting is over.")
    return _("This can be said from a quarter of an hour before the meeting.")


def _tell(session: Session, table: Table, news: SignNews) -> None:
    enqueue(session, tell_sign, table.meeting.id, table.mine.attendance_id, news.value)


def took_place(session: Session, meeting_id: str, attendance_id: str) -> Happened | None:
    """Return what the signs of a meeting come to, for one of its two; None where there are none."""
    query = select(MeetingSign).where(MeetingSign.meeting_id == meeting_id)
    rows = session.exec(query.execution_options(populate_existing=True)).all()
    for row in rows:
        if row.missing_at is not None:
            mine = row.attendance_id == attendance_id
            return Happened.THEY_MISSED if mine else Happened.I_MISSED
    return Happened.YES if any(row.here_at for row in rows) else None


outcome_signs.append(took_place)
