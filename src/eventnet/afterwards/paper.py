"""The same figures on paper, with the same sentences, bars and map."""

from typing import Any

from eventnet.afterwards.drawing import Drawing
from eventnet.afterwards.parts import Part, Series, Value
from eventnet.afterwards.report import Report
from eventnet.afterwards.tables import until_in_words
from eventnet.dates import day
from eventnet.events.models import Event
from eventnet.events.queries import zone
from eventnet.i18n import gettext as _
from eventnet.i18n import ngettext
from eventnet.paper.typesetting import breakable, typeset
from eventnet.templating import text


def as_pdf(event: Event, report: Report) -> bytes:
    """Return the report as a PDF."""
    return typeset("afterwards", as_data(event, report))


def as_data(event: Event, report: Report) -> dict[str, Any]:
    """Return what the template sets."""
    on = day(report.counted_at.astimezone(zone(event)).date(), "long")
    return {
        "title": _("What came of it"),
        "event": breakable(event.name),
        "accent": event.accent,
        "counted": _("Counted on %(day)s.", day=on),
        "so_far": ""
        if report.is_over
        else _("The event is not over yet. This is what is known so far."),
        "until": until_in_words(report, event),
        "parts": [_part(part, event.accent) for part in report.parts],
    }


def _part(part: Part, accent: str) -> dict[str, Any]:
    return {
        "title": part.title,
        "nothing": part.nothing,
        "notes": list(part.notes),
        "figures": [
            {"name": one.name, "value": _figure(one.value), "counts": one.counts}
            for one in part.figures
        ],
        "series": [_series(one) for one in part.series],
        "map": _map(part.drawing, accent) if part.drawing else None,
    }


def _series(series: Series) -> dict[str, Any]:
    most = max((item.value for item in series.items), default=0) or 1
    unit = f" {series.unit}" if series.unit else ""
    return {
        "name": series.name,
        "counts": series.counts,
        "items": [
            {
                "label": breakable(f"{item.label}{unit}"),
                "value": _figure(item.value),
                "share": item.value / most,
            }
            for item in series.items
        ],
    }


def _map(drawing: Drawing, accent: str) -> dict[str, Any]:
    given = {"drawing": drawing, "accent": accent}
    return {
        "roles": text("afterwards/roles.svg", given),
        "dots": text("afterwards/dots.svg", given),
        "names": [f"{breakable(one.name)} ({_people(one.people)})" for one in drawing.nodes],
    }


def _people(number: int) -> str:
    return ngettext("%(num)d person", "%(num)d people", number)


def _figure(value: Value) -> str:
    return value if isinstance(value, str) else f"{value:,}"
