"""Joining without a ticket, by the organizer's link.

An address is only trusted once a link that was mailed there was used. Until then all that is kept
is a pending ticket, which lets nobody in, ends by itself after a day and is then swept. The answer
on the page is the same for an address that is known here and for one that is not.
"""

from collections.abc import Callable, Collection, Mapping, Sequence
from datetime import timedelta

from sqlalchemy import delete
from sqlmodel import Session, col, select

from eventnet import audit, clock, i18n
from eventnet.accounts.models import Account
from eventnet.accounts.queries import account_by_email, active_account
from eventnet.arrivals.actions.admission import admit_all
from eventnet.arrivals.forms import Join
from eventnet.arrivals.guest import Guest
from eventnet.arrivals.models import Ticket, TicketStatus
from eventnet.arrivals.queries import removed_addresses
from eventnet.arrivals.told import LINK
from eventnet.batches import batches
from eventnet.database import lock, writing
from eventnet.errors import Forbidden, Gone, NotFound
from eventnet.events.models import Event
from eventnet.i18n import gettext as _
from eventnet.jobs import Ground, enqueue, job
from eventnet.mail.actions import forget_trouble
from eventnet.mail.outbox import Letter, post
from eventnet.tokens import fingerprint, new_secret

LIFETIME = timedelta(days=1)
PATH = "/e/{event}/join/{code}/confirm/{secret}"
LINE = "/e/{event}/waiting"
"""Where whoever joined goes on who has to wait for a place."""

wait_instead: list[Callable[[Session, Event, Guest], bool]] = []
"""What later features do with whoever joins, in the transaction that would let them in and that
holds the event: one that returns True has kept them waiting, and they are not let in."""
said_before: list[Callable[[Session, Event], str]] = []
"""Why whoever is about to join will have to wait, as later features say; empty if they come in."""


class RemovedBefore(Forbidden):
    """An organizer ended their attendance, so the link for joining lets them in no more."""


def refuse_removed(session: Session, event: Event, email: str) -> None:
    """Refuse an address whose attendance an organizer ended; who left by themselves may return."""
    if email in removed_addresses(session, event.id, email):
        raise RemovedBefore(
            _(
                "An organizer of %(event)s has taken you off its list, so this link does not let "
                "you in. Ask the organizers if you think that you should come: only they can put "
                "you on the list again.",
                event=event.name,
            )
        )


def ask_to_join(session: Session, event: Event, wanted: Join) -> None:
    """Let a link be mailed by which the address can join."""
    with writing(session):
        enqueue(session, mail_join, event.id, event.join_code, wanted.model_dump(), i18n.language())


@job()
def mail_join(
    ground: Ground, event_id: str, code: str, said: dict[str, str], language: str
) -> None:
    """Mail the link by which an address joins, if the event still lets people in this way."""
    i18n.use(language)
    wanted = Join.model_validate(said)
    with ground.sessions() as session, writing(session):
        event = session.get(Event, event_id)
        if event is None or event.join_code != code:
            return
        secret = new_secret()
        session.add(
            Ticket(
                event_id=event_id,
                source=LINK,
                reference=fingerprint(secret),
                status=TicketStatus.PENDING,
                email=wanted.email,
                name=wanted.name,
                organization=wanted.organization,
            )
        )
        path = PATH.format(event=event.slug, code=code, secret=secret)
        letter = Letter(
            kind="join",
            subject=_("Join %(event)s", event=event.name),
            template="mail/join",
            why=_("Somebody, probably you, gave this address to join %(event)s.", event=event.name),
            context={"event": event, "address": ground.settings.origin + path},
            event_id=event_id,
            secret=True,
        )
        post(session, ground.settings, wanted.email, letter)


def pending(session: Session, event: Event, code: str, secret: str) -> Ticket:
    """Return what a mailed link stands for, or say why it does not let anybody in."""
    if event.join_code is None or event.join_code != code:
        raise Gone(_("The organizers have closed this way of joining since."))
    query = select(Ticket).where(
        Ticket.event_id == event.id, Ticket.source == LINK, Ticket.reference == fingerprint(secret)
    )
    ticket = session.exec(query).one_or_none()
    if (
        ticket is None
        or ticket.status is not TicketStatus.PENDING
        or ticket.changed_at < clock.now() - LIFETIME
    ):
        raise Gone(_("This link was used already, or is older than a day. Ask for a new one."))
    refuse_removed(session, event, ticket.email or "")
    return ticket


