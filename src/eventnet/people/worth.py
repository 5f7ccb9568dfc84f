"""What it is worth to a viewer to meet the others: the order of recommendations."""

from sqlalchemy import and_, case, func, or_, select
from sqlalchemy.orm import aliased
from sqlmodel import Session, col

from eventnet.affinities.queries import others_by_worth
from eventnet.events.models import Attendance
from eventnet.people.models import ProfileTopic, TopicKind
from eventnet.people.search.index import people_search
from eventnet.people.viewers import Viewer
from eventnet.people.visibility import Relation


def worth_meeting(session: Session, viewer: Viewer) -> dict[str, float]:
    """Return a number for each attendance that is worth something to the viewer.

    It is what was computed from what all of them show each other. Where the viewer hides their
    own topics, or nothing has been computed yet, what they have in common counts on top: what
    somebody hides still finds people for themself.
    """
    if viewer.attendance_id is None:
        return {}
    stored = others_by_worth(viewer.attendance_id)
    worth = {
        row[0]: float(row[1]) for row in session.execute(select(stored.c.other_id, stored.c.worth))
    }
    if not worth or _hides_topics(session, viewer):
        for other, shared in _in_common(session, viewer).items():
            worth[other] = worth.get(other, 0.0) + shared
    return worth


def _hides_topics(session: Session, viewer: Viewer) -> bool:
    reach = select(people_search.c.topics_reach).where(
        people_search.c.membership_id == viewer.membership_id
    )
    return (session.execute(reach).scalar() or 0) < int(Relation.FELLOW)


def _in_common(session: Session, viewer: Viewer) -> dict[str, float]:
    """Count the topics that the viewer shares with each attendee, as far as they may see them."""
    mine, theirs, my_row = aliased(ProfileTopic), aliased(ProfileTopic), people_search.alias()
    i_have, they_have = col(mine.kind), col(theirs.kind)
    useful = or_(
        and_(i_have == TopicKind.SEEK, they_have == TopicKind.OFFER),
        and_(i_have == TopicKind.OFFER, they_have == TopicKind.SEEK),
    )
    alike = and_(i_have == TopicKind.INTEREST, they_have == TopicKind.INTEREST)
    rows = session.execute(
        select(col(Attendance.id), func.sum(case((useful, 2), else_=1)))
        .select_from(my_row)
        .join(mine, col(mine.profile_id) == my_row.c.profile_id)
        .join(theirs, col(theirs.topic_id) == mine.topic_id)
        .join(people_search, people_search.c.profile_id == theirs.profile_id)
        .join(Attendance, col(Attendance.membership_id) == people_search.c.membership_id)
        .where(
            my_row.c.membership_id == viewer.membership_id,
            col(Attendance.event_id) == viewer.event_id,
            or_(useful, alike),
            or_(
                people_search.c.topics_reach >= int(Relation.FELLOW),
                and_(
                    people_search.c.topics_reach >= int(Relation.MET),
                    people_search.c.membership_id.in_(sorted(viewer.met)),
                ),
            ),
        )
        .group_by(col(Attendance.id))
    )
    return {row[0]: float(row[1]) for row in rows}
