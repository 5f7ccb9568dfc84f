"""Proposals that end without an answer of the two."""

from sqlmodel import Session, col, or_, select

from eventnet import clock
from eventnet.database import lock, writing
from eventnet.day.models import Proposal, ProposalState


def withdraw_proposals(session: Session, attendance_id: str, slot_id: str) -> None:
    """Close what is proposed to somebody in a slot; they and the others are held by the caller."""
    waiting = select(Proposal.id).where(
        or_(Proposal.a_id == attendance_id, Proposal.b_id == attendance_id),
        Proposal.slot_id == slot_id,
        Proposal.state == ProposalState.WAITING,
    )
    for key in session.exec(waiting.order_by(col(Proposal.id))).all():
        withdraw(session, key)


def withdraw(session: Session, proposal_id: str) -> None:
    """Close a proposal that waits; any other stays as it is."""
    with writing(session):
        proposal = lock(session, Proposal, proposal_id)
        if proposal is not None and proposal.state is ProposalState.WAITING:
            proposal.state = ProposalState.OVERTAKEN
            proposal.changed_at = clock.now()
            session.add(proposal)
