import csv
import io
import zipfile
from datetime import date, datetime

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from eventnet.arrivals.readers import Row, Table, UnreadableFile, read_table

SEEN = datetime(2027, 5, 11, 9, 30)  # noqa: DTZ001 — a spreadsheet knows no zones
NAMES = st.text("abcdefghijklmnopqrstuvwxyzÀÉÎñøß", min_size=1, max_size=12)
CELLS = st.text(
    st.characters(codec="utf-8", exclude_categories=("Cc", "Cs"))
    | st.sampled_from(list(",;|\"\t\n'=+-@")),
    max_size=20,
)
WESTERN = st.text(st.sampled_from("abc ÄÖÜäöüßéèçñ€–“”,;|\"'\n"), max_size=20)


@st.composite
def tables(draw: st.DrawFn, cells: st.SearchStrategy[str]) -> tuple[list[str], list[list[str]]]:
    header = draw(st.lists(NAMES, min_size=1, max_size=6))
    row = st.lists(cells, min_size=len(header), max_size=len(header))
    rows = draw(st.lists(row, max_size=6))
    return header, [one for one in rows if any(cell.strip() for cell in one)]


def written(header: list[str], rows: list[list[str]], separator: str, quoting: int) -> str:
    text = io.StringIO()
    writer = csv.writer(text, delimiter=separator, quoting=quoting)  # type: ignore[arg-type]
    writer.writerow(header)
    writer.writerows(rows)
    return text.getvalue()


@given(
    table=tables(CELLS),
    separator=st.sampled_from(",;\t|"),
    encoding=st.sampled_from(["utf-8", "utf-8-sig", "utf-16"]),
    quoting=st.sampled_from([csv.QUOTE_MINIMAL, csv.QUOTE_ALL]),
)
def test_any_table_written_as_csv_reads_back(
    table: tuple[list[str], list[list[str]]], separator: str, encoding: str, quoting: int
) -> None:
    header, rows = table
    read = read_table(written(header, rows, separator, quoting).encode(encoding), "list.csv")
    assert read.header == tuple(header)
    assert [row.cells for row in read.rows] == [tuple(row) for row in rows]


@given(table=tables(WESTERN), separator=st.sampled_from(",;\t"))
def test_any_table_written_in_windows_1252_reads_back(
    table: tuple[list[str], list[list[str]]], separator: str
) -> None:
    header, rows = table
    header = ["Straße", *header]
    rows = [["é", *row] for row in rows]
    data = written(header, rows, separator, csv.QUOTE_MINIMAL).encode("cp1252")
    read = read_table(data, "list.csv")
    assert read.header == tuple(header)
    assert [row.cells for row in read.rows] == [tuple(row) for row in rows]


@given(st.binary(max_size=200))
def test_any_bytes_are_a_table_or_refused_in_words(data: bytes) -> None:
    try:
        read_table(data, "list.csv")
    except UnreadableFile as refused:
        assert "list.csv" in str(refused)  # noqa: PT017 — most bytes are a table


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        ("Name,Mail\r\nAna,a@x.org\r\n", [(2, "Ana", "a@x.org")]),
        ("Name;Mail\rAna;a@x.org\r", [(2, "Ana", "a@x.org")]),
        ("\n\nName\tMail\n\nAna\ta@x.org\n \t \n", [(5, "Ana", "a@x.org")]),
        ("sep=;\r\nName;Mail\r\nAna;a@x.org", [(2, "Ana", "a@x.org")]),
        ("sep=\t\r\nName, of whom\tMail\r\nAna, B\ta@x.org", [(2, "Ana, B", "a@x.org")]),
        ('Name;Mail\n"Silva;\nAna";a@x.org\nBo;b@x.org', [(2, "Silva;\nAna", "a@x.org"),
                                                          (3, "Bo", "b@x.org")]),
        ("Name;Mail;Which topics, if any\nAna;a@x.org;Water, heat", [
            (2, "Ana", "a@x.org", "Water, heat")]),
        ("Last, first;Mail\nSilva, Ana;a@x.org", [(2, "Silva, Ana", "a@x.org")]),
        ("Name,Mail,\nAna,a@x.org,,\n", [(2, "Ana", "a@x.org")]),
        ("Name,Mail\nAna\n", [(2, "Ana", "")]),
        ("Name,Mail\nAna,a@x.org,surplus\n", [(2, "Ana", "a@x.org", "surplus")]),
        ("Name\nAna, of Porto\n", [(2, "Ana, of Porto")]),
        ("Name,Mail\n", []),
        ('Name,Mail\n5" pipe,a@x.org\n', [(2, '5" pipe', "a@x.org")]),
    ],
)  # fmt: skip
def test_messy_csv(text: str, rows: list[tuple[object, ...]]) -> None:
    table = read_table(text.encode(), "list.csv")
    assert [(row.number, *row.cells) for row in table.rows] == rows


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "list.csv is empty."),
        (b" \r\n ", "list.csv is empty."),
        (b"\xef\xbb\xbf\n \n", "list.csv has no text in it."),
        (b"Name\0,Mail\n", "NUL bytes"),
        ("Name\0,Mail\n".encode("utf-16"), "an encoding we don't know"),
        (b"\xff\xfeN", "an encoding we don't know"),
        (b"Name\x81,Mail\x8d\n", "an encoding we don't know"),
        (b'Name,Mail\nAna,a@x.org\n"Bo,b@x.org\nCy,c@x.org\n', "opens in row 3"),
        (b'Name,Mail\n"' + b"x" * 200_000, "Row 2 of list.csv has a cell longer"),
        (b"Name" + b",a" * 300, "more than 250 columns"),
        (b"%PDF-1.7", "is a PDF"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "old Excel file"),
        (b"PK\x03\x04 and nothing more", "cut short or damaged"),
        (b"Name\n" * 50_002, "more than 50000 rows"),
        (b"x" * (20 * 1024 * 1024 + 1), "larger than 20 MB"),
    ],
)
def test_unreadable_files_are_refused_in_words(data: bytes, words: str) -> None:
    with pytest.raises(UnreadableFile, match=words):
        read_table(data, "list.csv")


