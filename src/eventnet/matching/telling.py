"""How a publication stands for good: once the time to undo it is over, people are told of it.

It holds the event first, as undoing does, and looks then: of the two at once exactly one happens.
"""

from datetime import timedelta

from sqlalchemy import case, update
from sqlmodel import Session, col, select

from eventnet import audit, clock
from eventnet.database import lock, writing
from eventnet.events.models import Event, Slot
from eventnet.jobs import Ground, Job, enqueue, job, one_by_one
from eventnet.matching.models import Change, MeetingBefore
from eventnet.matching.window import due_events, untold
from eventnet.meetings.models import Meeting, MeetingState

on_told: list[Job] = []
"""Jobs of later features, each given the ids of publications of which people are to be told now,
in their order. The last of what stood before them is forgotten by `forget_before`, which they
call."""


def tell_people(
    session: Session, event_id: str, *, account_id: str | None = None, at_once: bool = False
) -> int:
    """Let everybody hear what was published, if the time to undo is over; return of how many.

    `at_once` does not wait for it. From now on whoever is asked has their full time to answer.
    """
    with writing(session):
        event = lock(session, Event, event_id)
        waiting = untold(session, event_id) if event else []
        ends = max((one.undo_until for one in waiting), default=None)
        if event is None or ends is None or (ends > clock.now() and not at_once):
            return 0
        ids = [one.id for one in waiting]
        for one in waiting:
            one.told_at = clock.now()
        _give_full_time(session, event, ids)
        audit.record(
            session,
            "plan.told",
            account_id=account_id,
            event_id=event_id,
            subject=waiting[-1].run_id,
        )
        for made in on_told:
            enqueue(session, made, ids)
        return len(ids)


def _give_full_time(session: Session, event: Event, publication_ids: list[str]) -> None:
    """Let no meeting of which people hear only now be released before their hours have passed."""
    full = clock.now() + timedelta(hours=event.yes_hours)
    begins = select(Slot.starts_at).where(Slot.id == Meeting.slot_id).scalar_subquery()
    new = select(MeetingBefore.meeting_id).where(
        col(MeetingBefore.publication_id).in_(publication_ids),
        col(MeetingBefore.change).in_((Change.ADDED, Change.MOVED)),
    )
    session.execute(
        update(Meeting)
        .where(
            col(Meeting.id).in_(new),
            col(Meeting.state) == MeetingState.WAITING,
            col(Meeting.answer_until) < full,
        )
        .values(answer_until=case((begins < full, begins), else_=full))
        .execution_options(synchronize_session=False)
    )


@job(cron="* * * * *")
def tell_by_clock(ground: Ground) -> None:
    """Let people hear of the publications that nobody can undo any more, event by event."""
    with ground.sessions() as session:
        one_by_one("event", due_events(session), lambda event_id: tell_people(session, event_id))
