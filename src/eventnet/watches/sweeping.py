"""Letting go of searches that were deleted."""

from datetime import timedelta

from sqlmodel import col, delete

from eventnet import clock
from eventnet.database import writing
from eventnet.jobs import Ground, job
from eventnet.watches.models import SavedSearch

KEPT = timedelta(days=1)
"""How long a deleted search can be taken back."""


@job(cron="47 3 * * *")
def sweep(ground: Ground) -> None:
    """Delete, once a night, what was deleted a day ago; who fitted goes with it."""
    with ground.sessions() as session, writing(session):
        over = col(SavedSearch.deleted_at) <= clock.now() - KEPT
        session.exec(delete(SavedSearch).where(over))
