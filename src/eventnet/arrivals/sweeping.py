"""Letting go of what came and led to nothing: files not brought in, and requests to join."""

from datetime import timedelta

from sqlmodel import col, delete, func

from eventnet import clock
from eventnet.arrivals.actions.joining import LIFETIME
from eventnet.arrivals.models import Stage, Ticket, TicketImport, TicketStatus
from eventnet.arrivals.told import LINK
from eventnet.database import writing
from eventnet.jobs import Ground, job

# So long an organizer may take to bring an uploaded file in.
FILES_KEPT = timedelta(days=30)


@job(cron="37 3 * * *")
def sweep(ground: Ground) -> None:
    """Delete, once a night, files that nobody brought in, and requests to join not confirmed."""
    now = clock.now()
    touched = func.coalesce(col(TicketImport.started_at), col(TicketImport.created_at))
    with ground.sessions() as session, writing(session):
        session.exec(
            delete(TicketImport).where(
                col(TicketImport.stage) != Stage.APPLIED,
                touched <= now - FILES_KEPT,
            )
        )
        session.exec(
            delete(Ticket).where(
                col(Ticket.source) == LINK,
                col(Ticket.status) == TicketStatus.PENDING,
                col(Ticket.changed_at) < now - LIFETIME,
            )
        )
