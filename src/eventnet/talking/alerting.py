"""The clockwork that mails organizers that a report waits: not of whom, once an hour at most."""

from datetime import datetime, timedelta

from sqlmodel import Session, col, func, select

from eventnet import clock, i18n
from eventnet.accounts.links import WAY_IN_PATH, way_in_token
from eventnet.accounts.models import Account
from eventnet.database import lock, writing
from eventnet.events.models import Event, Organizer
from eventnet.i18n import gettext as _
from eventnet.jobs import Ground, job
from eventnet.mail.models import OutboxMail
from eventnet.mail.outbox import Letter, post
from eventnet.messages.models import MessageReport
from eventnet.messages.queries import latest_report
from eventnet.settings import Settings

KIND = "reports"
QUIET = timedelta(hours=1)
OLD = timedelta(days=1)
"""What was not told of by then, as while mails were stopped, is read on the page."""


@job(cron="*/5 * * * *")
def tell_reports(ground: Ground) -> None:
    """Write to the organizers of events at which somebody reported a conversation lately."""
    with ground.sessions() as session:
        lately = (
            select(MessageReport.event_id)
            .where(
                MessageReport.created_at > clock.now() - OLD,
                col(MessageReport.settled_at).is_(None),
            )
            .distinct()
        )
        for event_id in session.exec(lately).all():
            with writing(session):
                event = lock(session, Event, event_id)
                if event is not None:
                    _tell(session, ground.settings, event)


def _tell(session: Session, settings: Settings, event: Event) -> None:
    query = (
        select(Account)
        .join(Organizer, col(Organizer.account_id) == Account.id)
        .where(Organizer.event_id == event.id, col(Account.deactivated_at).is_(None))
    )
    for account in session.exec(query.order_by(col(Account.id))).all():
        told_at = _told_at(session, event.id, account.email)
        since = told_at or clock.now() - OLD
        made_at = latest_report(session, event.id, account.id)
        is_quiet = told_at is not None and clock.now() < told_at + QUIET
        if made_at is None or made_at <= since or is_quiet:
            continue
        with i18n.speaking(account.language):
            post(session, settings, account.email, _letter(settings, event, account))


def _told_at(session: Session, event_id: str, email: str) -> datetime | None:
    return session.exec(
        select(func.max(OutboxMail.created_at)).where(
            OutboxMail.to == email, OutboxMail.kind == KIND, OutboxMail.event_id == event_id
        )
    ).one()


def _letter(settings: Settings, event: Event, account: Account) -> Letter:
    token = way_in_token(settings, account.email, f"/e/{event.slug}/organize/reports")
    return Letter(
        kind=KIND,
        subject=_("%(event)s: a report waits for you", event=event.name),
        template="mail/reports",
        why=_("You get this because you help to run %(event)s.", event=event.name),
        context={
            "event_name": event.name,
            "reports_url": settings.origin + WAY_IN_PATH.format(token=token),
        },
        event_id=event.id,
    )
