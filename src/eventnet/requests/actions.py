"""What two people do with a request: say yes or no, propose another time, take it back.

Each holds the event, the two attendances and the request, in this order, and looks at the
agendas then: of two that come at once exactly one wins, and the other is told what it came too
late for.
"""

from sqlmodel import Session

from eventnet import clock
from eventnet.database import lock, writing
from eventnet.errors import Conflict, Gone, NotFound, Refused
from eventnet.events.models import Attendance, Event
from eventnet.i18n import gettext as _
from eventnet.meetings.arranging import (
    arrange,
    check_free,
    check_movable,
    hold_people,
    rearrange,
)
from eventnet.meetings.models import Meeting
from eventnet.requests.changes import change, tell
from eventnet.requests.making import PATIENCE
from eventnet.requests.models import MeetingRequest, RequestKind, RequestState
from eventnet.requests.queries import is_due
from eventnet.requests.rules import Bar, bars, in_words
from eventnet.wishes.silence import is_heard

Two = dict[str, Attendance]


def accept(
    session: Session, request_id: str, attendance_id: str, slot_id: str | None = None
) -> Meeting:
    """Say yes: the meeting stands, or moves. The same yes again changes nothing.

    `slot_id` chooses the time where the request left it open.
    """
    with writing(session):
        request, event, two = hold(session, request_id, attendance_id)
        if request.state is RequestState.ACCEPTED and request.cause_id == attendance_id:
            return session.get_one(Meeting, request.meeting_id)
        _refuse_unless_due_to(request, attendance_id)
        chosen = request.slot_id or slot_id
        if chosen is None:
            raise Refused(_("Please choose a time."))
        if request.kind is RequestKind.MOVE:
            meeting = _moved(session, request, chosen, attendance_id)
        else:
            _refuse_barred(session, event, two[request.from_id], request.to_id)
            meeting = arrange(session, event.id, list(two.values()), chosen, attendance_id)
        _answered(request, attendance_id)
        request.slot_id, request.meeting_id = chosen, meeting.id
        change(session, request, RequestState.ACCEPTED, cause_id=attendance_id)
        tell(session, request)
        return meeting


def decline(session: Session, request_id: str, attendance_id: str, said: str) -> MeetingRequest:
    """Say no, with a word. The same no again changes nothing."""
    with writing(session):
        request, _event, _two = hold(session, request_id, attendance_id)
        if request.state is RequestState.DECLINED and request.cause_id == attendance_id:
            return request
        _refuse_settled(request)
        if attendance_id not in {request.awaits_id, request.to_id}:
            raise Refused(_("This request is your own. You can take it back."))
        _answered(request, attendance_id)
        request.reply = said
        change(session, request, RequestState.DECLINED, cause_id=attendance_id)
        tell(session, request)
        return request


def propose(
    session: Session, request_id: str, attendance_id: str, slot_id: str, said: str
) -> MeetingRequest:
    """Answer with another time; now the other has to say yes, within a new term."""
    with writing(session):
        request, event, two = hold(session, request_id, attendance_id)
        again = request.cause_id == attendance_id and request.slot_id == slot_id
        if request.state is RequestState.WAITING and again and request.awaits_id != attendance_id:
            return request
        _refuse_unless_due_to(request, attendance_id)
        slot = check_free(session, event.id, list(two), slot_id)
        _answered(request, attendance_id)
        request.slot_id, request.reply = slot.id, said
        request.awaits_id = next(one for one in two if one != attendance_id)
        request.expires_at = min(clock.now() + PATIENCE, slot.starts_at)
        change(session, request, RequestState.WAITING, cause_id=attendance_id)
        tell(session, request)
        return request


def withdraw(session: Session, request_id: str, attendance_id: str) -> MeetingRequest:
    """Take one's own request back. Doing so again changes nothing."""
    with writing(session):
        request, _event, _two = hold(session, request_id, attendance_id)
        if request.from_id != attendance_id:
            raise Refused(_("This request is not yours to take back. You can decline it."))
        if request.state is RequestState.WITHDRAWN:
            return request
        _refuse_settled(request)
        change(session, request, RequestState.WITHDRAWN, cause_id=attendance_id)
        return request


def hold(
    session: Session, request_id: str, attendance_id: str
) -> tuple[MeetingRequest, Event, Two]:
    """Return a request as it is now, with its two, all held until the transaction ends."""
    found = session.get(MeetingRequest, request_id)
    if found is None or attendance_id not in {found.from_id, found.to_id}:
        raise NotFound(_("There is no such request of yours."))
    two = hold_people(session, found.event_id, [found.from_id, found.to_id])
    request = lock(session, MeetingRequest, request_id)
    if request is None or _is_hidden(session, request, attendance_id):
        raise NotFound(_("There is no such request of yours."))
    if request.state is RequestState.WAITING and len(two) < 2:
        raise Gone(_("The other person no longer attends, so this request is closed."))
    return request, session.get_one(Event, request.event_id), two


def _is_hidden(session: Session, request: MeetingRequest, attendance_id: str) -> bool:
    if attendance_id == request.from_id or request.state is not RequestState.WAITING:
        return False
    return not is_heard(session, request.from_id, attendance_id)


def _moved(session: Session, request: MeetingRequest, slot_id: str, attendance_id: str) -> Meeting:
    meeting = lock(session, Meeting, request.meeting_id or "")
    if meeting is None or meeting.slot_id != request.old_slot_id:
        raise Conflict(_("The meeting stands at another time now, so this request is closed."))
    check_movable(session, meeting)
    return rearrange(session, meeting, slot_id, attendance_id)


def _answered(request: MeetingRequest, attendance_id: str) -> None:
    request.answered = request.answered or attendance_id == request.to_id


def _refuse_barred(session: Session, event: Event, asker: Attendance, to_id: str) -> None:
    """Refuse what the two may not do any more, although one of them asked."""
    bar = bars(session, event, asker, [to_id]).get(to_id)
    if bar in {
        Bar.RULED_OUT,
        Bar.BLOCKED,
    }:  # in this very moment; whoever accepts must not learn of it
        raise Gone(_("This request was taken back by the one who made it."))
    if bar not in {None, Bar.ASKED, Bar.DECLINED, Bar.PAUSED}:
        raise Conflict(in_words(bar))


def _refuse_unless_due_to(request: MeetingRequest, attendance_id: str) -> None:
    _refuse_settled(request)
    if request.awaits_id != attendance_id:
        raise Refused(_("It is for the other person to answer now."))


def _refuse_settled(request: MeetingRequest) -> None:
    """Say what an answer came too late for."""
    if is_due(request) or request.state is RequestState.EXPIRED:
        raise Gone(_("This request waited for an answer until its hour, and is closed."))
    if request.state is RequestState.ACCEPTED:
        raise Conflict(_("This request was accepted already. If you cannot come, call it off."))
    if request.state is RequestState.DECLINED:
        raise Conflict(_("This request was declined already."))
    if request.state is RequestState.WITHDRAWN:
        raise Gone(_("This request was taken back by the one who made it."))
    if request.state is RequestState.MOOT:
        raise Gone(_("This request is closed: your schedule has changed since."))
    if request.state is RequestState.BARRED:
        raise Gone(_("This request is closed: the organizers changed which roles meet here."))
    if request.state is RequestState.LEFT:
        raise Gone(_("The other person no longer attends, so this request is closed."))
