"""Uploaded bytes, read as a table."""

from eventnet.arrivals.readers.delimited import read_delimited
from eventnet.arrivals.readers.table import Table, UnreadableFile
from eventnet.arrivals.readers.workbook import read_workbook
from eventnet.i18n import gettext as _

MAX_MEGABYTES = 20


def read_table(data: bytes, filename: str, sheet: str | None = None) -> Table:
    """Read CSV (any usual separator and encoding) or XLSX; ``sheet`` chooses one of a workbook.

    The bytes decide how they are read; the filename only appears in messages.
    """
    if not data.strip():
        raise UnreadableFile(_("%(file)s is empty.", file=filename))
    if len(data) > MAX_MEGABYTES * 1024 * 1024:
        raise UnreadableFile(
            _(
                "%(file)s is larger than %(most)d MB. Split it, or leave out columns.",
                file=filename,
                most=MAX_MEGABYTES,
            )
        )
    if data.startswith(b"PK\x03\x04"):
        return read_workbook(data, filename, sheet)
    if data.startswith(b"\xd0\xcf\x11\xe0"):
        raise UnreadableFile(
            _(
                "%(file)s is an old Excel file (.xls) or has a password. "
                "Save it as .xlsx or CSV, without a password.",
                file=filename,
            )
        )
    if data.startswith(b"%PDF"):
        raise UnreadableFile(
            _("%(file)s is a PDF. Export the list as CSV or .xlsx.", file=filename)
        )
    return read_delimited(data, filename)
