"""The columns of a table beside what they may hold, for a person to put right."""

from dataclasses import dataclass

from eventnet.arrivals.keeping import kept_table
from eventnet.arrivals.models import TicketImport
from eventnet.arrivals.readers import Mapping, Table, guess
from eventnet.arrivals.reading import Choices
from eventnet.i18n import gettext as _

SAMPLES = 3
SAMPLE_LENGTH = 60


@dataclass(frozen=True)
class Column:
    """One column: its name, its first values, and what it is taken for."""

    title: str
    samples: tuple[str, ...]
    field: str


@dataclass(frozen=True)
class Sheet:
    """A table to be mapped, and the other sheets of its workbook."""

    columns: tuple[Column, ...]
    rows: int
    name: str | None
    names: tuple[str, ...]


def sheet_of(held: TicketImport, choices: Choices) -> tuple[Table, Sheet]:
    """Return the table of an upload and how its columns are taken so far."""
    table = kept_table(held, choices.sheet)
    mapping = choices.mapping(table) or guess(table.header)
    known = choices.titles if choices.columns is None else {}
    columns = tuple(
        Column(title, _samples(table, place), known.get(title, mapping.columns[place]) or "")
        for place, title in enumerate(table.header)
    )
    return table, Sheet(columns, len(table.rows), table.sheet, table.sheets)


def columns_problem(table: Table, mapping: Mapping) -> str | None:
    """Return in words why the columns cannot be taken so, or None."""
    if len(mapping.columns) != len(table.header):
        return _("This table has other columns than the form you sent. Please choose again.")
    return mapping.problem()


def _samples(table: Table, place: int) -> tuple[str, ...]:
    found: list[str] = []
    for row in table.rows:
        text = " ".join(row.cells[place].split())
        if text and text not in found:
            found.append(text if len(text) <= SAMPLE_LENGTH else f"{text[: SAMPLE_LENGTH - 1]}…")
        if len(found) == SAMPLES:
            break
    return tuple(found)
