"""Letting go of what is over: ended sessions, old links, spent states."""

from datetime import timedelta

from sqlmodel import col, delete, or_

from eventnet import clock
from eventnet.accounts.models import AddressChange, Login, SignInLink, SpentState
from eventnet.database import writing
from eventnet.jobs import Ground, job

# So long a mail's old link still leads to the page that mails a fresh one.
LINKS_KEPT = timedelta(days=180)


@job(cron="17 3 * * *")
def sweep(ground: Ground) -> None:
    """Delete, once a night, what nobody can use any more."""
    now = clock.now()
    idle = timedelta(days=ground.settings.session_idle_days)
    with ground.sessions() as session, writing(session):
        ended = or_(col(Login.expires_at) <= now, col(Login.seen_at) <= now - idle)
        session.exec(delete(Login).where(ended))
        session.exec(delete(SignInLink).where(col(SignInLink.expires_at) <= now - LINKS_KEPT))
        over = col(AddressChange.created_at) <= now - LINKS_KEPT
        session.exec(delete(AddressChange).where(over))
        session.exec(delete(SpentState).where(col(SpentState.expires_at) <= now))
