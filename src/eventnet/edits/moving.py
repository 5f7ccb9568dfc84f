"""Moving slots to another time of their day, with all that stands in them."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlmodel import Session

from eventnet import clock
from eventnet.dates import moment as in_words
from eventnet.edits.kinds import Detail, Inverse
from eventnet.edits.models import Edit, EditKind
from eventnet.edits.standing import Standing, hold_slots, lines, members_of, refuse_begun
from eventnet.edits.touched import Touched
from eventnet.errors import Conflict, Refused
from eventnet.events.grid import refuse_overlap
from eventnet.events.models import Event
from eventnet.events.queries import slots, zone
from eventnet.events.times import moment
from eventnet.i18n import gettext as _
from eventnet.i18n import ngettext
from eventnet.meetings.changes import reissue
from eventnet.meetings.models import Meeting, MeetingState

Times = Mapping[str, datetime]
"""By slot: when it begins."""


@dataclass(frozen=True)
class Moving:
    """Slots that begin so many minutes later on the clocks there, or earlier."""

    slot_ids: tuple[str, ...]
    minutes: int
    kind = EditKind.SLOTS_MOVED

    def touched(self, session: Session, event: Event) -> Touched:
        """Return what this does to whom, held."""
        standing = hold_slots(session, event.id, self.slot_ids)
        times = self._times(event, standing)
        _refuse_taken(session, event, times)
        return Touched(
            list(self._sentences(event, standing, times)),
            [words for _at, _id, words in lines(session, event, standing)],
            members_of(session, standing.felt_by | standing.away),
        )

    def carry_out(self, session: Session, event: Event, cause_id: str, /) -> tuple[Detail, Inverse]:
        """Move the slots; what stands in them goes along, and gets a new calendar edition."""
        standing = hold_slots(session, event.id, self.slot_ids)
        times = self._times(event, standing)
        inverse = {
            "slots": {one.id: one.starts_at.isoformat() for one in standing.slots},
            "moved": {key: at.isoformat() for key, at in times.items()},
            "meetings": [{"id": one.id, "sequence": one.sequence + 1} for one in standing.meetings],
            "until": {
                one.id: one.answer_until.isoformat()
                for one in standing.meetings
                if one.answer_until is not None and one.answer_until > times[one.slot_id]
            },
            "tables": [{"id": table.id} for table in standing.tables],
            "away": sorted(standing.away - standing.felt_by),
        }
        detail = {
            "slots": len(standing.slots),
            "minutes": self.minutes,
            "meetings": len(standing.meetings),
            "tables": len(standing.tables),
            "people": len(standing.felt_by | standing.away),
        }
        _move(session, standing, times, cause_id)
        return detail, inverse

    def _times(self, event: Event, standing: Standing) -> dict[str, datetime]:
        """Return when each slot would begin; refuse in words what no clock or day there shows."""
        refuse_begun(event, standing)
        here, times = zone(event), {}
        for slot in standing.slots:
            before = slot.starts_at.astimezone(here).replace(tzinfo=None)
            wall = before + timedelta(minutes=self.minutes)
            at = moment(wall, here)
            if at is None:
                raise Refused(_("There is no %(time)s on that day.", time=f"{wall:%H:%M}"))
            ends = (at + timedelta(minutes=slot.minutes) - timedelta(seconds=1)).astimezone(here)
            if wall.date() != before.date() or ends.date() != before.date():
                raise Refused(
                    _(
                        "%(when)s would no longer be on its day. Move it by less, or take it out "
                        "and add another.",
                        when=in_words(slot.starts_at.astimezone(here)),
                    )
                )
            if at <= clock.now():
                raise Refused(
                    _(
                        "%(when)s would be over already.",
                        when=in_words(slot.starts_at.astimezone(here)),
                    )
                )
            times[slot.id] = at
        return times

    def _sentences(self, event: Event, standing: Standing, times: Times) -> Iterator[str]:
        if not standing.slots:
            return
        first, here = standing.slots[0], zone(event)
        yield ngettext(
            "%(num)d slot moves: it begins %(after)s instead of %(before)s.",
            "%(num)d slots move: the first begins %(after)s instead of %(before)s.",
            len(standing.slots),
            before=in_words(first.starts_at.astimezone(here)),
            after=in_words(times[first.id].astimezone(here)),
        )
        if standing.meetings:
            yield ngettext(
                "%(num)d meeting goes along.", "%(num)d meetings go along.", len(standing.meetings)
            )
        if standing.tables:
            yield ngettext(
                "%(num)d round table goes along.",
                "%(num)d round tables go along.",
                len(standing.tables),
            )
        if standing.away:
            yield ngettext(
                "%(num)d person said that they cannot come then, and is asked to look again.",
                "%(num)d people said that they cannot come then, and are asked to look again.",
                len(standing.away),
            )


def _refuse_taken(session: Session, event: Event, times: Times) -> None:
    rest = [slot for slot in slots(session, event.id) if slot.id not in times]
    minutes = {slot.id: slot.minutes for slot in slots(session, event.id)}
    new = [(at, minutes[key]) for key, at in times.items()]
    refuse_overlap(event, new, rest)
    if {at for at, _minutes in new} & {slot.starts_at for slot in rest}:
        raise Conflict(_("Another slot begins at that time already. Move by more, or by less."))


def _move(session: Session, standing: Standing, times: Times, cause_id: str) -> None:
    """Bring slots to their times, the foremost first, so that no two stand at the same one."""
    later = any(times[one.id] > one.starts_at for one in standing.slots)
    for slot in reversed(standing.slots) if later else standing.slots:
        slot.starts_at = times[slot.id]
        session.add(slot)
        session.flush()
    waiting = [one for one in standing.meetings if one.state is MeetingState.WAITING]
    for one in waiting:
        if one.answer_until is not None:
            one.answer_until = min(one.answer_until, times[one.slot_id])
            session.add(one)
    for seats in standing.seats.values():
        for seat in seats:
            seat.sequence, seat.changed_at, seat.cause_id = seat.sequence + 1, clock.now(), cause_id
            session.add(seat)
    session.flush()
    reissue(session, [one.id for one in standing.meetings], cause_id=cause_id)


def move_back(session: Session, event: Event, edit: Edit) -> list[str]:
    """Bring the slots back to where they were; all that stands in them by now goes along."""
    before = {key: datetime.fromisoformat(at) for key, at in edit.inverse["slots"].items()}
    moved = {key: datetime.fromisoformat(at) for key, at in edit.inverse["moved"].items()}
    standing = hold_slots(session, event.id, before)
    if any(one.starts_at != moved[one.id] for one in standing.slots):
        raise Conflict(_("These slots were moved again since. Undo that first."))
    refuse_begun(event, standing)
    times = {one.id: before[one.id] for one in standing.slots}
    if any(at <= clock.now() for at in times.values()):
        raise Conflict(_("Their former time is over by now, so they stay where they are."))
    _refuse_taken(session, event, times)
    _move(session, standing, times, edit.id)
    for key, until in edit.inverse["until"].items():
        meeting = session.get(Meeting, key)
        if meeting is not None and meeting.state is MeetingState.WAITING:
            meeting.answer_until = datetime.fromisoformat(until)
            session.add(meeting)
    return []
