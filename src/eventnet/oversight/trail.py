"""The page of who did what to whom, and its files."""

from contextlib import suppress
from datetime import date

from starlette.responses import Response

from eventnet import audit, clock
from eventnet.database import writing
from eventnet.errors import NotFound
from eventnet.events.policies import InsiderVisit
from eventnet.events.team import team
from eventnet.exports import csv_response
from eventnet.forms import Form, clean_line
from eventnet.i18n import gettext as _
from eventnet.organize.roll import entry
from eventnet.oversight.deeds import Kind, kind_names
from eventnet.oversight.entries import THE_SITE, Line, Wanted, count, every_line, lines
from eventnet.oversight.workbook import workbook_response
from eventnet.paging import pager, with_query
from eventnet.templating import render

PAGE = 50
LONGEST = 100
WIDTHS = (20, 30, 70, 30)


def trail(visit: InsiderVisit) -> Response:
    """Show who did what, the newest first, fifty at a time."""
    wanted = _wanted(visit)
    query, slug = _query(wanted), visit.event.slug
    page = pager(
        count(visit.session, visit.event, wanted),
        visit.request.query_params.get("page", ""),
        size=PAGE,
        path=visit.url("trail", event=slug),
        query=query,
    )
    person = entry(visit.session, visit.event.id, wanted.person) if wanted.person else None
    context = {
        "zone": visit.event.time_zone,
        "lines": lines(visit.session, visit.event, wanted, offset=page.offset, limit=PAGE),
        "pager": page,
        "wanted": wanted,
        "person": person,
        "form": Form({name: [value] for name, value in query.items()}),
        "whos": _whos(visit, wanted),
        "kinds": [(kind.value, name) for kind, name in kind_names().items()],
        "files": [
            (kind, with_query(visit.url("trail-file", event=slug, kind=kind), query))
            for kind in ("csv", "xlsx")
        ],
    }
    return render(visit, "oversight/trail.html", context, block="results")


def file(visit: InsiderVisit) -> Response:
    """Answer with the same entries as a table, all of them; that it was taken is written down."""
    kind = visit.param("kind")
    if kind not in {"csv", "xlsx"}:
        raise NotFound(_("There is no such page."))
    wanted = _wanted(visit)
    found = [_cells(one) for one in every_line(visit.session, visit.event, wanted)]
    with writing(visit.session):
        audit.record(
            visit.session,
            "trail.exported",
            account_id=visit.account.id,
            event_id=visit.event.id,
            entries=len(found),
            file=kind,
        )
    name = f"{visit.event.slug}-trail-{clock.now():%Y-%m-%d}.{kind}"
    header = [_("When"), _("Who"), _("What"), _("To whom, or to what")]
    if kind == "csv":
        return csv_response(name, header, found)
    return workbook_response(name, header, found, WIDTHS)


def _cells(line: Line) -> list[str]:
    when = f"{line.at:%Y-%m-%d %H:%M:%S}"
    return [when, line.who.name, line.words, line.about.name if line.about else ""]


def _wanted(visit: InsiderVisit) -> Wanted:
    said = visit.request.query_params
    day = None
    with suppress(ValueError):
        day = date.fromisoformat(said.get("day", ""))
    kind = said.get("kind", "")
    return Wanted(
        words=str(clean_line(said.get("q", "")[:LONGEST])),
        who=said.get("who", "")[:LONGEST],
        kind=Kind(kind) if kind in list(Kind) else None,
        person=said.get("person", "")[:LONGEST],
        day=day if day and date(1970, 1, 2) < day < date(9999, 1, 1) else None,
    )


def _query(wanted: Wanted) -> dict[str, str]:
    return {
        "q": wanted.words,
        "who": wanted.who,
        "kind": wanted.kind or "",
        "person": wanted.person,
        "day": wanted.day.isoformat() if wanted.day else "",
    }


def _whos(visit: InsiderVisit, wanted: Wanted) -> list[tuple[str, str]]:
    """Return who may be chosen: those who run the event now, the site, and who is chosen."""
    known = [(one.account_id, one.email) for one in team(visit.session, visit.event.id)]
    whos = [("", _("Anybody")), *known, (THE_SITE, _("The site"))]
    if wanted.who not in dict(whos):
        whos.append((wanted.who, _("somebody who is no longer on the team")))
    return whos
