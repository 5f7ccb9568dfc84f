"""Topics that a ticket's form asked for, brought into profiles as interests.

As with other words, they follow the ticket only while they still are the ticket's own.
"""

from collections.abc import Mapping, Sequence

from sqlalchemy import delete, select
from sqlmodel import Session, col

from eventnet.arrivals.actions.words import Said
from eventnet.arrivals.guest import Guest
from eventnet.communities.models import Topic
from eventnet.database import insert_missing
from eventnet.people.models import Profile, ProfileTopic, TopicKind
from eventnet.people.topics import LONGEST, MOST, topic_key, topics_meant


def fill_interests(session: Session, community_id: str, said: Sequence[Said]) -> list[str]:
    """Let interests follow their tickets; return the profiles that changed.

    Belongs inside the caller's transaction, after the profiles were made.
    """
    told = {one.membership_id: one for one in said if _keys(one.now) != _keys(one.before)}
    if not told:
        return []
    found = select(col(Profile.membership_id), col(Profile.id)).where(
        col(Profile.membership_id).in_(told)
    )
    profiles = {row.id: told[row.membership_id] for row in session.execute(found)}
    mine = _interests(session, list(profiles))
    changed = {
        id_: _keys(one.now)
        for id_, one in profiles.items()
        if one.now.topics and mine.get(id_, frozenset()) == _keys(one.before).keys()
    }
    _put(session, community_id, changed)
    return list(changed)


def _keys(guest: Guest | None) -> dict[str, str]:
    """Return the labels that fit, by what makes two the same."""
    fitting = (label for label in (guest.topics if guest else ()) if len(label) <= LONGEST)
    by_key = {topic_key(label): label for label in fitting}
    return dict(list(by_key.items())[:MOST])


def _interests(session: Session, profile_ids: Sequence[str]) -> dict[str, set[str]]:
    query = (
        select(col(ProfileTopic.profile_id), col(Topic.key))
        .join(Topic, col(Topic.id) == col(ProfileTopic.topic_id))
        .where(
            col(ProfileTopic.profile_id).in_(profile_ids),
            col(ProfileTopic.kind) == TopicKind.INTEREST,
        )
    )
    interests: dict[str, set[str]] = {}
    for profile_id, key in session.execute(query):
        interests.setdefault(profile_id, set()).add(key)
    return interests


def _put(session: Session, community_id: str, changed: Mapping[str, Mapping[str, str]]) -> None:
    labels = {key: label for keys in changed.values() for key, label in keys.items()}
    # In order, so that two transactions wait for each other at one topic at most.
    new = [
        {"community_id": community_id, "key": key, "label": label}
        for key, label in sorted(labels.items())
    ]
    insert_missing(session, Topic, new)
    ids = topics_meant(session, community_id, labels)
    session.execute(
        delete(ProfileTopic).where(
            col(ProfileTopic.profile_id).in_(changed),
            col(ProfileTopic.kind) == TopicKind.INTEREST,
        )
    )
    rows = [
        {"profile_id": profile_id, "kind": TopicKind.INTEREST, "topic_id": ids[key]}
        for profile_id, keys in changed.items()
        for key in keys
    ]
    insert_missing(session, ProfileTopic, rows)
