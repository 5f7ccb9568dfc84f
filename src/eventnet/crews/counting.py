"""How many invitations to crews wait behind their entry of the navigation."""

from eventnet.communities.policies import MemberVisit
from eventnet.crews.models import SeatState
from eventnet.crews.reading import put_to
from eventnet.navigation import counts
from eventnet.routing import Visit


def waiting(visit: Visit) -> int:
    """Return how many crews wait for a word of the reader."""
    if not isinstance(visit, MemberVisit):
        return 0
    return len(put_to(visit.session, visit.membership, SeatState.INVITED))


counts["crews"] = waiting
