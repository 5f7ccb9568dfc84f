"""Who met whom at the demo's conference, where its clock stands after it and no plan was published.

It follows the stored affinities, in rounds in which each gets at most one more meeting.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import timedelta
from typing import NamedTuple

from sqlmodel import Session, col, select

from eventnet.affinities.models import PairAffinity
from eventnet.events.models import Event, Slot
from eventnet.events.queries import slots
from eventnet.meetings.models import Answer, Meeting, MeetingSide, MeetingState
from eventnet.meetings.participants import Participant, participants

ROUNDS = 8


class Two(NamedTuple):
    """Two who meet, and what is expected of it."""

    a: str
    b: str
    affinity: float


def let_meet(session: Session, event: Event) -> None:
    """Store meetings, in the caller's transaction."""
    for two, slot, table in list(_meetings(session, event)):
        _meet(session, event, two, slot, table)


def _meetings(session: Session, event: Event) -> Iterator[tuple[Two, Slot, int]]:
    """Return who meets when, at which table."""
    people, grid = participants(session, event), slots(session, event.id)
    busy, tables = _taken(session, event)
    met: set[tuple[str, str]] = set()
    had: Counter[str] = Counter()
    pairs = _pairs(session, event, people)
    for _round in range(ROUNDS):
        fed: set[str] = set()
        for two in pairs:
            ids = {two.a, two.b}
            if ids & fed or two[:2] in met or any(_full(people[one], had[one]) for one in ids):
                continue
            slot = _free(grid, busy, tables, ids)
            if slot is not None:
                tables[slot.id] += 1
                busy |= {(one, slot.id) for one in ids}
                fed |= ids
                met.add(two[:2])
                had.update(ids)
                yield two, slot, tables[slot.id]


def _pairs(session: Session, event: Event, people: dict[str, Participant]) -> list[Two]:
    query = (
        select(PairAffinity.a_id, PairAffinity.b_id, PairAffinity.value)
        .where(PairAffinity.event_id == event.id, col(PairAffinity.value).is_not(None))
        .order_by(col(PairAffinity.value).desc(), col(PairAffinity.a_id), col(PairAffinity.b_id))
    )
    return [
        Two(a, b, value or 0.0)
        for a, b, value in session.exec(query)
        if a in people and b in people
    ]


def _taken(session: Session, event: Event) -> tuple[set[tuple[str, str]], Counter[str]]:
    """Return who is taken when, and the last table that is taken in each slot."""
    query = (
        select(MeetingSide.attendance_id, Meeting.slot_id, Meeting.table_number)
        .join(Meeting, col(Meeting.id) == MeetingSide.meeting_id)
        .where(Meeting.event_id == event.id, col(Meeting.live))
    )
    busy, tables = set(), Counter[str]()
    for one, slot_id, table in session.exec(query):
        busy.add((one, slot_id))
        tables[slot_id] = max(tables[slot_id], table or 0)
    return busy, tables


def _full(person: Participant, had: int) -> bool:
    return person.most is not None and had >= person.most


def _free(
    grid: Sequence[Slot], busy: set[tuple[str, str]], tables: Counter[str], ids: set[str]
) -> Slot | None:
    """Return the slot of the fewest meetings in which these have time, if there is a table."""
    free = [
        slot
        for slot in grid
        if tables[slot.id] < slot.tables and not any((one, slot.id) in busy for one in ids)
    ]
    return min(free, key=lambda slot: tables[slot.id], default=None)


def _meet(session: Session, event: Event, two: Two, slot: Slot, table: int) -> None:
    meeting = Meeting(
        event_id=event.id,
        slot_id=slot.id,
        table_number=table,
        state=MeetingState.CONFIRMED,
        affinity=two.affinity,
        created_at=slot.starts_at - timedelta(days=4),
        changed_at=slot.starts_at - timedelta(days=4),
    )
    session.add(meeting)
    session.flush()
    for one in two[:2]:
        session.add(
            MeetingSide(
                meeting_id=meeting.id, attendance_id=one, slot_id=slot.id, answer=Answer.YES
            )
        )
