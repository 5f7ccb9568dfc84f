"""What becomes of a promise: done, open again, not so, let go, or taken back.

Each holds the promise's row first and looks at its state then, so of two that come at once one
wins, and the other is told what it came too late for. Saying the same again changes nothing.
"""

from collections.abc import Callable

from sqlmodel import Session

from eventnet import clock
from eventnet.database import lock, writing
from eventnet.errors import Conflict, NotFound
from eventnet.events.models import Event
from eventnet.i18n import gettext as _
from eventnet.outcomes.models import Promise, PromiseState
from eventnet.outcomes.nudges import next_nudge

Change = Callable[[Session, Event, str, str], None]
"""What somebody (the last) does to a promise (the third) of an event."""


def mark_done(session: Session, event: Event, promise_id: str, attendance_id: str) -> None:
    """Say that it was kept; either of the two may."""
    with writing(session):
        promise = hold(session, event, promise_id, attendance_id)
        if promise.state is PromiseState.NOT_SO:
            raise Conflict(_("One of you says that it was not agreed like that."))
        if promise.state is PromiseState.DROPPED:
            raise Conflict(_("One of you let it go a moment ago. Open it again first."))
        if promise.state is PromiseState.OPEN:
            _become(session, promise, PromiseState.DONE, attendance_id)


def drop(session: Session, event: Event, promise_id: str, attendance_id: str) -> None:
    """Let it go, as either: it will not be done, and nobody minds."""
    with writing(session):
        promise = hold(session, event, promise_id, attendance_id)
        if promise.state is PromiseState.NOT_SO:
            raise Conflict(_("One of you says that it was not agreed like that."))
        if promise.state is PromiseState.DONE:
            raise Conflict(_("This was marked as done a moment ago. Undo that first."))
        if promise.state is PromiseState.OPEN:
            _become(session, promise, PromiseState.DROPPED, attendance_id)


def reopen(session: Session, event: Event, promise_id: str, attendance_id: str) -> None:
    """Take back that it is done or let go, as either; or that it is not so, as who said it."""
    with writing(session):
        promise = hold(session, event, promise_id, attendance_id)
        if promise.state is PromiseState.NOT_SO and promise.changed_by_id != attendance_id:
            raise Conflict(_("Only the one who says that it is not so can take that back."))
        if promise.state is not PromiseState.OPEN:
            _become(session, promise, PromiseState.OPEN, attendance_id)
            due_on = promise.read_by(promise.by_id).due_on
            promise.nudge_at = next_nudge(event, due_on, promise.created_at, clock.now())


def deny(session: Session, event: Event, promise_id: str, attendance_id: str) -> None:
    """Say that it was not agreed like that, as the one who did not write it down."""
    with writing(session):
        promise = hold(session, event, promise_id, attendance_id)
        if promise.maker_id == attendance_id:
            raise Conflict(_("You wrote this down yourself. You can take it back."))
        if promise.state is PromiseState.DONE:
            raise Conflict(_("This was marked as done a moment ago. Undo that first."))
        if promise.state is PromiseState.DROPPED:
            raise Conflict(_("It was let go already, so nobody is reminded of it."))
        if promise.state is PromiseState.OPEN:
            _become(session, promise, PromiseState.NOT_SO, attendance_id)


def take_back(session: Session, event: Event, promise_id: str, attendance_id: str) -> None:
    """Strike it, as the one who wrote it down; what is done stays."""
    with writing(session):
        promise = hold(session, event, promise_id, attendance_id)
        if promise.maker_id != attendance_id:
            raise Conflict(_("They wrote this down. If it was not agreed, say that it is not so."))
        if promise.state is PromiseState.DONE:
            raise Conflict(_("This was marked as done a moment ago. Undo that first."))
        session.delete(promise)


def hold(session: Session, event: Event, promise_id: str, attendance_id: str) -> Promise:
    """Hold a promise of somebody's at an event, as they may read it."""
    promise = lock(session, Promise, promise_id)
    if (
        promise is None
        or promise.event_id != event.id
        or attendance_id not in (promise.by_id, promise.to_id)
        or not (promise.delivered or promise.maker_id == attendance_id)
    ):
        raise no_such_promise()
    return promise


def no_such_promise() -> NotFound:
    """Return what is said of a promise that is not there for its reader."""
    return NotFound(_("There is no such promise of yours, or it was taken back."))


def _become(session: Session, promise: Promise, state: PromiseState, attendance_id: str) -> None:
    promise.state = state
    promise.changed_by_id = attendance_id
    promise.changed_at = clock.now()
    promise.nudge_at = None
    session.add(promise)
