"""Round tables as the engine plans them: a person who has several seats in one slot.

Such a person is there in the slot of the round table alone, needs no meeting table, and may meet
as many as there are seats to give. Whoever wishes for a seat could meet them, in that slot. Seats
that are taken are not planned: there are so many fewer, and who sits there is away.

A wished seat is worth what a meeting with a wish behind it typically is, or what a meeting with
the host would be worth to the guest, whichever is more. Where a veto lies between the guest and
somebody who sits there, or who asked before them, it is worth next to nothing: they are seated
only where the seat would stay empty. A round table is a room; nobody is kept out, or told why.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from statistics import median
from typing import Any

from sqlmodel import Session, col, select

from eventnet.accounts.models import Account
from eventnet.affinities.models import PairAffinity
from eventnet.communities.models import Membership
from eventnet.events.models import Attendance, Slot
from eventnet.events.queries import present
from eventnet.matching.planning import ROUND, Meeting, is_seat
from eventnet.meetings.fit import vetoes
from eventnet.round_tables.models import HOLDING, RoundTable, SeatState
from eventnet.round_tables.queries import planned_seats, seats_at, tables_of
from eventnet.wishes.models import Wish, WishKind

Document = dict[str, Any]

FAINT = 0.01
"""What a seat is worth beside somebody with a veto, as a share of what it would be."""
USUAL = 0.5
"""What a wished seat is worth where no two people at all wish to meet."""


@dataclass(frozen=True)
class Rounds:
    """What round tables add to a problem; `guests` are all who could be seated by it."""

    people: list[Document]
    pairs: list[Document]
    kept: list[Document]
    guests: set[str]


def rounds(session: Session, event_id: str, grid: Sequence[Slot]) -> Rounds:
    """Return the round tables in slots of `grid` with seats to give, and who wishes for them."""
    known = {slot.id for slot in grid}
    found = [(table, slot) for table, slot in tables_of(session, event_id) if slot.id in known]
    seats = seats_at(session, [table.id for table, _slot in found])
    planned = {(one.table_id, one.attendance_id) for one in planned_seats(session, event_id)}
    guests = _could_come(session, event_id)
    worth = _Worth.of(session, event_id)
    never = vetoes(session, event_id)
    result = Rounds([], [], [], set())
    for table, slot in found:
        firm = [
            one
            for one in seats[table.id]
            if one.state in HOLDING and (table.id, one.attendance_id) not in planned
        ]
        left = table.seats - sum(one.state is SeatState.SEATED for one in firm)
        asking = [one for one in seats[table.id] if one not in firm and one.attendance_id in guests]
        if left <= 0 or not asking:
            continue
        result.people.append(_as_person(table, left, grid))
        before = {one.attendance_id for one in firm}
        for one in asking:
            guest = one.attendance_id
            apart = any(frozenset((guest, other)) in never for other in before)
            value = worth.of_seat(guest, table.host_id) * (FAINT if apart else 1)
            result.pairs.append(
                {
                    "id": seat_id(guest, table.id),
                    "a": guest,
                    "b": ROUND + table.id,
                    "affinity": value,
                    "slots": [slot.id],
                }
            )
            if one.live:
                result.kept.append({"pair": seat_id(guest, table.id), "slot": slot.id})
            before.add(guest)
            result.guests.add(guest)
    return result


def seat_id(guest_id: str, table_id: str) -> str:
    """Return what a seat that could be given is called in the engine's files."""
    return f"{guest_id}|{ROUND}{table_id}"


def _as_person(table: RoundTable, left: int, grid: Sequence[Slot]) -> Document:
    return {
        "id": ROUND + table.id,
        "max_meetings": left,
        "floor": 0,
        "unavailable": sorted(slot.id for slot in grid if slot.id != table.slot_id),
        "seats": left,
        "own_table": True,
    }


def _could_come(session: Session, event_id: str) -> set[str]:
    """Return who is there, and takes no break: a wish for this very seat is a yes to it.

    So it counts also from those who want to be asked first, or who let nothing else be planned.
    """
    query = (
        select(Attendance.id)
        .join(Membership, col(Membership.id) == Attendance.membership_id)
        .join(Account, col(Account.id) == Membership.account_id)
        .where(Attendance.event_id == event_id, present(), col(Attendance.paused_at).is_(None))
    )
    return set(session.exec(query))


@dataclass(frozen=True)
class _Worth:
    """What pairs of an event are worth, and what a wish typically is."""

    pairs: Mapping[frozenset[str], float]
    wished: float

    @classmethod
    def of(cls, session: Session, event_id: str) -> "_Worth":
        """Read what is stored."""
        rows = session.exec(
            select(PairAffinity.a_id, PairAffinity.b_id, PairAffinity.value).where(
                PairAffinity.event_id == event_id, col(PairAffinity.value).is_not(None)
            )
        )
        pairs = {frozenset((a_id, b_id)): float(value or 0) for a_id, b_id, value in rows}
        wants = session.exec(
            select(Wish.from_id, Wish.to_id).where(
                Wish.event_id == event_id, Wish.kind == WishKind.WANT
            )
        )
        wished = [pairs[two] for two in map(frozenset, wants) if two in pairs]
        return cls(pairs, median(wished or pairs.values() or [USUAL]))

    def of_seat(self, guest_id: str, host_id: str) -> float:
        """Return what a seat that somebody wishes for is worth."""
        return max(self.wished, self.pairs.get(frozenset((guest_id, host_id)), 0.0))


def seats_in(meetings: Iterable[Meeting]) -> list[tuple[str, str]]:
    """Return the seats that a plan gives: who, and at which round table."""
    found = []
    for meeting in meetings:
        if is_seat(meeting):
            guest, other = sorted((meeting.a, meeting.b), key=lambda one: one.startswith(ROUND))
            found.append((guest, other.removeprefix(ROUND)))
    return found
