"""Somebody's talks as their pages show them: with whom, why, when, and what was promised."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlmodel import Session, col, select

from eventnet.people.silence import unheard_members
from eventnet.rounds.letters import Other
from eventnet.rounds.models import RoundMember
from eventnet.rounds.partners import people_of
from eventnet.rounds.queries import OwnTalk, taking_part, talks_of
from eventnet.rounds.readers import clocked

REMEMBERED = timedelta(days=14)
"""For so long a talk of which nothing was said stands on the front page of the community."""


@dataclass(frozen=True)
class Promised:
    """What another of a talk promised, as the reader may know it."""

    name: str
    words: str
    due_on: date | None
    is_kept: bool


@dataclass(frozen=True)
class ShownTalk:
    """A talk of the reader's, and those with whom it is."""

    own: OwnTalk
    others: list[Other]
    when: str
    promises: list[Promised]


def show(
    session: Session, membership_id: str, talks: Sequence[OwnTalk], time_zone: str
) -> list[ShownTalk]:
    """Return talks as their owner sees them; as many statements for one as for thirty."""
    ids = {one.membership_id for talk in talks for one in talk.others}
    people = people_of(session, {*ids, membership_id})
    silent = unheard_members(session, membership_id, ids)
    query = select(RoundMember.membership_id, RoundMember.where)
    where = dict(session.exec(query.where(col(RoundMember.membership_id).in_(ids))).all())
    me = people.get(membership_id)

    def other(talk: OwnTalk, key: str) -> Other:
        them = people[key]
        reached = where.get(key, "") if talk.stands and them.is_here else ""
        return Other(them.seen(), me.why(them) if me else [], reached)

    def promised(talk: OwnTalk) -> list[Promised]:
        return [
            Promised(
                people[one.membership_id].seen().name, one.promise, one.due_on, bool(one.kept_at)
            )
            for one in talk.others
            if one.promise and one.membership_id in people and one.membership_id not in silent
        ]

    return [
        ShownTalk(
            talk,
            [other(talk, key) for key in talk.with_whom if key in people],
            clocked(talk.talk.starts_at, time_zone),
            promised(talk),
        )
        for talk in talks
    ]


def next_talks(session: Session, membership_id: str, now: datetime) -> list[ShownTalk]:
    """Return the talks that somebody has ahead, or has said nothing of yet since they were."""
    mine = taking_part(session, membership_id)
    if mine is None:
        return []
    own = [
        one
        for one in talks_of(session, membership_id)
        if one.stands and (not one.is_over(now) or (one.mine.met is None and _is_new(one, now)))
    ]
    return show(session, membership_id, own[::-1], mine.time_zone)


def _is_new(one: OwnTalk, now: datetime) -> bool:
    return one.talk.starts_at > now - REMEMBERED
