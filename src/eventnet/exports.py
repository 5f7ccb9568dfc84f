"""Tables for spreadsheets: CSV in which no cell can turn into a formula."""

import csv
import unicodedata
from collections.abc import Iterable, Sequence
from io import StringIO

from starlette.responses import Response

BYTE_ORDER_MARK = "\ufeff"  # without it Excel takes UTF-8 for Windows-1252
ALIVE = ("=", "+", "-", "@", "\t", "\r", "\n")


def harmless(value: object) -> str:
    """Return a cell's text with nothing that a spreadsheet would compute.

    Some take full-width signs for plain ones, and some pass over what cannot be seen.
    """
    text = "" if value is None else str(value).replace("\x00", "")
    seen = "".join(character for character in text if unicodedata.category(character) != "Cf")
    begins = unicodedata.normalize("NFKC", seen).lstrip(" ")
    return f"'{text}" if begins.startswith(ALIVE) else text


def csv_response(name: str, header: Sequence[str], rows: Iterable[Sequence[object]]) -> Response:
    """Answer with a table to be kept as the file `name`, which is plain ASCII."""
    text = StringIO()
    writer = csv.writer(text)
    writer.writerow([harmless(cell) for cell in header])
    writer.writerows([harmless(cell) for cell in row] for row in rows)
    return Response(
        (BYTE_ORDER_MARK + text.getvalue()).encode(),
        media_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )
