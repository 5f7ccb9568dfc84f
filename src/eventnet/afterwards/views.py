"""The page of what came of an event, and its files, for organizers."""

from starlette.responses import Response

from eventnet import clock
from eventnet.afterwards.paper import as_pdf
from eventnet.afterwards.report import Report, read_report
from eventnet.afterwards.tables import header, rows, until_in_words
from eventnet.errors import NotFound
from eventnet.events.policies import InsiderVisit
from eventnet.exports import csv_response
from eventnet.i18n import gettext as _
from eventnet.oversight.workbook import workbook_response
from eventnet.paper.typesetting import pdf_response
from eventnet.templating import render

KINDS = ("csv", "xlsx", "pdf")
WIDTHS = (22, 60, 16, 110)


def page(visit: InsiderVisit) -> Response:
    """Show what came of the event, or what is known so far."""
    slug = visit.event.slug
    report = _report(visit)
    context = {
        "report": report,
        "until": until_in_words(report, visit.event),
        "accent": visit.event.accent,
        "files": [(kind, visit.url("afterwards-file", event=slug, kind=kind)) for kind in KINDS],
    }
    return render(visit, "afterwards/afterwards.html", context)


def file(visit: InsiderVisit) -> Response:
    """Answer with the same figures as a file."""
    kind = visit.param("kind")
    if kind not in KINDS:
        raise NotFound(_("There is no such page."))
    report = _report(visit)
    name = f"{visit.event.slug}-afterwards-{report.counted_at:%Y-%m-%d}.{kind}"
    if kind == "csv":
        return csv_response(name, header(), rows(report))
    if kind == "xlsx":
        return workbook_response(name, header(), rows(report), WIDTHS)
    return pdf_response(name, as_pdf(visit.event, report))


def _report(visit: InsiderVisit) -> Report:
    return read_report(visit.session, visit.event, clock.now())
