"""Tickets, and the files that they came in."""

from sqlmodel import Session, and_, col, delete, or_, select, update

from eventnet import audit
from eventnet.arrivals.difference import Preview
from eventnet.arrivals.keeping import kept_table
from eventnet.arrivals.models import Stage, Ticket, TicketImport
from eventnet.database import lock, writing
from eventnet.erasure.tracks import Tracks
from eventnet.errors import Refused
from eventnet.jobs import Ground


def erase_tickets(_ground: Ground, session: Session, tracks: Tracks) -> None:
    """Erase their tickets, and their address as the buyer of others'."""
    emails = list(tracks.emails)
    with writing(session):
        awaits = and_(col(Ticket.attendance_id).is_(None), col(Ticket.email).in_(emails))
        brought = col(Ticket.attendance_id).in_(tracks.attendance_ids)
        session.exec(delete(Ticket).where(or_(brought, awaits)))
        bought = update(Ticket).where(col(Ticket.buyer_email).in_(emails))
        session.exec(bought.values(buyer_email=None))


def erase_files(_ground: Ground, session: Session, tracks: Tracks) -> None:
    """Let go of files that wait to be brought in and name them; of others take their rows out."""
    waits = col(TicketImport.stage) != Stage.APPLIED
    theirs = or_(waits, col(TicketImport.event_id).in_(tracks.event_ids))
    for key in session.exec(select(TicketImport.id).where(theirs)).all():
        with writing(session):
            held = lock(session, TicketImport, key)
            if held is None:
                continue
            if held.stage is Stage.APPLIED:
                _take_out(session, held, tracks)
            elif _names(held, tracks):
                audit.record(session, "tickets.discarded", event_id=held.event_id, subject=held.id)
                session.delete(held)


def _take_out(session: Session, held: TicketImport, tracks: Tracks) -> None:
    """Leave of the rows about them which they were, and what they did."""
    if not held.report:
        return
    report = Preview.of_stored(held.report).without(tracks.attendances, tracks.called).stored()
    if report != held.report:
        held.report = report
        session.add(held)


def _names(held: TicketImport, tracks: Tracks) -> bool:
    """Say whether a file that waits has one of their addresses in it."""
    texts = [held.data.decode(errors="replace")]
    try:
        table = kept_table(held, None)
        texts += [*table.header, *(cell for row in table.rows for cell in row.cells)]
    except Refused:
        pass  # a file that cannot be read says nothing but its bytes
    words = "\n".join(texts).casefold()
    return any(email in words for email in tracks.emails)
