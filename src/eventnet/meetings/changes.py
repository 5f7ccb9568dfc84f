"""How meetings change: state, slot and sides in one place, so that they never disagree."""

from collections.abc import Iterable, Sequence

from sqlalchemy import update
from sqlmodel import Session, col

from eventnet import clock
from eventnet.batches import batches
from eventnet.jobs import Job, enqueue
from eventnet.meetings.models import LIVE, Meeting, MeetingSide, MeetingState

on_changed: list[Job] = []
"""Jobs of later features, each given the id of a meeting that was answered, released or called
off. Publishing is told separately, once for all of its meetings."""

on_moved: list[Job] = []
"""Jobs of later features, each given the id of an event whose meetings are all at other moments,
and the version of its schedule since."""


def become(
    session: Session, meeting_ids: Sequence[str], state: MeetingState, *, cause_id: str | None
) -> None:
    """Put meetings into a state; they hold their slots and tables exactly while it is a live one.

    Every change of a meeting is a new edition of its calendar entry. `cause_id` is the attendance
    whose word it was, or the run whose publication; None if an hour has passed.
    """
    live = state in LIVE
    session.flush()  # what is not written yet would be forgotten below
    for some in batches(meeting_ids):
        session.execute(
            update(Meeting)
            .where(col(Meeting.id).in_(some))
            .values(
                state=state,
                live=live,
                changed_at=clock.now(),
                sequence=col(Meeting.sequence) + 1,
                cause_id=cause_id,
            )
            .execution_options(synchronize_session=False)
        )
        session.execute(
            update(MeetingSide)
            .where(col(MeetingSide.meeting_id).in_(some))
            .values(live=live)
            .execution_options(synchronize_session=False)
        )
    session.expire_all()


def reissue(session: Session, meeting_ids: Sequence[str], *, cause_id: str | None = None) -> None:
    """Make a new edition of the calendar entries of meetings that move with their slots.

    `cause_id` is the edit that moves them; without one, all slots of an event did.
    """
    cause = {"cause_id": cause_id} if cause_id else {}
    session.flush()  # what is not written yet would be forgotten below
    for some in batches(meeting_ids):
        session.execute(
            update(Meeting)
            .where(col(Meeting.id).in_(some))
            .values(changed_at=clock.now(), sequence=col(Meeting.sequence) + 1, **cause)
            .execution_options(synchronize_session=False)
        )
    session.expire_all()


def disown(session: Session, meeting_ids: Sequence[str]) -> None:
    """Let it be nobody's word that these meetings are off: their time went."""
    session.flush()  # what is not written yet would be forgotten below
    for some in batches(meeting_ids):
        session.execute(
            update(Meeting)
            .where(col(Meeting.id).in_(some))
            .values(cause_id=None)
            .execution_options(synchronize_session=False)
        )
    session.expire_all()


def tell(session: Session, meeting_ids: Iterable[str]) -> None:
    """Let later features know that these meetings have changed, once that is committed."""
    for meeting_id in meeting_ids:
        for job in on_changed:
            enqueue(session, job, meeting_id)
