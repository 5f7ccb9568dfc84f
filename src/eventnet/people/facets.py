"""Ways to narrow the directory: the roles and topics that would leave somebody in it."""

from dataclasses import dataclass, replace

from sqlalchemy import or_, select, union_all
from sqlmodel import Session, col

from eventnet.communities.models import Topic
from eventnet.events.models import Event
from eventnet.events.queries import roles
from eventnet.people.directory import Found, Wanted, fits, has, people, topics_shown
from eventnet.people.models import ProfileTopic, TopicKind
from eventnet.people.search.index import people_search
from eventnet.people.topics import most_used
from eventnet.people.viewers import Viewer

MOST = 60
"""Topics of each kind, the most common of the community, among which a facet lets one choose."""


@dataclass(frozen=True)
class Facet:
    """One way to narrow the list."""

    id: str
    label: str
    people: int | None = None
    """How many it would leave, where that is known."""


def role_facets(session: Session, viewer: Viewer, found: Found, wanted: Wanted) -> list[Facet]:
    """Return the event's roles in the organizers' order, counted unless one is chosen already."""
    return [
        Facet(role.id, role.name, None if wanted.role_id else found.by_role[role.id])
        for role in roles(session, viewer.event_id)
    ]


def topic_facets(
    session: Session, viewer: Viewer, event: Event, wanted: Wanted
) -> dict[TopicKind, list[Facet]]:
    """Return what somebody who fits offers and looks for, by the alphabet.

    Only topics that the viewer may see with somebody are named. What is chosen narrows the other
    kind, not its own, so that one can choose again.
    """
    common = union_all(
        *(
            most_used(event.community_id, [kind], MOST, chosen)
            for kind, chosen in (
                (TopicKind.OFFER, wanted.offers),
                (TopicKind.SEEK, wanted.seeks),
            )
        )
    ).subquery()
    narrowing = [
        or_(common.c.kind == chosen_kind, has(chosen_kind, chosen_id))
        for chosen_kind, chosen_id in (
            (TopicKind.OFFER, wanted.offers),
            (TopicKind.SEEK, wanted.seeks),
        )
        if chosen_id
    ]
    somebody = (
        people(ProfileTopic.profile_id)
        .join(ProfileTopic, col(ProfileTopic.profile_id) == people_search.c.profile_id)
        .where(
            col(ProfileTopic.kind) == common.c.kind,
            col(ProfileTopic.topic_id) == common.c.topic_id,
            topics_shown(viewer),
            *fits(session, viewer, replace(wanted, offers="", seeks="")),
            *narrowing,
        )
        .correlate(common)
    )
    rows = session.execute(
        select(common.c.kind, col(Topic.id), col(Topic.label))
        .join(Topic, col(Topic.id) == common.c.topic_id)
        .where(somebody.exists())
        .order_by(col(Topic.key))
    )
    facets: dict[TopicKind, list[Facet]] = {TopicKind.OFFER: [], TopicKind.SEEK: []}
    for of_kind, *facet in rows:
        facets[TopicKind(of_kind)].append(Facet(*facet))
    return facets
