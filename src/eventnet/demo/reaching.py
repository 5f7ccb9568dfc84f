"""What reaches Fiona in the demo: whom she follows, and a digest of what was said this morning."""

from sqlmodel import Session, select

from eventnet.accounts.models import Account
from eventnet.communities.models import Membership
from eventnet.demo.grouping import FIONA
from eventnet.demo.talking import ELODIE, FLORIAN
from eventnet.digests.actions import choose
from eventnet.digests.models import Rhythm
from eventnet.digests.sending import tell
from eventnet.discussions.actions.writing import begin_thread, reply
from eventnet.discussions.forms import PostFields, ThreadFields
from eventnet.discussions.models import Thread
from eventnet.following.actions import follow
from eventnet.following.models import Follow
from eventnet.settings import Settings

LEVELS = "How do you publish water levels?"
GAUGE = """\
We read ours from the quay with a telescope, because the ladder is gone. It works better than it
sounds: one reading takes **ten seconds**. Who has replaced a ladder without closing the quay?
"""


def reach(session: Session, settings: Settings) -> None:
    """Let Fiona follow two people, and be told of what they wrote."""
    if session.exec(select(Follow.by_id)).first() is not None:
        return
    fiona, elodie, florian = (_member(session, one) for one in (FIONA, ELODIE, FLORIAN))
    for other in (elodie, florian):
        follow(session, fiona, other.id)
    choose(session, fiona, FIONA, Rhythm.DAILY)
    levels = session.exec(select(Thread).where(Thread.title == LEVELS)).first()
    if levels is None:
        return
    said = PostFields(words="We have it running since yesterday. Thank you both!")
    reply(session, elodie, levels.group_id, levels.id, said)
    begun = ThreadFields(title="A gauge that nobody can reach", words=GAUGE)
    begin_thread(session, florian, levels.group_id, begun)
    session.commit()
    tell(session, settings, fiona.id)


def _member(session: Session, email: str) -> Membership:
    query = select(Membership).join(Account).where(Account.email == email)
    return session.exec(query).one()
