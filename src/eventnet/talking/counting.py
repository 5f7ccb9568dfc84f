"""What waits behind two entries of the navigation: unread messages, and reports."""

from eventnet.events.policies import EventVisit
from eventnet.messages.queries import unread_of, waiting_reports
from eventnet.navigation import counts
from eventnet.routing import Visit


def unread(visit: Visit) -> int:
    """Return how many messages the reader has not read."""
    if not isinstance(visit, EventVisit) or visit.attendance is None:
        return 0
    return unread_of(visit.session, visit.attendance.id)


def waiting(visit: Visit) -> int:
    """Return how many reports wait for this organizer."""
    if not isinstance(visit, EventVisit) or visit.account is None:
        return 0
    return waiting_reports(visit.session, visit.event.id, visit.account.id)


counts["messages"] = unread
counts["reports"] = waiting
