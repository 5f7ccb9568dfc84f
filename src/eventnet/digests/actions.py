"""Choosing how often a digest comes."""

from sqlmodel import Session

from eventnet import clock
from eventnet.communities.models import Membership
from eventnet.database import lock, writing
from eventnet.digests.letters import KIND
from eventnet.digests.models import Digest, Rhythm
from eventnet.mail.actions import resume_mail


def choose(session: Session, member: Membership, email: str, rhythm: Rhythm) -> None:
    """Keep how often somebody wants a digest; whoever wants one takes back that they stopped it."""
    with writing(session):
        lock(session, Membership, member.id)  # two choices follow one another
        digest = session.get(Digest, member.id, populate_existing=True)
        digest = digest or Digest(member_id=member.id)
        if digest.rhythm is Rhythm.NEVER and rhythm is not Rhythm.NEVER:
            digest.told_at = clock.now()
        digest.rhythm = rhythm
        session.add(digest)
        if rhythm is not Rhythm.NEVER:
            resume_mail(session, email, KIND)
