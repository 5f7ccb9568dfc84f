"""The words of the community that an ask is about, as far as its asker may read them."""

import unicodedata
from collections.abc import Collection, Mapping, Sequence

from sqlmodel import Session, col, func, select

from eventnet.asks.models import AskTopic
from eventnet.communities.models import Membership, Topic
from eventnet.people.members import view_members
from eventnet.people.models import Profile, ProfileTopic
from eventnet.people.topics import topic_key

MOST = 8
"""Topics of one ask."""
READ = 600
"""Words of an ask that are looked through for topics."""
LONGEST = 4
"""Words of a topic that is found in a text."""
LOOKED_AT = 1000
"""People whose profiles are looked at, to say whether a word may be read."""
LIVING = func.coalesce(Topic.same_as_id, Topic.id)
"""The topic that a word means: a former word means the one that took its place."""


def mentioned(session: Session, asker: Membership, text: str) -> dict[str, str]:
    """Return the topics that a text speaks of, label by id: no more than the asker may read."""
    words = [word.strip(_MARKS) for word in text.split()[:READ]]
    keys = {
        topic_key(variant)
        for n in range(1, LONGEST + 1)
        for start in range(len(words) - n + 1)
        for variant in _variants(" ".join(words[start : start + n]))
    }
    return dict(list(readable(session, asker, keys).items())[:MOST])


def named(session: Session, asker: Membership, labels: Sequence[str]) -> dict[str, str]:
    """Return the topics of these labels, label by id: those that the asker may read."""
    keys = {topic_key(label) for label in labels}
    return dict(list(readable(session, asker, keys).items())[:MOST])


_MARKS = "".join(
    chr(code) for code in range(0x3000) if unicodedata.category(chr(code)).startswith("P")
)


def _variants(words: str) -> list[str]:
    return [words, f"{words}s", words.removesuffix("s")] if words else []


def readable(session: Session, asker: Membership, keys: Collection[str]) -> dict[str, str]:
    """Return label by id of the topics of these keys that stand where the asker may read them.

    What stands only in profiles that hide it from them is nobody's to ask about by name: whoever
    guesses a word learns nothing.
    """
    rows = session.exec(
        select(LIVING).where(Topic.community_id == asker.community_id, col(Topic.key).in_(keys))
    ).all()
    labels = labels_of(session, set(rows))
    if not labels:
        return {}
    owners = session.exec(
        select(Profile.membership_id)
        .join(ProfileTopic, col(ProfileTopic.profile_id) == Profile.id)
        .where(col(ProfileTopic.topic_id).in_(labels))
        .distinct()
        .order_by(col(Profile.membership_id))
        .limit(LOOKED_AT)
    ).all()
    shown = {
        label
        for person in view_members(session, asker, {*owners, asker.id}).values()
        for label in person.offers + person.seeks + person.interests
    }
    return {key: label for key, label in labels.items() if label in shown}


def labels_of(session: Session, topic_ids: Collection[str]) -> dict[str, str]:
    """Return the labels of these topics, in the order of the alphabet."""
    query = select(Topic.id, Topic.label).where(col(Topic.id).in_(topic_ids))
    return dict(session.exec(query.order_by(col(Topic.key))).all())


def topics_of(session: Session, ask_ids: Collection[str]) -> Mapping[str, dict[str, str]]:
    """Return what each of these asks is about, label by id of the topic that it means now."""
    rows = session.exec(
        select(AskTopic.ask_id, LIVING)
        .join(Topic, col(Topic.id) == AskTopic.topic_id)
        .where(col(AskTopic.ask_id).in_(ask_ids))
    ).all()
    labels = labels_of(session, {topic_id for _ask, topic_id in rows})
    found: dict[str, dict[str, str]] = {key: {} for key in ask_ids}
    for topic_id, label in labels.items():
        for ask_id, one in rows:
            if one == topic_id:
                found[ask_id][topic_id] = label
    return found
