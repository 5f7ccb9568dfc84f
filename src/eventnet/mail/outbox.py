"""Writing mails: rendered from templates, into the outbox, in the transaction of their cause."""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlmodel import Session, col, delete, select

from eventnet import clock, i18n
from eventnet.jobs import enqueue
from eventnet.mail.delivery import deliver
from eventnet.mail.models import MailStop, MailTrouble, OutboxMail
from eventnet.settings import Settings
from eventnet.templating import text
from eventnet.tokens import Signer

STOP = "mail-stop"
quiet: list[Callable[[Session, Collection[str]], set[str]]] = []
"""What tells, of some events, those of which nothing is mailed but what was promised."""
# Mails that somebody asked for a moment ago: they are answers, so there is nothing to stop.
ASKED_FOR = frozenset({"sign_in", "identity", "join", "address", "erasure", "reply_refused"})
# What comes of an event that is closed, too: who runs it, what was reported there, and its end.
PROMISED = ASKED_FOR | {"organizing", "reports", "event_deleted"}


@dataclass(frozen=True)
class Letter:
    """A mail to write: `template` is a path without ending, rendered as .txt and as .html."""

    kind: str
    subject: str
    template: str
    why: str
    """Why it comes, in a sentence for its foot."""
    context: Mapping[str, Any] = field(default_factory=dict)
    event_id: str | None = None
    due_at: datetime | None = None
    once: str | None = None
    """Names what it says; there is no second mail of that name, however often a job runs."""
    reply_to: str | None = None
    """Where an answer to it goes; None: nobody reads one."""
    secret: bool = False
    """Whether it holds a link that signs in; then its text is wiped once it is sent."""


def post(session: Session, settings: Settings, to: str, letter: Letter) -> OutboxMail | None:
    """Write one mail, inside the caller's transaction.

    Nothing is written to an address that stopped this kind of mail, nor what was said `once`
    already, nor of a closed event what was not promised; then the answer is None. To an address
    from which mail came back only what it asks for itself is written.
    """
    return next(iter(post_all(session, [draw_up(settings, to, letter)])), None)


def draw_up(settings: Settings, to: str, letter: Letter) -> OutboxMail:
    """Render one mail, in the language that is spoken now; it waits to be posted."""
    stop_url = None
    if letter.kind not in ASKED_FOR:
        token = Signer(settings.key, STOP).sign([to, letter.kind])
        stop_url = f"{settings.origin}/mail/stop/{token}"
    context = {
        "site_name": settings.site_name,
        "site_url": settings.origin,
        "lang": i18n.language(),
        "dir": i18n.direction(),
        "subject": letter.subject,
        "why": letter.why,
        "stop_url": stop_url,
        "reply_to": letter.reply_to,
        **letter.context,
    }
    return OutboxMail(
        to=to,
        kind=letter.kind,
        subject=" ".join(letter.subject.split())[:200],
        text=text(f"{letter.template}.txt", context),
        html=text(f"{letter.template}.html", context),
        stop_url=stop_url,
        once=letter.once,
        event_id=letter.event_id,
        reply_to=letter.reply_to,
        secret=letter.secret,
        due_at=letter.due_at or clock.now(),
    )


def post_all(session: Session, mails: Sequence[OutboxMail]) -> list[OutboxMail]:
    """Write mails as `post` does, inside the caller's transaction; return those that were written.

    The statements are as many for one mail as for all.
    """
    said = _said(session, mails)
    unwanted = _unwanted(session, mails)
    closed = _of_closed_events(session, mails)
    written = []
    for mail in mails:
        if mail.once in said or (mail.to, mail.kind) in unwanted:
            continue
        if mail.event_id in closed and mail.kind not in PROMISED:
            continue
        said |= {mail.once} - {None}
        written.append(mail)
    session.add_all(written)
    # One delivery for all the mails of a transaction.
    if written and session.info.get("delivery") is not session.get_transaction():
        enqueue(session, deliver)
        session.info["delivery"] = session.get_transaction()
    return written


def call_back(session: Session, beginning: str) -> None:
    """Take back the mails that have not left, of those whose `once` begins so."""
    session.exec(
        delete(OutboxMail).where(
            col(OutboxMail.once).startswith(beginning, autoescape=True),
            col(OutboxMail.sent_at).is_(None),
            col(OutboxMail.claimed_at).is_(None),
        )
    )


def _of_closed_events(session: Session, mails: Sequence[OutboxMail]) -> set[str]:
    """Return the events that write nothing by themselves any more."""
    events = {mail.event_id for mail in mails if mail.event_id and mail.kind not in PROMISED}
    return {event for ask in quiet for event in ask(session, events)} if events else set()


def _said(session: Session, mails: Sequence[OutboxMail]) -> set[str | None]:
    """Return what was said `once` already."""
    names = [mail.once for mail in mails if mail.once]
    if not names:
        return set()
    return set(session.exec(select(OutboxMail.once).where(col(OutboxMail.once).in_(names))))


def _unwanted(session: Session, mails: Sequence[OutboxMail]) -> set[tuple[str, str]]:
    """Return (address, kind) where mails of the kind are stopped, or came back."""
    wanted = {(mail.to, mail.kind) for mail in mails if mail.kind not in ASKED_FOR}
    if not wanted:
        return set()
    emails = {to for to, _kind in wanted}
    stops = set(
        session.exec(
            select(MailStop.email, MailStop.kind).where(col(MailStop.email).in_(emails))
        ).all()
    )
    troubled = set(
        session.exec(select(MailTrouble.email).where(col(MailTrouble.email).in_(emails)))
    )
    return {(to, kind) for to, kind in wanted if to in troubled or (to, kind) in stops}
