"""An uploaded file, read the way that an organizer chose, or that its header tells."""

from dataclasses import dataclass
from typing import Any

from pydantic import BaseModel

from eventnet.arrivals.readers import (
    Field,
    Mapping,
    Refusal,
    Source,
    Table,
    TicketRow,
    UnreadableFile,
    labels,
    read_table,
    read_tickets,
    recognise,
)
from eventnet.errors import Refused
from eventnet.i18n import gettext as _

# What our tables hold, where the readers allow more.
LONGEST: dict[Field, int] = {"stand": 60, "reference": 300}


class Choices(BaseModel):
    """What an organizer chose about a file, now or for the last one, as it is stored."""

    sheet: str | None = None
    source: Source | None = None
    columns: list[Field | None] | None = None
    roles: dict[str, str] = {}
    """The role for a label of tickets, where it has another name or was asked for."""
    recalled: bool = False
    """Whether `memory` was asked what was chosen before; what follows is what it said."""
    titles: dict[str, Field | None] = {}
    """What columns of these titles held."""
    renamed: dict[str, str] = {}
    """What roles are called now, by the folded name that tickets know."""
    header: list[str] = []
    """The titles of the columns; like what follows it is kept once the file is brought in."""
    role_ids: dict[str, str] = {}
    """The role of each kind of ticket, by what the shop calls the kind."""
    names: dict[str, str] = {}
    """The role by each folded name that tickets know it by."""

    @classmethod
    def of(cls, stored: dict[str, Any] | None) -> "Choices":
        """Return them from their stored form."""
        return cls.model_validate(stored or {})

    def mapping(self, table: Table) -> Mapping | None:
        """Return which column holds what; None if it has to be asked."""
        if self.columns is None or len(self.columns) != len(table.header):
            return recognise(table.header)
        return Mapping(self.source or "sheet", tuple(self.columns))


@dataclass(frozen=True)
class Reading:
    """The tickets of a file, and the rows that cannot come in."""

    header: tuple[str, ...]
    mapping: Mapping
    tickets: list[TicketRow]
    refusals: list[Refusal]


def open_table(data: bytes, file_name: str, sheet: str | None = None) -> Table:
    """Read the file as a table, or refuse it in words."""
    try:
        return read_table(data, file_name, sheet)
    except UnreadableFile as unreadable:
        raise Refused(str(unreadable)) from unreadable


def read(table: Table, choices: Choices) -> Reading | None:
    """Read the tickets; None if the columns have to be chosen first."""
    mapping = choices.mapping(table)
    if mapping is None or mapping.problem():
        return None
    tickets, refusals = read_tickets(table, mapping)
    fitting = []
    for ticket in tickets:
        refusal = _too_long(ticket)
        if refusal is None:
            fitting.append(ticket)
        else:
            refusals.append(refusal)
    return Reading(table.header, mapping, fitting, sorted(refusals, key=lambda one: one.number))


def _too_long(ticket: TicketRow) -> Refusal | None:
    for field, most in LONGEST.items():
        length = len(getattr(ticket, field))
        if length > most:
            words = _(
                "%(field)s has %(length)d characters; at most %(most)d fit.",
                field=labels()[field],
                length=length,
                most=most,
            )
            return Refusal(ticket.number, field, words)
    return None
