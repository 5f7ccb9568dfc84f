"""Putting a promise otherwise: other words, another date; and putting it back.

Either of the two may, while it is open. The other reads beside it what it said before, so that
nobody finds something in it that they never agreed to, and can put it back. Across a veto or a
block a change is its maker's alone: the other goes on reading what it said before.
"""

from datetime import date
from typing import NamedTuple

from sqlmodel import Session

from eventnet import clock
from eventnet.database import writing
from eventnet.errors import Conflict
from eventnet.events.models import Event
from eventnet.i18n import gettext as _
from eventnet.outcomes.models import Promise, PromiseState, Reading
from eventnet.outcomes.nudges import next_nudge
from eventnet.outcomes.promising import hold
from eventnet.versions import edition_of, expect
from eventnet.wishes.silence import is_heard


class Rewording(NamedTuple):
    """What it is to say from now on, and the mark of what its form showed."""

    words: str
    due_on: date
    version: str


def version_of(reading: Reading) -> str:
    """Return the mark of what somebody reads, for a form to carry."""
    return edition_of(reading._asdict())


def reword(
    session: Session, event: Event, promise_id: str, attendance_id: str, wanted: Rewording
) -> None:
    """Put it otherwise; refused with Conflict if it is closed, or was changed meanwhile."""
    with writing(session):
        promise = _hold_open(session, event, promise_id, attendance_id)
        known = promise.read_by(attendance_id)
        new = Reading(wanted.words, wanted.due_on)
        if new == known:
            return
        expect(wanted.version, version_of(known))
        _put(session, event, promise, attendance_id, new)


def put_back(session: Session, event: Event, promise_id: str, attendance_id: str) -> None:
    """Let it say again what it said before the other changed it."""
    with writing(session):
        promise = _hold_open(session, event, promise_id, attendance_id)
        former = promise.read_before(attendance_id)
        if former is None:
            raise Conflict(_("There is nothing to put back: the other has changed nothing."))
        _put(session, event, promise, attendance_id, former)


def _hold_open(session: Session, event: Event, promise_id: str, attendance_id: str) -> Promise:
    promise = hold(session, event, promise_id, attendance_id)
    if promise.state is not PromiseState.OPEN:
        raise Conflict(_("This is no longer open. Open it again first, then change it."))
    return promise


def _put(
    session: Session, event: Event, promise: Promise, attendance_id: str, new: Reading
) -> None:
    other_id, now = promise.other(attendance_id), clock.now()
    promise.former_words, promise.former_due_on = promise.read_by(other_id)
    promise.words, promise.due_on = new
    promise.reworded_by_id = attendance_id
    promise.rewording_delivered = is_heard(session, attendance_id, other_id)
    promise.changed_at = now
    due_on = promise.read_by(promise.by_id).due_on
    promise.nudge_at = next_nudge(event, due_on, promise.created_at, now)
    session.add(promise)
