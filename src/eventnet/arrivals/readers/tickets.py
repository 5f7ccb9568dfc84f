"""Tickets: who may come, out of a table and the mapping of its columns.

Every row of the table comes back once: as a ticket, or as a refusal that says why.

A buyer is never taken for an attendee: `ownership` says when the buyer's address may stand for the
attendee's. A row with a name and no address of its own is a ticket whose ``email`` is None:
unclaimed, it comes in without an invitation until a later export brings the address.

One address is one person: see `one_each`. A cancelled row needs neither name nor good address, so
that a cancellation always arrives; and it may share its address with a valid one, so tickets are
to be applied by source and reference, not by address.
"""

from dataclasses import dataclass

from eventnet.arrivals.readers.entries import Entry, RefusedRow, read_entry
from eventnet.arrivals.readers.mapping import Field, Mapping, Source
from eventnet.arrivals.readers.ownership import purchases, settle_address
from eventnet.arrivals.readers.statuses import Status
from eventnet.arrivals.readers.table import Table
from eventnet.arrivals.readers.text import plain
from eventnet.i18n import gettext as _

# In a reference that we made ourselves because the file numbers no tickets.
DERIVED = "~"


@dataclass(frozen=True)
class TicketRow:
    """A ticket and its holder.

    ``reference`` is what the source calls this ticket, the same in each export of it; where it
    has no name for it, one made of the address, or of name and organisation, marked with "~".
    ``ticket`` is the label of what was bought, from which a role can be chosen. ``country`` and
    ``language`` are as the file has them: a code or a word.
    """

    number: int
    source: Source
    reference: str
    status: Status
    email: str | None
    buyer_email: str | None
    name: str
    organization: str
    headline: str
    ticket: str
    country: str
    stand: str
    website: str
    topics: tuple[str, ...]
    language: str


@dataclass(frozen=True)
class Refusal:
    """A row that does not come in; ``field`` is None where the row as a whole is wrong."""

    number: int
    field: Field | None
    words: str


def read_tickets(table: Table, mapping: Mapping) -> tuple[list[TicketRow], list[Refusal]]:
    """Return the tickets and the refusals, both in the order of the rows."""
    refusals: list[Refusal] = []
    entries: list[Entry] = []
    for row in table.rows:
        try:
            entries.append(read_entry(row, table.header, mapping))
        except RefusedRow as refused:
            refusals.append(Refusal(row.number, refused.field, str(refused)))
    file = purchases(entries, mapping.source)
    tickets: list[TicketRow] = []
    for entry in entries:
        try:
            tickets.append(_ticket(settle_address(entry, file), mapping.source))
        except RefusedRow as refused:
            refusals.append(Refusal(entry.number, refused.field, str(refused)))
    kept, doubles = one_each(tickets)
    return kept, sorted(refusals + doubles, key=lambda refusal: refusal.number)


def _ticket(entry: Entry, source: Source) -> TicketRow:
    if entry.status != "cancelled":
        if entry.address_problem:
            raise RefusedRow("email", entry.address_problem)
        if not entry.name and entry.email is None:
            raise RefusedRow(
                "name",
                _("The row has neither a name nor an address of an attendee, only the buyer's.")
                if entry.buyer_email
                else _("The row has neither a name nor an address of an attendee."),
            )
        if not entry.name:
            raise RefusedRow("name", _("The row of %(email)s has no name.", email=entry.email))
    return TicketRow(
        number=entry.number,
        source=source,
        reference=entry.reference or _derived_reference(entry),
        status=entry.status,
        email=entry.email,
        buyer_email=entry.buyer_email,
        name=entry.name,
        organization=entry.organization,
        headline=entry.headline,
        ticket=entry.ticket,
        country=entry.country,
        stand=entry.stand,
        website=entry.website,
        topics=entry.topics,
        language=entry.language,
    )


def _derived_reference(entry: Entry) -> str:
    if entry.email is None and not plain(entry.name):
        raise RefusedRow("reference", _("Nothing in the row says whose ticket it is."))
    holder = entry.email or f"{plain(entry.name)} / {plain(entry.organization)}"
    return f"{entry.order}{DERIVED}{holder}"


def one_each(tickets: list[TicketRow]) -> tuple[list[TicketRow], list[Refusal]]:
    """Leave out doubles: tickets named twice, and addresses with a second ticket.

    Of two rows with one reference the later counts, as where a newer export was pasted below an
    older one; a reference that we made ourselves can't tell, so there the first counts. Of two
    tickets with one address the valid counts rather than the pending, then the first.
    """
    refusals: list[Refusal] = []
    by_reference: dict[str, TicketRow] = {}
    for ticket in tickets:
        earlier = by_reference.get(ticket.reference)
        if earlier and DERIVED in ticket.reference:
            words = _(
                "%(holder)s is already in row %(row)d.",
                holder=ticket.email or ticket.name,
                row=earlier.number,
            )
            refusals.append(Refusal(ticket.number, "email" if ticket.email else "name", words))
            continue
        if earlier:
            words = _(
                "Row %(row)d has the same ticket, %(ticket)s, and counts.",
                row=ticket.number,
                ticket=ticket.reference,
            )
            refusals.append(Refusal(earlier.number, "reference", words))
        by_reference[ticket.reference] = ticket

    by_address: dict[str, TicketRow] = {}
    kept: list[TicketRow] = []
    rank: dict[Status, int] = {"valid": 0, "pending": 1, "cancelled": 2}
    for ticket in sorted(by_reference.values(), key=lambda one: (rank[one.status], one.number)):
        if ticket.email is None or ticket.status == "cancelled":
            kept.append(ticket)
        elif first := by_address.get(ticket.email):
            words = _(
                "%(email)s is also in row %(row)d. One address is one person: give the holder of "
                "this ticket an address of their own.",
                email=ticket.email,
                row=first.number,
            )
            refusals.append(Refusal(ticket.number, "email", words))
        else:
            by_address[ticket.email] = ticket
            kept.append(ticket)
    return sorted(kept, key=lambda one: one.number), refusals
