"""Finding somebody else in the slot under way: the engine looks, and both are asked.

The engine works between two transactions, so that nobody waits for it. What it found is looked at
again before it is proposed.
"""

from collections.abc import Mapping
from datetime import timedelta

from sqlmodel import Session, col, delete, select

from eventnet import clock
from eventnet.database import insert_missing, writing
from eventnet.day.free import free_in
from eventnet.day.hours import refuse_unless_on, slot_now
from eventnet.day.models import Proposal, ProposalState, SlotSeeker
from eventnet.day.pairing import never, slot_document
from eventnet.day.planning import rematched
from eventnet.day.telling import tell_proposal
from eventnet.errors import Conflict
from eventnet.events.models import Event, Slot
from eventnet.i18n import gettext as _
from eventnet.jobs import Ground, enqueue, job
from eventnet.meetings.arranging import hold_people

PATIENCE = timedelta(minutes=5)
"""How long a proposal waits for both, unless the slot ends before."""
MOST_AT_ONCE = 4
"""So many of those left behind are matched together; the others come next."""


def find_somebody(session: Session, event: Event, attendance_id: str) -> Proposal | None:
    """Look for somebody who is free as well; return what is proposed to this person."""
    slot = slot_under_way(session, event)
    if (standing := proposed_to(session, attendance_id, slot.id)) is not None:
        return standing
    _refuse_unless_free(session, event, slot, attendance_id)
    rematch(session, event, slot, attendance_id)
    return proposed_to(session, attendance_id, slot.id)


def wait_for_somebody(session: Session, event: Event, attendance_id: str) -> Proposal | None:
    """Let somebody be told as soon as another is free; return what is proposed already."""
    slot = slot_under_way(session, event)
    if proposed_to(session, attendance_id, slot.id) is None:
        _refuse_unless_free(session, event, slot, attendance_id)
    with writing(session):
        row = {"attendance_id": attendance_id, "slot_id": slot.id, "since": clock.now()}
        insert_missing(session, SlotSeeker, [row])
    return find_somebody(session, event, attendance_id)


def stop_waiting(session: Session, attendance_id: str) -> None:
    """Let somebody no longer be told; what is proposed already stands."""
    with writing(session):
        session.exec(delete(SlotSeeker).where(col(SlotSeeker.attendance_id) == attendance_id))


@job()
def rematch_waiting(ground: Ground, event_id: str) -> None:
    """Look for those who wait to be told, because somebody has become free in this moment."""
    with ground.sessions() as session:
        event, slot = session.get_one(Event, event_id), slot_now(session, event_id)
        if slot is not None:
            rematch(session, event, slot, None)


def rematch(session: Session, event: Event, slot: Slot, by_id: str | None) -> None:
    """Match those who wait in a slot, and who looks right now, with all who are free in it."""
    for two in fitting(session, event, slot, by_id):
        propose(session, event, slot, two, by_id)


def fitting(
    session: Session,
    event: Event,
    slot: Slot,
    by_id: str | None,
    *,
    stood_up: Mapping[str, str] | None = None,
) -> list[tuple[str, str]]:
    """Return who of those who wait, and who looks right now, could meet whom. Asks nobody."""
    free = free_in(session, event, slot, {by_id} if by_id else (), stood_up)
    waiting = [(one.seeks_since, key) for key, one in free.items() if one.seeks_since]
    left = [by_id] if by_id in free else []
    left += [key for _since, key in sorted(waiting) if key != by_id]
    left = left[:MOST_AT_ONCE]
    if not left or len(free) < 2:
        return []
    document = slot_document(session, event, slot, free, left)
    session.rollback()
    return rematched(document, left)


def propose(
    session: Session,
    event: Event,
    slot: Slot,
    two: tuple[str, str],
    by_id: str | None,
    *,
    by_desk: bool = False,
) -> Proposal | None:
    """Ask two whether they meet, if both are still free; else nothing happens.

    Where an organizer has them asked neither of them looked, so both get the mail.
    """
    with writing(session):
        hold_people(session, event.id, two)
        free = free_in(session, event, slot, {by_id} if by_id in two else ())
        if not set(two) <= set(free) or frozenset(two) in never(session, event, slot, two):
            return None
        a_id, b_id = sorted(two)
        made = Proposal(
            event_id=event.id,
            slot_id=slot.id,
            a_id=a_id,
            b_id=b_id,
            by_id=by_id if by_id in two and not by_desk else None,
            by_desk=by_desk,
            expires_at=min(clock.now() + PATIENCE, slot.ends_at),
        )
        session.add(made)
        session.flush()
        enqueue(session, tell_proposal, made.id)
        return made


def proposed_to(session: Session, attendance_id: str, slot_id: str) -> Proposal | None:
    """Return the proposal that waits in a slot for one or both of its two."""
    query = select(Proposal).where(
        (col(Proposal.a_id) == attendance_id) | (col(Proposal.b_id) == attendance_id),
        Proposal.slot_id == slot_id,
        Proposal.state == ProposalState.WAITING,
        Proposal.expires_at > clock.now(),
    )
    return session.exec(query.execution_options(populate_existing=True)).first()


def slot_under_way(session: Session, event: Event) -> Slot:
    """Return the slot that is under way, or refuse in words where none is."""
    refuse_unless_on(event)
    slot = slot_now(session, event.id)
    if slot is None:
        raise Conflict(_("No slot is under way now. Look again when the next one has begun."))
    return slot


def _refuse_unless_free(session: Session, event: Event, slot: Slot, attendance_id: str) -> None:
    if attendance_id not in free_in(session, event, slot, {attendance_id}):
        raise Conflict(
            _(
                "Somebody can be found for you while you have no meeting in this slot, are "
                "available in it, have room for one more, and let meetings be planned. All of "
                "that stands on the page “How and when I attend”."
            )
        )