def confirm(session: Session, event: Event, code: str, secret: str) -> Account:
    """Let in whoever received the link, which is spent, or keep them waiting; return their account.

    Belongs inside the caller's transaction, which also signs them in.
    """
    ticket_id = pending(session, event, code, secret).id
    ticket = lock(session, Ticket, ticket_id)
    if ticket is None or ticket.status is not TicketStatus.PENDING or ticket.email is None:
        raise Gone(_("This link was used already. Ask for a new one."))
    account = account_by_email(session, ticket.email)
    if account is not None and account.deactivated_at is not None:
        raise Gone(_("The account of this address was closed."))
    guest = Guest(ticket.email, ticket.name, ticket.organization)
    _let_in(session, event, ticket, guest)
    account = active_account(session, guest.email, hold=True)
    if account is None:
        raise NotFound(_("There is no account for this link any more."))
    forget_trouble(session, guest.email)  # the link arrived
    return account


def join_signed_in(session: Session, event: Event, guest: Guest, *, how: str = "link") -> None:
    """Let in somebody who is signed in, so that their address is proven, or keep them waiting.

    `how` says in the trail what let them in.
    """
    with writing(session):
        lock(session, Event, event.id)  # before the ticket, which holds a share of it once written
        ticket = _ticket(event, guest)
        session.add(ticket)
        _let_in(session, event, ticket, guest, how=how)


def let_in_all(session: Session, event: Event, guests: Sequence[Guest]) -> dict[str, str]:
    """Let in people whose addresses are proven, whatever others would keep them waiting for.

    Belongs inside the caller's transaction; returns their attendances by address, without whom an
    organizer has removed. The number of statements grows with the batches only.
    """
    lock(session, Event, event.id)
    removed = removed_addresses(session, event.id)
    coming = [guest for guest in guests if guest.email not in removed]
    tickets = {guest.email: _ticket(event, guest) for guest in coming}
    session.add_all(tickets.values())
    return _admit(session, event, tickets, coming)


def _ticket(event: Event, guest: Guest) -> Ticket:
    return Ticket(
        event_id=event.id,
        source=LINK,
        reference=fingerprint(new_secret()),
        status=TicketStatus.PENDING,
        email=guest.email,
        name=guest.name,
        organization=guest.organization,
    )


def _let_in(
    session: Session, event: Event, ticket: Ticket, guest: Guest, *, how: str = "link"
) -> None:
    lock(session, Event, event.id)
    refuse_removed(session, event, guest.email)
    if any(keep(session, event, guest) for keep in wait_instead):
        session.flush()
        _forget_others(session, event, [guest.email])
        return
    _admit(session, event, {guest.email: ticket}, [guest], how=how)


def _admit(
    session: Session,
    event: Event,
    tickets: Mapping[str, Ticket],
    guests: Sequence[Guest],
    *,
    how: str = "link",
) -> dict[str, str]:
    admitted = admit_all(session, event, guests)
    _forget_others(session, event, list(tickets), but=[one.id for one in tickets.values()])
    for email, ticket in tickets.items():
        ticket.status = TicketStatus.VALID
        ticket.attendance_id = admitted[email]
        ticket.changed_at = clock.now()
    session.flush()
    for key in admitted.values():
        audit.record(session, "event.joined", event_id=event.id, subject=key, how=how)
    return admitted


def _forget_others(
    session: Session, event: Event, emails: Collection[str], but: Collection[str] = ()
) -> None:
    """Let no other link of these addresses let anybody in."""
    for some in batches(emails):
        query = select(Ticket.id).where(
            Ticket.event_id == event.id, Ticket.source == LINK, col(Ticket.email).in_(some)
        )
        others = set(session.exec(query)) - set(but)
        for few in batches(others):
            session.execute(delete(Ticket).where(col(Ticket.id).in_(few)))
