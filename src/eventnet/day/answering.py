"""Yes and no to a proposal. It stands once both said yes; until then it holds nothing."""

from sqlmodel import Session, col, delete

from eventnet import clock
from eventnet.database import lock, writing
from eventnet.day.free import missed_in
from eventnet.day.models import Proposal, ProposalState, SlotSeeker
from eventnet.day.rematching import rematch_waiting
from eventnet.day.withdrawing import withdraw
from eventnet.errors import Conflict, Gone, NotFound
from eventnet.events.models import Attendance, Event
from eventnet.i18n import gettext as _
from eventnet.jobs import enqueue
from eventnet.meetings.arranging import AgendaFull, KeptApart, TimeTaken, arrange, hold_people
from eventnet.meetings.changes import become, tell
from eventnet.meetings.fit import vetoes
from eventnet.meetings.models import Meeting, MeetingState


def say_yes(session: Session, event: Event, proposal_id: str, attendance_id: str) -> Proposal:
    """Say yes. With the second yes the meeting stands, at a free table. Again changes nothing."""
    try:
        with writing(session):
            proposal, two = _hold(session, event, proposal_id, attendance_id)
            if proposal.state is ProposalState.ACCEPTED:
                return proposal
            _refuse_settled(proposal)
            proposal.say_yes(attendance_id)
            proposal.changed_at = clock.now()
            session.add(proposal)
            if proposal.a_yes_at and proposal.b_yes_at:
                _book(session, event, proposal, two, attendance_id)
            return proposal
    except (TimeTaken, AgendaFull, KeptApart) as refusal:
        withdraw(session, proposal_id)
        raise overtaken() from refusal


def say_no(session: Session, event: Event, proposal_id: str, attendance_id: str) -> Proposal:
    """Say no. Again changes nothing."""
    with writing(session):
        proposal, _two = _hold(session, event, proposal_id, attendance_id)
        if proposal.state is ProposalState.DECLINED:
            return proposal
        _refuse_settled(proposal)
        proposal.state = ProposalState.DECLINED
        proposal.changed_at = clock.now()
        session.add(proposal)
        enqueue(session, rematch_waiting, event.id)
        return proposal


def overtaken() -> Conflict:
    """Return the one answer to a yes that comes too late, whatever was faster."""
    return Conflict(_("One of you is no longer free in this slot. You can look for somebody else."))


def _hold(
    session: Session, event: Event, proposal_id: str, attendance_id: str
) -> tuple[Proposal, list[Attendance]]:
    found = session.get(Proposal, proposal_id)
    ids = [] if found is None else [found.a_id, found.b_id]
    if attendance_id not in ids:
        raise NotFound(_("There is no such proposal to you."))
    two = hold_people(session, event.id, ids)
    proposal = lock(session, Proposal, proposal_id)
    if proposal is None or proposal.event_id != event.id:
        raise NotFound(_("There is no such proposal to you."))
    if len(two) < len(ids):
        raise overtaken()
    return proposal, list(two.values())


def _refuse_settled(proposal: Proposal) -> None:
    if proposal.state is ProposalState.ACCEPTED:
        raise Conflict(_("You both said yes, so this meeting stands."))
    if proposal.state is ProposalState.UNDONE:
        raise Gone(_("The organizers took this question back. You can look for somebody else."))
    if proposal.state is ProposalState.WAITING and not proposal.is_open:
        raise Gone(_("This waited for both of you until its minute, and is closed. Look again."))
    if proposal.state is not ProposalState.WAITING:
        raise overtaken()


def _book(
    session: Session, event: Event, proposal: Proposal, two: list[Attendance], by_id: str
) -> None:
    """Make the meeting; those in which one of the two waited in vain give up their places."""
    ids = {one.id for one in two}
    if frozenset(ids) in vetoes(session, event.id):  # in this very moment, and silently
        raise TimeTaken(_("That time is no longer free."))
    for key, meeting_id in sorted(missed_in(session, proposal.slot_id).items()):
        held = lock(session, Meeting, meeting_id) if key in ids else None
        if held is not None and held.live:
            become(session, [held.id], MeetingState.MISSED, cause_id=key)
            tell(session, [held.id])
    meeting = arrange(session, event.id, two, proposal.slot_id, by_id, begun=True)
    proposal.state = ProposalState.ACCEPTED
    proposal.meeting_id = meeting.id
    session.add(proposal)
    session.exec(
        delete(SlotSeeker).where(
            col(SlotSeeker.attendance_id).in_(ids), col(SlotSeeker.slot_id) == proposal.slot_id
        )
    )
