"""Who knows about something, and why one may think so: from what the reader may see of them.

The same answer serves two: the one who looks for somebody that knows, and the waves of an ask,
which read with the eyes of its asker. So whom an ask reaches says nothing that its asker could not
have read, and each reason is true of what both of the two may see.
"""

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement
from sqlmodel import Session, col, or_, select

from eventnet.asks.models import AskHelp
from eventnet.asks.topics import LIVING
from eventnet.communities.models import Membership, Topic
from eventnet.people.members import view_members
from eventnet.people.models import Profile, ProfileTopic, TopicKind
from eventnet.people.queries import PersonView
from eventnet.people.search.index import people_search
from eventnet.people.search.match import matches
from eventnet.people.search.words import words_of
from eventnet.people.visibility import Relation, reaching, visible

OFFERS, INTERESTED, MET, HELPED = 1.0, 0.3, 0.2, 1.2
WORD, MOST_OF_WORDS = 0.15, 0.45
"""What a rare word of the ask is worth in what somebody says of themselves, and all of them."""
MOST_HELP = 3.0
"""More of what was accepted on one topic counts no more."""
LEAST = 0.3
"""Whoever fits less is not asked: to have met somebody is no reason by itself."""
LOOKED_AT = 1000
"""People who are looked at for one ask."""
SHORTEST = 5
"""Letters of a word that may tell something."""
LOOKED_FOR = 12
"""Words of an ask that are looked for in what people say of themselves."""


@dataclass
class Evidence:
    """A member, as the reader sees them, and why they may know."""

    person: PersonView
    score: float = 0.0
    because: list[dict[str, Any]] = field(default_factory=list)
    """What it rests on: its kind, and topics by id, words, or when."""

    def add(self, worth: float, **why: Any) -> None:
        """Add a reason."""
        self.score += worth
        self.because.append(why)


def who_knows(
    session: Session,
    reader: Membership,
    topics: Mapping[str, str],
    text: str,
    *,
    most: int = LOOKED_AT,
) -> list[Evidence]:
    """Return the members who may know, the best first; the statements are as many for all.

    `topics` are labels by id. The reader is not among them, nor who shows them no name; `most` are
    looked at.
    """
    words = _telling(text, besides=topics.values())
    helps = _helps(session, reader, topics, most)
    ids = _candidates(session, reader, topics, words, most) | helps.keys()
    seen = view_members(session, reader, ids - {reader.id})
    rarity = _rarity(words, seen)
    found = []
    for person in seen.values():
        if not person.name:
            continue
        one = Evidence(person)
        _say_topics(one, topics)
        _say_helped(one, helps.get(person.membership_id, ()))
        _say_words(one, words, rarity)
        if one.score >= LEAST:
            if person.relation is Relation.MET:
                one.add(MET, what="met")
            found.append(one)
    return sorted(found, key=lambda one: (-one.score, one.person.membership_id))


def _candidates(
    session: Session, reader: Membership, topics: Mapping[str, str], words: list[str], most: int
) -> set[str]:
    """Return whoever may fit; what the reader may not see of them is left out later."""
    kinds = (TopicKind.OFFER, TopicKind.INTEREST)
    says = (
        select(ProfileTopic.profile_id)
        .join(Topic, col(Topic.id) == ProfileTopic.topic_id)
        .where(col(ProfileTopic.topic_id).in_(topics), col(ProfileTopic.kind).in_(kinds))
    )
    within = [*reaching(Relation.MET)]
    ways: list[ColumnElement[bool]] = [col(Profile.id).in_(says)]
    if words:
        ways.append(or_(*(matches(session, word, within) for word in words)))
    query = (
        select(Profile.membership_id)
        .join(people_search, people_search.c.profile_id == Profile.id)
        .where(Profile.community_id == reader.community_id, or_(*ways))
        .order_by(col(Profile.membership_id))
        .limit(most)
    )
    return set(session.exec(query))


@dataclass(frozen=True)
class _Helped:
    topic_id: str
    weight: float
    last_at: datetime
    visibility: Mapping[str, str]


def _helps(
    session: Session, reader: Membership, topics: Mapping[str, str], most: int
) -> dict[str, list[_Helped]]:
    """Return what members have helped with, where they let it count."""
    query = (
        select(AskHelp, LIVING, Profile.visibility)
        .join(Topic, col(Topic.id) == AskHelp.topic_id)
        .join(Profile, col(Profile.membership_id) == AskHelp.member_id)
        .where(
            LIVING.in_(topics),
            Profile.community_id == reader.community_id,
            col(AskHelp.used),
        )
        .order_by(col(AskHelp.weight).desc(), col(AskHelp.member_id))
        .limit(most)
    )
    found: dict[str, list[_Helped]] = defaultdict(list)
    for one, topic_id, visibility in session.exec(query):
        found[one.member_id].append(_Helped(topic_id, one.weight, one.last_at, visibility))
    return found


def _say_topics(one: Evidence, topics: Mapping[str, str]) -> None:
    """Say what they offer, or are interested in, of what it is about; of one topic only one."""
    offers, interests = one.person.offers, one.person.interests
    offered = [key for key, label in topics.items() if label in offers]
    liked = [key for key, label in topics.items() if label in interests and key not in offered]
    if offered:
        one.add(OFFERS * len(offered), what="offers", topics=offered)
    if liked:
        one.add(INTERESTED * len(liked), what="interested", topics=liked)


def _say_helped(one: Evidence, helps: Collection[_Helped]) -> None:
    """Say what they helped with to those to whom they show their topics."""
    helps = [h for h in helps if visible(h.visibility, "topics", one.person.relation)]
    if helps:
        worth = HELPED * sum(min(h.weight, MOST_HELP) for h in helps)
        latest = max(h.last_at for h in helps)
        one.add(
            worth, what="helped", topics=[h.topic_id for h in helps], at=latest.date().isoformat()
        )


def _telling(text: str, besides: Collection[str]) -> list[str]:
    """Return the words of a text that may tell more than its topics: the longest, in its order."""
    known = set(words_of(" ".join(besides)))
    words = [word for word in dict.fromkeys(words_of(text)) if len(word) >= SHORTEST]
    longest = sorted(set(words) - known, key=lambda word: (-len(word), word))[:LOOKED_FOR]
    return [word for word in words if word in longest]


def _rarity(words: list[str], seen: Mapping[str, PersonView]) -> dict[str, float]:
    """Return what each word is worth: less, the more people say it."""
    said = [_own_words(person) for person in seen.values()]
    return {word: 1 / max(1, sum(_says(own, word) for own in said)) ** 0.5 for word in words}


def _own_words(person: PersonView) -> set[str]:
    return set(words_of(f"{person.headline} {person.bio}"))


def _says(own: set[str], word: str) -> bool:
    return word in own or f"{word}s" in own or word.removesuffix("s") in own


def _say_words(one: Evidence, words: list[str], rarity: Mapping[str, float]) -> None:
    own = _own_words(one.person)
    said = [word for word in words if _says(own, word)]
    if said:
        worth = min(sum(WORD * rarity[word] for word in said), MOST_OF_WORDS)
        one.add(worth, what="words", words=said[:LOOKED_FOR])
