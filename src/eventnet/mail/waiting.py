"""Mails that wait for a mail server to be set: the site looks healthy, and nobody hears from it."""

from sqlmodel import Session, col, func, select

from eventnet.i18n import gettext as _
from eventnet.i18n import ngettext
from eventnet.mail.models import OutboxMail
from eventnet.settings import Settings


def no_server(session: Session, settings: Settings) -> str | None:
    """Return what an operator has to know if no mail can leave; None if mails do."""
    if settings.smtp_host is not None or settings.demo:
        return None
    waiting = session.exec(
        select(func.count())
        .select_from(OutboxMail)
        .where(col(OutboxMail.sent_at).is_(None), col(OutboxMail.failed_at).is_(None))
    ).one()
    words = _("No mail server is set, so nobody gets an invitation or a link to sign in.")
    held = ngettext(
        "%(num)d mail waits; it leaves once EVENTNET_SMTP_HOST is set.",
        "%(num)d mails wait; they leave once EVENTNET_SMTP_HOST is set.",
        waiting,
    )
    return f"{words} {held}"
