"""The community's vocabulary: the words in which people say what they offer and look for."""

import unicodedata
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from typing import Any

from sqlalchemy import Select, desc, func, literal, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlmodel import Session, col, delete

from eventnet.accounts.models import Account
from eventnet.communities.models import Membership, Topic
from eventnet.events.models import Attendance, Event
from eventnet.events.queries import present
from eventnet.ids import new_id
from eventnet.people.models import Profile, ProfileTopic, TopicKind
from eventnet.people.search.index import people_search
from eventnet.people.visibility import Relation

LONGEST = 60
word_news: list[Callable[[Session, str], list[str]]] = []
"""What became of words in the profile of a membership, in sentences; later features say it."""
MOST = 20
"""Topics of each kind in one profile."""
SUGGESTED = 16
KEY = 80


def topic_key(label: str) -> str:
    """Return what makes two labels the same topic: neither case, width nor spaces do."""
    return " ".join(unicodedata.normalize("NFKC", label).casefold().split())[:KEY]


def set_topics(
    session: Session, profile: Profile, chosen: Mapping[TopicKind, Sequence[str]]
) -> None:
    """Make these the profile's topics of these kinds, inside the caller's transaction.

    Words that the community doesn't know yet become topics; two people may bring the same new one
    at the same time.
    """
    ids = _topic_ids(session, profile.community_id, chosen.values())
    session.exec(
        delete(ProfileTopic).where(
            col(ProfileTopic.profile_id) == profile.id, col(ProfileTopic.kind).in_(chosen)
        )
    )
    for kind, labels in chosen.items():
        meant = {ids[key] for key in (topic_key(label) for label in labels) if key}
        session.add_all(
            ProfileTopic(profile_id=profile.id, kind=kind, topic_id=one) for one in meant
        )
    session.flush()


def _topic_ids(
    session: Session, community_id: str, said: Iterable[Sequence[str]]
) -> dict[str, str]:
    """Return the id of the topic of each key, made where it is missing."""
    labels: dict[str, str] = {}
    for label in (label for some in said for label in some):
        labels.setdefault(topic_key(label), label)
    labels.pop("", None)
    if not labels:
        return {}
    # All at once and in order: two transactions that bring the same words in another order would
    # wait for each other for ever.
    new = [
        {"id": new_id(), "community_id": community_id, "label": label, "key": key}
        for key, label in sorted(labels.items())
    ]
    dialect = sqlite if session.get_bind().dialect.name == "sqlite" else postgresql
    session.connection().execute(dialect.insert(Topic).on_conflict_do_nothing(), new)
    return topics_meant(session, community_id, labels)


def topics_meant(session: Session, community_id: str, keys: Collection[str]) -> dict[str, str]:
    """Return the id of the topic that each known key means, held: none becomes another meanwhile.

    Of a former word it is the topic that took its place.
    """
    rows = session.execute(
        select(col(Topic.key), func.coalesce(col(Topic.same_as_id), col(Topic.id)).label("id"))
        .where(col(Topic.community_id) == community_id, col(Topic.key).in_(keys))
        .order_by(col(Topic.id))
        .with_for_update(key_share=True, read=True)
    )
    return {row.key: row.id for row in rows}


def suggestions(session: Session, event: Event) -> list[str]:
    """Return the words that most people of the community use, among those shown at the event.

    A word is nobody's to read if it stands only in profiles that hide their topics, or in those
    of people who are not there.
    """
    common = most_used(event.community_id, list(TopicKind), 4 * SUGGESTED).subquery()
    shown = (
        select(people_search.c.id)
        .join(ProfileTopic, col(ProfileTopic.profile_id) == people_search.c.profile_id)
        .join(Membership, col(Membership.id) == people_search.c.membership_id)
        .join(Account, col(Account.id) == Membership.account_id)
        .join(Attendance, col(Attendance.membership_id) == Membership.id)
        .where(
            col(Attendance.event_id) == event.id,
            present(),
            col(ProfileTopic.topic_id) == common.c.topic_id,
            people_search.c.topics_reach >= int(Relation.FELLOW),
        )
        .correlate(common)
        .exists()
    )
    return list(
        session.scalars(
            select(col(Topic.label))
            .join(common, common.c.topic_id == col(Topic.id))
            .where(shown)
            .order_by(common.c.uses.desc(), col(Topic.key))
            .limit(SUGGESTED)
        )
    )


def most_used(
    community_id: str, kinds: Sequence[TopicKind], most: int, besides: str = ""
) -> Select[Any]:
    """Return a query of the topics that stand in most profiles, as (kind, topic_id, uses).

    `besides` is the id of a topic that comes first whatever its uses; the kind is the first one.
    Counting topic by topic reads an index only, where a join would look every profile's topics up.
    """
    uses = (
        select(func.count())
        .where(col(ProfileTopic.kind).in_(kinds), col(ProfileTopic.topic_id) == col(Topic.id))
        .correlate(Topic)
        .scalar_subquery()
    )
    ranked = (
        select(
            literal(kinds[0].value).label("kind"),
            col(Topic.id).label("topic_id"),
            uses.label("uses"),
        )
        .where(col(Topic.community_id) == community_id)
        .order_by((col(Topic.id) == besides).desc(), desc("uses"), col(Topic.id))
        .limit(most)
    ).subquery()
    return select(ranked)
