"""Giving slots another number of tables: who sits at one that goes gets another, if one is free."""

from collections.abc import Iterator
from dataclasses import dataclass

from sqlmodel import Session, col, select

from eventnet.edits.barring import apart
from eventnet.edits.kinds import Detail, Inverse
from eventnet.edits.models import Edit, EditKind
from eventnet.edits.restoring import Agenda, keep_meetings, put_back_meetings
from eventnet.edits.standing import Standing, hold_slots, lines, members_of, refuse_begun
from eventnet.edits.touched import Touched
from eventnet.events.models import Event, Slot
from eventnet.i18n import gettext as _
from eventnet.i18n import ngettext
from eventnet.meetings.changes import become, reissue
from eventnet.meetings.models import Meeting, MeetingState


@dataclass(frozen=True)
class Seating:
    """Where those go whose table is no more: another table by meeting, or none."""

    moves: dict[str, int]
    off: list[str]


@dataclass(frozen=True)
class Tables:
    """Slots that have so many tables from now on."""

    slot_ids: tuple[str, ...]
    tables: int
    kind = EditKind.TABLES

    def touched(self, session: Session, event: Event) -> Touched:
        """Return what this does to whom, held."""
        standing = hold_slots(session, event.id, self.slot_ids)
        seating = self._seating(standing)
        felt = {*seating.moves, *seating.off}
        if felt:
            refuse_begun(event, _only(standing, felt))
        told = [
            _line(words, seating, key)
            for _at, key, words in lines(session, event, _only(standing, felt))
        ]
        people = {one for key in felt for one in standing.two[key]}
        return Touched(
            list(self._sentences(standing, seating)),
            told,
            members_of(session, people),
            grave=bool(seating.off),
        )

    def carry_out(self, session: Session, event: Event, cause_id: str, /) -> tuple[Detail, Inverse]:
        """Set the tables; seat those elsewhere whose table goes, and call off who finds none."""
        standing = hold_slots(session, event.id, self.slot_ids)
        seating = self._seating(standing)
        by_id = {one.id: one for one in standing.meetings}
        inverse = {
            "apart": apart(session, event.id, {key: standing.two[key] for key in seating.off}),
            "slots": {one.id: one.tables for one in standing.slots},
            "tables": self.tables,
            "meetings": keep_meetings(by_id[key] for key in (*seating.off, *seating.moves)),
        }
        people = {one for key in (*seating.moves, *seating.off) for one in standing.two[key]}
        detail = {
            "slots": len(standing.slots),
            "tables": self.tables,
            "moved": len(seating.moves),
            "meetings": len(seating.off),
            "people": len(people),
        }
        for slot in standing.slots:
            slot.tables = self.tables
            session.add(slot)
        for key, number in seating.moves.items():
            by_id[key].table_number = number
            session.add(by_id[key])
            session.flush()
        reissue(session, list(seating.moves), cause_id=cause_id)
        become(session, seating.off, MeetingState.CANCELLED, cause_id=cause_id)
        return detail, inverse

    def _seating(self, standing: Standing) -> Seating:
        free = {
            slot.id: sorted(
                set(range(1, self.tables + 1))
                - {one.table_number for one in standing.meetings if one.slot_id == slot.id}
            )
            for slot in standing.slots
        }
        moves, off = {}, []
        for one in standing.meetings:
            if one.table_number is None or one.table_number <= self.tables:
                continue
            if free[one.slot_id]:
                moves[one.id] = free[one.slot_id].pop(0)
            else:
                off.append(one.id)
        return Seating(moves, off)

    def _sentences(self, standing: Standing, seating: Seating) -> Iterator[str]:
        tables = ngettext("%(num)d table", "%(num)d tables", self.tables)
        yield ngettext(
            "%(num)d slot has %(tables)s from now on.",
            "%(num)d slots have %(tables)s from now on.",
            len(standing.slots),
            tables=tables,
        )
        if seating.moves:
            yield ngettext(
                "%(num)d meeting goes to another table.",
                "%(num)d meetings go to other tables.",
                len(seating.moves),
            )
        if seating.off:
            yield ngettext(
                "%(num)d meeting finds no table any more, and is called off.",
                "%(num)d meetings find no table any more, and are called off.",
                len(seating.off),
            )


def _only(standing: Standing, ids: set[str]) -> Standing:
    """Return of what stands these meetings, and no round table."""
    meetings = [one for one in standing.meetings if one.id in ids]
    two = {key: standing.two[key] for key in ids}
    return Standing(standing.slots, meetings, two, [], {}, frozenset())


def _line(words: str, seating: Seating, meeting_id: str) -> str:
    if meeting_id in seating.moves:
        return _("%(meeting)s: table %(number)d", meeting=words, number=seating.moves[meeting_id])
    return _("%(meeting)s: called off", meeting=words)


def set_back(session: Session, event: Event, edit: Edit) -> list[str]:
    """Give the slots the tables they had, and people theirs; return the meetings that stay off.

    A slot that was given another number since keeps that.
    """
    before = edit.inverse["slots"]
    query = select(Slot).where(col(Slot.id).in_(before), Slot.tables == edit.inverse["tables"])
    slots = list(session.exec(query.with_for_update()).all())
    for slot in slots:
        slot.tables = before[slot.id]
        session.add(slot)
    session.flush()
    _seat_back(session, edit, {slot.id for slot in slots})
    return put_back_meetings(
        session,
        event.id,
        edit.inverse["meetings"],
        edit.id,
        apart=edit.inverse.get("apart", ()),
    )


def _seat_back(session: Session, edit: Edit, slot_ids: set[str]) -> None:
    """Give meetings that went to another table, and were not touched since, theirs again."""
    kept = {one["id"]: one for one in edit.inverse["meetings"]}
    query = select(Meeting).where(
        col(Meeting.id).in_(kept), col(Meeting.live), col(Meeting.slot_id).in_(slot_ids)
    )
    agenda, moved = Agenda(session, slot_ids), []
    for one in session.exec(query.order_by(col(Meeting.id)).with_for_update()).all():
        before = kept[one.id]
        if one.sequence != before["sequence"] or (one.slot_id, before["table"]) in agenda.taken:
            continue
        one.table_number = before["table"]
        session.add(one)
        session.flush()
        moved.append(one.id)
    reissue(session, moved, cause_id=edit.id)
