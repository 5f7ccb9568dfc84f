"""Who of those who are free in a slot could meet, as a problem for the engine."""

from collections.abc import Collection
from typing import Any

from sqlmodel import Session, col, or_, select

from eventnet.affinities.models import PairAffinity
from eventnet.day.free import Free
from eventnet.day.models import Proposal, ProposalState
from eventnet.events.models import Event, Slot
from eventnet.events.roles import may_meet, ordered
from eventnet.meetings.difference import Two
from eventnet.meetings.fit import refusals, vetoes
from eventnet.meetings.models import Meeting, MeetingSide

Document = dict[str, Any]

LEAST = 0.0001
"""What two are worth to each other of whom the engine found nothing: better than to stand alone."""


def never(session: Session, event: Event, slot: Slot, of: Collection[str]) -> set[Two]:
    """Return the pairs that are not proposed in a slot: one said no, or they meet or met anyway.

    Of meetings it knows those of the people in `of`, among whom the pairs are looked for.
    """
    theirs = select(MeetingSide.meeting_id).where(
        col(MeetingSide.attendance_id).in_(of), col(MeetingSide.live)
    )
    proposed = select(Proposal.a_id, Proposal.b_id).where(
        Proposal.slot_id == slot.id, Proposal.state != ProposalState.UNDONE
    )
    sides = session.exec(
        select(MeetingSide.meeting_id, MeetingSide.attendance_id)
        .join(Meeting, col(Meeting.id) == MeetingSide.meeting_id)
        .where(Meeting.event_id == event.id, col(Meeting.live), col(Meeting.id).in_(theirs))
    )
    met: dict[str, set[str]] = {}
    for meeting_id, key in sides:
        met.setdefault(meeting_id, set()).add(key)
    return (
        vetoes(session, event.id)
        | refusals(session, event.id)
        | {frozenset(two) for two in session.exec(proposed)}
        | {frozenset(two) for two in met.values()}
    )


def slot_document(
    session: Session, event: Event, slot: Slot, free: dict[str, Free], left: Collection[str]
) -> Document:
    """Return the problem of one slot: those who are free, and whom those in `left` could meet."""
    barred, allowed = never(session, event, slot, set(free)), may_meet(session, event.id)
    worth = _worth(session, event, left)
    pairs = []
    for one in left:
        for other, them in free.items():
            two = frozenset((one, other))
            roles = (free[one].person.role_id, them.person.role_id)
            if one == other or (other in left and other < one) or two in barred:
                continue
            if ordered(*roles) in allowed:
                key = "|".join(sorted(two))
                pairs.append({"id": key, "a": one, "b": other, "affinity": worth.get(two) or LEAST})
    return {
        "format": "eventnet-problem/1",
        "slots": [
            {
                "id": slot.id,
                "start": slot.starts_at.isoformat(),
                "minutes": slot.minutes,
                "tables": max(0, _tables(session, slot, free)),
            }
        ],
        "people": [
            {
                "id": key,
                "max_meetings": one.room,
                "floor": 0,
                "unavailable": [],
                "own_table": one.person.needs_no_table,
            }
            for key, one in free.items()
        ],
        "pairs": pairs,
    }


def _worth(session: Session, event: Event, left: Collection[str]) -> dict[Two, float | None]:
    query = select(PairAffinity.a_id, PairAffinity.b_id, PairAffinity.value).where(
        PairAffinity.event_id == event.id,
        or_(col(PairAffinity.a_id).in_(left), col(PairAffinity.b_id).in_(left)),
    )
    return {frozenset((a_id, b_id)): value for a_id, b_id, value in session.exec(query)}


def _tables(session: Session, slot: Slot, free: dict[str, Free]) -> int:
    """Count the tables that are free, or at which one of the free waits in vain."""
    rows = session.exec(
        select(Meeting.id).where(
            Meeting.slot_id == slot.id,
            col(Meeting.live),
            col(Meeting.table_number).is_not(None),
        )
    )
    in_vain = {one.missed_id for one in free.values()}
    return slot.tables - sum(key not in in_vain for key in rows)
