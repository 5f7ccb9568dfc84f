"""Holding a round table, so that of two who change it at once one comes first.

Whoever changes one holds the event, the host and whom it is about, in the order in which those do
who arrange or publish meetings. So nobody is given a seat and a meeting at the same time.
"""

from collections.abc import Collection
from dataclasses import dataclass

from sqlmodel import Session, col, select

from eventnet import clock
from eventnet.errors import Conflict, Gone, NotFound, Refused
from eventnet.events.models import Attendance, Event, Slot
from eventnet.i18n import gettext as _
from eventnet.meetings.arranging import TimeTaken, hold_people
from eventnet.meetings.models import MeetingSide
from eventnet.round_tables.models import RoundSeat, RoundTable
from eventnet.round_tables.queries import seats_at


class OnBreak(Refused):
    """Somebody takes a break from new meetings, and from round tables with them."""


@dataclass(frozen=True)
class Held:
    """A round table that nobody else changes until the transaction ends."""

    event: Event
    table: RoundTable
    slot: Slot
    seats: list[RoundSeat]
    """Who sits there, hosts, or wishes to, in the order in which they asked."""
    there: dict[str, Attendance]

    def of(self, attendance_id: str) -> RoundSeat | None:
        """Return how somebody stands to it."""
        return next((one for one in self.seats if one.attendance_id == attendance_id), None)


def hold_event(
    session: Session, event_id: str, ids: Collection[str]
) -> tuple[Event, dict[str, Attendance]]:
    """Return the event and those of these attendees who are there, all of them held."""
    there = hold_people(session, event_id, sorted(set(ids)))
    return session.get_one(Event, event_id, populate_existing=True), there


def hold_table(session: Session, event_id: str, table_id: str, ids: Collection[str] = ()) -> Held:
    """Return a round table that stands and has not begun, held; else refuse in words."""
    found = session.get(RoundTable, table_id)
    if found is None or found.event_id != event_id:
        raise NotFound(_("There is no such round table at this event."))
    event, there = hold_event(session, event_id, [*ids, found.host_id])
    table = session.get_one(RoundTable, table_id, populate_existing=True)
    if not table.live:
        raise Gone(_("This round table was called off."))
    slot = session.get_one(Slot, table.slot_id, populate_existing=True)
    if slot.starts_at <= clock.now():
        raise Conflict(_("This round table has begun, so nothing about it changes any more."))
    return Held(event, table, slot, seats_at(session, [table_id])[table_id], there)


def refuse_unless_here(there: dict[str, Attendance], attendance_id: str) -> None:
    """Refuse in words somebody who has left, or who takes a break."""
    attendance = there.get(attendance_id)
    if attendance is None:
        raise NotFound(_("There is no such page, or it is for attendees of this event only."))
    if attendance.paused_at is not None:
        raise OnBreak(
            _(
                "You take a break from new meetings. End it on the page “How and when I attend”, "
                "then come."
            )
        )


def refuse_if_busy(session: Session, attendance_id: str, slot_id: str) -> None:
    """Refuse in words who has a meeting, or another round table, in that slot."""
    if busy := busy_with(session, [attendance_id], slot_id).get(attendance_id):
        raise TimeTaken(busy)


def busy_slots(session: Session, attendance_id: str) -> dict[str, str]:
    """Return each slot in which somebody has something already: what it is, in words to them."""
    meetings = select(MeetingSide.slot_id).where(
        MeetingSide.attendance_id == attendance_id, col(MeetingSide.live)
    )
    seats = select(RoundSeat.slot_id).where(
        RoundSeat.attendance_id == attendance_id, col(RoundSeat.live)
    )
    return {
        **dict.fromkeys(session.exec(seats), _sits()),
        **dict.fromkeys(session.exec(meetings), _meets()),
    }


def _meets() -> str:
    return _("You have a meeting at that time. Move it or call it off first.")


def _sits() -> str:
    return _("You are at another round table at that time. Give up that seat first.")


def busy_with(session: Session, ids: Collection[str], slot_id: str) -> dict[str, str]:
    """Return, for those who have something in a slot already, what it is, in words to them."""
    meetings = select(MeetingSide.attendance_id).where(
        col(MeetingSide.attendance_id).in_(ids),
        MeetingSide.slot_id == slot_id,
        col(MeetingSide.live),
    )
    seats = select(RoundSeat.attendance_id).where(
        col(RoundSeat.attendance_id).in_(ids), RoundSeat.slot_id == slot_id, col(RoundSeat.live)
    )
    return {
        **dict.fromkeys(session.exec(seats), _sits()),
        **dict.fromkeys(session.exec(meetings), _meets()),
    }
