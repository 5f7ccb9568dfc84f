"""What becomes of introductions by themselves: they expire, are forgotten, or lose who asked."""

from datetime import datetime, timedelta

from sqlalchemy import exists, literal
from sqlmodel import Session, col, delete, select, update

from eventnet import clock
from eventnet.communities.actions import on_left
from eventnet.database import lock, writing
from eventnet.introductions.letters import OVER
from eventnet.introductions.models import Introduction, IntroductionState
from eventnet.introductions.telling import IN_VAIN, tell_over
from eventnet.jobs import Ground, enqueue, job
from eventnet.mail.models import OutboxMail

KEPT = timedelta(days=180)
"""How long one that came to nothing can still be read by who asked."""
TOLD_WITHIN = timedelta(days=1)
"""For so long whoever asked is told that it did not come about, should a mail be missing."""
CAME_TO_NOTHING = (
    IntroductionState.DECLINED,
    IntroductionState.EXPIRED,
    IntroductionState.WITHDRAWN,
    IntroductionState.UNDONE,
)


@job(cron="9 * * * *")
def expire_due(ground: Ground) -> None:
    """Close and tell those that waited in vain; forget those that came to nothing long ago."""
    now = clock.now()
    waits = (
        col(Introduction.state) == IntroductionState.WAITING,
        col(Introduction.expires_at) <= now,
    )
    old = (
        col(Introduction.state).in_(CAME_TO_NOTHING),
        col(Introduction.changed_at) <= now - KEPT,
    )
    with ground.sessions() as session, writing(session):
        over = update(Introduction).where(*waits)
        session.exec(
            over.values(state=IntroductionState.EXPIRED, changed_at=Introduction.expires_at)
        )
        session.exec(delete(Introduction).where(*old))
        for key in _in_vain(session, now):
            enqueue(session, tell_over, key)


def _in_vain(session: Session, now: datetime) -> list[str]:
    """Return what did not come about and whose time is over, of which whoever asked knows nothing.

    A no is told no sooner than a silence would be, so that the two look alike.
    """
    once = literal(OVER.format("")) + col(Introduction.id) + ":" + col(Introduction.from_id)
    query = select(Introduction.id).where(
        col(Introduction.state).in_(IN_VAIN),
        col(Introduction.expires_at) <= now,
        col(Introduction.expires_at) > now - TOLD_WITHIN,
        ~exists().where(col(OutboxMail.once) == once),
    )
    return list(session.exec(query.order_by(col(Introduction.id))))


def take_back_all(session: Session, membership_id: str) -> None:
    """Take back what somebody who leaves has under way; what waits for their word expires."""
    query = select(Introduction.id).where(
        Introduction.from_id == membership_id, Introduction.state == IntroductionState.WAITING
    )
    for key in session.exec(query.order_by(col(Introduction.id))).all():
        asked = lock(session, Introduction, key)
        if asked is not None and asked.state is IntroductionState.WAITING:
            asked.state, asked.changed_at = IntroductionState.WITHDRAWN, clock.now()
            session.add(asked)


on_left.append(take_back_all)
