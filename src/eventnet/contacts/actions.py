"""Choose what to share, renew one's code, exchange, and take an exchange back.

A pair has one row, whoever began, so that two who exchange at the same moment do it once. No row
of the other is held for it: two who read each other's codes would wait for each other.
"""

from dataclasses import dataclass

from sqlmodel import Session

from eventnet import clock
from eventnet.contacts.codes import Shown, new_code
from eventnet.contacts.models import Contact, ContactCard
from eventnet.contacts.queries import Details, details_behind
from eventnet.database import insert_missing, lock, writing
from eventnet.errors import Gone, NotFound, Refused
from eventnet.events.models import Event
from eventnet.i18n import gettext as _
from eventnet.jobs import Job, enqueue

on_exchanged: list[Job] = []
"""What runs once two exchanged, or one of them took it back; given their attendances."""


@dataclass(frozen=True)
class Choice:
    """What somebody shares with those they exchange with."""

    email: bool = False
    organization: bool = False
    links: bool = False
    phone: str = ""


def choose(session: Session, event: Event, attendance_id: str, choice: Choice) -> None:
    """Say what one shares, with earlier contacts too; who has no code yet gets one."""
    with writing(session):
        card = lock(session, ContactCard, attendance_id)
        while card is None:  # a code that is somebody's already is passed over
            row = {"attendance_id": attendance_id, "event_id": event.id, "code": new_code()}
            insert_missing(session, ContactCard, [row])
            card = lock(session, ContactCard, attendance_id)
        card.shares_email, card.shares_links = choice.email, choice.links
        card.shares_organization, card.phone = choice.organization, choice.phone
        session.add(card)


def renew_code(session: Session, attendance_id: str) -> None:
    """Get a new code; who has only the old one reaches nobody by it. Contacts stay."""
    with writing(session):
        card = lock(session, ContactCard, attendance_id)
        if card is None:
            raise NotFound(_("You have no code yet. Choose what you share first."))
        card.code = new_code()
        session.add(card)


def exchange(session: Session, event: Event, own_id: str, shown: Shown, choice: Choice) -> Details:
    """Exchange with the one who shows their code; return what they share.

    Showing it is their yes. What either wished or ruled out is not asked, so that no answer tells.
    """
    if shown.attendance_id == own_id:
        raise Refused(_("This is your own code. Let somebody else read it."))
    with writing(session):
        details = details_behind(session, event.id, shown)
        if details is None:
            raise outdated()
        choose(session, event, own_id, choice)
        a_id, b_id = sorted((own_id, shown.attendance_id))
        row = {"a_id": a_id, "b_id": b_id, "event_id": event.id, "created_at": clock.now()}
        insert_missing(session, Contact, [row])
        for follow in on_exchanged:
            enqueue(session, follow, a_id, b_id)
        return details


def outdated() -> Gone:
    """Return the one answer about codes that were renewed, and those whose owners left."""
    return Gone(_("This code works no longer. Ask them for the one they have now."))


def take_back(session: Session, own_id: str, other_id: str) -> None:
    """Undo an exchange: neither has the other's details any more."""
    pair = tuple(sorted((own_id, other_id)))
    with writing(session):
        contact = session.get(Contact, pair, with_for_update=True, populate_existing=True)
        if contact is None:
            raise no_contact()
        session.delete(contact)
        for follow in on_exchanged:
            enqueue(session, follow, *pair)


def no_contact() -> NotFound:
    """Return the one answer about those who never were a contact, and those who are none now."""
    return NotFound(_("You have no such contact, or one of you took it back."))
