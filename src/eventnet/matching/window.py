"""The time after a publication in which it can be undone, and for which its mails wait."""

from datetime import datetime, timedelta

from sqlmodel import Session, col, select

from eventnet import clock
from eventnet.events.models import Event, Phase
from eventnet.events.queries import phase, slots
from eventnet.matching.models import Change, MeetingBefore, Publication

UNDO_TIME = timedelta(minutes=30)
"""So long a publication can be undone, and nobody is mailed: enough to look at what people have
now, and to be rung up about it."""
SHORT_UNDO_TIME = timedelta(minutes=5)
"""The same while the event runs or soon begins: people must hear of what is near."""
SOON = timedelta(hours=2)


def undo_until(session: Session, event: Event) -> datetime:
    """Return until when a publication of this moment can be undone: never into a slot's time."""
    now = clock.now()
    starts = [slot.starts_at for slot in slots(session, event.id)]
    coming = min((at for at in starts if at > now), default=now + SHORT_UNDO_TIME)
    runs = phase(event, now) is Phase.RUNNING or any(at <= now for at in starts)
    urgent = runs or coming - now <= SOON
    return min(now + (SHORT_UNDO_TIME if urgent else UNDO_TIME), coming)


def untold(session: Session, event_id: str) -> list[Publication]:
    """Return the publications of an event that stand, and nobody was told of, in order."""
    query = (
        select(Publication)
        .where(
            Publication.event_id == event_id,
            col(Publication.told_at).is_(None),
            col(Publication.undone_at).is_(None),
        )
        .order_by(col(Publication.at), col(Publication.id))
        .execution_options(populate_existing=True)
    )
    return list(session.exec(query))


def undoable(session: Session, event_id: str) -> Publication | None:
    """Return the latest publication of an event, if it can be undone at this moment."""
    latest = next(reversed(untold(session, event_id)), None)
    return latest if latest is not None and latest.undo_until > clock.now() else None


def due_events(session: Session) -> list[str]:
    """Return the events at which people are to be told now of what was published."""
    query = select(Publication.event_id).where(
        col(Publication.told_at).is_(None),
        col(Publication.undone_at).is_(None),
        col(Publication.undo_until) <= clock.now(),
    )
    return sorted(set(session.exec(query)))


def is_untold(session: Session, meeting_id: str) -> bool:
    """Say whether a publication has changed a meeting, and its two are yet to be told."""
    query = (
        select(MeetingBefore.meeting_id)
        .join(Publication, col(Publication.id) == MeetingBefore.publication_id)
        .where(
            MeetingBefore.meeting_id == meeting_id,
            MeetingBefore.change != Change.KEPT,
            col(Publication.told_at).is_(None),
            col(Publication.undone_at).is_(None),
        )
    )
    return session.exec(query).first() is not None


def publication_of(session: Session, run_id: str) -> Publication | None:
    """Return the last time that a run was published, whatever became of it."""
    query = select(Publication).where(Publication.run_id == run_id)
    return session.exec(query.order_by(col(Publication.at).desc())).first()
