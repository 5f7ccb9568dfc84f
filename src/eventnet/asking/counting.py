"""How many requests wait for the reader, behind their entry of the navigation."""

from eventnet import clock
from eventnet.events.policies import EventVisit
from eventnet.navigation import counts
from eventnet.requests.queries import waiting_for
from eventnet.routing import Visit


def waiting(visit: Visit) -> int:
    """Return how many requests wait for the reader's answer."""
    if not isinstance(visit, EventVisit) or visit.attendance is None:
        return 0
    own = visit.attendance.id
    return waiting_for(visit.session, [own], clock.now()).get(own, 0)


counts["requests"] = waiting
