"""XLSX, read without trusting it: values only, nothing evaluated, its size known beforehand."""

import io
import re
import zipfile
import zlib
from collections.abc import Iterator
from datetime import date, datetime, time
from typing import Any

import openpyxl

from eventnet.arrivals.readers.table import (
    MAX_COLUMNS,
    Row,
    Table,
    UnreadableFile,
    filled_rows,
    under_header,
)
from eventnet.i18n import gettext as _

MAX_UNPACKED = 50 * 1024 * 1024
MAX_RATIO = 200
"""So many times smaller than its content may a part of the archive be, if that is no small one."""
SMALL_PART = 1024 * 1024
MAX_TEXTS = 200_000
"""Entries in the list of texts that cells share: reading them takes longer than anything else."""
TEXT = re.compile(rb"<(?:[\w.-]+:)?si[\s/>]")
SPREADSHEET_ROWS = 1_048_576  # what a spreadsheet program can show
LOOK_FOR_HEADER = 10


def read_workbook(data: bytes, filename: str, sheet: str | None = None) -> Table:
    """Read the named sheet of the workbook, or its first visible one."""
    _refuse_bomb(data, filename)
    try:
        book = openpyxl.load_workbook(io.BytesIO(data), read_only=True, data_only=True)
        visible = [one for one in book.worksheets if one.sheet_state == "visible"]
        names = tuple(one.title for one in visible)
        if not visible:
            raise UnreadableFile(_("%(file)s has no visible sheet.", file=filename))
        chosen = sheet if sheet is not None else names[0]
        if chosen not in names:
            raise UnreadableFile(
                _(
                    "%(file)s has no sheet called “%(sheet)s”; it has %(sheets)s.",
                    file=filename,
                    sheet=chosen,
                    sheets=", ".join(names),
                )
            )
        rows = filled_rows(_records(visible[names.index(chosen)], filename), filename)
    except UnreadableFile:
        raise
    except Exception as error:  # openpyxl lets through whatever the broken part happens to raise
        raise UnreadableFile(
            _(
                "%(file)s is damaged or no Excel workbook. Save it again as .xlsx or as CSV.",
                file=filename,
            )
        ) from error
    header, below = under_header(rows, _header_row(rows))
    return Table(header, below, chosen, names)


def unpacked_size(data: bytes) -> int:
    """Return the bytes that a workbook unpacks to; 0 if it is none."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return sum(part.file_size for part in archive.infolist())
    except (zipfile.BadZipFile, ValueError):
        return 0


def _refuse_bomb(data: bytes, filename: str) -> None:
    """Refuse an archive that would take too long; reading never goes beyond its parts' sizes."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            parts = archive.infolist()
            _refuse_sizes(parts, filename)
            texts = sum(1 for part in parts for _text in TEXT.finditer(archive.read(part)))
    except (zipfile.BadZipFile, zlib.error, ValueError, NotImplementedError, RuntimeError) as error:
        raise UnreadableFile(
            _("%(file)s is cut short or damaged. Download or save it again.", file=filename)
        ) from error
    if texts > MAX_TEXTS:
        raise UnreadableFile(
            _(
                "%(file)s has %(texts)d different texts; at most %(most)d are read. "
                "Save only the list, as CSV.",
                file=filename,
                texts=texts,
                most=MAX_TEXTS,
            )
        )


def _refuse_sizes(parts: list[zipfile.ZipInfo], filename: str) -> None:
    size = sum(part.file_size for part in parts)
    if size > MAX_UNPACKED:
        raise UnreadableFile(
            _(
                "%(file)s unpacks to %(size)d MB; at most %(most)d MB are read. "
                "Save only the list, as CSV.",
                file=filename,
                size=size // 1024 // 1024,
                most=MAX_UNPACKED // 1024 // 1024,
            )
        )
    if any(
        part.file_size > SMALL_PART and part.file_size > MAX_RATIO * part.compress_size
        for part in parts
    ):
        raise UnreadableFile(
            _(
                "%(file)s holds almost nothing but the same thing again and again, as files do "
                "that are made to keep a reader busy. Save only the list, as CSV.",
                file=filename,
            )
        )


def _records(sheet: Any, filename: str) -> Iterator[list[str]]:
    # Any: the published types know only the sheets of a workbook that is written.
    # Some programs write a wrong size into the file, which would hide rows or columns.
    sheet.reset_dimensions()
    cells = sheet.iter_rows(max_col=MAX_COLUMNS + 1, values_only=True)
    last, blank = None, True
    for number, record in enumerate(cells, start=1):
        if number > SPREADSHEET_ROWS:
            raise UnreadableFile(
                _("%(file)s has more rows than a spreadsheet can hold.", file=filename)
            )
        # Sheets are often formatted down to their last row; there may be a million blank ones.
        # Rows that the file leaves out all come as the same one, which is looked at once.
        if record is not last:
            last, blank = record, record.count(None) == len(record)
        yield [] if blank else [_text(value) for value in record]


def _header_row(rows: list[Row]) -> int:
    """Return which row is the header: the first with two names, as a title may stand above it."""
    for index, row in enumerate(rows[:LOOK_FOR_HEADER]):
        if sum(bool(cell.strip()) for cell in row.cells) > 1:
            return index
    return 0


def _text(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, datetime):
        at_midnight = value.time() == time(0)
        return value.date().isoformat() if at_midnight else value.isoformat(" ", "minutes")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, time):
        return value.isoformat("minutes")
    return str(value)
