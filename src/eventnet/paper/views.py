"""Pages of what is printed: choosing it, the files, and one person's schedule to hand over."""

from collections.abc import Sequence
from typing import Any
from urllib.parse import urlencode

from starlette.responses import Response

from eventnet import audit
from eventnet.database import writing
from eventnet.errors import NotFound
from eventnet.events.policies import InsiderVisit
from eventnet.forms import Form
from eventnet.i18n import gettext as _
from eventnet.organize.roll import Entry, count_those, entry, read
from eventnet.organize.wanted import Wanted
from eventnet.organize.whom import Whom
from eventnet.paging import with_query
from eventnet.paper import badges, schedules
from eventnet.paper.glyphs import lacking
from eventnet.paper.typesetting import pdf_response
from eventnet.templating import render

MOST_CHECKED = 2000
"""So many names are looked at for letters that no font has."""


def choose(visit: InsiderVisit) -> Response:
    """Show what can be printed for those who were chosen, in files of so many."""
    whom, said = _whom(visit), visit.request.query_params
    total = count_those(visit.session, whom.conditions(visit.event.id))
    size = said.get("size", "eight")
    options = {"size": size, "codes": "" if said.get("codes") == "no" else "yes"}
    people = _people(visit, whom, 0, MOST_CHECKED)
    context = {
        "total": total,
        "form": Form({"size": [size], "codes": [said.get("codes", "yes")]}),
        "fields": whom.fields,
        "sizes": badges.sizes(),
        "badges": _parts(visit, "badges-file", whom, total, badges.PART, options),
        "schedules": _parts(visit, "schedules-file", whom, total, schedules.PART, {}),
        "lacking": lacking(one.called for one in people),
        "back": with_query(visit.url("roll", event=visit.event.slug), whom.wanted.query),
    }
    return render(visit, "paper/choose.html", context)


def badges_file(visit: InsiderVisit) -> Response:
    """Answer with badges as a PDF."""
    people, part = _part(visit, badges.PART)
    said = visit.request.query_params
    size = badges.SIZES.get(said.get("size", ""), badges.SIZES["eight"])
    pdf = badges.badges(
        visit.session, visit.settings, visit.event, people, size, codes=said.get("codes") == "yes"
    )
    _record(visit, "badges.printed", len(people))
    return pdf_response(f"{visit.event.slug}-badges{part}.pdf", pdf)


def schedules_file(visit: InsiderVisit) -> Response:
    """Answer with schedules as a PDF, one person to a page."""
    people, part = _part(visit, schedules.PART)
    pdf = schedules.schedules(visit.session, visit.event, people)
    _record(visit, "schedules.printed", len(people))
    return pdf_response(f"{visit.event.slug}-schedules{part}.pdf", pdf)


def paper(visit: InsiderVisit) -> Response:
    """Show one person's meetings in large type, to be printed or read out."""
    found = entry(visit.session, visit.event.id, visit.param("attendance"))
    if found is None:
        raise NotFound(_("There is no such person at this event."))
    context = {
        "entry": found,
        "days": schedules.paper_days(visit.session, visit.event, found.attendance.id),
        "clocks": schedules.clocks(visit.event),
    }
    _record(visit, "schedules.printed", 1, subject=found.attendance.id)
    return render(visit, "paper/paper.html", context)


def _whom(visit: InsiderVisit) -> Whom:
    """Read who was chosen; where nothing was said, everybody who comes."""
    said = visit.request.query_params
    whom = Whom.read(lambda name: said.get(name, ""), said.getlist("who"))
    return whom if whom.ticked or whom.all_of else Whom(all_of=True)


def _people(visit: InsiderVisit, whom: Whom, offset: int, limit: int) -> Sequence[Entry]:
    event_id = visit.event.id
    order = Wanted().order()
    return read(
        visit.session, event_id, whom.conditions(event_id), order, offset=offset, limit=limit
    )


def _part(visit: InsiderVisit, size: int) -> tuple[Sequence[Entry], str]:
    """Return whom the part of a file holds that is asked for, and how its name ends."""
    asked = visit.request.query_params.get("part", "")
    number = int(asked) if asked.isascii() and asked.isdecimal() and len(asked) < 6 else 1
    people = _people(visit, _whom(visit), max(0, number - 1) * size, size)
    if not people:
        raise NotFound(_("There is nobody left to print for. Go back and choose people."))
    return people, f"-{number}" if asked else ""


def _parts(  # noqa: PLR0917
    visit: InsiderVisit, page: str, whom: Whom, total: int, size: int, options: dict[str, str]
) -> list[dict[str, Any]]:
    """Return the files that it takes, each with its address and whom it holds, by number."""
    path = visit.url(page, event=visit.event.slug)
    found = []
    for number, first in enumerate(range(0, total, size), start=1):
        more = {**options, "part": str(number) if total > size else ""}
        query = urlencode([*whom.fields, *((key, one) for key, one in more.items() if one)])
        found.append(
            {"href": f"{path}?{query}", "first": first + 1, "last": min(total, first + size)}
        )
    return found


def _record(visit: InsiderVisit, deed: str, people: int, subject: str = "") -> None:
    with writing(visit.session):
        audit.record(
            visit.session,
            deed,
            account_id=visit.account.id,
            event_id=visit.event.id,
            subject=subject,
            people=people,
        )
