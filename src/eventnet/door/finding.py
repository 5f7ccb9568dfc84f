"""Who it is at the door: by a code that was scanned, by what was typed, or by a name."""

from sqlmodel import Session, col, or_, select

from eventnet.accounts.queries import every_address
from eventnet.arrivals.models import Ticket
from eventnet.arrivals.readers import DERIVED
from eventnet.communities.models import Membership
from eventnet.contacts.codes import read_token, typed
from eventnet.contacts.models import ContactCard
from eventnet.contacts.queries import shown_with
from eventnet.door.codes import parts_of, read_pass
from eventnet.errors import Gone, NotFound
from eventnet.events.models import Attendance, Event
from eventnet.i18n import gettext as _


def identify(session: Session, event: Event, key: str, text: str) -> str | None:
    """Return the one attendance that a code, a ticket or an address names; None for mere words.

    A code that is not of this event, or no longer anybody's, is refused in words.
    """
    for find in (_by_pass, _by_contact_code, _by_ticket, _by_email, _by_typed_code):
        found = find(session, event, key, text)
        if found is not None:
            return found
    if "/" in text and " " not in text:
        raise NotFound(_("This is no code of this event. Ask for the name instead."))
    return None


def _by_pass(session: Session, event: Event, key: str, text: str) -> str | None:
    shown = read_pass(key, parts_of(text).door)
    if shown is None:
        return None
    if shown.event_id != event.id:
        raise NotFound(_("This code is of another event. Ask for the name instead."))
    if session.get(Attendance, shown.attendance_id) is None:
        raise Gone(_("This code is nobody’s any more. Ask for the name instead."))
    return shown.attendance_id


def _by_contact_code(session: Session, event: Event, key: str, text: str) -> str | None:
    """Return who shows the code by which contact details are exchanged."""
    shown = read_token(key, parts_of(text).exchange)
    if shown is None:
        return None
    card = session.get(ContactCard, shown.attendance_id)
    if card is not None and card.event_id != event.id:
        raise NotFound(_("This code is of another event. Ask for the name instead."))
    if card is None or card.code != shown.code:
        raise Gone(_("This code was renewed since, or is nobody’s any more. Ask for the name."))
    return shown.attendance_id


def of_ticket(session: Session, event: Event, text: str) -> set[str]:
    """Return who comes with a ticket of this number, or with one of the order of this number."""
    query = select(Ticket.attendance_id).where(
        Ticket.event_id == event.id,
        or_(
            col(Ticket.reference) == text,
            col(Ticket.reference).startswith(text + DERIVED, autoescape=True),
        ),
        col(Ticket.attendance_id).is_not(None),
    )
    return {key for key in session.exec(query) if key is not None}


def _by_ticket(session: Session, event: Event, _key: str, text: str) -> str | None:
    return _only(of_ticket(session, event, text))


def _by_email(session: Session, event: Event, _key: str, text: str) -> str | None:
    if "@" not in text:
        return None
    known = every_address()
    query = (
        select(Attendance.id)
        .join(Membership, col(Membership.id) == Attendance.membership_id)
        .join(known, known.c.account_id == col(Membership.account_id))
        .where(Attendance.event_id == event.id, known.c.email == text.lower())
    )
    return _only(set(session.exec(query)))


def _by_typed_code(session: Session, event: Event, _key: str, text: str) -> str | None:
    shown = shown_with(session, event.id, typed(text))
    return shown.attendance_id if shown else None


def _only(found: set[str]) -> str | None:
    return next(iter(found)) if len(found) == 1 else None
