"""What a cluster's people share: topics that are more common in it than among all who are there.

Only topics that the reader sees are counted, and a topic is named only of enough people, of whom
enough are elsewhere too: else it would say of each of them in which cluster they are.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from math import log

import sqlalchemy
from sqlmodel import Session, col, select

from eventnet.communities.models import Topic
from eventnet.networks.crowd import Crowd
from eventnet.networks.few import LEAST, SHARE
from eventnet.people.models import ProfileTopic
from eventnet.people.search.index import people_search
from eventnet.people.visibility import Relation

MOST = 4
"""Topics are named of a cluster."""
LIFT = 1.25
"""So much more common a topic is among a cluster's people than among all."""


def shared_labels(
    session: Session, crowd: Crowd, relation: Relation, cluster_of: Mapping[str, int]
) -> dict[int, list[str]]:
    """Return by cluster what its people share, as far as somebody who stands so to them sees it."""
    shared = shared_topics(_shown(session, crowd, relation), cluster_of)
    ids = {topic for topics in shared.values() for topic in topics}
    query = select(Topic.id, Topic.label).where(col(Topic.id).in_(ids))
    labels = dict(session.exec(query).all())
    return {
        cluster: [labels[topic] for topic in topics if topic in labels]
        for cluster, topics in shared.items()
    }


def _shown(session: Session, crowd: Crowd, relation: Relation) -> set[tuple[str, str]]:
    """Return who of a crowd shows which topic to somebody who stands so to them."""
    query = (
        sqlalchemy.select(people_search.c.membership_id, col(ProfileTopic.topic_id))
        .join(ProfileTopic, col(ProfileTopic.profile_id) == people_search.c.profile_id)
        .where(
            people_search.c.membership_id.in_(crowd.members),
            people_search.c.topics_reach >= int(relation),
        )
    )
    return {(member, topic) for member, topic in session.connection().execute(query)}


def shared_topics(
    shown: Iterable[tuple[str, str]], cluster_of: Mapping[str, int]
) -> dict[int, list[str]]:
    """Return by cluster the topics that its people share, the most telling first.

    By the part of each topic in the log-likelihood ratio (T. Dunning, Accurate Methods for the
    Statistics of Surprise and Coincidence, 1993).
    """
    everybody: Counter[str] = Counter()
    inside: defaultdict[int, Counter[str]] = defaultdict(Counter)
    people: defaultdict[int, set[str]] = defaultdict(set)
    whole: set[str] = set()
    for member, topic in shown:
        everybody[topic] += 1
        whole.add(member)
        cluster = cluster_of.get(member)
        if cluster is not None:
            inside[cluster][topic] += 1
            people[cluster].add(member)
    named = {}
    for cluster, counts in inside.items():
        part = len(people[cluster]) / len(whole)
        scores = {
            topic: count * log(count / (everybody[topic] * part))
            for topic, count in counts.items()
            if LEAST <= count <= SHARE * everybody[topic]
            and count >= LIFT * part * everybody[topic]
        }
        order = sorted(scores, key=lambda topic: (-scores[topic], topic))
        named[cluster] = order[:MOST]
    return named
