"""Forgetting, by the clock, what was asked and never proven."""

from sqlmodel import col, delete

from eventnet import clock
from eventnet.database import writing
from eventnet.jobs import Ground, job
from eventnet.uniting.models import AccountUnion


@job(cron="35 2 * * *")
def sweep(ground: Ground) -> None:
    """Forget what can no longer be proven."""
    with ground.sessions() as session, writing(session):
        session.exec(delete(AccountUnion).where(col(AccountUnion.expires_at) <= clock.now()))
