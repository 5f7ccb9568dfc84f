"""What waits behind “Groups” besides: threads with news that one follows, or is meant in."""

from eventnet.communities.policies import MemberVisit
from eventnet.discussions.queries import news_for
from eventnet.groups.counting import waiting
from eventnet.navigation import counts
from eventnet.routing import Visit

MOST = 99


def news(visit: Visit) -> int:
    """Return how many invitations, requests and threads with news wait for the reader."""
    if not isinstance(visit, MemberVisit):
        return 0
    return waiting(visit) + len(news_for(visit.session, visit.membership, MOST))


counts["groups"] = news
