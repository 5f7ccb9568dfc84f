"""When a member looked at their community's page, so that it can say what is new since."""

from datetime import datetime, timedelta

from sqlmodel import Session

from eventnet.communities.models import Membership
from eventnet.database import lock, writing

GAP = timedelta(minutes=30)
"""Whoever was away for longer begins a visit."""
STEP = timedelta(minutes=1)
"""Looks that follow each other faster are one."""


def arrive(session: Session, membership_id: str, now: datetime) -> datetime | None:
    """Note that a member is here, and return when they were here before this visit.

    None is for whoever is here for the first time.
    """
    seen = session.get_one(Membership, membership_id)
    if seen.here_at is not None and now - seen.here_at < STEP:
        return seen.here_before_at
    with writing(session):
        mine = lock(session, Membership, membership_id)
        if mine is None:
            return None
        if mine.here_at is not None and now - mine.here_at >= GAP:
            mine.here_before_at = mine.here_at
        if mine.here_at is None or mine.here_at < now:
            mine.here_at = now
        session.add(mine)
        return mine.here_before_at
