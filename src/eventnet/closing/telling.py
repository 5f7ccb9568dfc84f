"""Jobs that mail the end of an event: each mail once, however often a job runs."""

from collections.abc import Iterable
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
from eventnet.jobs import Ground, job
from eventnet.mail.models import OutboxMail
from eventnet.mail.outbox import draw_up, post_all

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
        for some in batches(session.exec(query).all(), BATCH):
            mails = []
            for key, email, language in some:
                with i18n.speaking(language):
                    once = f"{letters_of(event_id, marked)}{key}"
                    letter = deleted_letter(ground.settings, event, until, once)
                    mails.append(draw_up(ground.settings, email, letter))
                    mails[-1].due_at = clock.now() + SECOND_THOUGHTS
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
        mails = []
        for key, email, language in session.exec(query).all():
            with i18n.speaking(language):
                who = doer.email if doer else i18n.gettext("An organizer")
                once = f"{letters_of(event_id, marked)}{key}"
                letter = organizers_letter(ground.settings, event, until, who, once)
                mails.append(draw_up(ground.settings, email, letter))
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
            mails = []
            for key, email, language in some:
                with i18n.speaking(language):
                    letter = kept_letter(ground.settings, event, f"event-kept:{told}{key}")
                    mails.append(draw_up(ground.settings, email, letter))
            _post(session, event_id, mails, deleted=None)


def _post(
    session: Session, event_id: str, mails: Iterable[OutboxMail], *, deleted: datetime | None
) -> None:
    """Write mails, unless it is no longer so: the event is held, so taking back waits or came."""
    with writing(session):
        event = lock(session, Event, event_id)
        if event is not None and event.erase_at == deleted:
            post_all(session, list(mails))
