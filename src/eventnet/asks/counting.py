"""How many asks wait behind their entry of the navigation."""

from eventnet.asks.queries import waiting_count
from eventnet.communities.policies import MemberVisit
from eventnet.navigation import counts
from eventnet.routing import Visit


def waiting(visit: Visit) -> int:
    """Return how many asks wait for the reader."""
    if not isinstance(visit, MemberVisit):
        return 0
    return waiting_count(visit.session, visit.membership)


counts["asks"] = waiting
