import csv
from io import StringIO

import pytest

from eventnet.exports import csv_response, harmless


@pytest.mark.parametrize(
    ("cell", "text"),
    [
        ("=1+1", "'=1+1"),
        ("+49 30 1", "'+49 30 1"),
        ("-2", "'-2"),
        ("@SUM(A1)", "'@SUM(A1)"),
        ("\t=1", "'\t=1"),
        ("\r=1", "'\r=1"),
        ("\x00=1", "'=1"),
        ("  =1", "'  =1"),
        ("＝1+1", "'＝1+1"),
        ("＋49", "'＋49"),
        ("－2", "'－2"),
        ("＠SUM(A1)", "'＠SUM(A1)"),
        ("\u200b=1", "'\u200b=1"),
        ("\ufeff \u200b\u3000＝1", "'\ufeff \u200b\u3000＝1"),
        ("Ada = Bob", "Ada = Bob"),
        ("\u200fשרה", "\u200fשרה"),
        (None, ""),
        (3, "3"),
    ],
)
def test_no_cell_can_turn_into_a_formula(cell: object, text: str) -> None:
    assert harmless(cell) == text


def test_a_table_is_read_back_as_it_was() -> None:
    answer = csv_response("a.csv", ["Name"], [["Évora, “x”\n=1"], ["=1"]])
    text = bytes(answer.body).decode("utf-8-sig")
    assert list(csv.reader(StringIO(text))) == [["Name"], ["Évora, “x”\n=1"], ["'=1"]]
    assert answer.headers["content-disposition"] == 'attachment; filename="a.csv"'
