"""Mails that have left, or never will, are let go of."""

from datetime import datetime, timedelta

from sqlmodel import Session, select
from starlette.applications import Starlette

from eventnet import clock, jobs
from eventnet.jobs import Ground
from eventnet.mail.models import OutboxMail
from eventnet.mail.sweeping import MAILS_KEPT, sweep
from tests.factories import save


def a_mail(about: str, **moments: datetime) -> OutboxMail:
    return OutboxMail.model_validate(
        {
            "to": "ada@example.org",
            "kind": "schedule",
            "subject": about,
            "text": "Dear Ada",
            "html": "<p>Dear Ada",
            **moments,
        }
    )


def left(session: Session) -> list[str]:
    session.rollback()
    return sorted(session.exec(select(OutboxMail.subject)))


def test_mails_that_are_over_go_after_thirty_days_and_those_that_wait_stay(
    app: Starlette, session: Session
) -> None:
    now = clock.now()
    long_ago = now - timedelta(days=300)
    save(
        session,
        a_mail("sent", sent_at=now, created_at=long_ago),
        a_mail("given up", failed_at=now, created_at=long_ago),
        a_mail("waits", created_at=long_ago),
    )
    ground = Ground(app.state.settings, app.state.sessions)
    with clock.at(now + MAILS_KEPT - timedelta(seconds=1)):
        sweep.work(ground)
    assert left(session) == ["given up", "sent", "waits"]
    with clock.at(now + MAILS_KEPT):
        sweep.work(ground)
    assert left(session) == ["waits"]


def test_sweeping_is_known_to_the_clock() -> None:
    assert jobs.jobs["eventnet.mail.sweeping.sweep"].cron
