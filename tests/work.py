"""Doing in a test what the workers of a served site would do by now."""

from sqlmodel import Session, col, select
from starlette.applications import Starlette

from eventnet import jobs
from eventnet.mail.delivery import deliver
from eventnet.mail.models import OutboxMail


def do_jobs(app: Starlette) -> list[str]:
    """Run the jobs that were enqueued, but for delivering mail; return their names in order.

    They stay in the queue, so a test calls this once for each time that it expects work.
    """
    ground = jobs.Ground(app.state.settings, app.state.sessions)
    client = jobs.client(app.state.engine)
    done = []
    for waiting in client.list_queued_workflows(status="ENQUEUED"):
        made = jobs.jobs[waiting.name]
        if made is deliver:
            continue
        arguments = waiting.input["args"] if waiting.input else ()
        made.work(ground, *arguments)
        client.cancel_workflow(waiting.workflow_id)
        done.append(made.work.__name__)
    return done


def mails(session: Session, to: str) -> list[OutboxMail]:
    """Return what was written to an address, the oldest first."""
    session.rollback()
    query = select(OutboxMail).where(OutboxMail.to == to)
    return list(session.exec(query.order_by(col(OutboxMail.created_at))))
