"""What waits behind “Ideas”: for stewards, what was reported there."""

from eventnet.communities.models import MemberRole
from eventnet.communities.policies import MemberVisit
from eventnet.ideas.reported import open_reports
from eventnet.navigation import counts
from eventnet.routing import Visit


def waiting(visit: Visit) -> int:
    """Return how many posts wait for the reader to judge them."""
    if not isinstance(visit, MemberVisit) or visit.membership.role is not MemberRole.STEWARD:
        return 0
    return open_reports(visit.session, visit.community.id)


counts["ideas"] = waiting
