"""The demo's tickets, brought in through the importer that organizers use."""

from pathlib import Path
from typing import Any

from sqlmodel import Session

from eventnet.arrivals.actions import apply_import, start_import
from eventnet.arrivals.readers import guess, read_table, read_tickets, recognise
from eventnet.arrivals.reading import Choices
from eventnet.events.models import Event


def bring_in(session: Session, event: Event, story: dict[str, Any], folder: Path) -> None:
    """Import each of the three files, saying which tickets are for which role."""
    names = {role["key"]: role["name"] for role in story["roles"]}
    for told in story["files"]:
        data = (folder / told["file"]).read_bytes()
        table = read_table(data, told["file"])
        mapping = recognise(table.header) or guess(table.header)
        tickets, _refusals = read_tickets(table, mapping)
        labels = {ticket.ticket for ticket in tickets}
        choices = Choices(
            source=mapping.source,
            columns=list(mapping.columns),
            roles={label: names[_role(label, told, story)] for label in labels},
        )
        held = start_import(session, event, None, told["file"], data, choices=choices)
        apply_import(session, held.id, None)


def _role(label: str, told: dict[str, Any], story: dict[str, Any]) -> str:
    role: str = told.get("role") or story["ticket_roles"].get(label.partition(" – ")[0], "attendee")
    return role
