"""What the page says as rows of a table, the same in each of its files."""

from collections.abc import Iterator

from eventnet.afterwards.parts import Part, Value
from eventnet.afterwards.report import Report
from eventnet.i18n import gettext as _

Row = tuple[str, str, Value, str]


def header() -> list[str]:
    """Return the names of the columns."""
    return [_("Part"), _("Figure"), _("Value"), _("What it counts")]


def rows(report: Report) -> Iterator[Row]:
    """Return each figure and each bar of a distribution, with what it counts."""
    for part in report.parts:
        yield from _rows(part)


def _rows(part: Part) -> Iterator[Row]:
    if part.nothing:
        yield part.title, "", "", part.nothing
    for figure in part.figures:
        yield part.title, figure.name, figure.value, figure.counts
    for series in part.series:
        for item in series.items:
            unit = f" {series.unit}" if series.unit else ""
            yield part.title, f"{series.name}: {item.label}{unit}", item.value, series.counts
