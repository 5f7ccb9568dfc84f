"""What organizers do with reports, and how long a report stays."""

from datetime import timedelta

from sqlmodel import Session, col, delete, select

from eventnet import clock
from eventnet.audit import record
from eventnet.database import lock, writing
from eventnet.errors import Conflict, NotFound
from eventnet.events.models import Event
from eventnet.i18n import gettext as _
from eventnet.jobs import Ground, job
from eventnet.messages.models import MessageReport
from eventnet.messages.queries import is_about

REPORTS_KEPT = timedelta(days=180)
"""How long a report that is settled can still be read."""


def settle(
    session: Session,
    event: Event,
    report_id: str,
    account_id: str,
    *,
    is_settled: bool = True,
) -> None:
    """Say that a report needs nothing more, or that it does after all."""
    event_id = event.id
    with writing(session):
        report = lock(session, MessageReport, report_id)
        if report is None or report.event_id != event_id or is_about(session, report, account_id):
            raise NotFound(_("There is no such report."))
        if (report.settled_at is not None) is is_settled:
            return
        if not is_settled and _waits(session, report):
            raise Conflict(_("The same person has reported this anew, and that report waits."))
        report.settled_at = clock.now() if is_settled else None
        session.add(report)
        deed = "report.settled" if is_settled else "report.reopened"
        record(session, deed, account_id=account_id, event_id=event_id, subject=report_id)


def _waits(session: Session, report: MessageReport) -> bool:
    """Say whether whoever made a report has made another one since, which waits."""
    query = select(MessageReport.id).where(
        MessageReport.conversation_id == report.conversation_id,
        MessageReport.by_id == report.by_id,
        col(MessageReport.settled_at).is_(None),
    )
    return session.exec(query).first() is not None


@job(cron="37 3 * * *")
def sweep(ground: Ground) -> None:
    """Delete, once a night, reports that were settled long ago."""
    until = clock.now() - REPORTS_KEPT
    with ground.sessions() as session, writing(session):
        session.exec(delete(MessageReport).where(col(MessageReport.settled_at) <= until))
