"""Jobs that mail the end of an event: each mail once, however often a job runs."""

from collections.abc import Callable, Iterable, Sequence
from datetime import datetime, timedelta

from sqlmodel import Session, col, select

from eventnet import clock, i18n
from eventnet.accounts.models import Account
from eventnet.batches import batches
from eventnet.closing.letters import deleted_letter, kept_letter, organizers_letter
from eventnet.communities.models import Membership
from eventnet.database import lock, writing
from eventnet.events.models import Attendance, Event, Organizer
from eventnet.events.queries import present
from eventnet.i18n import gettext as _
from eventnet.jobs import Ground, job
from eventnet.mail.models import OutboxMail
from eventnet.mail.outbox import Letter, draw_up, post_all

BATCH = 200
SECOND_THOUGHTS = timedelta(minutes=30)
"""So long attendees are told nothing: whoever slipped takes it back, and nobody is alarmed."""


def letters_of(event_id: str, marked: str) -> str:
    """Return with what the names of the mails about one deletion begin."""
    return f"event-deleted:{event_id}:{marked}:"


@job()
def tell_attendees(ground: Ground, event_id: str, marked: str) -> None:
    """Write to each who attends what is lost, and until when they can take it along."""
    until = datetime.fromisoformat(marked)
    query = (
        select(Attendance.id, Account.email, Account.language)
        .join(Membership, col(Membership.id) == Attendance.membership_id)
        .join(Account, col(Account.id) == Membership.account_id)
        .where(Attendance.event_id == event_id, present())
        .order_by(col(Attendance.id))
    )
    with ground.sessions() as session:
        event = session.get(Event, event_id)
        if event is None:
            return
        told = letters_of(event_id, marked)
        for some in batches(session.exec(query).all(), BATCH):
            mails = _drawn_up(
                ground, some, lambda key: deleted_letter(ground.settings, event, until, told + key)
            )
            for mail in mails:
                mail.due_at = clock.now() + SECOND_THOUGHTS
            _post(session, event_id, mails, deleted=until)


@job()
def tell_organizers(ground: Ground, event_id: str, marked: str, by: str) -> None:
    """Write to the other organizers who deleted the event, and how to take that back."""
    until = datetime.fromisoformat(marked)
    query = (
        select(Account.id, Account.email, Account.language)
        .join(Organizer, col(Organizer.account_id) == Account.id)
        .where(
            Organizer.event_id == event_id,
            Account.id != by,
            col(Account.deactivated_at).is_(None),
        )
    )
    with ground.sessions() as session:
        event, doer = session.get(Event, event_id), session.get(Account, by)
        if event is None:
            return
        told = letters_of(event_id, marked)

        def letter(key: str) -> Letter:
            who = doer.email if doer else _("An organizer")
            return organizers_letter(ground.settings, event, until, who, told + key)

        mails = _drawn_up(ground, session.exec(query).all(), letter)
        _post(session, event_id, mails, deleted=until)


@job()
def tell_taken_back(ground: Ground, event_id: str, marked: str) -> None:
    """Write to each to whom a mail about the deletion has left that the event stays."""
    told = letters_of(event_id, marked)
    query = (
        select(Account.id, Account.email, Account.language)
        .join(OutboxMail, col(OutboxMail.to) == Account.email)
        .where(
            col(OutboxMail.once).startswith(told, autoescape=True),
            col(OutboxMail.failed_at).is_(None),
            col(Account.deactivated_at).is_(None),
        )
        .distinct()
    )
    with ground.sessions() as session:
        event = session.get(Event, event_id)
        if event is None:
            return
        for some in batches(session.exec(query).all(), BATCH):
            mails = _drawn_up(
                ground,
                some,
                lambda key: kept_letter(ground.settings, event, f"event-kept:{told}{key}"),
            )
            _post(session, event_id, mails, deleted=None)


def _drawn_up(
    ground: Ground, to: Iterable[tuple[str, str, str | None]], letter: Callable[[str], Letter]
) -> list[OutboxMail]:
    """Render a letter to each, by key, address and language; their keys tell them apart."""
    mails = []
    for key, email, language in to:
        with i18n.speaking(language):
            mails.append(draw_up(ground.settings, email, letter(key)))
    return mails


def _post(
    session: Session, event_id: str, mails: Sequence[OutboxMail], *, deleted: datetime | None
) -> None:
    """Write mails, unless it is no longer so: the event is held, so taking back waits or came."""
    with writing(session):
        event = lock(session, Event, event_id)
        if event is not None and event.erase_at == deleted:
            post_all(session, mails)
