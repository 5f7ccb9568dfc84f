"""The table of an uploaded file, read once and kept packed: reading a workbook takes long."""

import json
import zlib

from eventnet.arrivals.models import TicketImport
from eventnet.arrivals.readers import Row, Table
from eventnet.arrivals.reading import open_table


def kept_table(held: TicketImport, sheet: str | None) -> Table:
    """Return the table of an upload; from the file itself only where it was not kept yet."""
    if held.table:
        table = unpack(held.table)
        if sheet in {None, table.sheet}:
            return table
    return open_table(held.data, held.file_name, sheet)


def pack(table: Table) -> bytes:
    """Return a table as bytes."""
    parts = [table.header, table.rows, table.sheet, table.sheets]
    return zlib.compress(json.dumps(parts, ensure_ascii=False).encode(), level=1)


def unpack(packed: bytes) -> Table:
    """Return a table from its bytes."""
    header, rows, sheet, sheets = json.loads(zlib.decompress(packed))
    return Table(
        tuple(header),
        tuple(Row(number, tuple(cells)) for number, cells in rows),
        sheet,
        tuple(sheets),
    )
