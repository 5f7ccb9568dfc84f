"""Reads of contacts: what those who exchanged share with each other now."""

from collections.abc import Collection
from dataclasses import dataclass, field

from sqlmodel import Session, col, or_, select

from eventnet.accounts.models import Account
from eventnet.communities.models import Membership
from eventnet.contacts.codes import Shown
from eventnet.contacts.models import Contact, ContactCard
from eventnet.events.models import Attendance
from eventnet.events.queries import present
from eventnet.people.models import Profile


@dataclass(frozen=True)
class Details:
    """What somebody shares with those they exchange with; what they do not share is empty."""

    attendance_id: str
    name: str
    headline: str = ""
    organization: str = ""
    email: str = ""
    phone: str = ""
    links: list[str] = field(default_factory=list)

    def words(self) -> str:
        """Return everything in which a search looks."""
        return " ".join((self.name, self.headline, self.organization, self.email, self.phone))


def contacts_of(session: Session, attendance_id: str) -> list[Details]:
    """Return with whom somebody exchanged, the latest first; who left took their details along."""
    query = select(Contact).where(or_(Contact.a_id == attendance_id, Contact.b_id == attendance_id))
    ordered = session.exec(query.order_by(col(Contact.created_at).desc(), col(Contact.a_id)))
    keys = [contact.other(attendance_id) for contact in ordered]
    details = details_of(session, keys)
    return [details[key] for key in keys if key in details]


def contact_of(session: Session, attendance_id: str, other_id: str) -> Details | None:
    """Return what another shares with somebody, if the two exchanged."""
    if session.get(Contact, tuple(sorted((attendance_id, other_id)))) is None:
        return None
    return details_of(session, [other_id]).get(other_id)


def details_behind(session: Session, event_id: str, shown: Shown) -> Details | None:
    """Return what the one who shows this code shares, while it is their code."""
    card = session.get(ContactCard, shown.attendance_id)
    if card is None or (card.event_id, card.code) != (event_id, shown.code):
        return None
    return details_of(session, [card.attendance_id]).get(card.attendance_id)


def shown_with(session: Session, event_id: str, code: str) -> Shown | None:
    """Return whose code this is at an event."""
    query = select(ContactCard.attendance_id).where(
        ContactCard.event_id == event_id, ContactCard.code == code
    )
    found = session.exec(query).first()
    return None if found is None else Shown(found, code)


def details_of(session: Session, attendance_ids: Collection[str]) -> dict[str, Details]:
    """Return what these share with those who exchanged with them; who left shares nothing."""
    query = (
        select(Attendance.id, Account.email, Profile, ContactCard)
        .join(Membership, col(Membership.id) == Attendance.membership_id)
        .join(Account, col(Account.id) == Membership.account_id)
        .join(Profile, col(Profile.membership_id) == Membership.id)
        .join(ContactCard, col(ContactCard.attendance_id) == Attendance.id)
        .where(col(Attendance.id).in_(attendance_ids), present())
    )
    return {row[0]: _shared(*row) for row in session.exec(query)}


def _shared(attendance_id: str, email: str, profile: Profile, card: ContactCard) -> Details:
    return Details(
        attendance_id,
        name=profile.name,
        headline=profile.headline if card.shares_organization else "",
        organization=profile.organization if card.shares_organization else "",
        email=email if card.shares_email else "",
        phone=card.phone,
        links=list(profile.links) if card.shares_links else [],
    )
