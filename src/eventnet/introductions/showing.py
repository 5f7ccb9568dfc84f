"""What stands on the pages of introductions: each with the people as the reader sees them."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session

from eventnet.communities.models import Membership
from eventnet.introductions.models import Introduction, IntroductionState
from eventnet.introductions.queries import Waiting, addresses, asked_by, made_with, waiting_for
from eventnet.introductions.ways import ways
from eventnet.people.members import view_those_told
from eventnet.people.queries import PersonView


@dataclass(frozen=True)
class WaitingLine:
    """What waits for the reader's word."""

    waiting: Waiting
    asker: PersonView | None
    goal: PersonView | None
    by: PersonView | None
    """Who brings it, if not the one who asks."""


@dataclass(frozen=True)
class AskedLine:
    """What the reader asked for."""

    introduction: Introduction
    goal: PersonView | None
    first: PersonView | None
    is_open: bool


@dataclass(frozen=True)
class MadeLine:
    """Whom the reader was introduced to, and the address that they were given."""

    introduction: Introduction
    person: PersonView
    address: str


@dataclass(frozen=True)
class WayLine:
    """Whom the reader can ask, and whether they know the other themselves."""

    first: PersonView
    is_direct: bool


@dataclass(frozen=True)
class Introductions:
    """All of a member's."""

    waiting: list[WaitingLine]
    asked: list[AskedLine]
    made: list[MadeLine]


def introductions_of(session: Session, reader: Membership, now: datetime) -> Introductions:
    """Return a member's introductions, in as many statements for one as for thirty."""
    waiting = waiting_for(session, reader.id, now)
    asked, made = asked_by(session, reader.id), made_with(session, reader.id)
    wanted = {key for one in waiting for key in _people_of(one)}
    wanted |= {key for one in asked for key in (one.introduction.to_id, one.first_id) if key}
    wanted |= {one.other(reader.id) for one in made}
    people = view_those_told(session, reader, wanted)
    given = addresses(session, reader.id, made)
    return Introductions(
        [_waiting(one, people) for one in waiting],
        [
            AskedLine(
                one.introduction,
                people.get(one.introduction.to_id),
                people.get(one.first_id or ""),
                one.introduction.state is IntroductionState.WAITING
                and one.introduction.expires_at > now,
            )
            for one in asked
        ],
        [
            MadeLine(one, people[other], given.get(other, ""))
            for one in made
            if (other := one.other(reader.id)) in people
        ],
    )


def waiting_line(
    session: Session, reader: Membership, key: str, now: datetime
) -> WaitingLine | None:
    """Return one that waits for a member's word, if it does."""
    found = waiting_for(session, reader.id, now, only=key)
    wanted = {key for one in found for key in _people_of(one)}
    people = view_those_told(session, reader, wanted)
    return next((_waiting(one, people) for one in found), None)


def waiting_lines(session: Session, reader: Membership, now: datetime) -> list[WaitingLine]:
    """Return all that waits for a member's word."""
    found = waiting_for(session, reader.id, now)
    wanted = {key for one in found for key in _people_of(one)}
    people = view_those_told(session, reader, wanted) if wanted else {}
    return [_waiting(one, people) for one in found]


def ways_for(session: Session, reader: Membership, to_id: str, now: datetime) -> list[WayLine]:
    """Return whom a member can ask to be introduced to another, the best first."""
    found = ways(session, reader.id, to_id, now)[:MOST_WAYS]
    people = view_those_told(session, reader, {way.first_id for way in found}) if found else {}
    return [WayLine(people[way.first_id], way.is_direct) for way in found if way.first_id in people]


MOST_WAYS = 5
"""Whom to ask is chosen among so many."""


def _people_of(one: Waiting) -> tuple[str, str, str]:
    return (one.introduction.from_id, one.introduction.to_id, one.by_id)


def _waiting(one: Waiting, people: Mapping[str, PersonView]) -> WaitingLine:
    by = people.get(one.by_id) if one.by_id != one.introduction.from_id else None
    asked = one.introduction
    return WaitingLine(one, people.get(asked.from_id), people.get(asked.to_id), by)
