"""How a request changes: its state, whose word it was, and who is told, in one place."""

from sqlmodel import Session

from eventnet import clock
from eventnet.jobs import Job, enqueue
from eventnet.requests.models import MeetingRequest, RequestState

on_request: list[Job] = []
"""Jobs of later features, each given the id of a request that was made or has changed, and the
sequence that it had then."""


def change(
    session: Session, request: MeetingRequest, state: RequestState, *, cause_id: str | None
) -> None:
    """Put a request, which the caller holds, into a state; None if it was nobody's word."""
    request.state = state
    request.changed_at = clock.now()
    request.sequence += 1
    request.cause_id = cause_id
    session.add(request)
    session.flush()


def tell(session: Session, request: MeetingRequest) -> None:
    """Let later features know, once it is committed."""
    for job in on_request:
        enqueue(session, job, request.id, request.sequence)
