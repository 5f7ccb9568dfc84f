"""What the public page tells of an event's people: faces by choice, the rest in numbers."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, func
from sqlmodel import Session, col, select

from eventnet.communities.models import Membership, Topic
from eventnet.events.models import Attendance, Organizer
from eventnet.events.queries import present
from eventnet.people.cloud import sizes_of
from eventnet.people.directory import people
from eventnet.people.models import Profile, ProfileTopic, TopicKind
from eventnet.people.queries import PersonView, view_people
from eventnet.people.search.index import people_search
from eventnet.people.visibility import Relation
from eventnet.welcome.recent import Recent

FACES = 28
"""Full rows of seven on a wide screen, and of four on a phone."""
WORDS = 36
FEWEST = 2
"""So many people at least say a word before it is told, so that it points to nobody."""
LARGEST = 5


Weighed = tuple[str, int, None]
"""A word, how large it is set (1 to 5), and no address."""


@dataclass(frozen=True)
class Gathered:
    """What takes long to gather about an event with thousands of people, so it is kept a while.

    It holds numbers, words and ids, but nothing that anybody may hide: what is shown of a person is
    asked anew for every reader.
    """

    total: int
    shown: dict[Relation, int]
    """How many show their name to strangers, and to fellow attendees."""
    chosen: dict[Relation, list[str]]
    """Some of them; those with photos come first."""
    hosts: list[str]
    seeks: list[Weighed]
    offers: list[Weighed]


recently = Recent[Gathered](seconds=60, most=200)


@dataclass(frozen=True)
class Wall:
    """Who is coming: some of those who show themselves to this reader, and how many there are."""

    people: list[PersonView]
    shown: int
    total: int


@dataclass(frozen=True)
class Told:
    """What the public page tells one reader."""

    wall: Wall
    hosts: list[PersonView]
    seeks: list[Weighed]
    offers: list[Weighed]


def told(session: Session, event_id: str, viewer: str | None) -> Told:
    """Return what the page tells this attendee of the event, or a stranger."""
    found = recently.get(event_id) or recently.keep(event_id, gather(session, event_id))
    relation = Relation.STRANGER if viewer is None else Relation.FELLOW
    ids = found.chosen[relation]
    views = view_people(session, event_id, viewer, [*ids, *found.hosts])

    def named(some: Sequence[str]) -> list[PersonView]:
        return [views[one] for one in some if one in views and views[one].name]

    wall = Wall(named(ids), found.shown[relation], found.total)
    return Told(wall, named(found.hosts), found.seeks, found.offers)


def gather(session: Session, event_id: str) -> Gathered:
    """Gather what the public page of an event needs."""
    reach = people_search.c.name_reach
    to_be_found = col(Attendance.paused_at).is_(None)
    strangers = func.count().filter(reach >= int(Relation.STRANGER), to_be_found)
    fellows = func.count().filter(reach >= int(Relation.FELLOW), to_be_found)
    counts = people(func.count(), strangers, fellows).where(*_comes(event_id))
    total, to_strangers, to_fellows = session.execute(counts).one()
    words = clouds(session, event_id)
    return Gathered(
        total=total,
        shown={Relation.STRANGER: to_strangers, Relation.FELLOW: to_fellows},
        chosen={
            relation: _chosen(session, event_id, relation)
            for relation in (Relation.STRANGER, Relation.FELLOW)
        },
        hosts=_hosts(session, event_id),
        seeks=words[TopicKind.SEEK],
        offers=words[TopicKind.OFFER],
    )


def _chosen(session: Session, event_id: str, relation: Relation) -> list[str]:
    query = (
        people(col(Attendance.id))
        .join(Profile, col(Profile.id) == people_search.c.profile_id)
        .where(
            *_comes(event_id),
            people_search.c.name_reach >= int(relation),
            col(Attendance.paused_at).is_(None),
        )
        .order_by(col(Profile.photo).is_(None), col(Attendance.id))
        .limit(FACES)
    )
    return list(session.scalars(query))


def _hosts(session: Session, event_id: str) -> list[str]:
    """Return the organizers who attend too."""
    since = select(Organizer.account_id).where(Organizer.event_id == event_id)
    accounts = session.exec(since.order_by(col(Organizer.since), col(Organizer.account_id))).all()
    query = people(col(Membership.account_id), col(Attendance.id)).where(
        *_comes(event_id), col(Membership.account_id).in_(accounts)
    )
    found = dict(session.execute(query).all())
    return [found[account_id] for account_id in accounts if account_id in found]


def _comes(event_id: str) -> tuple[ColumnElement[bool], ...]:
    return (col(Attendance.event_id) == event_id, present())


def clouds(session: Session, event_id: str) -> dict[TopicKind, list[Weighed]]:
    """Return what people here look for and offer: words that several say, without who says them.

    Only those are counted who show their topics to everyone, as the page does.
    """
    rows = session.execute(
        people(col(ProfileTopic.kind), col(Topic.label), func.count())
        .join(ProfileTopic, col(ProfileTopic.profile_id) == people_search.c.profile_id)
        .join(Topic, col(Topic.id) == col(ProfileTopic.topic_id))
        .where(
            *_comes(event_id),
            col(ProfileTopic.kind).in_((TopicKind.SEEK, TopicKind.OFFER)),
            people_search.c.topics_reach >= int(Relation.STRANGER),
        )
        .group_by(col(ProfileTopic.kind), col(Topic.id), col(Topic.label))
        .having(func.count() >= FEWEST)
        .order_by(func.count().desc(), col(Topic.label))
    ).all()
    said: dict[TopicKind, list[tuple[str, int]]] = {TopicKind.SEEK: [], TopicKind.OFFER: []}
    for kind, label, count in rows:
        said[TopicKind(kind)].append((label, count))
    return {kind: weigh(words[:WORDS]) for kind, words in said.items()}


def weigh(words: Sequence[tuple[str, int]]) -> list[Weighed]:
    """Set words that more people say in larger type; return them in the order of the alphabet."""
    words = sorted(words, key=lambda one: one[0].casefold())
    sizes = sizes_of([count for _word, count in words], LARGEST)
    return [(word, size, None) for (word, _count), size in zip(words, sizes, strict=True)]
