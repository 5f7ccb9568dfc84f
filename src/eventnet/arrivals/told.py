"""What a ticket tells: the last import's words beside those of a new file."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any, NamedTuple
from urllib.parse import urlsplit

from sqlalchemy import select
from sqlmodel import Session, col

from eventnet.arrivals.guest import Guest
from eventnet.arrivals.models import Ticket, TicketStatus
from eventnet.arrivals.readers import TicketRow
from eventnet.arrivals.roles import role_name


@dataclass(frozen=True)
class Told:
    """What a ticket says, without saying which ticket it is."""

    status: TicketStatus
    email: str | None
    buyer_email: str | None
    name: str
    organization: str
    headline: str
    kind: str
    role: str
    stand: str | None
    website: str
    topics: tuple[str, ...]

    @property
    def lets_in(self) -> bool:
        """Whether somebody we can name may come with it."""
        return self.status is TicketStatus.VALID and self.email is not None

    def guest(self, *, returns: bool = True) -> Guest:
        """Return who may come with it."""
        return Guest(
            email=self.email or "",
            name=self.name,
            organization=self.organization,
            headline=self.headline,
            role=self.role,
            stand=self.stand,
            website=self.website,
            topics=self.topics,
            returns=returns,
        )

    def columns(self) -> dict[str, Any]:
        """Return it as columns of the ticket's row."""
        return {**vars(self), "topics": list(self.topics)}


class Stored(NamedTuple):
    """A ticket as the last import left it."""

    id: str
    source: str
    reference: str
    attendance_id: str | None
    told: Told


def stored_tickets(session: Session, event_id: str) -> list[Stored]:
    """Return every ticket of the event."""
    words = [col(getattr(Ticket, name)) for name in Told.__dataclass_fields__]
    query = select(
        col(Ticket.id), col(Ticket.source), col(Ticket.reference), col(Ticket.attendance_id), *words
    ).where(col(Ticket.event_id) == event_id)
    found = []
    for id_, source, reference, attendance_id, *values in session.execute(query):
        told = dict(zip(Told.__dataclass_fields__, values, strict=True))
        told["topics"] = tuple(told["topics"])
        found.append(Stored(id_, source, reference, attendance_id, Told(**told)))
    return found


def tell(
    row: TicketRow, before: Told | None, *, tells_stands: bool, roles: Mapping[str, str]
) -> Told:
    """Return what a row of a file tells. What it leaves empty stays as it was told before.

    Files differ in their columns, so an empty cell means "not said", except for a stand where
    the file has stands. A cancelled row only cancels. `roles` renames kinds of tickets; a ticket
    of the same kind as before keeps its role where nothing is said of the kind.
    """
    status = TicketStatus(row.status)
    if before and status is TicketStatus.CANCELLED:
        return replace(before, status=status)
    told = Told(
        status=status,
        email=row.email,
        buyer_email=row.buyer_email,
        name=row.name,
        organization=row.organization,
        headline=row.headline,
        kind=row.ticket,
        role=role_name(roles.get(row.ticket, row.ticket)),
        stand=row.stand or None,
        website=web_address(row.website),
        topics=row.topics,
    )
    if before is None:
        return told
    if row.ticket == before.kind and row.ticket not in roles:
        told = replace(told, role=before.role)
    kept = {
        name: getattr(before, name)
        for name in Told.__dataclass_fields__
        if not getattr(told, name) and not (name == "stand" and tells_stands)
    }
    return replace(told, **kept)


def web_address(text: str) -> str:
    """Return a website as a link, or nothing where it is none."""
    text = text if "://" in text else f"https://{text}"
    try:
        parts = urlsplit(text)
    except ValueError:
        return ""
    known = parts.scheme.lower() in {"http", "https"} and "." in (parts.hostname or "")
    return text if known and not any(character.isspace() for character in text) else ""


def holders(tickets: Iterable[Stored]) -> dict[str, Stored]:
    """Return by address the tickets that let somebody in. The link for joining doesn't count."""
    return {
        ticket.told.email or "": ticket
        for ticket in tickets
        if ticket.told.lets_in and ticket.source != LINK
    }


LINK = "link"
"""The source of a ticket that somebody got by the link for joining."""
