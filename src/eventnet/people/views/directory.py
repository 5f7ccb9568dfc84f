"""The directory: everyone whom the viewer may see, searched and narrowed."""

from dataclasses import asdict
from typing import Any

from starlette.responses import Response

from eventnet import clock
from eventnet.events.policies import InsiderVisit
from eventnet.events.queries import wishes_open
from eventnet.forms import Form
from eventnet.i18n import gettext as _
from eventnet.notes.queries import bookmarked
from eventnet.paging import pager
from eventnet.people.common_ground import reasons_for
from eventnet.people.directory import PAGE, Found, Order, Wanted, find
from eventnet.people.facets import role_facets, topic_facets
from eventnet.people.forms import DirectoryFields
from eventnet.people.models import TopicKind
from eventnet.people.queries import as_seen_by
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
    data = form.data
    hide = data.known == "hide"
    wanted = Wanted(data.q, data.role, data.offers, data.seeks, data.order, hide)
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
    query = {
        "q": wanted.words,
        "role": wanted.role_id,
        "offers": wanted.offers,
        "seeks": wanted.seeks,
        "order": "" if wanted.order is Order.RECOMMENDED else wanted.order.value,
        "known": "hide" if wanted.hide_known else "",
    }
    pages = pager(found.total, page, size=PAGE, path=path, query=query)
    people = as_seen_by(visit.session, viewer, [*found.page(pages.page), *viewer.own()])
    me = people.pop(viewer.attendance_id or "", None)
    in_order = [people[key] for key in found.page(pages.page) if key in people]
    topics = topic_facets(visit.session, viewer, visit.event, wanted)
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
        "narrowed": any(value for name, value in asdict(wanted).items() if name not in {"order"}),
        "orders": [
            (Order.RECOMMENDED.value, _("Recommended")),
            (Order.NAME.value, _("By name")),
        ],
    }
