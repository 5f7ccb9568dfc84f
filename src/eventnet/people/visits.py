"""From a visit to the viewer, and to the person that its path names."""

from eventnet.communities.policies import find_membership
from eventnet.errors import NotFound
from eventnet.events.policies import EventVisit
from eventnet.i18n import gettext as _
from eventnet.people.queries import PersonView, as_seen_by
from eventnet.people.viewers import Viewer, viewer_of


def viewer_for(visit: EventVisit) -> Viewer:
    """Return who looks at the event's people in this visit."""
    attendance_id = visit.attendance.id if visit.attendance else None
    member = (
        attendance_id is None
        and visit.account is not None
        and find_membership(visit.session, visit.community.id, visit.account.id) is not None
    )
    return viewer_of(visit.session, visit.event.id, attendance_id, member=member)


def nobody_here() -> NotFound:
    """Return the one answer about those who are not here and those who are not shown."""
    return NotFound(_("There is no such person at this event, or they are not shown to you."))


def visible_person(visit: EventVisit, viewer: Viewer, attendance_id: str) -> PersonView:
    """Return the person with this attendance, if their name is shown to the viewer."""
    found = as_seen_by(visit.session, viewer, [attendance_id]).get(attendance_id)
    if found is None or not found.name:
        raise nobody_here()
    return found
