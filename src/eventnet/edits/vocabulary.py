"""The words that people of a community say, and how many say each."""

from dataclasses import dataclass

import sqlalchemy
from sqlmodel import Session, col, func, select

from eventnet.communities.models import Topic
from eventnet.people.models import ProfileTopic, TopicKind
from eventnet.people.topics import topic_key


@dataclass(frozen=True)
class Word:
    """A word of the vocabulary, and in how many profiles it stands as what."""

    id: str
    label: str
    offers: int
    seeks: int
    interests: int
    former: tuple[str, ...]
    """Words that mean it as well."""


def vocabulary(session: Session, community_id: str, words: str = "") -> list[Word]:
    """Return the words of a community that somebody says, or that contain these, by use."""
    counts: dict[str, dict[TopicKind, int]] = {}
    rows = session.execute(
        sqlalchemy.select(col(ProfileTopic.topic_id), col(ProfileTopic.kind), func.count())
        .join(Topic, col(Topic.id) == ProfileTopic.topic_id)
        .where(col(Topic.community_id) == community_id)
        .group_by(col(ProfileTopic.topic_id), col(ProfileTopic.kind))
    )
    for topic_id, kind, number in rows:
        counts.setdefault(topic_id, {})[kind] = number
    former: dict[str, list[str]] = {}
    labels: dict[str, str] = {}
    for topic in session.exec(
        select(Topic).where(Topic.community_id == community_id).order_by(col(Topic.key))
    ):
        labels[topic.id] = topic.label
        if topic.same_as_id is not None:
            former.setdefault(topic.same_as_id, []).append(topic.label)
    wanted = topic_key(words)
    found = [
        Word(
            key,
            labels[key],
            of.get(TopicKind.OFFER, 0),
            of.get(TopicKind.SEEK, 0),
            of.get(TopicKind.INTEREST, 0),
            tuple(former.get(key, ())),
        )
        for key, of in counts.items()
        if wanted in topic_key(labels[key])
    ]
    return sorted(
        found, key=lambda one: (-(one.offers + one.seeks + one.interests), topic_key(one.label))
    )
