"""Those of whom a circle can be picked: members who show what they offer, or what they look for.

Whatever one gives another is read with the eyes of whoever the circle is around, as far as people
show it to them.
"""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from datetime import datetime

from sqlmodel import Session, col, select

from eventnet.asks.evidence import Evidence
from eventnet.asks.topics import LIVING, labels_of
from eventnet.communities.models import Membership, Topic
from eventnet.crews.models import CrewBrief
from eventnet.crews.planning import Candidate, Problem
from eventnet.crews.pool import LOOKED_AT, OFFERED, Pool, look, needs_of, organization_of
from eventnet.people.members import view_members
from eventnet.people.models import Profile, ProfileTopic, TopicKind
from eventnet.people.queries import PersonView

THEME = 500
"""What it is worth that somebody shows the theme of a circle."""
BEST = 60
"""So many are considered, those who complete whoever the circle is around best."""
MOST_EACH_WAY = 3


def gather(
    session: Session, brief: CrewBrief, author: Membership, keep: Collection[str], now: datetime
) -> Pool:
    """Return of whom a circle can be picked; `keep` are those picked who stay."""
    theme = {*labels_of(session, needs_of(session, brief.id)).values()}
    said = {"texts": [f"{brief.title} {brief.words}", *theme]}
    found = _showing(session, author)
    sight = look(session, brief, author, found, keep=keep, now=now, wanted=said)
    people = {key: one.person for key, one in sight.free.items()} | {author.id: sight.me}
    topics = _topics(session, author.community_id, people.values())
    everybody = {
        key: Candidate(
            key,
            {topics[label]: OFFERED for label in one.offers},
            sight.worth.get(key, 0) + (THEME if theme & _said(one) else 0),
            organization_of(one),
            frozenset(topics[label] for label in one.seeks),
        )
        for key, one in sorted(people.items())
    }
    me = everybody.pop(author.id)
    problem = Problem(
        (me, *_shortlist(me, list(everybody.values()), sight.kept)),
        (),
        brief.least + 1,
        brief.most + 1,
        max(1, (brief.most + 1) // 2),
        sight.kept | {me.id},
        around=me.id,
    )
    return Pool(problem, {key: Evidence(one) for key, one in people.items()}, len(sight.found))


def _showing(session: Session, author: Membership) -> list[Evidence]:
    """Return the members who show the author what they offer, or what they look for."""
    query = (
        select(Profile.membership_id)
        .join(ProfileTopic, col(ProfileTopic.profile_id) == Profile.id)
        .where(
            Profile.community_id == author.community_id,
            Profile.membership_id != author.id,
            col(ProfileTopic.kind).in_((TopicKind.OFFER, TopicKind.SEEK)),
        )
        .distinct()
        .order_by(col(Profile.membership_id))
        .limit(LOOKED_AT)
    )
    seen = view_members(session, author, session.exec(query).all())
    return [Evidence(one) for one in seen.values() if one.name and (one.offers or one.seeks)]


def _said(person: PersonView) -> set[str]:
    return {*person.offers, *person.seeks, *person.interests}


def _topics(session: Session, community_id: str, people: Iterable[PersonView]) -> Mapping[str, str]:
    """Return the topic that each word means which these people offer or look for."""
    labels = {label for one in people for label in (*one.offers, *one.seeks)}
    query = select(Topic.label, LIVING).where(
        Topic.community_id == community_id, col(Topic.label).in_(labels)
    )
    return dict(session.exec(query.order_by(col(Topic.id))).all())


def _shortlist(
    me: Candidate, others: Sequence[Candidate], kept: Collection[str]
) -> list[Candidate]:
    """Return those who are kept, and those who complete somebody best, directly or over others."""
    joined = _joined(me, others)
    near = [one for one in joined if _complete(me, one)]
    far = [one for one in joined if not _complete(me, one)]
    given = {skill for one in near for skill in one.strengths}
    sought = frozenset(skill for one in near for skill in one.seeks)
    all_near = Candidate("", dict.fromkeys(given, OFFERED), seeks=sought)
    near.sort(key=lambda one: (-1000 * _complete(me, one) - one.worth, one.id))
    far.sort(key=lambda one: (-1000 * _complete(all_near, one) - one.worth, one.id))
    chosen = {one.id for one in [*near, *far][:BEST]} | {*kept}
    return [one for one in others if one.id in chosen]


def _complete(one: Candidate, other: Candidate) -> int:
    """Say how much two give each other, as far as it counts."""
    return min(MOST_EACH_WAY, len(one.strengths.keys() & other.seeks)) + min(
        MOST_EACH_WAY, len(other.strengths.keys() & one.seeks)
    )


def _joined(me: Candidate, others: Sequence[Candidate]) -> list[Candidate]:
    """Return to whom gifts lead from somebody, over whomever, and from whom they lead back."""
    takers, givers = (
        defaultdict[str, list[Candidate]](list),
        defaultdict[str, list[Candidate]](list),
    )
    for one in others:
        for skill in one.seeks:
            takers[skill].append(one)
        for skill in one.strengths:
            givers[skill].append(one)
    to = _reached(me.strengths, takers, lambda one: one.strengths)
    back = _reached(me.seeks, givers, lambda one: one.seeks)
    return [one for one in others if one.id in to & back]


def _reached(
    skills: Collection[str],
    people: Mapping[str, Collection[Candidate]],
    further: Callable[[Candidate], Collection[str]],
) -> set[str]:
    """Return whom skills lead to, step by step."""
    found, ahead, seen = set[str](), [*skills], {*skills}
    while ahead:
        for one in people.get(ahead.pop(), ()):
            if one.id not in found:
                found.add(one.id)
                new = {*further(one)} - seen
                seen |= new
                ahead += sorted(new)
    return found
