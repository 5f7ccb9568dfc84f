"""Letting go of programmes that nobody brought in, and of gone talks that nobody starred."""

from datetime import timedelta

from sqlmodel import col, delete, select

from eventnet import clock
from eventnet.database import writing
from eventnet.jobs import Ground, job
from eventnet.programme.models import ProgrammeDraft, Star, Talk

DRAFTS_KEPT = timedelta(days=7)
# A session that comes back soon is the same: whoever looked for it by its address finds it.
GONE_KEPT = timedelta(days=30)


@job(cron="47 3 * * *")
def sweep(ground: Ground) -> None:
    """Delete them, once a night."""
    now = clock.now()
    with ground.sessions() as session, writing(session):
        session.exec(
            delete(ProgrammeDraft).where(col(ProgrammeDraft.created_at) <= now - DRAFTS_KEPT)
        )
        session.exec(
            delete(Talk).where(
                col(Talk.gone_at) <= now - GONE_KEPT,
                col(Talk.id).not_in(select(Star.talk_id)),
            )
        )
