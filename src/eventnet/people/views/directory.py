"""The directory: everyone whom the viewer may see, searched and narrowed."""

from typing import Any

from starlette.responses import Response

from eventnet import clock
from eventnet.events.policies import InsiderVisit
from eventnet.events.queries import wishes_open
from eventnet.forms import Form
from eventnet.i18n import gettext as _
from eventnet.notes.queries import bookmarked
from eventnet.paging import pager, with_query
from eventnet.people.common_ground import reasons_for
from eventnet.people.directory import PAGE, Found, Order, Wanted, find
from eventnet.people.facets import (
    organization_facets,
    role_facets,
    topic_counts,
    topic_facets,
)
from eventnet.people.forms import DirectoryFields
from eventnet.people.models import TopicKind
from eventnet.people.queries import as_seen_by
from eventnet.people.terms import Term, terms_of
from eventnet.people.viewers import Viewer
from eventnet.people.visits import viewer_for
from eventnet.requests.rules import bars
from eventnet.templating import render
from eventnet.wishes.queries import wishes_of


def directory(visit: InsiderVisit) -> Response:
    """Show a page of the people who fit; without script it is a plain form."""
    asked = visit.request.query_params
    form: Form[DirectoryFields] = Form.read(DirectoryFields, asked)
    viewer = viewer_for(visit)
    if not form.valid:
        context = _context(visit, viewer, form, Wanted(), Found.nobody(), page="1")
        return render(visit, "people/directory.html", context, status=422, block="results")
    wanted = form.data.wanted()
    found = find(visit.session, viewer, wanted)
    context = _context(visit, viewer, form, wanted, found, page=asked.get("page", "1"))
    return render(visit, "people/directory.html", context, block="results")


def _context(
    visit: InsiderVisit,
    viewer: Viewer,
    form: Form[DirectoryFields],
    wanted: Wanted,
    found: Found,
    *,
    page: str,
) -> dict[str, Any]:
    path = visit.url("people", event=visit.event.slug)
    query = wanted.query()
    pages = pager(found.total, page, size=PAGE, path=path, query=query)
    people = as_seen_by(visit.session, viewer, [*found.page(pages.page), *viewer.own()])
    me = people.pop(viewer.attendance_id or "", None)
    in_order = [people[key] for key in found.page(pages.page) if key in people]
    counts = topic_counts(visit.session, viewer, found, wanted)
    topics = topic_facets(visit.session, viewer, visit.event, wanted, counts)
    return {
        "event": visit.event,
        "form": form,
        "pager": pages,
        "here": pages.href(pages.page),
        "people": [person for person in in_order if person.name],
        "reasons": reasons_for(visit.session, me, people),
        "wishes": wishes_of(visit.session, viewer.attendance_id, list(people))
        if viewer.attendance_id
        else {},
        "bookmarked": bookmarked(visit.session, viewer.attendance_id, list(people))
        if viewer.attendance_id
        else set(),
        "attends": viewer.attendance_id is not None,
        "knows_some": bool(viewer.met),
        "barred": bars(visit.session, visit.event, visit.attendance, list(people))
        if visit.attendance
        else people,
        "open": wishes_open(visit.event, clock.now()),
        "roles": role_facets(visit.session, viewer, found, wanted),
        "offers": topics[TopicKind.OFFER],
        "seeks": topics[TopicKind.SEEK],
        "interests": topics[TopicKind.INTEREST],
        "organizations": organization_facets(visit.session, viewer, wanted),
        "narrowed": wanted.narrows,
        "filters": wanted.filters,
        "terms": _terms(visit, viewer, wanted, path),
        "save": with_query(visit.url("search-new", event=visit.event.slug), query),
        "orders": [
            (Order.RECOMMENDED.value, _("Recommended")),
            (Order.NAME.value, _("By name")),
        ],
    }


def _terms(
    visit: InsiderVisit, viewer: Viewer, wanted: Wanted, path: str
) -> list[tuple[Term, str]]:
    """Return what is asked for, each with the address of the search without it."""
    (terms,) = terms_of(visit.session, viewer, [wanted])
    query = wanted.query()
    rest = [{name: said for name, said in query.items() if name != term.param} for term in terms]
    return [(term, with_query(path, said)) for term, said in zip(terms, rest, strict=True)]
