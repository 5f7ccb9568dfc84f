"""What a file is, told by what stands in it; what it is called counts for nothing."""

import zlib
from io import BytesIO
from lzma import LZMAError
from zipfile import BadZipFile, ZipFile

from eventnet.errors import Refused
from eventnet.files.models import Kind
from eventnet.i18n import gettext as _

DAMAGED = (BadZipFile, LZMAError, zlib.error, ValueError, RuntimeError, OSError, EOFError)
"""All that reading a zip raises whose bytes are not what they say."""
PICTURES = (b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n")
OFFICE = {
    "word/document.xml": (Kind.DOCUMENT, "docx"),
    "xl/workbook.xml": (Kind.SHEET, "xlsx"),
    "ppt/presentation.xml": (Kind.SLIDES, "pptx"),
}
OPEN_DOCUMENT = {
    b"application/vnd.oasis.opendocument.text": (Kind.DOCUMENT, "odt"),
    b"application/vnd.oasis.opendocument.spreadsheet": (Kind.SHEET, "ods"),
    b"application/vnd.oasis.opendocument.presentation": (Kind.SLIDES, "odp"),
}
MACROS = "vbaproject.bin"
TEXTS = ("txt", "csv", "md", "ics")
"""How text may be called further on; other text is `.txt`."""
HEAD = 1024


def kind_of(data: bytes, suffix: str) -> tuple[Kind, str]:
    """Return what a file is, and how its name should end; refuse in words what is not taken."""
    if data.startswith(PICTURES) or (data[:4] == b"RIFF" and data[8:12] == b"WEBP"):
        return Kind.PICTURE, "webp"
    if data.startswith(b"%PDF-"):
        return Kind.PDF, "pdf"
    if data.startswith(b"PK\x03\x04") and (office := _in_a_zip(data)):
        return office
    if _is_text(data):
        return Kind.TEXT, suffix if suffix in TEXTS else "txt"
    raise Refused(
        _(
            "We cannot tell what this file is, or do not take its kind. Please choose a picture "
            "(JPEG, PNG, WebP), a PDF, text, or a document, sheet or slides without macros."
        )
    )


def _in_a_zip(data: bytes) -> tuple[Kind, str] | None:
    """Look into an office document, of which nothing but a short line is unpacked."""
    try:
        with ZipFile(BytesIO(data)) as archive:
            names = archive.namelist()
            if any(name.lower().endswith(MACROS) for name in names):
                return None
            for part, office in OFFICE.items():
                if part in names and "[Content_Types].xml" in names:
                    return office
            if names and names[0] == "mimetype":
                with archive.open("mimetype") as line:
                    return OPEN_DOCUMENT.get(line.read(100).strip())
    except DAMAGED:
        return None
    return None


def _is_text(data: bytes) -> bool:
    """Say whether it is text for people: no controls, and nothing that a browser would run."""
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return False
    begins = text[:HEAD].lstrip().lower()
    return not begins.startswith(("<", "#!")) and not any(
        character < " " and character not in "\t\n\r\f" for character in text
    )
