"""A table as an Excel workbook, in which no cell can turn into a formula or a link."""

from collections.abc import Iterable, Sequence
from io import BytesIO

import xlsxwriter
from starlette.responses import Response

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
PLAIN = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
LONGEST = 32_000
"""Characters of a cell; Excel takes a few more."""
Cell = str | int | float


def workbook_response(
    name: str, header: Sequence[str], rows: Iterable[Sequence[Cell]], widths: Sequence[int]
) -> Response:
    """Answer with a sheet to be kept as the file `name`, which is plain ASCII.

    Numbers stay numbers, and words are words, whatever they begin with.
    """
    kept = BytesIO()
    with xlsxwriter.Workbook(kept, {**PLAIN, "constant_memory": True}) as book:
        sheet, bold = book.add_worksheet(), book.add_format({"bold": True})
        for column, width in enumerate(widths):
            sheet.set_column(column, column, width)
        sheet.freeze_panes(1, 0)
        sheet.write_row(0, 0, header, bold)
        for number, row in enumerate(rows, 1):
            for column, cell in enumerate(row):
                if isinstance(cell, str):
                    sheet.write_string(number, column, cell[:LONGEST])
                else:
                    sheet.write_number(number, column, cell)
    return Response(
        kept.getvalue(),
        media_type=MEDIA_TYPE,
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )
