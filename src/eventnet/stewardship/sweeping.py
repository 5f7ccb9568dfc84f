"""Carried out by the clock: what a community keeps no longer goes, and jobs long done."""

from datetime import timedelta

from sqlmodel import col, select

from eventnet import audit, clock
from eventnet.communities.models import Community
from eventnet.database import writing
from eventnet.jobs import Ground, forget_done, job, one_by_one
from eventnet.stewardship.idle import end_idle, warn
from eventnet.stewardship.over import forget_what_is_over, rule_of, years_of

JOBS_KEPT = timedelta(days=30)


@job("slow", cron="50 3 * * *")
def keep(ground: Ground) -> None:
    """Let go of what is over, in every community; one that fails keeps no other waiting."""
    with ground.sessions() as session:
        communities = session.exec(select(Community.id).order_by(col(Community.id))).all()
    one_by_one("community", communities, lambda key: keep_in(ground, key))


def keep_in(ground: Ground, community_id: str) -> None:
    """Let go of what one community keeps no longer; begun anew it goes on where it stopped."""
    with ground.sessions() as session:
        years = years_of(rule_of(session, community_id))
        gone = forget_what_is_over(session, community_id, years, clock.now())
        if years.members is not None:
            ended = end_idle(session, ground.settings, community_id)
            told = warn(session, ground.settings, community_id, years.members)
            gone |= {name: n for name, n in (("members", ended), ("told", told)) if n}
        if gone:
            with writing(session):
                audit.record(session, "keeping.done", community_id=community_id, gone=gone)


@job("slow", cron="20 4 * * *")
def forget_jobs(ground: Ground) -> None:
    """Forget the jobs that were done a month ago, and what they were told."""
    with ground.sessions() as session:
        forget_done(session, clock.now() - JOBS_KEPT)
