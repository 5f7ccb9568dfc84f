"""What organizers do from the board for somebody who is left alone.

It is what that person could do at their own page, by the same rules: the other is marked as not
come, the engine looks for somebody who is free, and both are asked. Nobody is booked by it.
"""

from dataclasses import dataclass

from sqlmodel import Session, col, select

from eventnet import audit, clock
from eventnet.database import lock, writing
from eventnet.day.free import missed_in
from eventnet.day.models import MeetingSign, Proposal, ProposalState, SlotSeeker
from eventnet.day.rematching import fitting, propose, proposed_to, slot_under_way
from eventnet.day.signs import say_came, say_missing
from eventnet.errors import Conflict, NotFound
from eventnet.events.models import Attendance, Event, Slot
from eventnet.i18n import gettext as _
from eventnet.mail.outbox import call_back
from eventnet.meetings.arranging import hold_people
from eventnet.meetings.models import Meeting, MeetingSide, MeetingState


@dataclass(frozen=True)
class Outlook:
    """What a repair would do: who waits, for whom in vain, and whom both would be asked to meet."""

    attendance_id: str
    missing_id: str | None
    partner_id: str | None


def outlook(session: Session, event: Event, attendance_id: str) -> Outlook:
    """Return what a repair would do now. It asks nobody and changes nothing."""
    _refuse_strangers(session, event, attendance_id)
    slot = slot_under_way(session, event)
    missing = _missing(session, slot, attendance_id)
    missing_id = missing[1] if missing else None
    standing = proposed_to(session, attendance_id, slot.id)
    if standing is not None:
        return Outlook(attendance_id, missing_id, standing.other(attendance_id))
    if not _is_left(session, slot, attendance_id, missing):
        return Outlook(attendance_id, missing_id, None)
    stood_up = {attendance_id: missing[0]} if missing else {}
    for two in fitting(session, event, slot, attendance_id, stood_up=stood_up):
        if attendance_id in two:
            other = next(one for one in two if one != attendance_id)
            return Outlook(attendance_id, missing_id, other)
    return Outlook(attendance_id, missing_id, None)


def repair(session: Session, event: Event, attendance_id: str, by: str) -> Proposal | None:
    """Have somebody else found for one who is left alone, or free; return what is proposed.

    Of two organizers who do it at once the second finds what the first did.
    """
    _refuse_strangers(session, event, attendance_id)
    slot = slot_under_way(session, event)
    if (standing := proposed_to(session, attendance_id, slot.id)) is not None:
        return standing
    missing = _missing(session, slot, attendance_id)
    if missing is not None:
        mark_missing(session, event, missing[0], attendance_id, by)
    if not _is_left(session, slot, attendance_id, missing):
        return None
    for two in fitting(session, event, slot, attendance_id):
        theirs = attendance_id in two
        made = propose(session, event, slot, two, attendance_id, by_desk=theirs)
        if made is not None and theirs:
            _record(session, event, "day.repaired", attendance_id, by)
    return proposed_to(session, attendance_id, slot.id)


def undo_repair(session: Session, event: Event, proposal_id: str, by: str) -> None:
    """Take back that two were asked, while neither has answered; again changes nothing.

    Where organizers also said that the other did not come, that is taken back with it.
    """
    found = session.get(Proposal, proposal_id)
    if found is None or found.event_id != event.id or not found.by_desk:
        raise _no_repair()
    with writing(session):
        hold_people(session, event.id, [found.a_id, found.b_id])
        proposal = lock(session, Proposal, proposal_id)
        if proposal is None:
            raise _no_repair()
        if proposal.state is ProposalState.UNDONE:
            return
        answered = proposal.a_yes_at is not None or proposal.b_yes_at is not None
        if answered or proposal.state is not ProposalState.WAITING:
            raise Conflict(_("One of the two has answered, so this can no longer be undone."))
        proposal.state, proposal.changed_at = ProposalState.UNDONE, clock.now()
        session.add(proposal)
        call_back(session, f"proposal:{proposal_id}:")
        for meeting_id, key in _marked_by_desk(session, proposal):
            say_came(session, event, meeting_id, key)
        _record(session, event, "day.repair_undone", proposal_id, by)


def mark_missing(
    session: Session, event: Event, meeting_id: str, attendance_id: str, by: str
) -> None:
    """Say in somebody's place that the other did not come. Again changes nothing."""
    with writing(session):
        if say_missing(session, event, meeting_id, attendance_id, by_desk=True):
            _record(session, event, "day.marked_missing", meeting_id, by)


def mark_came(session: Session, event: Event, meeting_id: str, attendance_id: str, by: str) -> None:
    """Take back that the other did not come, whoever said so; again changes nothing."""
    with writing(session):
        if say_came(session, event, meeting_id, attendance_id):
            _record(session, event, "day.marked_come", meeting_id, by)


def _refuse_strangers(session: Session, event: Event, attendance_id: str) -> None:
    found = session.get(Attendance, attendance_id)
    if found is None or found.event_id != event.id:
        raise NotFound(_("Nobody of this event has this address."))


def _is_left(
    session: Session, slot: Slot, attendance_id: str, missing: tuple[str, str] | None
) -> bool:
    """Say whether somebody is left alone, or said that they are free: nobody else is fetched."""
    seeks = session.get(SlotSeeker, (attendance_id, slot.id)) is not None
    return seeks or missing is not None or attendance_id in missed_in(session, slot.id)


def _missing(session: Session, slot: Slot, attendance_id: str) -> tuple[str, str] | None:
    """Return the meeting of somebody in a slot to which the other has not come, and the other."""
    own = select(MeetingSide.meeting_id).where(
        MeetingSide.attendance_id == attendance_id, MeetingSide.slot_id == slot.id
    )
    query = (
        select(MeetingSide.meeting_id, MeetingSide.attendance_id, MeetingSign.here_at)
        .join(Meeting, col(Meeting.id) == MeetingSide.meeting_id)
        .outerjoin(
            MeetingSign,
            (col(MeetingSign.meeting_id) == MeetingSide.meeting_id)
            & (col(MeetingSign.attendance_id) == MeetingSide.attendance_id),
        )
        .where(
            col(MeetingSide.meeting_id).in_(own),
            MeetingSide.attendance_id != attendance_id,
            Meeting.state == MeetingState.CONFIRMED,
        )
    )
    found = session.exec(query).first()
    return (found[0], found[1]) if found is not None and found[2] is None else None


def _marked_by_desk(session: Session, proposal: Proposal) -> list[tuple[str, str]]:
    query = (
        select(MeetingSign.meeting_id, MeetingSign.attendance_id)
        .join(Meeting, col(Meeting.id) == MeetingSign.meeting_id)
        .where(
            Meeting.slot_id == proposal.slot_id,
            col(Meeting.live),
            col(MeetingSign.attendance_id).in_([proposal.a_id, proposal.b_id]),
            col(MeetingSign.by_desk),
        )
    )
    return list(session.exec(query).all())


def _no_repair() -> NotFound:
    return NotFound(_("There is no such repair, or the two found each other themselves."))


def _record(session: Session, event: Event, deed: str, subject: str, by: str) -> None:
    with writing(session):
        audit.record(session, deed, account_id=by, event_id=event.id, subject=subject)
