"""What undoing a publication would do, as a list that a person can check."""

from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session

from eventnet.events.models import Event
from eventnet.events.queries import slots, zone
from eventnet.i18n import gettext as _
from eventnet.matching.changelist import Line, both, names_of, ordered
from eventnet.matching.going_back import SeatWas, what_undo_does
from eventnet.matching.models import Run
from eventnet.matching.queries import earlier_run
from eventnet.matching.window import undoable
from eventnet.round_tables.words import place_of


@dataclass(frozen=True)
class UndoList:
    """The meetings and seats by what becomes of them, the first of each as lines."""

    until: datetime
    returns_to: Run | None
    """The run that was everybody's schedule before; None if nothing was."""
    people: int
    """For how many this changes something."""
    off: int
    back: int
    lost: int
    off_lines: list[Line]
    back_lines: list[Line]
    lost_lines: list[Line]


def undo_list(session: Session, event: Event, run: Run) -> UndoList | None:
    """Return what undoing the publication of a run does now; None where that cannot be."""
    publication = undoable(session, event.id)
    if publication is None or publication.run_id != run.id:
        return None
    undoing = what_undo_does(session, event, publication)
    here = zone(event)
    starts = {slot.id: slot.starts_at.astimezone(here) for slot in slots(session, event.id)}
    names = names_of(session, event.id)

    def seat(one: SeatWas) -> Line:
        name = names.get(one.seat.attendance_id, "?")
        words = _("%(name)s, “%(title)s”", name=name, title=one.table.title)
        return Line(words, None, starts.get(one.table.slot_id), place_of(one.table.number))

    off = [
        Line(both(names, was.two), starts.get(was.meeting.slot_id), None, "") for was in undoing.off
    ]
    back = [
        Line(
            both(names, was.two),
            starts.get(was.meeting.slot_id) if was.meeting.live else None,
            starts.get(was.before.slot_id or ""),
            _("Table %(number)d", number=spot[0]) if spot[0] else spot[1],
        )
        for was, spot in undoing.back
    ]
    lost = [
        Line(both(names, was.two), starts.get(was.before.slot_id or ""), None, "")
        for was in undoing.lost
    ]
    off += map(seat, undoing.seats_off)
    back += [seat(one) for one, _number in undoing.seats_back]
    lost += map(seat, undoing.seats_lost)
    touched = {one for was in undoing.off for one in was.two}
    touched |= {one for was, _spot in undoing.back for one in was.two}
    seats = [*undoing.seats_off, *(one for one, _number in undoing.seats_back)]
    touched |= {one.seat.attendance_id for one in seats}
    return UndoList(
        until=publication.undo_until.astimezone(here),
        returns_to=earlier_run(session, run),
        people=len(touched),
        off=len(off),
        back=len(back),
        lost=len(lost),
        off_lines=ordered(off),
        back_lines=ordered(back),
        lost_lines=ordered(lost),
    )
