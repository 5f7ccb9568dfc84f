"""What the engine is asked to plan: slots, people and who could meet, as eventnet-problem/1.

Reasons and one-sided affinities stay out of it. An organizer may take the file away, and wishes
are nobody's but their owner's.
"""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace
from statistics import median
from typing import Any

from sqlmodel import Session, col, select

from eventnet import clock
from eventnet.absence.queries import away
from eventnet.affinities.models import PairAffinity
from eventnet.events.models import Event, Slot
from eventnet.events.queries import slots, zone
from eventnet.events.roles import Pair, may_meet, ordered
from eventnet.matching.pinning import by_hand, hold_to
from eventnet.matching.rounds import rounds
from eventnet.meetings.difference import Held, Two, held_meetings
from eventnet.meetings.fit import refusals, vetoes
from eventnet.meetings.participants import Participant, participants

Document = dict[str, Any]

CHANGE = 0.2
"""What it costs to move or call off a meeting, as a share of what a typical one is worth."""


Worth = tuple[str, str, float]
"""Two attendances, the smaller first, and how much it is worth that they meet."""


@dataclass(frozen=True)
class Setting:
    """What organizers decide about a plan, and who could be worth meeting: as it is, or as if.

    `grid` holds the slots ahead, `allowed` the pairs of roles that may meet. Where `keeps`, what
    was planned before and is ahead stays where that costs little.
    """

    people: Mapping[str, Participant]
    grid: Sequence[Slot]
    allowed: AbstractSet[Pair]
    worth: Sequence[Worth]
    keeps: bool = True

    def with_worth(self, worth: Sequence[Worth]) -> "Setting":
        """Return it with other values of pairs."""
        return replace(self, worth=worth)


def setting_of(session: Session, event: Event) -> Setting:
    """Return the setting of an event as it is now."""
    worth = session.exec(
        select(PairAffinity.a_id, PairAffinity.b_id, PairAffinity.value)
        .where(PairAffinity.event_id == event.id, col(PairAffinity.value).is_not(None))
        .order_by(col(PairAffinity.a_id), col(PairAffinity.b_id))
    )
    return Setting(
        people=participants(session, event),
        grid=[slot for slot in slots(session, event.id) if slot.starts_at > clock.now()],
        allowed=may_meet(session, event.id),
        worth=[(a_id, b_id, value or 0.0) for a_id, b_id, value in worth],
    )


def problem_document(
    session: Session,
    event: Event,
    around_id: str | None = None,
    *,
    keeps: bool = True,
    setting: Setting | None = None,
) -> Document:
    """Return the problem of planning what is still ahead, around what stays where it is.

    What was planned before and is ahead is kept where that costs little: people have made up
    their minds about it, and have it in their calendars. Without `keeps` it has no more weight
    than anything else. What organizers pinned is asked for, and what they moved by hand in the run
    `around_id` stays where they put it. With another `setting` than the event's own the problem is
    one of what could be; who rules whom out holds in each.
    """
    setting = setting or setting_of(session, event)
    people, ahead = setting.people, setting.grid
    held = held_meetings(session, event.id)
    staying = [one for one in held if not one.is_replaceable]
    absent = defaultdict(set)
    for person, slot_id in away(session, event.id, replanning=True):
        absent[person].add(slot_id)
    for one in staying:
        for person in one.two:
            absent[person].add(one.slot_id)
    counts = Counter(person for one in staying for person in one.two)
    never = vetoes(session, event.id) | refusals(session, event.id) | {one.two for one in staying}

    def may(two: Two) -> bool:
        if not people.keys() >= two or two in never:
            return False
        return ordered(*(people[one].role_id for one in two)) in setting.allowed

    here = zone(event)
    known = {slot.id for slot in ahead}
    pairs: list[Document] = [
        {"id": pair_id(a_id, b_id), "a": a_id, "b": b_id, "affinity": value}
        for a_id, b_id, value in setting.worth
        if may(frozenset((a_id, b_id)))
    ]
    possible = {pair["id"] for pair in pairs}
    typical = median(float(pair["affinity"]) for pair in pairs) if pairs else 0.0
    kept = [
        {"pair": pair_id(*one.two), "slot": one.slot_id}
        for one in held
        if one.is_replaceable and one.slot_id in known and pair_id(*one.two) in possible
    ]
    tables = rounds(session, event.id, ahead)
    pairs += tables.pairs
    kept = kept + tables.kept if setting.keeps else []
    document: Document = {
        "format": "eventnet-problem/1",
        "slots": [
            {
                "id": slot.id,
                "start": slot.starts_at.astimezone(here).isoformat(),
                "minutes": slot.minutes,
                "tables": _tables_left(slot, staying),
            }
            for slot in ahead
        ],
        "people": [
            {
                "id": person.attendance_id,
                "max_meetings": limit_of(person.most, None, counts[person.attendance_id]),
                "floor": max(0, _floor(person.floor, person.most) - counts[person.attendance_id]),
                "unavailable": sorted(absent[person.attendance_id] & known),
                "own_table": person.needs_no_table,
            }
            for person in people.values()
        ]
        + [
            {"id": guest, "floor": 0, "unavailable": sorted(absent[guest] & known)}
            for guest in sorted(tables.guests - people.keys())
        ]
        + tables.people,
        "pairs": pairs,
        "kept": kept,
        "weights": {"change": CHANGE * typical if kept and keeps else 0},
    }
    hold_to(document, by_hand(session, event.id, around_id), may, pair_id)
    return document


def pair_id(a_id: str, b_id: str) -> str:
    """Return what a pair is called in the engine's files."""
    return "|".join(sorted((a_id, b_id)))


def limit_of(own: int | None, of_role: int | None, held: int) -> int | None:
    """Return how many meetings somebody may have beside those they have; None for any number."""
    most = min((limit for limit in (own, of_role) if limit is not None), default=None)
    return None if most is None else max(0, most - held)


def _floor(floor: int, most: int | None) -> int:
    """Return the floor of somebody who may want fewer meetings than their role should get."""
    return floor if most is None else min(floor, most)


def _tables_left(slot: Slot, staying: list[Held]) -> int:
    """Return how many tables are free; those that are taken count from the front.

    The engine numbers tables from 1. Where meetings that stay hold some, publishing gives each
    planned meeting one that is free.
    """
    return slot.tables - sum(
        one.slot_id == slot.id and one.table_number is not None for one in staying
    )
