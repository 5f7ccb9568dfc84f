"""The words that people here go by, as a cloud to tap: those in most use first.

Words and numbers rest only on people whom the viewer can find here and whose topics they may see.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from math import log

from sqlalchemy import case, func, select
from sqlmodel import Session, col

from eventnet.communities.models import Topic
from eventnet.events.models import Attendance, Event
from eventnet.people.directory import listed, people, topics_shown
from eventnet.people.models import ProfileTopic, TopicKind
from eventnet.people.search.index import people_search
from eventnet.people.topics import most_used, topic_key
from eventnet.people.viewers import Viewer

WORDS = 30
CANDIDATES = 4 * WORDS
LARGEST = 4
ANSWER_TO = {
    TopicKind.OFFER: TopicKind.SEEK,
    TopicKind.SEEK: TopicKind.OFFER,
    TopicKind.INTEREST: TopicKind.INTEREST,
}
"""How a topic stands with those whom it brings together with somebody."""


@dataclass(frozen=True)
class Word:
    """A word to tap."""

    label: str
    size: int = 1
    """How large it is set, 1 to 4."""
    answered: int = 0
    """How many people here it would bring together with the viewer."""


def cloud(session: Session, viewer: Viewer, event: Event, kind: TopicKind) -> list[Word]:
    """Return the words for what somebody offers, looks for or is interested in."""
    common = most_used(event.community_id, list(TopicKind), CANDIDATES).subquery()
    here, answer = col(Attendance.id), ANSWER_TO[kind].value
    counted = (
        people(
            col(ProfileTopic.topic_id).label("topic_id"),
            func.count(here.distinct()).label("uses"),
            # A topic stands once in a profile as this kind.
            func.count(case((col(ProfileTopic.kind) == answer, here))).label("answered"),
        )
        .join(ProfileTopic, col(ProfileTopic.profile_id) == people_search.c.profile_id)
        .where(
            *listed(viewer),
            topics_shown(viewer),
            col(ProfileTopic.topic_id).in_(select(common.c.topic_id)),
        )
        .group_by(col(ProfileTopic.topic_id))
    ).subquery()
    rows = session.execute(
        select(col(Topic.label), counted.c.uses, counted.c.answered)
        .join(counted, counted.c.topic_id == col(Topic.id))
        .order_by(counted.c.uses.desc(), col(Topic.key))
        .limit(WORDS)
    ).all()
    sizes = sizes_of([row[1] for row in rows], LARGEST)
    return [Word(row[0], size, row[2]) for row, size in zip(rows, sizes, strict=True)]


def with_own(words: Sequence[Word], own: Sequence[str]) -> list[Word]:
    """Return the words after those of somebody's own that are not among them."""
    known = {topic_key(word.label) for word in words}
    return [*(Word(label) for label in own if topic_key(label) not in known), *words]


def sizes_of(counts: Sequence[int], largest: int) -> list[int]:
    """Return how large to set what is used so often: from 1 to `largest`, by its logarithm."""
    if not counts:
        return []
    least, span = min(counts), log(max(counts) / min(counts))
    return [1 + round((largest - 1) * log(count / least) / span) if span else 2 for count in counts]
