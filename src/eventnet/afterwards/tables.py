"""What the page says as rows of a table, the same in each of its files."""

from collections.abc import Iterator

from eventnet.afterwards.parts import Part, Value
from eventnet.afterwards.report import Report
from eventnet.dates import moment
from eventnet.events.models import Event
from eventnet.events.queries import zone
from eventnet.i18n import gettext as _

Row = tuple[str, str, Value, str]


def header() -> list[str]:
    """Return the names of the columns."""
    return [_("Part"), _("Figure"), _("Value"), _("What it counts")]


def until_in_words(report: Report, event: Event) -> str:
    """Say up to which moment answers count, and why."""
    if report.until is None:
        return _(
            "No answers of people count yet: they do as soon as an hour is over and five people "
            "have answered, so that nobody can read one answer off the difference."
        )
    return _(
        "Answers count up to %(when)s; later ones do as soon as an hour is over and five people "
        "have answered, so that nobody can read one answer off the difference.",
        when=moment(report.until.astimezone(zone(event))),
    )


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
