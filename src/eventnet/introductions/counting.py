"""How many introductions wait for the reader's word, behind their entry of the navigation."""

from eventnet import clock
from eventnet.communities.policies import MemberVisit
from eventnet.introductions.queries import waiting_count
from eventnet.navigation import counts
from eventnet.routing import Visit


def waiting(visit: Visit) -> int:
    """Return how many introductions wait for the reader's word."""
    if not isinstance(visit, MemberVisit):
        return 0
    return waiting_count(visit.session, visit.membership.id, clock.now())


counts["introductions"] = waiting
