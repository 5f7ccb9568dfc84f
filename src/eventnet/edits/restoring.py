"""Meetings and round tables as they stood before an edit, and putting them back.

What somebody did about one since, stands: only what is as the edit left it is put back, and only
where its people still come and have nothing else at that time.
"""

from collections.abc import Collection, Iterable, Sequence
from typing import Any

from sqlmodel import Session, col, select

from eventnet import clock
from eventnet.batches import batches
from eventnet.events.models import Attendance, Slot
from eventnet.events.roles import may_meet, ordered
from eventnet.meetings.arranging import hold_people
from eventnet.meetings.changes import become
from eventnet.meetings.models import Meeting, MeetingSide, MeetingState
from eventnet.round_tables.changes import put
from eventnet.round_tables.models import HOLDING, RoundSeat, RoundTable, SeatState

Kept = list[dict[str, Any]]


def keep_meetings(meetings: Iterable[Meeting]) -> Kept:
    """Return what putting these meetings back needs; each is about to get a new edition."""
    return [
        {
            "id": one.id,
            "state": one.state.value,
            "table": one.table_number,
            "sequence": one.sequence + 1,
        }
        for one in meetings
    ]


def keep_tables(seats: dict[str, list[RoundSeat]]) -> Kept:
    """Return what putting these round tables back needs; each seat is about to be given up."""
    return [
        {
            "id": table_id,
            "seats": [
                {
                    "who": one.attendance_id,
                    "state": one.state.value,
                    "number": one.number,
                    "run": one.run_id,
                    "sequence": one.sequence + 1,
                }
                for one in taken
            ],
        }
        for table_id, taken in seats.items()
    ]


class Agenda:
    """Who has something in some slots, and which tables are taken there; kept as it grows."""

    def __init__(self, session: Session, slot_ids: Collection[str]) -> None:
        self.slots = {
            slot.id: slot
            for slot in session.exec(select(Slot).where(col(Slot.id).in_(slot_ids)))
            if slot.removed_at is None
        }
        self.busy = {
            (one, slot_id)
            for side in (MeetingSide, RoundSeat)
            for one, slot_id in session.exec(
                select(side.attendance_id, side.slot_id).where(
                    col(side.slot_id).in_(slot_ids), col(side.live)
                )
            )
        }
        self.taken = set(
            session.exec(
                select(Meeting.slot_id, Meeting.table_number).where(
                    col(Meeting.slot_id).in_(slot_ids),
                    col(Meeting.live),
                    col(Meeting.table_number).is_not(None),
                )
            )
        )

    def free(self, people: Iterable[str], slot_id: str) -> bool:
        """Say whether the slot is there, and none of these has anything in it."""
        return slot_id in self.slots and not any((one, slot_id) in self.busy for one in people)

    def table(self, slot_id: str, wanted: int) -> int | None:
        """Return the table that is wanted if it is free, else the first that is; None if none."""
        numbers = [wanted, *range(1, self.slots[slot_id].tables + 1)]
        return next(
            (
                number
                for number in numbers
                if number <= self.slots[slot_id].tables and (slot_id, number) not in self.taken
            ),
            None,
        )


def put_back_meetings(
    session: Session, event_id: str, kept: Kept, cause_id: str, *, apart: Collection[str] = ()
) -> list[str]:
    """Let meetings that an edit called off stand as before; return those that cannot.

    The caller holds the event. `apart` are those that stood although their two may not meet.
    """
    before = {one["id"]: one for one in kept}
    off = [
        one
        for some in batches(before)
        for one in session.exec(
            select(Meeting)
            .where(col(Meeting.id).in_(some), ~col(Meeting.live))
            .order_by(col(Meeting.id))
            .with_for_update()
            .execution_options(populate_existing=True)
        )
        if one.sequence == before[one.id]["sequence"]
    ]
    two = _two(session, [one.id for one in off])
    there = hold_people(session, event_id, sorted({who for both in two.values() for who in both}))
    agenda = Agenda(session, {one.slot_id for one in off})
    allowed = may_meet(session, event_id)
    states: dict[MeetingState, list[str]] = {}
    lost = []
    for one in off:
        roles = [there[who].role_id for who in two.get(one.id, []) if who in there]
        let = one.id in apart or (len(roles) == 2 and ordered(*roles) in allowed)
        if let and _stands_again(one, two.get(one.id, []), before[one.id], there, agenda):
            states.setdefault(MeetingState(before[one.id]["state"]), []).append(one.id)
        else:
            lost.append(one.id)
    session.flush()
    for state, ids in states.items():
        become(session, ids, state, cause_id=cause_id)
    return lost


def _stands_again(
    meeting: Meeting,
    two: Sequence[str],
    before: dict[str, Any],
    there: dict[str, Attendance],
    agenda: Agenda,
) -> bool:
    """Say whether a meeting can stand again, and take its time and a table for it."""
    slot_id, number = meeting.slot_id, before["table"]
    if len(two) < 2 or not there.keys() >= set(two) or not agenda.free(two, slot_id):
        return False
    if before["state"] == MeetingState.WAITING and (
        meeting.answer_until is None or meeting.answer_until <= clock.now()
    ):
        return False
    if number is not None:
        number = agenda.table(slot_id, number)
        if number is None:
            return False
        meeting.table_number = number
        agenda.taken.add((slot_id, number))
    agenda.busy |= {(one, slot_id) for one in two}
    return True


def _two(session: Session, meeting_ids: Sequence[str]) -> dict[str, list[str]]:
    two: dict[str, list[str]] = {}
    for some in batches(meeting_ids):
        query = select(MeetingSide.meeting_id, MeetingSide.attendance_id).where(
            col(MeetingSide.meeting_id).in_(some)
        )
        for meeting_id, who in session.exec(query):
            two.setdefault(meeting_id, []).append(who)
    return two


def put_back_tables(session: Session, event_id: str, kept: Kept, cause_id: str) -> list[str]:
    """Let round tables that an edit called off stand as before; return those that cannot.

    A guest who has something else by now is left out; without the host there is no table.
    """
    lost = []
    for one in kept:
        table = session.get(RoundTable, one["id"], with_for_update=True, populate_existing=True)
        if table is None or table.live:
            continue
        people = [seat["who"] for seat in one["seats"]]
        there = hold_people(session, event_id, people)
        agenda = Agenda(session, {table.slot_id})
        if table.host_id not in there or not agenda.free([table.host_id], table.slot_id):
            lost.append(table.id)
            continue
        if not _place(session, table):
            lost.append(table.id)
            continue
        table.live, table.changed_at = True, clock.now()
        session.add(table)
        session.flush()
        for seat in one["seats"]:
            state = SeatState(seat["state"])
            now = session.get(RoundSeat, (table.id, seat["who"]), populate_existing=True)
            if now is None or now.sequence != seat["sequence"] or seat["who"] not in there:
                continue
            if state in HOLDING and not agenda.free([seat["who"]], table.slot_id):
                continue
            put(
                session,
                table,
                seat["who"],
                state,
                number=seat["number"],
                run_id=seat["run"],
                cause_id=cause_id,
            )
    return lost


def _place(session: Session, table: RoundTable) -> bool:
    """Give a round table its number back; another may have it by now, and then there is none."""
    query = select(RoundTable.id).where(
        RoundTable.slot_id == table.slot_id,
        RoundTable.number == table.number,
        col(RoundTable.live),
    )
    return session.exec(query).first() is None
