"""What reaches the people of the world: whom they follow, digests, addresses of theirs."""

from datetime import timedelta

from sqlmodel import Session

from eventnet import clock
from eventnet.digests.models import Digest, Rhythm
from eventnet.feeds.addresses import FEED
from eventnet.feeds.models import FeedAddress, FeedKind
from eventnet.following.models import Follow
from eventnet.replies.models import ReplyAddress
from eventnet.settings import Settings
from eventnet.tokens import Signer
from tests.eventnet.world.building import Facts
from tests.eventnet.world.cast import Persona
from tests.factories import save

ME = Persona.ATTENDEE.value
LATELY = timedelta(days=2)


def reaching(session: Session, settings: Settings, facts: Facts) -> None:
    """Let the attendee follow some, be followed, and have a digest, feeds and an address."""
    me, near0, near1, far2 = (facts.memberships[one] for one in (ME, "near0", "near1", "far2"))
    save(
        session,
        Follow(by_id=me, of_id=near0),
        Follow(by_id=me, of_id=near1),
        Follow(by_id=far2, of_id=me),
        Digest(member_id=me, rhythm=Rhythm.DAILY, told_at=clock.now() - LATELY),
        FeedAddress(member_id=me, kind=FeedKind.COMMUNITY, about_id="", generation=2),
        ReplyAddress(member_id=me, thread_id=facts.ids["thread"], expires_at=clock.now() + LATELY),
    )
    feed = [me, FeedKind.COMMUNITY, "", 2]
    facts.ids["feed"] = FeedKind.COMMUNITY.value
    facts.tokens["feed"] = Signer(settings.key, FEED).seal(feed)
