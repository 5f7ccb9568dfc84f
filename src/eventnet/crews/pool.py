"""Those of whom a team can be picked, as whoever wrote the brief sees them, and the problem."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlmodel import Session, col, select

from eventnet.asks.evidence import Evidence, who_knows
from eventnet.asks.topics import LIVING, labels_of
from eventnet.communities.models import Membership, Topic
from eventnet.crews.models import CrewBrief, CrewSeat, CrewSkill, SeatState
from eventnet.crews.planning import Candidate, Need, Problem, fits
from eventnet.crews.willing import spare
from eventnet.people.common_ground import common_ground
from eventnet.people.members import view_members, view_self
from eventnet.people.queries import PersonView
from eventnet.people.silence import kept_apart
from eventnet.ties.models import Tie
from eventnet.ties.paths import FLOOR
from eventnet.ties.strength import height_of

OFFERED, HELPED, BOTH = 100, 120, 160
"""How well somebody stands for a skill that they offer, that they have helped with, or both."""
FIT, EACH_IN_COMMON, MOST_IN_COMMON = 100, 15, 60
BEST_OF_SKILL = 40
"""So many are considered for each skill, and so many others who suit best."""
LOOKED_AT = 5000
"""People who are looked at for one brief."""
KEPT = (SeatState.INVITED, SeatState.YES)
GONE = (SeatState.NO, SeatState.DROPPED)


@dataclass(frozen=True)
class Pool:
    """Who may be picked, why, and what is asked of the team."""

    problem: Problem
    people: Mapping[str, Evidence]
    among: int
    """How many people show whoever wrote the brief something that fits; may be picked or not."""
    shown: Mapping[str, int] = field(default_factory=dict)
    """By skill, how many show whoever wrote the brief that they have it."""
    free: Mapping[str, int] = field(default_factory=dict)
    """By skill, how many of these may be picked."""


def needs_of(session: Session, brief_id: str) -> dict[str, CrewSkill]:
    """Return what a brief needs, by the topic that is meant now, in the order of the alphabet."""
    rows = session.exec(
        select(CrewSkill, LIVING)
        .join(Topic, col(Topic.id) == CrewSkill.topic_id)
        .where(CrewSkill.brief_id == brief_id)
    ).all()
    living = {topic_id: skill for skill, topic_id in rows}
    return {key: living[key] for key in labels_of(session, living)}


def seats_of(session: Session, brief_id: str) -> dict[str, CrewSeat]:
    """Return the seats of a brief as they are now, by member."""
    query = select(CrewSeat).where(CrewSeat.brief_id == brief_id).order_by(col(CrewSeat.member_id))
    found = session.exec(query.execution_options(populate_existing=True))
    return {one.member_id: one for one in found}


@dataclass(frozen=True)
class Sight:
    """Whom somebody who puts people together sees, and who of these may be picked."""

    me: PersonView
    found: Mapping[str, Evidence]
    free: Mapping[str, Evidence]
    kept: frozenset[str]
    """Who stays whatever else, of those who may be picked."""
    worth: Mapping[str, int]
    """Of each who may be picked how well they suit, less what already rests on them."""


def gather(
    session: Session, brief: CrewBrief, author: Membership, keep: Collection[str], now: datetime
) -> Pool:
    """Return of whom the team of a brief can be picked; `keep` are those picked who stay."""
    needs = needs_of(session, brief.id)
    labels = labels_of(session, needs)
    said = f"{brief.title} {brief.words}"
    found = who_knows(session, author, labels, said, most=LOOKED_AT)
    wanted = {"seeks": [*labels.values()], "texts": [said]}
    sight = look(session, brief, author, found, keep=keep, now=now, wanted=wanted)
    candidates = [
        Candidate(
            key,
            {skill: worth for skill, worth in _strengths(one).items() if skill in labels},
            sight.worth[key],
            organization_of(one.person),
        )
        for key, one in sorted(sight.free.items())
    ]
    strengths = {key: _strengths(one) for key, one in sight.found.items()}
    chosen = _shortlist(candidates, needs, sight.kept)
    problem = Problem(
        tuple(chosen),
        tuple(Need(key, one.people, one.must) for key, one in needs.items()),
        brief.least,
        brief.most,
        max(1, brief.most // 2),
        sight.kept,
        frozenset(_known(session, [one.id for one in chosen], now)),
    )
    return Pool(
        problem,
        sight.free,
        len(sight.found),
        {key: sum(key in skills for skills in strengths.values()) for key in needs},
        {key: sum(key in strengths[one] for one in sight.free) for key in needs},
    )


def look(
    session: Session,
    brief: CrewBrief,
    author: Membership,
    found: Iterable[Evidence],
    *,
    keep: Collection[str],
    now: datetime,
    wanted: Mapping[str, Any],
) -> Sight:
    """Return who of those found may be picked, and how well each suits what is wanted.

    Whoever wants to hear nothing of the author or the other way round, does not want to be
    suggested, or has enough to do, may not; why, nobody is told.
    """
    seen = {one.person.membership_id: one for one in found}
    seats = seats_of(session, brief.id)
    kept = {key for key, seat in seats.items() if seat.state in KEPT or key in keep}
    for key, person in view_members(session, author, kept - seen.keys()).items():
        seen[key] = Evidence(person)
    out = {key for key, seat in seats.items() if seat.state in GONE}
    out |= kept_apart(session, author.id, seen.keys())
    load = spare(session, seen.keys(), now, but=brief.id)
    free = {
        key: one for key, one in seen.items() if key in kept or (load[key].may and key not in out)
    }
    me = view_self(session, author)
    client = {**_document(me), "id": "client", **wanted}
    fit = fits(client, [_document(one.person) for one in free.values()]) if free else {}
    worth = {
        key: round(FIT * fit.get(key, 0.0)) + _in_common(me, one.person) - load[key].burden
        for key, one in free.items()
    }
    return Sight(me, seen, free, frozenset(kept & free.keys()), worth)


def _in_common(me: PersonView, person: PersonView) -> int:
    shared = common_ground(me, person).interests
    return min(MOST_IN_COMMON, EACH_IN_COMMON * len(shared))


def organization_of(person: PersonView) -> str:
    """Return what makes two colleagues: the organization, as far as it is shown."""
    return person.organization.casefold().strip()


def _document(person: PersonView) -> dict[str, Any]:
    """Return what the author sees of somebody, as the engine reads it."""
    return {
        "id": person.membership_id,
        "interests": person.interests,
        "offers": person.offers,
        "seeks": person.seeks,
        "texts": [text for text in (person.headline, person.bio) if text],
    }


def _strengths(one: Evidence) -> dict[str, int]:
    """Return how well somebody stands for each topic that they offer or have helped with."""
    by_what: dict[str, list[str]] = defaultdict(list)
    for why in one.because:
        by_what[why["what"]] += why.get("topics", ())
    offered, helped = set(by_what["offers"]), set(by_what["helped"])
    return {
        key: BOTH if key in offered & helped else HELPED if key in helped else OFFERED
        for key in sorted(offered | helped)
    }


def _shortlist(
    candidates: Iterable[Candidate], needs: Collection[str], kept: Collection[str]
) -> list[Candidate]:
    """Return the best for each skill, the best otherwise, and those who are kept."""
    candidates = list(candidates)
    chosen = {one.id for one in sorted(candidates, key=_order)[:BEST_OF_SKILL]} | {*kept}
    for need in needs:
        able = [one for one in candidates if need in one.strengths]
        able.sort(key=lambda one: (-one.strengths[need] - one.worth, one.id))
        chosen |= {one.id for one in able[:BEST_OF_SKILL]}
    return [one for one in candidates if one.id in chosen]


def _order(one: Candidate) -> tuple[int, str]:
    return (-sum(one.strengths.values()) - one.worth, one.id)


def _known(session: Session, ids: Collection[str], now: datetime) -> list[tuple[str, str]]:
    """Return the pairs of these who know each other well enough."""
    query = select(Tie.a_id, Tie.b_id).where(
        col(Tie.a_id).in_(ids), col(Tie.b_id).in_(ids), col(Tie.strength) >= height_of(FLOOR, now)
    )
    return list(session.exec(query).all())
