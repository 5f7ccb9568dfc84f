"""Letting go of who read what away, once nobody could see it anyway."""

from datetime import timedelta

from sqlmodel import col, delete, select

from eventnet import clock
from eventnet.announcing.models import Announcement, AnnouncementDismissal
from eventnet.database import writing
from eventnet.jobs import Ground, job

KEPT = timedelta(days=30)
"""How long it is known who read an announcement away."""


@job(cron="29 3 * * *")
def sweep(ground: Ground) -> None:
    """Forget, once a night, who read away what ended long ago."""
    over = select(Announcement.id).where(Announcement.ends_at < clock.now() - KEPT)
    with ground.sessions() as session, writing(session):
        session.exec(
            delete(AnnouncementDismissal).where(
                col(AnnouncementDismissal.announcement_id).in_(over)
            )
        )
