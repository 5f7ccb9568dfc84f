"""Delivering mails: one job drains the outbox; what fails for now is tried again later."""

from datetime import timedelta

from sqlmodel import Session, col, or_, select

from eventnet import clock
from eventnet.database import insert_missing, writing
from eventnet.jobs import Ground, job
from eventnet.logs import logger
from eventnet.mail.models import MailTrouble, OutboxMail
from eventnet.mail.server import AddressRefused, MailRefused, NotNow, Server, Unreachable
from eventnet.settings import Settings

# A mail takes some ten answers of the server, from its greeting to its last OK, each awaited as
# long as the settings say. The claim on a mail outlasts them all, with room to spare.
ANSWERS = 30
ATTEMPTS = 10
log = logger(__name__)


@job("quick", cron="* * * * *")
def deliver(ground: Ground) -> None:
    """Send everything that is due. A crash repeats at most the mail that was in flight."""
    settings = ground.settings
    if settings.smtp_host is None and not settings.demo:
        log.warning("mail.no_server", way_out="set EVENTNET_SMTP_HOST; mails wait in the outbox")
        return
    with Server(settings) as server, ground.sessions() as session:
        while mail := _claim(session, settings):
            if not _send(session, settings, server, mail):
                return


def _claim(session: Session, settings: Settings) -> OutboxMail | None:
    """Take the next mail, so that no other worker takes it while the server is asked.

    One at a time: a claim on many would run out while a slow server is still at the first.
    """
    now = clock.now()
    lapsed = now - timedelta(seconds=ANSWERS * settings.smtp_timeout)
    with writing(session):
        mail = session.exec(
            select(OutboxMail)
            .where(
                col(OutboxMail.sent_at).is_(None),
                col(OutboxMail.failed_at).is_(None),
                OutboxMail.due_at <= now,
                or_(col(OutboxMail.claimed_at).is_(None), col(OutboxMail.claimed_at) < lapsed),
            )
            .order_by(col(OutboxMail.created_at))
            .limit(1)
            .with_for_update(skip_locked=True)
        ).one_or_none()
        if mail is not None:
            mail.claimed_at = now
            mail.attempts += 1
    return mail


def _send(session: Session, settings: Settings, server: Server, mail: OutboxMail) -> bool:
    """Send a mail, put it off, or give it up; False if no other would fare better now."""
    try:
        if settings.smtp_host is not None:  # the demo has none: its mailbox page shows the outbox
            server.send(mail)
    except AddressRefused as refused:
        with writing(session):
            give_up(mail, settings, str(refused))
            trouble(session, mail.to, str(refused))
    except MailRefused as refused:
        with writing(session):
            give_up(mail, settings, str(refused))
        log.warning("mail.refused", mail=mail.id, why=str(refused))
    except NotNow as reason:
        _later(session, settings, mail, str(reason))
        return not isinstance(reason, Unreachable)
    else:
        with writing(session):
            mail.sent_at = clock.now()
            _wipe(mail, settings)
    return True


def _later(session: Session, settings: Settings, mail: OutboxMail, why: str) -> None:
    """Try again after one, two, four … minutes, up to some eight hours in all; then give up."""
    with writing(session):
        mail.claimed_at, mail.failure = None, why
        if mail.attempts >= ATTEMPTS:
            give_up(mail, settings, why)
        else:
            mail.due_at = clock.now() + timedelta(minutes=2 ** (mail.attempts - 1))
    log.warning("mail.later", mail=mail.id, attempts=mail.attempts, why=why)


def give_up(mail: OutboxMail, settings: Settings, why: str) -> None:
    """Try to send a mail no more, inside the caller's transaction."""
    mail.failed_at, mail.failure = clock.now(), why[:1000]
    _wipe(mail, settings)


def _wipe(mail: OutboxMail, settings: Settings) -> None:
    """Keep no link that signs in, once nothing is sent any more; the demo's mailbox shows it."""
    if mail.secret and not settings.demo:
        mail.text = mail.html = ""


def trouble(session: Session, email: str, words: str) -> None:
    """Note that an address does not take mail, inside the caller's transaction."""
    insert_missing(session, MailTrouble, [{"email": email, "words": words[:1000]}])
    log.warning("mail.bounced", said=words)
