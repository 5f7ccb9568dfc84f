"""Ways to narrow the directory: roles, organizations and topics that would leave somebody in it."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from sqlalchemy import func, or_, select, union_all
from sqlmodel import Session, col

from eventnet.communities.models import Topic
from eventnet.events.models import Event
from eventnet.events.queries import roles
from eventnet.people.directory import (
    Found,
    Wanted,
    fits,
    has,
    organization_shown,
    people,
    topics_shown,
)
from eventnet.people.models import Profile, ProfileTopic, TopicKind
from eventnet.people.search.index import people_search
from eventnet.people.topics import most_used
from eventnet.people.viewers import Viewer

MOST = 60
"""Topics of each kind, the most common of the community, among which a facet lets one choose."""
COUNTED = 1000
"""People found, up to whom topics are counted: more would keep everybody waiting."""


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


def organization_facets(session: Session, viewer: Viewer, wanted: Wanted) -> list[Facet]:
    """Return for whom those work who fit and show it, by the alphabet; the most common of them."""
    number = func.count().label("number")
    rows = session.execute(
        people(col(Profile.organization), number)
        .join(Profile, col(Profile.id) == people_search.c.profile_id)
        .where(
            col(Profile.organization) != "",
            organization_shown(viewer),
            *fits(session, viewer, replace(wanted, organization="")),
        )
        .group_by(col(Profile.organization))
        .order_by(number.desc(), col(Profile.organization))
        .limit(MOST)
    )
    facets = {name: Facet(name, name, None if wanted.organization else n) for name, n in rows}
    if wanted.organization:
        facets.setdefault(wanted.organization, Facet(wanted.organization, wanted.organization))
    return sorted(facets.values(), key=lambda facet: facet.label.casefold())


def topic_counts(
    session: Session, viewer: Viewer, found: Found, wanted: Wanted
) -> dict[tuple[str, str], int] | None:
    """Return how many of those found show each topic, by kind and id; None where they are too many.

    Of a kind in which one is chosen nothing is counted, since another would not narrow that one.
    """
    if found.total > COUNTED:
        return None
    kinds = [kind for kind, chosen in wanted.topics().items() if not chosen]
    rows = session.execute(
        people(col(ProfileTopic.kind), col(ProfileTopic.topic_id), func.count())
        .join(ProfileTopic, col(ProfileTopic.profile_id) == people_search.c.profile_id)
        .where(
            col(ProfileTopic.kind).in_(kinds),
            topics_shown(viewer),
            *fits(session, viewer, wanted),
        )
        .group_by(col(ProfileTopic.kind), col(ProfileTopic.topic_id))
    )
    return {(kind, topic_id): number for kind, topic_id, number in rows}


def topic_facets(
    session: Session,
    viewer: Viewer,
    event: Event,
    wanted: Wanted,
    counts: Mapping[tuple[str, str], int] | None = None,
) -> dict[TopicKind, list[Facet]]:
    """Return what somebody who fits offers, looks for and is interested in, by the alphabet.

    Only topics that the viewer may see with somebody are named. What is chosen narrows the other
    kinds, not its own, so that one can choose again.

    Of kinds that were counted, somebody has exactly the topics that are among `counts`; of the
    others the database is asked, topic by topic, whether there is somebody.
    """
    asked = wanted.topics()
    known = [kind.value for kind, chosen in asked.items() if counts is not None and not chosen]
    common = union_all(
        *(most_used(event.community_id, [kind], MOST, chosen) for kind, chosen in asked.items())
    ).subquery()
    narrowing = [
        or_(common.c.kind == chosen_kind, has(chosen_kind, chosen_id))
        for chosen_kind, chosen_id in asked.items()
        if chosen_id
    ]
    somebody = (
        people(ProfileTopic.profile_id)
        .join(ProfileTopic, col(ProfileTopic.profile_id) == people_search.c.profile_id)
        .where(
            col(ProfileTopic.kind) == common.c.kind,
            col(ProfileTopic.topic_id) == common.c.topic_id,
            topics_shown(viewer),
            *fits(session, viewer, replace(wanted, offers="", seeks="", interests="")),
            *narrowing,
        )
        .correlate(common)
    )
    rows = session.execute(
        select(common.c.kind, col(Topic.id), col(Topic.label))
        .join(Topic, col(Topic.id) == common.c.topic_id)
        .where(or_(common.c.kind.in_(known), somebody.exists()))
        .order_by(col(Topic.key))
    )
    facets: dict[TopicKind, list[Facet]] = {kind: [] for kind in asked}
    for of_kind, topic_id, label in rows:
        people_with = (counts or {}).get((of_kind, topic_id))
        if of_kind in known and not people_with:
            continue
        facets[TopicKind(of_kind)].append(Facet(topic_id, label, people_with))
    return facets
