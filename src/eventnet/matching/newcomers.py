"""Who is new: whose first event of this community it is."""

from collections.abc import Collection

from sqlalchemy.orm import aliased
from sqlmodel import Session, col, select

from eventnet.events.models import Attendance, Event


def came_before(session: Session, event: Event, attendances: Collection[str]) -> set[str]:
    """Return those of these attendances whose member was at an earlier event of the community.

    Whoever left that event before it was over counts as not having been there.
    """
    earlier = aliased(Attendance)
    query = (
        select(Attendance.id)
        .join(earlier, col(earlier.membership_id) == Attendance.membership_id)
        .join(Event, col(Event.id) == earlier.event_id)
        .where(
            Attendance.event_id == event.id,
            Event.community_id == event.community_id,
            col(Event.starts_on) < event.starts_on,
            col(earlier.left_at).is_(None),
        )
        .distinct()
    )
    return set(session.exec(query)) & set(attendances)
