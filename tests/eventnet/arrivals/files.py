"""Files to import: a table of a few columns, as CSV."""

import csv
import io
from collections.abc import Sequence

from sqlmodel import Session

from eventnet.arrivals import actions
from eventnet.arrivals.models import TicketImport
from eventnet.events.models import Event

HEADER = [
    "Order code",
    "Position ID",
    "Status",
    "Email",
    "Product",
    "Attendee name",
    "Attendee email",
    "Company",
    "Job title",
    "Stand",
]


def pretix(*rows: Sequence[str]) -> bytes:
    """Return an export of pretix: each row is (code, status, product, name, email, company…)."""
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(HEADER)
    for code, status, product, name, email, *rest in rows:
        company, title, stand = (*rest, "", "", "")[:3]
        buyer = "office@buyer.example"
        writer.writerow([code, "1", status, buyer, product, name, email, company, title, stand])
    return text.getvalue().encode()


def upload(session: Session, event: Event, data: bytes, name: str = "tickets.csv") -> TicketImport:
    """Upload a file as nobody in particular."""
    return actions.start_import(session, event, None, name, data)


def bring_in(session: Session, event: Event, data: bytes) -> dict[str, int]:
    """Upload a file and apply it; return how many rows did what."""
    counts = actions.apply_import(session, upload(session, event, data).id, None)
    return {kind: count for kind, count in counts.items() if count}
