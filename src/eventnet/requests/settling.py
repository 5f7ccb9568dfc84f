"""What becomes of requests without an answer: they expire, are overtaken, or lose one of two."""

from sqlalchemy.orm import aliased
from sqlmodel import Session, and_, col, exists, or_, select
from sqlmodel.sql.expression import SelectOfScalar

from eventnet import clock
from eventnet.database import lock, writing
from eventnet.events.models import Slot
from eventnet.i18n import gettext as _
from eventnet.jobs import Ground, job
from eventnet.meetings.actions import on_leaving
from eventnet.meetings.booking import on_booked
from eventnet.meetings.changes import on_changed
from eventnet.meetings.fit import also_refused
from eventnet.meetings.models import Meeting, MeetingSide, MeetingState
from eventnet.requests.changes import change, tell
from eventnet.requests.models import MeetingRequest, RequestKind, RequestState
from eventnet.requests.queries import is_due, refused_by_request
from eventnet.wishes.actions import on_veto


@job(cron="* * * * *")
def expire_due(ground: Ground) -> None:
    """Close the requests that waited in vain: their hour has passed."""
    with ground.sessions() as session, writing(session):
        due = _waiting().where(MeetingRequest.expires_at <= clock.now())
        for request in _held(session, due):
            if is_due(request):
                change(session, request, RequestState.EXPIRED, cause_id=None)
                tell(session, request)


def close_overtaken(session: Session, event_id: str) -> None:
    """Close the requests at an event that its meetings have overtaken.

    Two who asked have a meeting now, or one that was to move is off, or at another time.
    """
    with writing(session):
        mine, theirs = aliased(MeetingSide), aliased(MeetingSide)
        they_meet = (
            exists()
            .where(
                col(mine.attendance_id) == MeetingRequest.from_id,
                col(theirs.attendance_id) == MeetingRequest.to_id,
                col(mine.meeting_id) == theirs.meeting_id,
                col(mine.live),
                col(Slot.id) == mine.slot_id,
                col(Slot.starts_at) > clock.now(),
            )
            .correlate(MeetingRequest)
        )
        stands = exists().where(
            col(Meeting.id) == MeetingRequest.meeting_id,
            col(Meeting.state) == MeetingState.CONFIRMED,
            col(Meeting.slot_id) == MeetingRequest.old_slot_id,
        )
        overtaken = _waiting().where(
            MeetingRequest.event_id == event_id,
            or_(
                and_(col(MeetingRequest.kind) == RequestKind.MEET, they_meet),
                and_(col(MeetingRequest.kind) == RequestKind.MOVE, ~stands),
            ),
        )
        for request in _held(session, overtaken):
            change(session, request, RequestState.MOOT, cause_id=None)


@job()
def close_after_change(ground: Ground, meeting_id: str) -> None:
    """Close what was asked about a meeting that was answered, released or called off."""
    with ground.sessions() as session:
        meeting = session.get(Meeting, meeting_id)
        if meeting is not None:
            close_overtaken(session, meeting.event_id)


def close_all_of(session: Session, attendance_id: str) -> None:
    """Close every request of somebody who leaves, made or received."""
    theirs = or_(
        col(MeetingRequest.from_id) == attendance_id, col(MeetingRequest.to_id) == attendance_id
    )
    for request in _held(session, _waiting().where(theirs)):
        change(session, request, RequestState.LEFT, cause_id=attendance_id)


def take_own_word_back(session: Session, by_id: str, other_id: str) -> None:
    """Let whoever rules somebody out no longer ask them, nor propose them a time.

    What the other asked is left as it is: it waits and expires as if it had not been seen.
    """
    two = (by_id, other_id)
    spoken = _waiting().where(
        col(MeetingRequest.from_id).in_(two),
        col(MeetingRequest.to_id).in_(two),
        or_(col(MeetingRequest.awaits_id) == other_id, col(MeetingRequest.from_id) == by_id),
    )
    for request in _held(session, spoken):
        if request.from_id == by_id:
            change(session, request, RequestState.WITHDRAWN, cause_id=by_id)
        else:
            request.reply = kind_words()
            change(session, request, RequestState.DECLINED, cause_id=by_id)
            tell(session, request)


def kind_words() -> str:
    """Return what a no says unless somebody finds words of their own."""
    return _("Thank you for asking. I can't make it this time, and wish you good meetings here.")


def _waiting() -> SelectOfScalar[str]:
    return select(MeetingRequest.id).where(MeetingRequest.state == RequestState.WAITING)


def _held(session: Session, chosen: SelectOfScalar[str]) -> list[MeetingRequest]:
    """Return those of the chosen that still wait, held, in the order of their ids."""
    ids = session.exec(chosen.order_by(col(MeetingRequest.id))).all()
    found = [lock(session, MeetingRequest, key) for key in ids]
    return [one for one in found if one is not None and one.state is RequestState.WAITING]


on_booked.append(close_overtaken)
on_changed.append(close_after_change)
on_leaving.append(close_all_of)
on_veto.append(take_own_word_back)
also_refused.append(refused_by_request)
