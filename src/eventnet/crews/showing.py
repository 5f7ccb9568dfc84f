"""A crew as its page shows it: to whoever wrote the brief, to those invited, and to the crew."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from sqlmodel import Session

from eventnet.asks.topics import labels_of
from eventnet.asks.words import reasons, topics_in
from eventnet.communities.models import Membership
from eventnet.crews.gifts import Given, given
from eventnet.crews.models import CrewBrief, CrewSeat, Kind, SeatState
from eventnet.crews.pool import needs_of, seats_of
from eventnet.crews.words import lack_in_words, why
from eventnet.i18n import gettext as _
from eventnet.people.common_ground import common_ground
from eventnet.people.members import view_members, view_self, view_those_told
from eventnet.people.queries import PersonView, tint

SEATED = (SeatState.YES, SeatState.INVITED, SeatState.PICKED)


@dataclass(frozen=True)
class Seated:
    """Somebody with a seat, as the reader sees them."""

    person: PersonView
    seat: CrewSeat
    stands_for: list[str]
    why: list[str]


@dataclass(frozen=True)
class Skill:
    """A skill that a brief needs."""

    label: str
    people: int
    must: bool
    found: int = 0
    lack: str = ""
    """What stood in the way of having enough, in words."""


def skills(session: Session, brief: CrewBrief, *, to_author: bool) -> list[Skill]:
    """Return what a brief needs; to its author with how many stand for it."""
    needs = needs_of(session, brief.id)
    labels = labels_of(session, needs)
    if not to_author:
        return [Skill(labels[key], one.people, one.must) for key, one in needs.items()]
    seats = seats_of(session, brief.id).values()
    stand = [key for seat in seats if is_inside(seat) for key in seat.covers]
    lacks = {lack["topic"]: lack for lack in brief.lacks}
    return [
        Skill(
            labels[key],
            one.people,
            one.must,
            min(one.people, stand.count(key)),
            lack_in_words(lacks[key], labels[key])
            if key in lacks and stand.count(key) < one.people
            else "",
        )
        for key, one in needs.items()
    ]


def is_inside(seat: CrewSeat) -> bool:
    """Say whether somebody is in a team, or may still be."""
    return seat.state in SEATED


def seated(session: Session, author: Membership, brief: CrewBrief) -> dict[SeatState, list[Seated]]:
    """Return who is picked, invited, or has answered, as whoever wrote the brief sees them."""
    seats = seats_of(session, brief.id)
    labels = labels_of(
        session,
        {*topics_in(why for seat in seats.values() for why in seat.because)}
        | {key for seat in seats.values() for key in seat.covers},
    )
    people = people_called(session, author, seats.values())
    me = view_self(session, author)
    found: dict[SeatState, list[Seated]] = {state: [] for state in SeatState}
    for key, seat in seats.items():
        person = people[key]
        in_common = common_ground(me, person).interests
        found[seat.state].append(
            Seated(
                person,
                seat,
                [labels[topic] for topic in seat.covers if topic in labels]
                if brief.kind is Kind.CREW
                else [],
                why([] if brief.kind is Kind.CIRCLE else seat.because, labels, person, in_common),
            )
        )
    for group in found.values():
        group.sort(key=lambda one: (one.person.name.casefold(), one.seat.member_id))
    return found


def people_called(
    session: Session, reader: Membership, seats: Collection[CrewSeat]
) -> dict[str, PersonView]:
    """Return those with seats, each called something: who has said yes tells their name."""
    told = {seat.member_id for seat in seats if seat.state is SeatState.YES}
    people = view_members(session, reader, {seat.member_id for seat in seats} - told)
    people |= view_those_told(session, reader, told)
    nobody = {seat.member_id for seat in seats} - {key for key, one in people.items() if one.name}
    return people | {key: _somebody(key) for key in nobody}


def _somebody(key: str) -> PersonView:
    return PersonView(name=_("Somebody"), tint=tint(key), has_page=False, membership_id=key)


def circle_of(
    session: Session, author: Membership, groups: Mapping[SeatState, list[Seated]]
) -> list[Given]:
    """Return what those of a circle give each other, as whoever it is around sees them."""
    me = view_self(session, author)
    inside = [one.person for state in SEATED for one in groups[state]]
    return given([me, *inside]) if inside else []


@dataclass(frozen=True)
class Why:
    """What somebody who is invited reads of why they were thought of."""

    stands_for: list[str]
    gets: list[str]
    reasons: list[str]


def why_me(session: Session, member: Membership, seat: CrewSeat, kind: Kind) -> Why:
    """Return to whoever is invited what they would stand for, and why they were thought of.

    In a circle that is what they would give and get, as far as their profile still says so.
    """
    labels = labels_of(session, {*topics_in(seat.because), *seat.covers})
    stands_for = [labels[key] for key in seat.covers if key in labels]
    if kind is Kind.CREW:
        return Why(stands_for, [], reasons(seat.because, labels, to_them=True))
    me = view_self(session, member)
    gets = [labels[key] for why in seat.because for key in why["topics"] if key in labels]
    return Why(
        [label for label in stands_for if label in me.offers],
        [label for label in gets if label in me.seeks],
        [],
    )


def crew(session: Session, reader: Membership, brief: CrewBrief) -> list[PersonView]:
    """Return who is in a crew as those in it see each other: first whoever wrote the brief."""
    seats = [one for one in seats_of(session, brief.id).values() if one.state is SeatState.YES]
    ids = [brief.by_id, *(one.member_id for one in seats)]
    people = view_those_told(session, reader, ids)
    return [people[key] for key in ids if key in people]
