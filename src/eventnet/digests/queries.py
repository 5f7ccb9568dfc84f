"""Reads of digests."""

from sqlmodel import Session, select

from eventnet.digests.letters import KIND
from eventnet.digests.models import Digest, Rhythm
from eventnet.mail.models import MailStop


def rhythm_of(session: Session, member_id: str) -> Rhythm:
    """Return how often a member wants a digest."""
    digest = session.get(Digest, member_id, populate_existing=True)
    return digest.rhythm if digest else Rhythm.WEEKLY


def is_stopped(session: Session, email: str) -> bool:
    """Say whether an address stopped digests, of every community."""
    query = select(MailStop.id).where(MailStop.email == email, MailStop.kind == KIND)
    return session.exec(query).first() is not None
