"""What waits behind “Jobs and services”: what was written to the reader; for stewards, reports."""

from eventnet.communities.models import MemberRole
from eventnet.communities.policies import MemberVisit
from eventnet.listings.reported import open_reports
from eventnet.listings.unread import unread_count
from eventnet.navigation import counts
from eventnet.routing import Visit


def waiting(visit: Visit) -> int:
    """Return how much waits for the reader there."""
    if not isinstance(visit, MemberVisit):
        return 0
    unread = unread_count(visit.session, visit.membership)
    if visit.membership.role is not MemberRole.STEWARD:
        return unread
    return unread + open_reports(visit.session, visit.community.id)


counts["listings"] = waiting
