"""Letting go of what was said on a day that is over."""

from datetime import timedelta

from sqlmodel import col, delete, select

from eventnet import clock
from eventnet.database import writing
from eventnet.day.models import CheckIn, Proposal, SlotSeeker
from eventnet.events.models import Slot
from eventnet.jobs import Ground, job

KEPT = timedelta(days=30)
"""How long it is known who was here on which day, who was free in a slot, and who was asked."""


@job(cron="23 3 * * *")
def sweep(ground: Ground) -> None:
    """Delete, once a night, check-ins, free slots and proposals of days that are long over."""
    before = clock.now() - KEPT
    past = select(Slot.id).where(Slot.starts_at < before)
    with ground.sessions() as session, writing(session):
        session.exec(delete(CheckIn).where(col(CheckIn.since) < before))
        session.exec(delete(SlotSeeker).where(col(SlotSeeker.slot_id).in_(past)))
        session.exec(delete(Proposal).where(col(Proposal.slot_id).in_(past)))