def test_50_000_rows_are_read() -> None:
    table = read_table(b"Name;Mail\n" + b"Ana;a@x.org\n" * 50_000, "list.csv")
    assert table.rows[-1] == Row(50_001, ("Ana", "a@x.org"))


def workbook(*sheets: tuple[str, list[list[object]]], hidden: str = "") -> bytes:
    book = openpyxl.Workbook()
    book.remove(book.worksheets[0])
    for title, rows in sheets:
        sheet = book.create_sheet(title)
        if title == hidden:
            sheet.sheet_state = "hidden"
        for row in rows:
            sheet.append(row)
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def test_a_workbook_gives_values_as_a_person_sees_them() -> None:
    data = workbook(
        (
            "People",
            [
                ["Our exhibitors, as of May"],
                [],
                ["Name", "Stand", "Since", "Seen", "Weight", "Paid"],
                ["Ana", 12, date(2027, 5, 11), SEEN, 1.5, True],
                [],
                ["Bo", None, None, None, 2.0, "=1+1"],
            ],
        )
    )
    assert read_table(data, "list.xlsx") == Table(
        ("Name", "Stand", "Since", "Seen", "Weight", "Paid"),
        (
            Row(4, ("Ana", "12", "2027-05-11", "2027-05-11 09:30", "1.5", "True")),
            Row(6, ("Bo", "", "", "", "2", "")),
        ),
        "People",
        ("People",),
    )


def test_a_sheet_can_be_chosen_and_hidden_ones_are_left_out() -> None:
    data = workbook(
        ("Old", [["Name"], ["Zoe"]]),
        ("Orders", [["Code"], ["A"]]),
        ("Positions", [["Name"], ["Ana"]]),
        hidden="Old",
    )
    assert read_table(data, "list.xlsx").sheet == "Orders"
    assert read_table(data, "list.xlsx", "Positions").rows == (Row(2, ("Ana",)),)
    assert read_table(data, "list.xlsx").sheets == ("Orders", "Positions")
    with pytest.raises(UnreadableFile, match="no sheet called “Old”; it has Orders, Positions"):
        read_table(data, "list.xlsx", "Old")


def test_an_archive_that_would_unpack_to_too_much_is_refused() -> None:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/worksheets/sheet1.xml", b"0" * (51 * 1024 * 1024))
    assert len(file.getvalue()) < 1024 * 1024
    with pytest.raises(UnreadableFile, match="unpacks to 51 MB; at most 50 MB are read"):
        read_table(file.getvalue(), "list.xlsx")


def with_texts(*texts: str) -> bytes:
    """Return a workbook whose cells share a list of texts."""
    file = io.BytesIO(workbook(("People", [["Name"], ["Ana"]])))
    listed = "".join(f"<si><t>{text}</t></si>" for text in texts)
    with zipfile.ZipFile(file, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/sharedStrings.xml", f"<sst>{listed}</sst>")
    return file.getvalue()


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (with_texts(*["a"] * 1_000_000), "the same thing again and again"),
        (with_texts(*map(str, range(200_001))), "has 200001 different texts; at most 200000"),
    ],
)
def test_a_small_workbook_that_takes_long_to_read_is_refused(data: bytes, words: str) -> None:
    with pytest.raises(UnreadableFile, match=words):
        read_table(data, "list.xlsx")


def test_a_million_rows_that_a_workbook_leaves_out_are_no_rows() -> None:
    far = b'<row r="1048576"><c r="A1048576" t="inlineStr"><is><t>Bo</t></is></c></row></sheetData>'
    data = with_part("xl/worksheets/sheet1.xml", b"</sheetData>", far)
    assert read_table(data, "list.xlsx").rows == (Row(2, ("Ana",)), Row(1_048_576, ("Bo",)))


def with_part(name: str, old: bytes, new: bytes) -> bytes:
    """Return a workbook, with something else in one of its parts."""
    file = io.BytesIO()
    source = io.BytesIO(workbook(("People", [["Name"], ["Ana"]])))
    with zipfile.ZipFile(source) as archive, zipfile.ZipFile(file, "w") as other:
        for part in archive.infolist():
            content = archive.read(part)
            other.writestr(part, content.replace(old, new) if part.filename == name else content)
    return file.getvalue()


def test_an_archive_that_is_no_workbook_is_refused() -> None:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("holiday.jpg", b"")
    with pytest.raises(UnreadableFile, match="no Excel workbook"):
        read_table(file.getvalue(), "list.xlsx")


def test_a_workbook_cut_anywhere_is_refused() -> None:
    data = workbook(("People", [["Name"], ["Ana"]]))
    for end in range(10, len(data) - 1, 250):
        with pytest.raises(UnreadableFile):
            read_table(data[:end], "list.xlsx")


def test_a_workbook_with_a_wide_and_a_far_cell_does_not_exhaust_us() -> None:
    far = b'<row r="999999999"><c r="A999999999"><v>1</v></c></row></sheetData>'
    data = with_part("xl/worksheets/sheet1.xml", b"</sheetData>", far)
    with pytest.raises(UnreadableFile, match="more rows than a spreadsheet can hold"):
        read_table(data, "list.xlsx")
