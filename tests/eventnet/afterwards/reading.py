"""Read the figures off the page, and off its files."""

import csv
import json
import re
from html import unescape
from io import BytesIO, StringIO

import typst
from openpyxl import load_workbook

from eventnet.afterwards.paper import as_data
from eventnet.afterwards.report import Report
from eventnet.events.models import Event
from eventnet.templating import resource
from tests.browser import Browser
from tests.eventnet.afterwards.conftest import PAGE

Said = dict[str, str]
"""Figures by their names; a bar by the name of its distribution and its label."""


def words(html: str) -> str:
    """Return a piece of a page as one reads it."""
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", html)).split())


def from_page(browser: Browser) -> Said:
    """Return what the page says."""
    said: Said = {}
    html = browser.get(PAGE).text
    for name, value in re.findall(r'<dt>(.*?)</dt><dd class="tally-value">(.*?)</dd>', html):
        said[words(name)] = words(value)
    for figure in re.findall(r'<figure class="figure">(.*?)</figure>', html, re.DOTALL):
        said |= _bars(figure)
    return said


def _bars(figure: str) -> Said:
    name = words(figure.partition("<figcaption>")[2].partition("</figcaption>")[0])
    unit = words(figure.partition('"histogram-unit">')[2].partition("</p>")[0])
    found = {}
    for item in re.findall(r"<li>(<span.*?)</li>", figure):
        label, value = (
            words(re.findall(rf'<span class="\w+-{part}"[^>]*>(.*?)</span>', item)[0])
            for part in ("label", "value")
        )
        found[f"{name}: {label}{f' {unit}' if unit else ''}"] = value
    return found


def from_rows(rows: list[list[str]]) -> Said:
    """Return what the rows of a table say."""
    return {name: value for _part, name, value, _counts in rows[1:] if name}


def csv_rows(browser: Browser) -> list[list[str]]:
    """Return the rows of the CSV file."""
    text = browser.get(f"{PAGE}/file.csv").content.decode("utf-8-sig")
    return list(csv.reader(StringIO(text)))


def xlsx_rows(browser: Browser) -> list[list[str]]:
    """Return the rows of the workbook, numbers as one reads them."""
    sheet = load_workbook(BytesIO(browser.get(f"{PAGE}/file.xlsx").content)).active
    assert sheet is not None
    rows = sheet.iter_rows(values_only=True)
    return [["" if cell is None else str(cell) for cell in row] for row in rows]


def from_paper(event: Event, report: Report) -> dict[str, tuple[str, str]]:
    """Return what stands on paper: each figure's value, and what it counts."""
    said = {"lang": "en", "rtl": False, **as_data(event, report)}
    folder = resource("templates") / "paper"
    asked = typst.query(
        folder / "afterwards.typ",
        "<said>",
        field="value",
        root=folder,
        sys_inputs={"data": json.dumps(said)},
    )
    return {name: (value, counts) for name, value, counts in json.loads(asked)}


def every_text(browser: Browser, event: Event, report: Report) -> Said:
    """Return all text of the page and of each of its files."""
    return {
        "page": browser.get(PAGE).text,
        "csv": browser.get(f"{PAGE}/file.csv").text,
        "xlsx": str(xlsx_rows(browser)),
        "pdf": json.dumps(as_data(event, report)),
    }
