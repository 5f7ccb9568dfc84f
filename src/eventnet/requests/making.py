"""Making a request: to meet, or to meet at another time.

Who asks holds the event and the two attendances, in this order, and looks at the agendas then.
"""

from datetime import datetime, timedelta

from sqlmodel import Session, select

from eventnet import clock
from eventnet.database import lock, writing
from eventnet.errors import Conflict, NotFound, Refused
from eventnet.events.models import Attendance, Event, Slot
from eventnet.events.queries import slots
from eventnet.i18n import gettext as _
from eventnet.i18n import ngettext
from eventnet.meetings.arranging import AgendaFull, check_free, check_movable, hold_people, is_full
from eventnet.meetings.models import Meeting, MeetingSide
from eventnet.requests.allowance import allowance
from eventnet.requests.changes import change, tell
from eventnet.requests.models import MeetingRequest, RequestKind, RequestState, pair_of
from eventnet.requests.rules import Bar, bars, in_words
from eventnet.wishes.models import WishKind
from eventnet.wishes.queries import wishes_of
from eventnet.wishes.silence import is_heard

PATIENCE = timedelta(days=3)
"""How long a request waits for its answer, unless what it asks for begins before."""


class AllowanceSpent(Refused):
    """As many requests are open as may be."""


def ask(
    session: Session, event: Event, from_id: str, to_id: str, *, slot_id: str | None, message: str
) -> MeetingRequest:
    """Ask somebody to meet, at a time or at any. That the one may see the other is for the caller.

    Where the other ruled the asker out, everything is as if they had not.
    """
    with writing(session):
        two = hold_people(session, event.id, [from_id, to_id])
        if len(two) < 2:
            raise NotFound(
                _("There is no such person at this event, or they are not shown to you.")
            )
        bar = bars(session, event, two[from_id], [to_id]).get(to_id)
        if bar is not None:
            raise Conflict(in_words(bar))
        _refuse_spent(session, two[from_id])
        if is_full(session, two[from_id]):
            raise AgendaFull(
                _(
                    "You have as many meetings as you may have here. Call one off, or raise your "
                    "number on the page “How and when I attend”."
                )
            )
        if slot_id is not None:
            check_free(session, event.id, [from_id, to_id], slot_id)
        _close_due(session, from_id, to_id)
        made = _drafted(RequestKind.MEET, event, from_id, to_id, message)
        made.slot_id = slot_id
        made.expires_at = _expiry(session, event.id, slot_id)
        return _store(session, made)


def ask_to_move(
    session: Session, event: Event, meeting_id: str, from_id: str, *, slot_id: str, message: str
) -> MeetingRequest:
    """Ask the other of a meeting for another time. Until they agree it stays where it is."""
    with writing(session):
        other_id = _other_of(session, meeting_id, from_id)
        two = hold_people(session, event.id, [from_id, other_id])
        meeting = lock(session, Meeting, meeting_id)
        if meeting is None or meeting.event_id != event.id or len(two) < 2:
            raise NotFound(_("There is no such meeting of yours."))
        check_movable(session, meeting)
        if wishes_of(session, from_id, [other_id]).get(other_id) is WishKind.AVOID:
            raise Conflict(
                _(
                    "You said that you would rather not meet this person. Take that back under "
                    "“My wishes” to propose another time, or call the meeting off."
                )
            )
        if not is_heard(session, other_id, from_id):
            raise Conflict(in_words(Bar.BLOCKED))
        _close_due(session, from_id, other_id)
        waits = select(MeetingRequest.id).where(
            MeetingRequest.pair_id == pair_of(from_id, other_id),
            MeetingRequest.state == RequestState.WAITING,
        )
        if session.exec(waits).first() is not None:
            raise Conflict(
                _("Another time for this meeting was proposed already, and waits for an answer.")
            )
        check_free(session, event.id, [from_id, other_id], slot_id)
        made = _drafted(RequestKind.MOVE, event, from_id, other_id, message)
        made.slot_id, made.meeting_id, made.old_slot_id = slot_id, meeting.id, meeting.slot_id
        stands_at = session.get_one(Slot, meeting.slot_id).starts_at
        made.expires_at = min(_expiry(session, event.id, slot_id), stands_at)
        return _store(session, made)


def _drafted(
    kind: RequestKind, event: Event, from_id: str, to_id: str, message: str
) -> MeetingRequest:
    return MeetingRequest(
        event_id=event.id,
        kind=kind,
        from_id=from_id,
        to_id=to_id,
        pair_id=pair_of(from_id, to_id),
        awaits_id=to_id,
        message=message,
        cause_id=from_id,
        expires_at=clock.now() + PATIENCE,
    )


def _store(session: Session, made: MeetingRequest) -> MeetingRequest:
    session.add(made)
    session.flush()
    tell(session, made)
    return made


def _refuse_spent(session: Session, asker: Attendance) -> None:
    allowed = allowance(session, asker)
    if not allowed.left:
        raise AllowanceSpent(
            ngettext(
                "%(num)d request of yours is open, which is as many as you can have at a time. "
                "Wait for an answer, or take one back. Answering others earns you more.",
                "%(num)d requests of yours are open, which is as many as you can have at a time. "
                "Wait for an answer, or take one back. Answering others earns you more.",
                allowed.open,
            )
        )


def _other_of(session: Session, meeting_id: str, attendance_id: str) -> str:
    sides = session.exec(
        select(MeetingSide.attendance_id).where(MeetingSide.meeting_id == meeting_id)
    ).all()
    if attendance_id not in sides:
        raise NotFound(_("There is no such meeting of yours."))
    return next(one for one in sides if one != attendance_id)


def _expiry(session: Session, event_id: str, slot_id: str | None) -> datetime:
    """Return when a request expires: after our patience, or when it can no longer come true."""
    if slot_id is not None:
        return min(clock.now() + PATIENCE, session.get_one(Slot, slot_id).starts_at)
    begins = [slot.starts_at for slot in slots(session, event_id)]
    if not begins or begins[-1] <= clock.now():
        raise Refused(_("This event has no times for meetings ahead, so nobody can be asked."))
    return min(clock.now() + PATIENCE, begins[-1])


def _close_due(session: Session, one_id: str, other_id: str) -> None:
    """Let the request of two that waited in vain give way to a new one."""
    due = session.exec(
        select(MeetingRequest)
        .where(
            MeetingRequest.pair_id == pair_of(one_id, other_id),
            MeetingRequest.state == RequestState.WAITING,
            MeetingRequest.expires_at <= clock.now(),
        )
        .with_for_update()
    ).all()
    for request in due:
        change(session, request, RequestState.EXPIRED, cause_id=None)
        tell(session, request)
