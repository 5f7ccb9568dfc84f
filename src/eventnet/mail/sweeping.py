"""Letting go of mails that have left, or never will."""

from datetime import timedelta

from sqlmodel import col, delete, or_

from eventnet import clock
from eventnet.database import writing
from eventnet.jobs import Ground, job
from eventnet.mail.models import OutboxMail

# So long it can be seen what became of a mail, and a late bounce still finds its address.
MAILS_KEPT = timedelta(days=30)


@job(cron="27 3 * * *")
def sweep(ground: Ground) -> None:
    """Delete, once a night, mails that were sent or given up long ago; those that wait stay."""
    until = clock.now() - MAILS_KEPT
    over = or_(col(OutboxMail.sent_at) <= until, col(OutboxMail.failed_at) <= until)
    with ground.sessions() as session, writing(session):
        session.exec(delete(OutboxMail).where(over))
