"""A table: a header and numbered rows of text, whatever the file was saved as."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from eventnet.arrivals.readers.text import tidy
from eventnet.i18n import gettext as _

MAX_ROWS = 50_000
MAX_COLUMNS = 250


class UnreadableFile(Exception):
    """The file as a whole cannot be read; says why and what to do, in words for its sender."""


class Row(NamedTuple):
    """A row and the number that a spreadsheet program shows beside it, counted from 1."""

    number: int
    cells: tuple[str, ...]


@dataclass(frozen=True)
class Table:
    """Rows under a header.

    A row has as many cells as the header, or more where a row of the file had text beyond it.
    Cells are as they were in the file; names in the header are tidied. Blank rows are left out
    but counted in the numbers. ``sheets`` are the names of a workbook's visible sheets and
    ``sheet`` the one that was read.
    """

    header: tuple[str, ...]
    rows: tuple[Row, ...]
    sheet: str | None = None
    sheets: tuple[str, ...] = ()


def filled_rows(records: Iterable[Sequence[str]], filename: str) -> list[Row]:
    """Number the records from 1 and keep those with text in them."""
    rows: list[Row] = []
    for number, record in enumerate(records, start=1):
        width = _width(record)
        if not width:
            continue
        if width > MAX_COLUMNS:
            raise UnreadableFile(
                _(
                    "Row %(row)d of %(file)s has more than %(most)d columns. "
                    "Delete the columns that are not needed, or check the separator.",
                    row=number,
                    file=filename,
                    most=MAX_COLUMNS,
                )
            )
        rows.append(Row(number, tuple(record)))
        if len(rows) > MAX_ROWS + 1:
            raise UnreadableFile(
                _(
                    "%(file)s has more than %(most)d rows. Split it and import the parts.",
                    file=filename,
                    most=MAX_ROWS,
                )
            )
    if not rows:
        raise UnreadableFile(_("%(file)s has no text in it.", file=filename))
    return rows


def under_header(rows: list[Row], header: int = 0) -> tuple[tuple[str, ...], tuple[Row, ...]]:
    """Return the names in row ``header`` and the rows below it, cut or filled up to its width."""
    names = rows[header].cells[: _width(rows[header].cells)]
    return tuple(tidy(name) for name in names), tuple(
        Row(row.number, _fitted(row.cells, len(names))) for row in rows[header + 1 :]
    )


def _fitted(cells: tuple[str, ...], width: int) -> tuple[str, ...]:
    return cells[: max(width, _width(cells))] + ("",) * (width - len(cells))


def _width(cells: Sequence[str]) -> int:
    """Return how many cells there are up to the last with text."""
    width = len(cells)
    while width and not cells[width - 1].strip():
        width -= 1
    return width
