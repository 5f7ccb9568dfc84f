"""The job that tells people what becomes of their requests, once it is committed."""

from sqlmodel import Session

from eventnet.asking.letters import KIND, request_letter
from eventnet.asking.people import view_askers
from eventnet.events.models import Event
from eventnet.jobs import Ground, job
from eventnet.meetings.queries import meeting_of
from eventnet.requests.changes import on_request
from eventnet.requests.models import MeetingRequest, RequestState
from eventnet.requests.queries import OwnRequest, request_of
from eventnet.schedule.desk import Desk, write_at
from eventnet.schedule.readers import readers

TOLD = (
    RequestState.WAITING,
    RequestState.ACCEPTED,
    RequestState.DECLINED,
    RequestState.EXPIRED,
)


@job()
def tell_request(ground: Ground, request_id: str, sequence: int) -> None:
    """Write to the one of the two who does not know yet.

    Whoever ruled the other out does not see the request, so nothing is written to them. What has
    changed again since is told by the job of that change.
    """
    with ground.sessions() as session:
        request = session.get(MeetingRequest, request_id)
        if request is None or request.sequence != sequence or request.state not in TOLD:
            return
        seen = request_of(session, request_id, _unknowing(request))
        if seen is not None and seen.state is request.state:
            _write(session, ground, session.get_one(Event, request.event_id), seen)


def _unknowing(request: MeetingRequest) -> str:
    """Return who is to be told: the one who spoke first if time has run out, else the other."""
    speaker = request.cause_id or request.awaits_id
    return request.to_id if speaker == request.from_id else request.from_id


def _write(session: Session, ground: Ground, event: Event, seen: OwnRequest) -> None:
    own = seen.reader_id
    to = readers(session, [own]).get(own)
    if to is None:
        return
    people = view_askers(session, event.id, {own: [own, seen.other_id]}).get(own, {})
    meeting = meeting_of(session, seen.meeting_id, own) if seen.meeting_id else None
    desk = Desk(ground.settings, event, to, people, KIND)
    write_at(session, desk, request_letter, seen, meeting)


on_request.append(tell_request)
