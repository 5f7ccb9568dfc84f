"""Taking slots out of the grid, with the meetings and round tables that stand in them."""

from collections.abc import Collection
from dataclasses import dataclass

from sqlmodel import Session, col, select

from eventnet import clock
from eventnet.edits.barring import apart
from eventnet.edits.kinds import Detail, Inverse
from eventnet.edits.models import Edit, EditKind
from eventnet.edits.restoring import (
    keep_meetings,
    keep_tables,
    put_back_meetings,
    put_back_tables,
)
from eventnet.edits.standing import Standing, hold_slots, lines, members_of, refuse_begun
from eventnet.edits.touched import Touched
from eventnet.events.grid import refuse_overlap
from eventnet.events.models import Event, Slot
from eventnet.events.queries import slots
from eventnet.hosting.actions import end_quietly
from eventnet.i18n import ngettext
from eventnet.meetings.changes import become
from eventnet.meetings.models import MeetingState


@dataclass(frozen=True)
class TakingOut:
    """Slots to be taken out of the grid; what stands there is called off."""

    slot_ids: tuple[str, ...]
    kind = EditKind.SLOTS_OUT

    def touched(self, session: Session, event: Event) -> Touched:
        """Return what this does to whom, held."""
        standing = hold_slots(session, event.id, self.slot_ids)
        refuse_begun(event, standing)
        return Touched(
            list(_sentences(standing)),
            [words for _at, _id, words in lines(session, event, standing)],
            members_of(session, standing.felt_by),
            grave=True,
        )

    def carry_out(self, session: Session, event: Event, cause_id: str, /) -> tuple[Detail, Inverse]:
        """Call off what stands in the slots, and take them out."""
        standing = hold_slots(session, event.id, self.slot_ids)
        slot_ids = [slot.id for slot in standing.slots]
        inverse = {
            "apart": apart(session, event.id, standing.two),
            "slots": slot_ids,
            "meetings": keep_meetings(standing.meetings),
            "tables": keep_tables(standing.seats),
        }
        ids = [one.id for one in standing.meetings]
        become(session, ids, MeetingState.CANCELLED, cause_id=cause_id)
        for table in standing.tables:
            end_quietly(session, table, standing.seats[table.id], "", cause_id)
        for slot in _by_id(session, slot_ids):
            slot.removed_at = clock.now()
            session.add(slot)
        detail = {
            "slots": len(slot_ids),
            "meetings": len(ids),
            "tables": len(standing.tables),
            "people": len(standing.felt_by),
        }
        return detail, inverse


def put_back(session: Session, event: Event, edit: Edit) -> list[str]:
    """Put the slots back into the grid with what stood there; return the meetings that cannot."""
    removed = [one for one in _by_id(session, edit.inverse["slots"]) if one.removed_at is not None]
    times = [(one.starts_at, one.minutes) for one in removed]
    standing = slots(session, event.id)
    refuse_overlap(event, times, standing)
    there = {one.starts_at for one in standing}
    for slot in removed:
        if slot.starts_at not in there:
            slot.removed_at = None
            session.add(slot)
    session.flush()
    lost = put_back_meetings(
        session,
        event.id,
        edit.inverse["meetings"],
        edit.id,
        apart=edit.inverse.get("apart", ()),
    )
    put_back_tables(session, event.id, edit.inverse["tables"], edit.id)
    return lost


def _by_id(session: Session, slot_ids: Collection[str]) -> list[Slot]:
    query = select(Slot).where(col(Slot.id).in_(slot_ids)).order_by(col(Slot.starts_at))
    return list(session.exec(query).all())


def _sentences(standing: Standing) -> list[str]:
    found = [
        ngettext(
            "%(num)d slot goes out of the grid.",
            "%(num)d slots go out of the grid.",
            len(standing.slots),
        )
    ]
    if standing.meetings:
        found.append(
            ngettext(
                "%(num)d meeting is called off.",
                "%(num)d meetings are called off.",
                len(standing.meetings),
            )
        )
    if standing.tables:
        found.append(
            ngettext(
                "%(num)d round table is called off.",
                "%(num)d round tables are called off.",
                len(standing.tables),
            )
        )
    return found
