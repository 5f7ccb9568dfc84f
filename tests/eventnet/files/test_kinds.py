"""What a file is by what stands in it, and what it is called."""

from io import BytesIO
from zipfile import ZIP_BZIP2, ZIP_DEFLATED, ZIP_LZMA, ZipFile

import pytest

from eventnet.errors import Refused
from eventnet.files.keeping import Sent
from eventnet.files.models import LONGEST_NAME, Kind
from tests.eventnet.files.giving import a_picture, a_zip

TYPES = "[Content_Types].xml"
ODT = "application/vnd.oasis.opendocument.text"


@pytest.mark.parametrize(
    ("name", "data", "kind", "called"),
    [
        ("plan.txt", b"Of pumps", Kind.TEXT, "plan.txt"),
        ("levels.CSV", "Höhe;1\n".encode(), Kind.TEXT, "levels.csv"),
        ("notes.exe", b"words", Kind.TEXT, "notes.txt"),
        ("page.html", b"words", Kind.TEXT, "page.txt"),
        ("plan.exe", b"%PDF-1.7 ...", Kind.PDF, "plan.pdf"),
        ("a.png", a_picture("PNG"), Kind.PICTURE, "a.webp"),
        ("a.pdf", a_picture("JPEG"), Kind.PICTURE, "a.webp"),
        ("a.webp", a_picture("WEBP"), Kind.PICTURE, "a.webp"),
        ("a.zip", a_zip(TYPES, "word/document.xml"), Kind.DOCUMENT, "a.docx"),
        ("a.docx", a_zip(TYPES, "xl/workbook.xml"), Kind.SHEET, "a.xlsx"),
        ("a.pptx", a_zip(TYPES, "ppt/presentation.xml"), Kind.SLIDES, "a.pptx"),
        ("a", a_zip("content.xml", mimetype=ODT), Kind.DOCUMENT, "a.odt"),
    ],
)
def test_content_tells_what_it_is(name: str, data: bytes, kind: Kind, called: str) -> None:
    sent = Sent(name, data)
    assert (sent.kind, sent.name) == (kind, called)


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("plan.pdf", b"MZ\x90\x00\x03"),
        ("plan.txt", b"\x7fELF\x02\x01"),
        ("plan.txt", b"a\x00b"),
        ("plan.txt", b"\xff\xfe\xfa"),
        ("plan.txt", b"<!doctype html><script>1</script>"),
        ("plan.txt", b"\xef\xbb\xbf \n<svg onload=x()>"),
        ("plan.txt", b"#!/bin/sh\n"),
        ("plan.svg", b"<?xml version='1.0'?><svg/>"),
        ("a.zip", a_zip("setup.exe")),
        ("a.docx", a_zip(TYPES, "word/document.xml", "word/vbaProject.bin")),
        ("a.docx", b"PK\x03\x04" + b"broken"),
        ("a.gif", b"GIF89a\x01\x00"),
    ],
)
def test_what_is_not_taken_is_refused_in_words(name: str, data: bytes) -> None:
    with pytest.raises(Refused, match="do not take its kind"):
        Sent(name, data)


@pytest.mark.parametrize("method", [ZIP_DEFLATED, ZIP_BZIP2, ZIP_LZMA])
def test_a_zip_whose_insides_are_damaged_is_refused_in_words(method: int) -> None:
    packed = BytesIO()
    with ZipFile(packed, "w", method) as archive:
        archive.writestr("mimetype", ODT)
    data = bytearray(packed.getvalue())
    begins = data.index(b"mimetype") + len("mimetype")
    data[begins : begins + 12] = b"\xff" * 12
    with pytest.raises(Refused, match="do not take its kind"):
        Sent("a.odt", bytes(data))


def test_nothing_is_no_file() -> None:
    with pytest.raises(Refused, match="empty"):
        Sent("plan.txt", b"")


@pytest.mark.parametrize(
    ("sent", "called"),
    [
        ("../../etc/passwd", "passwd.txt"),
        ("C:\\Users\\ada\\plan.txt", "plan.txt"),
        ("\u202etxt.exe", "txt.txt"),
        ("a\u200bb.txt", "ab.txt"),
        ("\u05ea\u05d5\u05db\u05e0\u05d9\u05ea.txt", "\u05ea\u05d5\u05db\u05e0\u05d9\u05ea.txt"),
        ('a"; filename="b.exe', "a ; filename= b.txt"),
        ("a\r\nSet-Cookie: x.txt", "a Set-Cookie x.txt"),
        (".htaccess", "htaccess.txt"),
        ("...", "file.txt"),
        (" ", "file.txt"),
        ("\u200b", "file.txt"),
        ("x" * 300 + ".md", "x" * (LONGEST_NAME - 3) + ".md"),
        ("plan.tar.gz", "plan.tar.txt"),
    ],
)
def test_name_is_words_with_an_ending_that_tells_the_truth(sent: str, called: str) -> None:
    assert Sent(sent, b"words").name == called
