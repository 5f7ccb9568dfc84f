"""Who is free in a slot that is under way.

Free are those who said so, and those whose partner did not come; who lets meetings be planned, is
in no other meeting, and has nothing proposed to them at the moment.
"""

from collections import Counter
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session, col, func, select

from eventnet import clock
from eventnet.absence.queries import away
from eventnet.day.models import MeetingSign, Proposal, ProposalState, SlotSeeker
from eventnet.events.models import Event, Slot
from eventnet.meetings.models import Meeting, MeetingSide
from eventnet.meetings.participants import Participant, participants


@dataclass(frozen=True)
class Free:
    """Somebody who is free. `seeks_since` is None for those who did not ask to be told."""

    person: Participant
    seeks_since: datetime | None
    missed_id: str | None
    """The meeting to which the other did not come."""
    room: int | None
    """How many meetings they may still have."""


def missed_in(session: Session, slot_id: str) -> dict[str, str]:
    """Return whose partner did not come in a slot, each with the meeting."""
    query = (
        select(MeetingSign.attendance_id, MeetingSign.meeting_id)
        .join(Meeting, col(Meeting.id) == MeetingSign.meeting_id)
        .where(
            Meeting.slot_id == slot_id,
            col(Meeting.live),
            col(MeetingSign.missing_at).is_not(None),
        )
    )
    return dict(session.exec(query).all())


def free_in(
    session: Session,
    event: Event,
    slot: Slot,
    also: Collection[str] = (),
    stood_up: Mapping[str, str] | None = None,
) -> dict[str, Free]:
    """Return who is free in a slot; those in `also` are taken at their word that they look.

    Those in `stood_up`, each with the meeting, count as if their partner had not come.
    """
    missed = {**missed_in(session, slot.id), **(stood_up or {})}
    seekers = dict(
        session.exec(
            select(SlotSeeker.attendance_id, SlotSeeker.since).where(SlotSeeker.slot_id == slot.id)
        ).all()
    )
    ids = {*missed, *seekers, *also}
    if not ids:
        return {}
    out = _busy(session, slot, missed, ids) | _asked(session, slot)
    out |= {key for key, slot_id in away(session, event.id, ids) if slot_id == slot.id}
    held = _meetings(session, ids)
    found = {}
    for key, person in participants(session, event, of=ids).items():
        if key not in ids or key in out:
            continue
        room = None if person.most is None else person.most - held[key] + (key in missed)
        if room is None or room > 0:
            found[key] = Free(person, seekers.get(key), missed.get(key), room)
    return found


def _busy(session: Session, slot: Slot, missed: dict[str, str], ids: Collection[str]) -> set[str]:
    query = select(MeetingSide.attendance_id, MeetingSide.meeting_id).where(
        MeetingSide.slot_id == slot.id,
        col(MeetingSide.live),
        col(MeetingSide.attendance_id).in_(ids),
    )
    return {key for key, meeting_id in session.exec(query) if missed.get(key) != meeting_id}


def _asked(session: Session, slot: Slot) -> set[str]:
    query = select(Proposal.a_id, Proposal.b_id).where(
        Proposal.slot_id == slot.id,
        Proposal.state == ProposalState.WAITING,
        Proposal.expires_at > clock.now(),
    )
    return {key for two in session.exec(query) for key in two}


def _meetings(session: Session, ids: Collection[str]) -> Counter[str]:
    query = (
        select(MeetingSide.attendance_id, func.count())
        .where(col(MeetingSide.attendance_id).in_(ids), col(MeetingSide.live))
        .group_by(col(MeetingSide.attendance_id))
    )
    return Counter(dict(session.exec(query).all()))
