"""CSV as ticket shops and spreadsheet programs write it: with commas, semicolons or tabs."""

import csv
import io
from collections.abc import Iterator
from itertools import islice

from eventnet.arrivals.readers.table import Table, UnreadableFile, filled_rows, under_header
from eventnet.i18n import gettext as _

# In the order in which they are believed where the rows fit several: people write commas in text.
SEPARATORS = "\t;|,"
NEVER_A_SEPARATOR = "\x1f"
END = "\x1e"


def read_delimited(data: bytes, filename: str) -> Table:
    """Read the bytes of a CSV file."""
    text = _decoded(data, filename)
    separator, text = _announced_separator(text)
    separator = separator or _likely_separator(text)
    header, rows = under_header(filled_rows(_records(text, separator, filename), filename))
    return Table(header, rows)


def _decoded(data: bytes, filename: str) -> str:
    encodings = ["utf-8-sig", "cp1252"]
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        encodings = ["utf-16"]
    elif b"\0" in data:
        raise UnreadableFile(
            _(
                "%(file)s is no list that we can read: it holds NUL bytes, as pictures and "
                "old spreadsheets do. Save the list as CSV or XLSX, and choose that file.",
                file=filename,
            )
        )
    for encoding in encodings:
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" in text:
            break
        return text
    raise UnreadableFile(
        _(
            "%(file)s is in an encoding we don't know. Save it as CSV in UTF-8 and try again.",
            file=filename,
        )
    )


def _announced_separator(text: str) -> tuple[str | None, str]:
    """Take Excel's own first line ``sep=;`` off, which Excel does not show as a row either."""
    line, _newline, rest = text.partition("\n")
    line = line.strip('\r"').lower()
    if line.startswith("sep=") and len(line) == 5:
        return line[4], rest
    return None, text


def _likely_separator(text: str) -> str:
    """Return the separator that cuts most rows as it cuts the header, and the header finest."""
    best, merit = NEVER_A_SEPARATOR, (0.0, 0)
    for separator in SEPARATORS:
        sample = text[:100_000]
        try:
            records = islice(csv.reader(io.StringIO(sample, newline=""), delimiter=separator), 200)
            widths = [len(record) for record in records if any(cell.strip() for cell in record)]
        except csv.Error:
            continue
        # The sample may end in the middle of a row.
        widths = widths[:-1] if len(text) > len(sample) and len(widths) > 1 else widths
        if not widths or widths[0] < 2:
            continue
        alike = sum(width == widths[0] for width in widths) / len(widths)
        if (alike, widths[0]) > merit:
            best, merit = separator, (alike, widths[0])
    return best


def _records(text: str, separator: str, filename: str) -> Iterator[list[str]]:
    """Yield the records, making sure that no open quotation mark swallows the rest in silence."""
    # A record of our own at the end comes back alone only if every quotation mark is closed.
    lines = io.StringIO(f"{text}\n{END}", newline="")
    number, record = 0, [END]
    try:
        for number, record in enumerate(csv.reader(lines, delimiter=separator), start=1):  # noqa: B007
            if record != [END]:
                yield record
    except csv.Error as error:
        raise UnreadableFile(
            _(
                "Row %(row)d of %(file)s has a cell longer than any text should be. "
                "Look for a quotation mark that is never closed.",
                row=number + 1,
                file=filename,
            )
        ) from error
    if record != [END]:
        raise UnreadableFile(
            _(
                "A quotation mark that opens in row %(row)d of %(file)s is never closed.",
                row=number,
                file=filename,
            )
        )
