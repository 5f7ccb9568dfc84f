"""The page of what came of an event, and its files, for organizers."""

from starlette.responses import Response

from eventnet import clock
from eventnet.afterwards.report import Report, read_report
from eventnet.afterwards.tables import header, rows
from eventnet.errors import NotFound
from eventnet.events.policies import InsiderVisit
from eventnet.events.queries import zone
from eventnet.exports import csv_response
from eventnet.i18n import gettext as _
from eventnet.templating import render

KINDS = ("csv",)


def page(visit: InsiderVisit) -> Response:
    """Show what came of the event, or what is known so far."""
    slug = visit.event.slug
    context = {
        "report": _report(visit),
        "zone": zone(visit.event),
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
    return csv_response(name, header(), rows(report))


def _report(visit: InsiderVisit) -> Report:
    return read_report(visit.session, visit.event, clock.now())
