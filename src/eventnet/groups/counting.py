"""What waits behind “Groups” in the navigation: invitations, and who asks to come in."""

from eventnet.communities.policies import MemberVisit
from eventnet.groups.queries import requests_waiting
from eventnet.navigation import counts
from eventnet.routing import Visit


def waiting(visit: Visit) -> int:
    """Return how many invitations and requests wait for the reader."""
    if not isinstance(visit, MemberVisit):
        return 0
    return requests_waiting(visit.session, visit.membership)


counts["groups"] = waiting
