"""The clockwork that lets go of pages that were removed by who wrote them, after a week."""

from sqlmodel import col, delete

from eventnet import clock
from eventnet.database import writing
from eventnet.jobs import Ground, job
from eventnet.pages.index import pages
from eventnet.pages.models import WITHDRAWN, SharedPage


@job(cron="27 * * * *")
def sweep_pages(ground: Ground) -> None:
    """Erase the pages that nobody can put back any more, with all of their versions."""
    with ground.sessions() as session, writing(session):
        old = col(SharedPage.withdrawn_at) <= clock.now() - WITHDRAWN
        if session.exec(delete(SharedPage).where(old)).rowcount:
            pages.merge(session)
